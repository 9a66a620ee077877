// Long lists of numbers that are a text: payloads written as character codes.
import { looksLikeCode } from './blob-formats.ts'
import { longRuns } from './runs.ts'

/** UTF-16 units of source: about a hundred numbers. */
const shortestList = 400
const fewestNumbers = 100
const maxNumbers = 20_000

/** Offsets of lists whose numbers spell code. */
export function codesOfText(source: string): number[] {
  const found: number[] = []
  for (const { start, end } of longRuns(source, isPartOfNumbers, shortestList, 50)) {
    const text = spelled(source.slice(start, Math.min(end, start + maxNumbers * 5)))
    if (text !== '' && looksLikeCode(text)) found.push(start)
  }
  return found
}

/** Digits, hexadecimal ones too, commas and blanks. */
function isPartOfNumbers(unit: number): boolean {
  if ((unit >= 0x30 && unit <= 0x39) || unit === 0x2c || unit === 32 || unit === 10 || unit === 13 || unit === 9)
    return true
  return unit === 0x78 || (unit >= 0x61 && unit <= 0x66)
}

/** '' where the numbers are no character codes. */
function spelled(list: string): string {
  const parts = list.split(',')
  if (parts.length < fewestNumbers) return ''
  let text = ''
  // The first and the last may be cut off.
  for (const part of parts.slice(1, -1)) {
    const trimmed = part.trim()
    const code = trimmed === '' ? Number.NaN : Number(trimmed)
    if (!(code >= 9 && code < 0x3000)) return ''
    text += String.fromCharCode(code)
  }
  return text
}

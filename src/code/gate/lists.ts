// Texts and numbers as they follow one another, and what may read lists of them: calls with numbers, and methods of lists.
import { isWordPart } from './characters.ts'
import type { Reading } from './reading.ts'
import { token } from './token.ts'

/** At a text, or a template without expressions. */
export function countText(reading: Reading): void {
  const { lexer, last, seen } = reading
  const isNext = last.kind === token.punctuator && last.first === 0x2c
  seen.textsNow = isNext ? seen.textsNow + 1 : 1
  if (seen.textsNow > seen.texts) seen.texts = seen.textsNow
  // `f('0x1f')`
  const isHex = lexer.bytes[lexer.start + 1] === 0x30 && lexer.bytes[lexer.start + 2] === 0x78
  if (isHex && last.first === 0x28 && isCallOfName(reading)) seen.numberCalls++
}

/** The years from 2020 on, milliseconds since 1970 or of an hour, and whatever is written so that it could be one of them. */
export function useNumber(reading: Reading): void {
  const { lexer, last, seen } = reading
  const { bytes, start, end } = lexer
  const length = end - start
  const isPlain = last.kind === token.punctuator
  // `list[0]`, `list[(0)]`, `list[.5e1]`
  const before = last.first === 0x2e ? reading.beforeLast : last.first
  if (isPlain && before === 0x28 && isCallOfName(reading)) seen.numberCalls++
  if (reading.isPicking && isPlain && (before === 0x5b || before === 0x28)) seen.places++
  seen.numbersNow = isPlain && last.first === 0x2c ? seen.numbersNow + 1 : 1
  if (seen.numbersNow > seen.numbers) seen.numbers = seen.numbersNow
  if (length >= 12 || (length === 4 && bytes[start] === 0x32)) seen.day = true
  // A product, a shift, or many digits.
  if (length >= 7 || (isPlain && (last.first === 0x2a || last.first === 0x3c))) seen.hour = true
  if (hasExponent(bytes, start, end)) {
    seen.day = true
    seen.hour = true
  }
}

function hasExponent(bytes: Uint8Array, start: number, end: number): boolean {
  if (((bytes[start + 1] ?? 0) | 0x20) === 0x78) return false
  for (let at = start; at < end; at++) if (((bytes[at] ?? 0) | 0x20) === 0x65) return true
  return false
}

/** Behind `(`, or `(.`: no method is called, as far as it is written in one. */
function isCallOfName({ lexer: { bytes }, last }: Reading): boolean {
  const end = (last.first === 0x28 ? last.start : last.start - 1) - 1
  let at = end
  while (isWordPart[bytes[at] ?? 0] === 1) at--
  // `f?.(1)`, `...f(1)`
  return at === end || bytes[at] !== 0x2e || bytes[at - 1] === 0x2e
}

/** At a member: what has it may be a name, or a list itself; not the member of another one (`a.b.map`). */
export function isOfName({ lexer: { bytes }, last }: Reading): boolean {
  let at = (bytes[last.start - 1] === 0x3f ? last.start - 1 : last.start) - 1
  while (isWordPart[bytes[at] ?? 0] === 1) at--
  return bytes[at] !== 0x2e || bytes[at - 1] === 0x2e
}

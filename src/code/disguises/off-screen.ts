// Code that an editor shows only to who scrolls sideways: behind a long stretch of blanks in a line. A comment that stands
// there runs nothing and is passed over; whether it is text in quotes, the caller knows.
import { longRuns, type Run } from './runs.ts'

/** Columns; the longest honest alignments and indentations end before it. */
const shortest = 200
/** A line that is indented like its neighbour stands where that one stands. */
const indentStep = 40

/** Offsets of the first character after such blanks, with the blanks before it. */
export function offScreenCode(source: string): { at: number; from: number }[] {
  const found: { at: number; from: number }[] = []
  for (const run of longRuns(source, isBlank, shortest)) {
    const at = skipComments(source, run.end)
    if (at >= source.length || isLineEnd(source.charCodeAt(at))) continue
    if (isIndentation(source, run) && isAlignedWithNeighbour(source, run)) continue
    found.push({ at, from: run.start })
  }
  return found
}

export function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 11 || unit === 12 || unit === 0xa0 || unit === 0x3000 || unit === 0xfeff
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029
}

function skipComments(source: string, from: number): number {
  let at = from
  while (source.startsWith('/*', at)) {
    const end = source.indexOf('*/', at + 2)
    if (end === -1) return source.length
    at = end + 2
    while (at < source.length && isBlank(source.charCodeAt(at))) at++
  }
  if (!source.startsWith('//', at)) return at
  const end = source.indexOf('\n', at)
  return end === -1 ? source.length : end
}

function isIndentation(source: string, { start }: Run): boolean {
  return start === 0 || isLineEnd(source.charCodeAt(start - 1))
}

/** Machine-written code can be nested that deeply; then the line before is as far to the right. */
function isAlignedWithNeighbour(source: string, { start, end }: Run): boolean {
  const lineEnd = start - 1
  if (lineEnd < 0) return false
  const lineStart = source.lastIndexOf('\n', lineEnd - 1) + 1
  let indent = lineStart
  while (indent < lineEnd && isBlank(source.charCodeAt(indent))) indent++
  return indent < lineEnd && end - start - (indent - lineStart) <= indentStep
}

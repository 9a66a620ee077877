// Offsets of a source text as places that people can look up. Lines are counted only when a place is asked for.
import type { Place } from './file-code.ts'

const maxExcerpt = 120
/** Characters of the line that stay visible before the place itself, where the line is longer than an excerpt. */
const lead = 30

export type Places = {
  at: (offset: number) => Place
  /** 1-based. */
  lineOf: (offset: number) => number
}

export function createPlaces(source: string): Places {
  let starts: number[] | undefined
  const indexOf = (offset: number) => {
    starts ??= lineStarts(source)
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    lineOf: (offset) => indexOf(offset) + 1,
    at: (offset) => {
      const index = indexOf(offset)
      const start = starts?.[index] ?? 0
      const end = Math.min(starts?.[index + 1] ?? source.length, offset + maxExcerpt)
      const from = offset - start > maxExcerpt - lead ? offset - lead : start
      const excerpt = source.slice(from, Math.min(end, from + maxExcerpt)).trim()
      return { line: index + 1, column: offset - start + 1, excerpt }
    },
  }
}

/** As editors count them: LF, CRLF and a lone CR end a line. */
function lineStarts(source: string): number[] {
  const starts = [0]
  const lone = source.includes('\r')
  if (!lone) {
    for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1)
    return starts
  }
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at)
    if (code === 10 || (code === 13 && source.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return starts
}

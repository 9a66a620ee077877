// Which lines differ between two texts. Lines that stand once in both hold the comparison together (patience diff), what
// is between them is compared by Myers' algorithm as far as the budget goes, and counts as replaced beyond it: any two
// texts give an answer in bounded time.

import { type Budget, closeEdits, type Edit } from './close-edits.ts'

export type { Edit } from './close-edits.ts'

type Comparison = { before: Int32Array; after: Int32Array; edits: Edit[]; budget: Budget }

/** Steps of the innermost loop for one pair of texts. */
const maxWork = 4_000_000

/** In their order; together with the lines between them, which are equal, they cover both texts. */
export function lineEdits(before: readonly string[], after: readonly string[]): Edit[] {
  const ids = new Map<string, number>()
  const comparison: Comparison = {
    before: numbered(before, ids),
    after: numbered(after, ids),
    edits: [],
    budget: { left: maxWork },
  }
  // A stack of our own: a hostile pair of texts could be nested as deeply as it is long.
  const waiting: Edit[] = [{ beforeFrom: 0, beforeTo: before.length, afterFrom: 0, afterTo: after.length }]
  for (let range = waiting.pop(); range !== undefined; range = waiting.pop()) {
    const inner = trimmed(comparison, range)
    if (inner.beforeFrom === inner.beforeTo || inner.afterFrom === inner.afterTo) note(comparison, inner)
    else {
      const parts = betweenAnchors(comparison, inner)
      if (parts.length === 0) compareClosely(comparison, inner)
      // Worked on from the first to the last; there may be more of them than a call has arguments.
      for (const part of parts.reverse()) waiting.push(part)
    }
  }
  return comparison.edits
}

function numbered(lines: readonly string[], ids: Map<string, number>): Int32Array {
  return Int32Array.from(lines, (line) => {
    const id = ids.get(line) ?? ids.size
    ids.set(line, id)
    return id
  })
}

function note({ edits }: Comparison, edit: Edit): void {
  if (edit.beforeFrom === edit.beforeTo && edit.afterFrom === edit.afterTo) return
  const last = edits.at(-1)
  if (last !== undefined && last.beforeTo === edit.beforeFrom && last.afterTo === edit.afterFrom) {
    last.beforeTo = edit.beforeTo
    last.afterTo = edit.afterTo
  } else edits.push({ ...edit })
}

function trimmed({ before, after }: Comparison, range: Edit): Edit {
  let { beforeFrom, beforeTo, afterFrom, afterTo } = range
  while (beforeFrom < beforeTo && afterFrom < afterTo && before[beforeFrom] === after[afterFrom]) {
    beforeFrom++
    afterFrom++
  }
  while (beforeFrom < beforeTo && afterFrom < afterTo && before[beforeTo - 1] === after[afterTo - 1]) {
    beforeTo--
    afterTo--
  }
  return { beforeFrom, beforeTo, afterFrom, afterTo }
}

/** The stretches around lines that stand once on each side and in the same order; empty where there are none. */
function betweenAnchors({ before, after }: Comparison, range: Edit): Edit[] {
  const there = onceIn(before, range.beforeFrom, range.beforeTo)
  const here = onceIn(after, range.afterFrom, range.afterTo)
  const pairs: [before: number, after: number][] = []
  for (const [id, at] of there) {
    const other = here.get(id)
    if (at !== -1 && other !== undefined && other !== -1) pairs.push([at, other])
  }
  const anchors = increasing(pairs)
  if (anchors.length === 0) return []
  const parts: Edit[] = []
  let { beforeFrom, afterFrom } = range
  for (const [at, other] of anchors) {
    parts.push({ beforeFrom, beforeTo: at, afterFrom, afterTo: other })
    beforeFrom = at + 1
    afterFrom = other + 1
  }
  return [...parts, { beforeFrom, beforeTo: range.beforeTo, afterFrom, afterTo: range.afterTo }]
}

/** Where each line stands; -1 where it does so more than once. */
function onceIn(lines: Int32Array, from: number, to: number): Map<number, number> {
  const found = new Map<number, number>()
  for (let at = from; at < to; at++) {
    const id = lines[at] ?? -1
    found.set(id, found.has(id) ? -1 : at)
  }
  return found
}

/** The longest row of pairs that grows on both sides; `pairs` grow on the first. */
function increasing(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = []
  const previous = new Int32Array(pairs.length).fill(-1)
  for (const [index, pair] of pairs.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < pair[1]) low = middle + 1
      else high = middle
    }
    previous[index] = low === 0 ? -1 : (tails[low - 1] ?? -1)
    tails[low] = index
  }
  const row: [number, number][] = []
  for (let index = tails.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1) {
    const pair = pairs[index]
    if (pair !== undefined) row.push(pair)
  }
  return row.reverse()
}

function compareClosely(comparison: Comparison, range: Edit): void {
  const { before, after, budget } = comparison
  const edits = closeEdits(
    before.subarray(range.beforeFrom, range.beforeTo),
    after.subarray(range.afterFrom, range.afterTo),
    budget,
  )
  if (edits === 'too-many') note(comparison, range)
  else {
    for (const { beforeFrom, beforeTo, afterFrom, afterTo } of edits) {
      note(comparison, {
        beforeFrom: range.beforeFrom + beforeFrom,
        beforeTo: range.beforeFrom + beforeTo,
        afterFrom: range.afterFrom + afterFrom,
        afterTo: range.afterFrom + afterTo,
      })
    }
  }
}

// The rows of one edit: which removed line became which added one, by what they have in common. Knows lines, no files.
import { commonEnd, commonStart } from './cut-line.ts'
import type { Edit } from './line-edits.ts'

/** Where a row stands, by index (0-based; -1: not on that side). */
export type Place = { before: number; after: number }

/** Added lines that are looked at for a removed one, and units of a line that are compared. */
const window = 12
const compared = 2000
/** Beyond this many lines on a side nobody follows one by one. */
const maxPaired = 400

export function placesOf(edit: Edit, before: readonly string[], after: readonly string[]): Place[] {
  const [removed, added] = [edit.beforeTo - edit.beforeFrom, edit.afterTo - edit.afterFrom]
  const pairs = removed === added ? inOrder(edit) : bestPairs(edit, before, after)
  const places: Place[] = []
  let { beforeFrom, afterFrom } = edit
  for (const pair of [...pairs, { before: edit.beforeTo, after: edit.afterTo }]) {
    for (; beforeFrom < pair.before; beforeFrom++) places.push({ before: beforeFrom, after: -1 })
    for (; afterFrom < pair.after; afterFrom++) places.push({ before: -1, after: afterFrom })
    if (pair.before < edit.beforeTo) places.push(pair)
    beforeFrom = pair.before + 1
    afterFrom = pair.after + 1
  }
  return places
}

function inOrder(edit: Edit): Place[] {
  return Array.from({ length: edit.beforeTo - edit.beforeFrom }, (_, index) => ({
    before: edit.beforeFrom + index,
    after: edit.afterFrom + index,
  }))
}

/** Each removed line with the first of the next added ones that is mostly the same. */
function bestPairs(edit: Edit, before: readonly string[], after: readonly string[]): Place[] {
  const { beforeFrom, beforeTo, afterFrom, afterTo } = edit
  if (beforeTo - beforeFrom > maxPaired || afterTo - afterFrom > maxPaired) return []
  const pairs: Place[] = []
  let next = afterFrom
  for (let index = beforeFrom; index < beforeTo; index++) {
    for (let other = next; other < Math.min(afterTo, next + window); other++) {
      if (!isMostlySame(before[index] ?? '', after[other] ?? '')) continue
      pairs.push({ before: index, after: other })
      next = other + 1
      break
    }
  }
  return pairs
}

function isMostlySame(a: string, b: string): boolean {
  const [one, other] = [a.slice(0, compared).trim(), b.slice(0, compared).trim()]
  const start = commonStart(one, other)
  const common = start + commonEnd(one, other, start)
  return common >= 4 && common * 2 >= Math.max(one.length, other.length)
}

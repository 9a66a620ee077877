// Two texts as hunks: rows for looking at side by side or one below the other, with a few equal lines around each change
// and around each line that a finding points at. Pure and bounded; what is left out is counted.
import type { Hunk, Mark, Row } from '../domain/code-diff.ts'
import { cutBoth } from './cut-line.ts'
import { type Place, placesOf } from './hunk-rows.ts'
import { lineEdits } from './line-edits.ts'

/** One line; several may share the number and then begin at different columns (both 1-based). */
export type TextLine = { text: string; line: number; column: number }

export type HunkLimits = { context: number; hunks: number; rowsOfHunk: number }

export const hunkLimits: HunkLimits = { context: 3, hunks: 40, rowsOfHunk: 60 }

/** `cut`: hunks that were left out. */
export type Hunks = { hunks: readonly Hunk[]; cut: number }

/** Lines of plain text, without their ends. */
export function toLines(text: string): TextLine[] {
  return text === '' ? [] : text.split('\n').map((one, index) => ({ text: one, line: index + 1, column: 1 }))
}

/** `marks` are places in `after`; where that has no lines, in `before`. */
export function hunksOf(
  before: readonly TextLine[],
  after: readonly TextLine[],
  marks: readonly Mark[],
  limits: HunkLimits = hunkLimits,
): Hunks {
  const marked = markedLines(after.length === 0 ? before : after, marks)
  const places = allPlaces(before, after)
  const isMarked = ({ before: one, after: other }: Place) => marked.has(after.length === 0 ? one : other)
  const telling = places.flatMap((place, index) => (isChange(place, before, after) || isMarked(place) ? [index] : []))
  const ranges = rangesAround(telling, places.length, limits.context)
  const pieces = ranges.flatMap((range) => shortened(range, places, isMarked, limits))
  // Of too many, those that a finding points at come first.
  const [important, rest] = [true, false].map((wanted) =>
    pieces.filter(({ from, to }) => places.slice(from, to).some(isMarked) === wanted),
  )
  const kept = new Set([...(important ?? []), ...(rest ?? [])].slice(0, limits.hunks))
  const toRow = rowFrom(before, after, marked)
  return {
    hunks: pieces
      .filter((piece) => kept.has(piece))
      .map(({ from, to, cut }) => ({ rows: places.slice(from, to).map(toRow), cut })),
    cut: pieces.length - kept.size,
  }
}

/** Every line of both texts once, equal ones together. */
function allPlaces(before: readonly TextLine[], after: readonly TextLine[]): Place[] {
  const [old, young] = [before.map(({ text }) => text), after.map(({ text }) => text)]
  const places: Place[] = []
  let [one, other] = [0, 0]
  const same = (until: number) => {
    while (one < until) places.push({ before: one++, after: other++ })
  }
  for (const edit of lineEdits(old, young)) {
    same(edit.beforeFrom)
    for (const place of placesOf(edit, old, young)) places.push(place)
    one = edit.beforeTo
    other = edit.afterTo
  }
  same(old.length)
  return places
}

function isChange(place: Place, before: readonly TextLine[], after: readonly TextLine[]): boolean {
  return place.before === -1 || place.after === -1 || before[place.before]?.text !== after[place.after]?.text
}

type Range = { from: number; to: number }

function rangesAround(telling: readonly number[], length: number, context: number): Range[] {
  const ranges: Range[] = []
  for (const index of telling) {
    const [from, to] = [Math.max(0, index - context), Math.min(length, index + context + 1)]
    const last = ranges.at(-1)
    if (last !== undefined && from <= last.to) last.to = to
    else ranges.push({ from, to })
  }
  return ranges
}

/** Of a long range its beginning, and what stands around each mark. `cut`: rows left out behind each piece. */
function shortened(
  { from, to }: Range,
  places: readonly Place[],
  isMarked: (place: Place) => boolean,
  { context, rowsOfHunk }: HunkLimits,
): (Range & { cut: number })[] {
  if (to - from <= rowsOfHunk) return [{ from, to, cut: 0 }]
  const head = from + Math.floor(rowsOfHunk / 2)
  const wanted = [{ from, to: head }]
  for (let index = head; index < to; index++) {
    const place = places[index]
    if (place === undefined || !isMarked(place)) continue
    const around = { from: Math.max(from, index - 2 * context), to: Math.min(to, index + 2 * context + 1) }
    const last = wanted.at(-1)
    if (last !== undefined && around.from <= last.to) last.to = around.to
    else wanted.push(around)
  }
  return wanted.map((range, index) => {
    const end = Math.min(range.to, range.from + rowsOfHunk)
    return { from: range.from, to: end, cut: (wanted[index + 1]?.from ?? to) - end }
  })
}

/** By index of the line, the unit in it (0-based) that a finding points at. */
function markedLines(lines: readonly TextLine[], marks: readonly Mark[]): Map<number, number> {
  const wanted = Map.groupBy(marks, ({ line }) => line)
  const found = new Map<number, number>()
  for (const [index, one] of lines.entries()) {
    const next = lines[index + 1]
    const until = next?.line === one.line ? next.column : Number.POSITIVE_INFINITY
    for (const { column } of wanted.get(one.line) ?? []) {
      const at = Math.max(1, column)
      if (at >= one.column && at < until && !found.has(index)) found.set(index, at - one.column)
    }
  }
  return found
}

function rowFrom(
  before: readonly TextLine[],
  after: readonly TextLine[],
  marked: ReadonlyMap<number, number>,
): (place: Place) => Row {
  const none: TextLine = { text: '', line: 0, column: 0 }
  return (place) => {
    const [one, other] = [before[place.before] ?? none, after[place.after] ?? none]
    const mark = marked.get(after.length === 0 ? place.before : place.after)
    const isPair = place.before !== -1 && place.after !== -1
    // Of a line alone nothing differs: it is shown from its beginning.
    const pointsAt = mark ?? (isPair ? -1 : 0)
    return {
      kind:
        place.before === -1 ? 'added' : place.after === -1 ? 'removed' : one.text === other.text ? 'same' : 'changed',
      beforeLine: one.line,
      afterLine: other.line,
      ...cutBoth(one.text, other.text, isPair && one.text === other.text && mark === undefined ? 0 : pointsAt),
      marked: mark !== undefined,
    }
  }
}

// Whether a text may be read in two ways: as a module and as a script. Only in three places does a reader's view of what
// a character belongs to hang on that, and they do no harm inside a text or a comment: up to there both have read alike,
// and both see the same text or comment.
import type { Comment, Node, Program } from './parse.ts'

type Span = { start: number; end: number }

/** More of them than this are not looked at one by one. */
const maxSpots = 1000

/** `program` and `comments` are those of the module. May say yes too often, never no too often. */
export function mayBeTwofold(source: string, program: Program, comments: readonly Comment[]): boolean {
  if (!source.includes('<!--') && !source.includes('-->') && !/\bawait\s*\//.test(source)) return false
  const spots = spotsIn(source)
  if (spots.length > maxSpots) return true
  const open = new Set(spots)
  for (const comment of comments)
    for (const spot of within(spots, comment)) if (covers(comment, spot)) open.delete(spot)
  if (open.size > 0) coverByTexts(program, spots, open)
  return open.size > 0
}

/** `<!--` and `-->` begin comments in a script only; behind `await` a slash divides, or begins a regular expression. */
const spot = /<!-->?|-->|\bawait\s*\//g

/** In source order; one more than are wanted, at most. */
function spotsIn(source: string): Span[] {
  const found: Span[] = []
  for (const { index, 0: text } of source.matchAll(spot)) {
    if (text === '-->' && !mayOpenLine(source, index)) continue
    found.push({ start: index, end: index + text.length })
    if (found.length > maxSpots) break
  }
  return found
}

/** Units before a place in which a line's beginning is looked for: longer lines have something in them. */
const longestBlank = 200

/**
 * `-->` begins a comment only where nothing but blanks and comments stands before it in its line. Minified code is full of
 * `n-->0`, and parsing that three times takes as long as everything else.
 */
function mayOpenLine(source: string, at: number): boolean {
  const from = Math.max(0, at - longestBlank)
  const before = source.slice(from, at)
  const line = before.slice(before.search(/[^\n\r\u2028\u2029]*$/))
  if (line.includes('*/') || (line.length === longestBlank && line.trim() === '')) return true
  return line.trim() === ''
}

/** Goes down only where a spot is. */
function coverByTexts(program: Program, spots: readonly Span[], open: Set<Span>): void {
  const waiting: Node[] = [program]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isText(node)) {
      for (const one of within(spots, node)) if (covers(node, one)) open.delete(one)
    } else for (const child of childrenOf(node)) if (within(spots, child).length > 0) waiting.push(child)
  }
}

function isText(node: Node): boolean {
  return node.type === 'Literal' || node.type === 'TemplateElement' || node.type === 'JSXText'
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}

/** The spots that begin inside; they are in order. */
function within(spots: readonly Span[], { start, end }: Span): readonly Span[] {
  let low = 0
  let high = spots.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spots[middle]?.start ?? end) < start) low = middle + 1
    else high = middle
  }
  let to = low
  while ((spots[to]?.start ?? end) < end) to++
  return spots.slice(low, to)
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

// Reads a regular expression: the part of RE2's syntax that needs no memory of what was seen. Patterns may come from
// anybody; what is not in this part is a reason to refuse them.

/** Code points `from` to `to`, both included. */
export type Range = readonly [from: number, to: number]
export type Characters = { kind: 'character'; ranges: readonly Range[]; negated: boolean }

export type PatternNode =
  | Characters
  | { kind: 'begin' | 'end' }
  | { kind: 'sequence' | 'choice'; of: readonly PatternNode[] }
  /** `most` is infinity for any number of times. */
  | { kind: 'repeat'; of: PatternNode; least: number; most: number }

export type SyntaxRead = { ok: true; node: PatternNode } | { ok: false; why: string }

const maxTimes = 100
const maxNesting = 20

/** `why` completes "the pattern ...". */
export function readSyntax(pattern: string): SyntaxRead {
  const reader: Reader = { characters: [...pattern], at: 0, why: '', nesting: 0 }
  const node = readChoice(reader)
  if (reader.why === '' && reader.at < reader.characters.length) fail(reader, 'closes a group that is not open')
  return reader.why === '' ? { ok: true, node } : { ok: false, why: reader.why }
}

type Reader = { characters: readonly string[]; at: number; why: string; nesting: number }

/** The first reason counts; nothing is read after it. */
function fail(reader: Reader, why: string): PatternNode {
  if (reader.why === '') reader.why = why
  reader.at = reader.characters.length
  return { kind: 'sequence', of: [] }
}

function readChoice(reader: Reader): PatternNode {
  const choices = [readSequence(reader)]
  while (reader.characters[reader.at] === '|') {
    reader.at++
    choices.push(readSequence(reader))
  }
  return { kind: 'choice', of: choices }
}

function readSequence(reader: Reader): PatternNode {
  const of: PatternNode[] = []
  for (let next = reader.characters[reader.at]; next !== undefined && next !== '|' && next !== ')'; ) {
    of.push(readRepeated(reader))
    next = reader.characters[reader.at]
  }
  return { kind: 'sequence', of }
}

function readRepeated(reader: Reader): PatternNode {
  let node = readOne(reader)
  for (let times = readTimes(reader); times !== undefined; times = readTimes(reader)) {
    node = { kind: 'repeat', of: node, ...times }
    // `a+?` finds the same as `a+` where only being found counts.
    if (reader.characters[reader.at] === '?') reader.at++
  }
  return node
}

function readTimes(reader: Reader): { least: number; most: number } | undefined {
  const next = reader.characters[reader.at]
  const known = next === undefined ? undefined : simpleTimes.get(next)
  if (known !== undefined) {
    reader.at++
    return known
  }
  if (next !== '{') return undefined
  const [whole = '', least = '', comma = '', most = ''] =
    /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(reader.characters.slice(reader.at, reader.at + 12).join('')) ?? []
  const times = { least: Number(least), most: comma === '' ? Number(least) : most === '' ? forever : Number(most) }
  const limit = times.most === forever ? times.least : times.most
  if (whole === '' || limit > maxTimes || times.most < times.least) {
    fail(reader, `repeats in a way that is not {1}, {1,} or {1,${maxTimes}}`)
    return undefined
  }
  reader.at += whole.length
  return times
}

const forever = Number.POSITIVE_INFINITY
const simpleTimes: ReadonlyMap<string, { least: number; most: number }> = new Map([
  ['*', { least: 0, most: forever }],
  ['+', { least: 1, most: forever }],
  ['?', { least: 0, most: 1 }],
])

function readOne(reader: Reader): PatternNode {
  const next = reader.characters[reader.at++]
  switch (next) {
    case '(':
      return readGroup(reader)
    case '[':
      return readClass(reader)
    case '\\': {
      const escaped = readEscape(reader)
      return escaped === undefined ? fail(reader, 'has an escape that is not known') : { kind: 'character', ...escaped }
    }
    case '^':
      return { kind: 'begin' }
    case '$':
      return { kind: 'end' }
    case '.':
      return { kind: 'character', ranges: [[10, 10]], negated: true }
    case '*':
    case '+':
    case '?':
    case '{':
      return fail(reader, `repeats nothing with ${next}`)
    default:
      return { kind: 'character', ranges: [rangeOf(next ?? '')], negated: false }
  }
}

function readGroup(reader: Reader): PatternNode {
  if (++reader.nesting > maxNesting) return fail(reader, `has more than ${maxNesting} groups inside each other`)
  if (reader.characters[reader.at] === '?') {
    if (reader.characters[reader.at + 1] !== ':')
      return fail(reader, 'looks around or sets flags, which is not possible')
    reader.at += 2
  }
  const inside = readChoice(reader)
  if (reader.characters[reader.at++] !== ')') return fail(reader, 'leaves a group open')
  reader.nesting--
  return inside
}

function readClass(reader: Reader): PatternNode {
  const negated = reader.characters[reader.at] === '^'
  if (negated) reader.at++
  const ranges: Range[] = []
  for (let first = true; ; first = false) {
    const next = reader.characters[reader.at++]
    if (next === undefined) return fail(reader, 'leaves a class open')
    if (next === ']' && !first) return { kind: 'character', ranges, negated }
    const one = next === '\\' ? readEscape(reader) : { ranges: [rangeOf(next)], negated: false }
    if (one === undefined || one.negated) return fail(reader, 'has an escape in a class that is not known')
    const [range = rangeOf(next)] = one.ranges
    const last = reader.characters[reader.at + 1]
    const isRange = reader.characters[reader.at] === '-' && last !== undefined && last !== ']' && last !== '\\'
    if (!isRange) {
      ranges.push(...one.ranges)
      continue
    }
    reader.at += 2
    if (range[0] !== range[1] || range[0] > rangeOf(last)[0]) return fail(reader, 'has a range that is none')
    ranges.push([range[0], rangeOf(last)[0]])
  }
}

const digit: Range = [48, 57]
const wordRanges: readonly Range[] = [digit, [65, 90], [95, 95], [97, 122]]
const blanks: readonly Range[] = [
  [9, 10],
  [12, 13],
  [32, 32],
]
const classes: ReadonlyMap<string, readonly Range[]> = new Map([
  ['d', [digit]],
  ['w', wordRanges],
  ['s', blanks],
  ['t', [[9, 9]]],
  ['n', [[10, 10]]],
  ['r', [[13, 13]]],
])

function readEscape(reader: Reader): { ranges: readonly Range[]; negated: boolean } | undefined {
  const next = reader.characters[reader.at++] ?? ''
  const ranges = classes.get(next)
  if (ranges !== undefined) return { ranges, negated: false }
  if (next === 'D' || next === 'W' || next === 'S')
    return { ranges: classes.get(next.toLowerCase()) ?? [], negated: true }
  return /^[^A-Za-z0-9\s]$/u.test(next) ? { ranges: [rangeOf(next)], negated: false } : undefined
}

function rangeOf(character: string): Range {
  const code = character.codePointAt(0) ?? 0
  return [code, code]
}

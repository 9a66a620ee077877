// What a file's names are given, as far as its text tells: something that is always the same, or a number that no counter
// reaches. One search over the text, for the heads of loops; scopes are not told apart.
import type { Reading } from './reading.ts'

export type Given = { isConstant: boolean; isFar: boolean; names: Set<string> }

export function isGiven(reading: Reading, name: string, what: 'isConstant' | 'isFar'): boolean {
  reading.given ??= givenIn(reading.lexer.bytes)
  const open = [name]
  const seen = new Set(open)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === 'Infinity' || (what === 'isConstant' && always.has(next))) return true
    const given = reading.given.get(next)
    if (given?.[what] === true || seen.size > mostNames) return true
    for (const other of given?.names ?? []) {
      if (!seen.has(other)) open.push(other)
      seen.add(other)
    }
  }
  return false
}

const always: ReadonlySet<string> = new Set('true false null undefined NaN typeof void in instanceof'.split(' '))

/** Names that lead to one another; more are in doubt. */
const mostNames = 50
/** Characters of a value that are looked at. */
const longestValue = 200

/** Blanks and comments. Names stand in comments, too: without a bound each would have all that follow it read again. */
const gap = String.raw`(?:\s|\/\*(?:[^*]|\*(?!\/)){0,200}\*\/|\/\/[^\n]{0,200}\n)`
const mostGaps = 60

/** `x =`, `x ||=`, `x: T =`, or a gap that is too long to tell. What follows the name is read again: `case a: x = 1`. */
const assignments = new RegExp(
  String.raw`(?<![\w$])([A-Za-z_$][\w$]{0,60})(?=(${gap}{0,${mostGaps}}(?:[?!]?:[\w$.<>[\]|\s]{1,60})?(?:\|\||&&|\?\?)?=)(?!=|>)|(${gap}{${mostGaps}}))`,
  'g',
)

function givenIn(bytes: Uint8Array): ReadonlyMap<string, Given> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const found = new Map<string, Given>()
  for (const match of text.matchAll(assignments)) {
    const name = match[1] ?? ''
    const at = match.index + name.length + (match[2] ?? '').length
    const known = found.get(name) ?? { isConstant: false, isFar: false, names: new Set() }
    found.set(name, known)
    if (match[3] !== undefined) known.isConstant = known.isFar = true
    if (!(known.isConstant && known.isFar)) addValue(known, text.slice(at, at + longestValue))
  }
  return found
}

const blank = /^(?:\s|\/\*[^*]*\*\/|\/\/[^\n]*\n|[(!~]|[+-])*/
const word = /^[A-Za-z_$][\w$]*/
const big = /Infinity|MAX_|Number|[\d.][eE]\+?\d|[\d_]{16}|0[xX][\da-fA-F_]{13}|[*/]/
const constants: ReadonlySet<string> = new Set(
  'true false null undefined NaN Infinity Number typeof void function class async'.split(' '),
)

function addValue(given: Given, written: string): void {
  const lead = blank.exec(written)?.[0] ?? ''
  const value = upToSemicolon(written.slice(lead.length))
  const [name = ''] = word.exec(value) ?? []
  const isList = lead.includes('(') && value.includes(',')
  if (name === '' || constants.has(name) || isList || /\|\||\?\?|=>/.test(value)) given.isConstant = true
  const after = value.slice(name.length).trimStart()
  // What is called, or asked for a member, may be another one each time.
  const isOther = name === 'new' || name === 'await' || (name !== '' && /^(?:\?\.|[.([])/.test(after))
  if (/Number|MAX_/.test(value) || (!isOther && isBig(value))) given.isFar = true
  if (!isOther && name !== '') given.names.add(name)
}

/** One in a text or comment is none. */
function upToSemicolon(code: string): string {
  const end = code.indexOf(';')
  return end === -1 || /["'`/]/.test(code.slice(0, end)) ? code : code.slice(0, end)
}

/** What is too long to tell counts as such. */
function isBig(value: string): boolean {
  const [first = ''] = value.split(',')
  return first === '' || first.length >= longestValue || big.test(first)
}

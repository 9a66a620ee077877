// What a file's names are given, as far as its text tells: something that is always the same, or a number that no counter
// reaches. A search over the text, for the heads of loops; scopes are not told apart.
import { isWordPart } from './characters.ts'

/** `products`: names that are multiplied or divided: far, where all of them are always the same. */
export type Given = { isConstant: boolean; isFar: boolean; names: Set<string>; products: (readonly string[])[] }

/** Of one text. `found`: of each name that was asked for; of all of them, once too many were. */
export type GivenNames = { text: string; found: Map<string, Given>; isWhole: boolean; answers: Map<string, boolean> }

/** One character for each byte. */
export function createGivenNames(text: string): GivenNames {
  return { text, found: new Map(), isWhole: false, answers: new Map() }
}

type What = 'isConstant' | 'isFar'

export function isGiven(given: GivenNames, name: string, what: What): boolean {
  const key = `${what} ${name}`
  const answer = given.answers.get(key) ?? leadsTo(given, name, what)
  given.answers.set(key, answer)
  return answer
}

function leadsTo(given: GivenNames, name: string, what: What): boolean {
  const open = [name]
  const seen = new Set(open)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === 'Infinity' || (what === 'isConstant' && always.has(next))) return true
    const found = givenTo(given, next)
    if (found?.[what] === true || seen.size > mostNames) return true
    if (what === 'isFar' && found !== undefined && isProduct(given, found)) return true
    for (const other of found?.names ?? []) {
      if (!seen.has(other)) open.push(other)
      seen.add(other)
    }
  }
  return false
}

function isProduct(given: GivenNames, { products }: Given): boolean {
  return products.some((names) => names.every((name) => isGiven(given, name, 'isConstant')))
}

const always: ReadonlySet<string> = new Set('true false null undefined NaN typeof void in instanceof'.split(' '))

/** Names that lead to one another; more are in doubt. */
const mostNames = 50
/** Characters of a value that are looked at. */
const longestValue = 200

/** Blanks and comments. Names stand in comments, too: without a bound each would have all that follow it read again. */
const gap = String.raw`(?:\s|\/\*(?:[^*]|\*(?!\/)){0,200}\*\/|\/\/[^\n]{0,200}\n)`
const mostGaps = 60

/** `=`, `||=`, `: T =`, or a gap that is too long to tell: what follows a name that is given something. */
const assigned = String.raw`(${gap}{0,${mostGaps}}(?:[?!]?:[\w$.<>[\]|\s]{1,60})?(?:\|\||&&|\?\?)?=)(?!=|>)|(${gap}{${mostGaps}})`
const afterName = new RegExp(assigned, 'y')
/** What follows the name is read again: `case a: x = 1`. */
const assignments = new RegExp(String.raw`(?<![\w$])([A-Za-z_$][\w$]{0,60})(?=${assigned})`, 'g')

/** From so many names on, one search for all of them is less than one for each. */
const mostSearches = 24

function givenTo(given: GivenNames, name: string): Given | undefined {
  const known = given.found.get(name)
  if (known !== undefined || given.isWhole) return known
  if (given.found.size >= mostSearches) {
    given.found = givenIn(given.text)
    given.isWhole = true
    return given.found.get(name)
  }
  const found = search(given.text, name)
  given.found.set(name, found)
  return found
}

function search(text: string, name: string): Given {
  const found = nothingYet()
  for (let at = text.indexOf(name); at !== -1 && !isKnown(found); at = text.indexOf(name, at + 1)) {
    const end = at + name.length
    if (isWordPart[text.charCodeAt(at - 1)] === 1 || isWordPart[text.charCodeAt(end)] === 1) continue
    afterName.lastIndex = end
    note(found, text, end, afterName.exec(text)?.slice(1))
  }
  return found
}

function givenIn(text: string): Map<string, Given> {
  const found = new Map<string, Given>()
  for (const match of text.matchAll(assignments)) {
    const [, name = '', ...after] = match
    const known = found.get(name) ?? nothingYet()
    found.set(name, known)
    note(known, text, match.index + name.length, after)
  }
  return found
}

function nothingYet(): Given {
  return { isConstant: false, isFar: false, names: new Set(), products: [] }
}

function isKnown({ isConstant, isFar }: Given): boolean {
  return isConstant && isFar
}

/** `end`: of the name; `after`: what follows it, as an assignment or a gap. */
function note(found: Given, text: string, end: number, after: readonly (string | undefined)[] | undefined): void {
  const [assignment, tooLong] = after ?? []
  if (tooLong !== undefined) found.isConstant = found.isFar = true
  if (assignment === undefined || isKnown(found)) return
  const at = end + assignment.length
  addValue(found, text.slice(at, at + longestValue))
}

const blank = /^(?:\s|\/\*[^*]*\*\/|\/\/[^\n]*\n|[(!~]|[+-])*/
const word = /^[A-Za-z_$][\w$]*/
const big = /Infinity|MAX_|Number|[\d.][eE]\+?\d|[\d_]{16}|0[xX][\da-fA-F_]{13}/
const constants: ReadonlySet<string> = new Set(
  'true false null undefined NaN Infinity Number typeof void function class async'.split(' '),
)

function addValue(given: Given, written: string): void {
  const lead = blank.exec(written)?.[0] ?? ''
  const value = upToBrackets(upToSemicolon(written.slice(lead.length)))
  const [name = ''] = word.exec(value) ?? []
  const isList = lead.includes('(') && value.includes(',')
  if (name === '' || constants.has(name) || isList || /\|\||\?\?|=>/.test(value)) given.isConstant = true
  const after = value.slice(name.length).trimStart()
  // What is called, or asked for a member, may be another one each time.
  const isOther = name === 'new' || name === 'await' || (name !== '' && /^(?:\?\.|[.([])/.test(after))
  if (/Number|MAX_/.test(value) || (!isOther && isBig(value))) given.isFar = true
  else if (!isOther && /[*/]/.test(value.split(',')[0] ?? '')) addProduct(given, value)
  if (!isOther && name !== '') given.names.add(name)
}

/** One in a text or comment is none. */
function upToSemicolon(code: string): string {
  const end = code.indexOf(';')
  return end === -1 || /["'`/]/.test(code.slice(0, end)) ? code : code.slice(0, end)
}

/** A `]` that closes nothing is not the value's: `[radius=1] - Number of …`, as parameters are described in comments. */
function upToBrackets(code: string): string {
  const end = code.indexOf(']')
  return end === -1 || /["'`/[]/.test(code.slice(0, end)) ? code : code.slice(0, end)
}

/** What is too long to tell counts as such. */
function isBig(value: string): boolean {
  const [first = ''] = value.split(',')
  return first === '' || first.length >= longestValue || big.test(first)
}

const mostProducts = 10

/** A member is another one each time. */
function addProduct(given: Given, value: string): void {
  const operands = upToBracket(value)
  if (/[\w$]\s{0,200}\??\.\s{0,200}[A-Za-z_$#]/.test(operands)) return
  const names = operands.match(/(?<![\w$])[A-Za-z_$][\w$]*/g) ?? []
  if (names.length === 0 || given.products.length >= mostProducts) given.isFar = true
  else given.products.push(names)
}

/** Operands for sure: up to a bracket, text, comment, pattern or another operator than those of numbers, on the same line. */
function upToBracket(code: string): string {
  let end = 0
  while (end < code.length && (!ending.has(code.charAt(end)) || isGroup(code, end))) {
    if (code.charAt(end) === '/' && !isDivision(code, end)) break
    end++
  }
  return code.slice(0, end)
}

/** A parenthesis after an operator. */
function isGroup(code: string, at: number): boolean {
  return code.charAt(at) === '(' && /[*/+%-]$/.test(code.slice(0, at).trimEnd())
}

function isDivision(code: string, at: number): boolean {
  const before = code.slice(0, at).trimEnd()
  const follows = code.charAt(at + 1)
  return isWordPart[before.charCodeAt(before.length - 1)] === 1 && follows !== '/' && follows !== '*'
}

const ending: ReadonlySet<string> = new Set(',;\n\r()[]{}?:=\'"`|&')

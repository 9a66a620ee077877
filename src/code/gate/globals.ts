// What follows the name of a global, token by token: `JSON.parse(` uses what nobody minds, `JSON.parse =` replaces it.
// Each function stands at the name and leaves the reading at the first token that it did not use up.
import { kindOf, space } from './characters.ts'
import type { Interest, Twig } from './interests.ts'
import { isInParentheses } from './nest.ts'
import { advance, isAssignment, isMark, lastWord, type Reading, type Reason, wordAt } from './reading.ts'
import { isKeyOfLiteral } from './this.ts'
import { token } from './token.ts'

/** A `global` word. */
export function useGlobal(reading: Reading, root: Twig): Reason {
  const before = contextOf(reading)
  if (root.interests.has('timer')) reading.seen.timer = true
  let twig = root
  for (;;) {
    if (twig.interests.has('read')) return 'global'
    advance(reading)
    if (!skipPoint(reading)) break
    const member = twig.members.get(currentWord(reading))
    if (member === undefined) return isHarmlessMember(reading, twig) ? '' : 'global'
    twig = member
  }
  if (isMark(reading, '(')) return useCall(reading, twig)
  if (isMark(reading, '[')) return isListType(reading) ? '' : 'global'
  if (before === 'compared') return ''
  if (before === 'assigned' && !isAssignment(reading) && !isReached(twig)) {
    if (twig.members.size > 0) reading.seen.aliases.add(twig)
    return ''
  }
  return asValue(reading, twig, root, before === 'extended')
}

/** `X[]` stands in a type only. */
function isListType({ lexer }: Reading): boolean {
  return lexer.bytes[lexer.end] === 0x5d
}

/** `fetch.call(…)` is a call. */
function isHarmlessMember(reading: Reading, { interests }: Twig): boolean {
  return !isCallable(interests) || currentWord(reading) === 'prototype'
}

function isCallable(interests: ReadonlySet<Interest>): boolean {
  return interests.has('called') || interests.has('element') || interests.has('listener')
}

/** Tags and events that are of no interest, as plain text. */
function useCall(reading: Reading, { interests, members }: Twig): Reason {
  if (interests.has('called') || members.has('()')) return 'global'
  advance(reading)
  const { lexer } = reading
  const isText = lexer.kind === token.string
  if (interests.has('timer')) {
    reading.seen.timer = true
    return isText || lexer.kind === token.template ? 'timer' : ''
  }
  if (!interests.has('element') && !interests.has('listener')) return ''
  const text = isText ? wordAt(lexer.bytes, { start: lexer.start + 1, end: lexer.end - 1 }).toLowerCase() : ''
  if (text === '' || telling.has(text) || !isLetters(text)) return 'global'
  advance(reading)
  return isMark(reading, ')') || isMark(reading, ',') ? '' : 'global'
}

const telling = new Set(['script', 'keydown', 'keyup', 'keypress', 'paste', 'copy', 'cut'])

function isLetters(text: string): boolean {
  return [...text].every(
    (character) => (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9'),
  )
}

/** A name that goes somewhere else: only what can be reached from it by its members is of interest, and only there. */
function asValue(reading: Reading, twig: Twig, root: Twig, isExtended: boolean): Reason {
  if (isCallable(twig.interests)) return 'global'
  if (isExtended || isTold(reading)) return ''
  if (isBeforeLess(reading)) {
    if (twig.members.size > 0) reading.seen.aliases.add(twig)
    return ''
  }
  if (twig !== root || isAssignment(reading) || twig.interests.has('written')) {
    return twig.members.size === 0 && isGiven(reading) ? '' : 'global'
  }
  if (twig.members.size > 0) reading.seen.aliases.add(twig)
  return ''
}

/** Calling or reading it would matter, under whatever name. */
function isReached({ interests }: Twig): boolean {
  return isCallable(interests) || interests.has('timer') || interests.has('read')
}

/** One of a call's arguments: nothing is assigned to it there. */
function isGiven({ lexer }: Reading): boolean {
  if (lexer.kind !== token.punctuator) return false
  if (lexer.first === 0x2c) return isInParentheses(lexer)
  if (lexer.first !== 0x29) return false
  const at = skipSpace(lexer.bytes, lexer.end)
  return lexer.bytes[at] !== 0x3d && lexer.bytes[at] !== 0x2f
}

/** `.` and `?.`: then the reading stands behind it. */
function skipPoint(reading: Reading): boolean {
  const { lexer } = reading
  if (isMark(reading, '?') && lexer.bytes[lexer.end] === 0x2e) advance(reading)
  if (!isMark(reading, '.')) return false
  advance(reading)
  return true
}

function currentWord({ lexer }: Reading): string {
  return lexer.kind === token.word ? wordAt(lexer.bytes, lexer) : ''
}

/** What the name is given to: `typeof x`, `a instanceof X` and `a === X`; `class extends X`; `a = X`. */
function contextOf(reading: Reading): 'compared' | 'extended' | 'assigned' | 'other' {
  const { lexer, last } = reading
  const word = lastWord(reading)
  if (word === 'extends') return 'extended'
  const isEqual = last.kind === token.punctuator && last.first === 0x3d && lexer.bytes[last.start - 1] === 0x3d
  if (word === 'typeof' || word === 'instanceof' || isEqual) return 'compared'
  return last.kind === token.punctuator && last.first === 0x3d ? 'assigned' : 'other'
}

/** The value is only asked for, and goes nowhere: `x &&`, `x ?`, `x ===`. */
function isTold({ lexer }: Reading): boolean {
  if (lexer.kind !== token.punctuator) return false
  const follows = lexer.bytes[lexer.end]
  if (lexer.first === 0x3d || lexer.first === 0x21) return follows === 0x3d
  return lexer.first === 0x26 ? follows === 0x26 : lexer.first === 0x3f && follows !== 0x3f
}

/** `Promise<void>` in a type, or less than something: nothing is given to the name. A value with a type is an alias. */
function isBeforeLess({ lexer }: Reading): boolean {
  return lexer.kind === token.punctuator && lexer.first === 0x3c && lexer.bytes[lexer.end] !== 0x3c
}

/** After `;`, `{` and `:`, what is assigned goes nowhere else. */
function isStart(byte: number): boolean {
  return byte === 0x3b || byte === 0x7b || byte === 0x3a
}

/** `window`, `self`, ...: `member` where the reading stands at a member's name now. */
export function useWorld(reading: Reading): Reason | 'member' {
  const { lexer, last } = reading
  const before = lastWord(reading)
  const isParameter = reading.wasFunction && last.first === 0x28
  const isStatement =
    ['var', 'let', 'const'].includes(before) ||
    isStart(last.first) ||
    (last.first === 0x28 && isStart(reading.beforeLast))
  advance(reading)
  if (skipPoint(reading)) return lexer.kind === token.word ? 'member' : 'global'
  if (isMark(reading, '[') || isMark(reading, '(')) return 'global'
  if (before === 'typeof' || isParameter || isTold(reading)) return ''
  if (isAssignment(reading) && isStatement) {
    // `var self = this`, `global = globalThis`: under this name it is looked at like the global object itself.
    reading.worldAt = lexer.nest.depth
    return ''
  }
  return reading.worldAt === lexer.nest.depth && (isMark(reading, ':') || isMark(reading, '|') || isMark(reading, ','))
    ? ''
    : 'global'
}

/** Members of `process` that tell nothing and do nothing; those in the tables of interest do not count as such. */
const plainOfProcess: ReadonlySet<string> = new Set(
  (
    'nextTick browser version versions platform arch emitWarning cwd hrtime uptime memoryUsage noDeprecation exitCode ' +
    'title release'
  ).split(' '),
)

/** `node-env`: the one variable that every second package reads. */
export function useProcess(reading: Reading, twig: Twig | undefined): Reason | 'node-env' {
  const isTypeof = lastWord(reading) === 'typeof'
  advance(reading)
  if (!skipPoint(reading)) return (isTypeof && !isMark(reading, '[')) || isTold(reading) ? '' : 'global'
  const member = currentWord(reading)
  if (member !== 'env') return plainOfProcess.has(member) && twig?.members.has(member) !== true ? '' : 'global'
  advance(reading)
  if (!skipPoint(reading)) return isTold(reading) ? '' : 'global'
  if (currentWord(reading) !== 'NODE_ENV') return 'global'
  advance(reading)
  return isAssignment(reading) ? 'global' : 'node-env'
}

/** `module.exports` is everybody's. */
export function useModule(reading: Reading): Reason {
  const isTypeof = lastWord(reading) === 'typeof'
  advance(reading)
  if (skipPoint(reading)) return currentWord(reading) === 'exports' ? '' : 'global'
  return isTypeof || isTold(reading) ? '' : 'global'
}

/** A class's own constructor, and questions about a constructor's name or identity. */
export function useConstructor(reading: Reading, isMember: boolean): Reason {
  const isOwn = lastObjectIsThis(reading)
  advance(reading)
  if (!isMember) return isMark(reading, '(') || isHarmlessKey(reading) ? '' : 'word'
  // To write one is not to read it.
  if (isAssignment(reading)) return ''
  if (skipPoint(reading)) {
    const member = currentWord(reading)
    return member === 'name' || (isOwn && member !== 'constructor' && member !== '') ? '' : 'word'
  }
  return isTold(reading) || (isOwn && isMark(reading, '(')) ? '' : 'word'
}

/**
 * At what follows a name: the `:` of a key in a literal, told by its value, which is no target of a pattern, or by the
 * braces; or no key at all, in parentheses.
 */
export function isHarmlessKey(reading: Reading): boolean {
  if (!isMark(reading, ':')) return false
  const { bytes, end } = reading.lexer
  const at = skipSpace(bytes, end)
  // `{ constructor: { value: f } }` is how a member is defined.
  const isValue = bytes[at] === 0x7b ? wordFrom(bytes, skipSpace(bytes, at + 1)) === 'value' : isNoTarget(bytes, at)
  return isValue || isInParentheses(reading.lexer) || isKeyOfLiteral(reading)
}

function isNoTarget(bytes: Uint8Array, at: number): boolean {
  return noTargets.has(wordFrom(bytes, at))
}

const noTargets: ReadonlySet<string> = new Set(['function', 'null', 'void', 'new', 'class'])

function wordFrom(bytes: Uint8Array, start: number): string {
  let end = start
  while (isLetterAt(bytes, end)) end++
  return wordAt(bytes, { start, end })
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from
  while (kindOf[bytes[at] ?? 0] === space) at++
  return at
}

/** `this.constructor` inside of brackets: of an object of the file's own. */
function lastObjectIsThis({ lexer }: Reading): boolean {
  const { bytes, start, nest } = lexer
  return (
    nest.depth >= 2 &&
    String.fromCharCode(...bytes.subarray(Math.max(0, start - 5), start)) === 'this.' &&
    !isLetterAt(bytes, start - 6)
  )
}

function isLetterAt(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at] ?? 0
  return (
    byte === 0x2e ||
    byte === 0x5f ||
    byte === 0x24 ||
    (byte >= 0x30 && byte <= 0x39) ||
    ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a)
  )
}

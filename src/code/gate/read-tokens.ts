// The one pass of the gate over a file's tokens. It stops at the first reason for a tree.
import { indicatorsIn, type TextAt } from '../indicators/find.ts'
import { isHarmlessKey, useConstructor, useGlobal, useModule, useProcess, useWorld } from './globals.ts'
import { isPlainModule, namesOfInterest, type Twig, toInterests } from './interests.ts'
import { countText, isOfName, useNumber } from './lists.ts'
import { mayBeEndless } from './loops.ts'
import { isPick, isPlace } from './picks.ts'
import { advance, createReading, isAssignment, isMark, isMember, type Reading, type Reason, wordAt } from './reading.ts'
import { useText } from './texts.ts'
import { closeBody, isCalled, isInFunction, isPattern, openBody, suspectThis } from './this.ts'
import { manyTexts, together } from './together.ts'
import { expected, token } from './token.ts'
import { positionIn } from './word-list.ts'
import { type Role, toWords } from './words.ts'

const interests = toInterests(namesOfInterest())
const words = toWords(interests)

/** A date that is made says nothing by itself: see `together`. */
const dates = withoutCalls(interests.globals.members.get('Date'))

export type Tokens = {
  reason: Reason
  /** Where it was found. */
  at: number
  nodeEnv: number
  texts: readonly TextAt[]
  /** A function of it may be given the entries of a list. */
  givesEntries: boolean
  /** It has a list of texts that is long enough to be an obfuscator's. */
  hasList: boolean
}

export function readTokens(bytes: Uint8Array): Tokens {
  const reading = createReading(bytes, interests, words)
  const { lexer } = reading
  let kind = advance(reading)
  for (;;) {
    if (lexer.inDoubt)
      return { reason: 'doubt', at: lexer.start, nodeEnv: -1, texts: [], givesEntries: false, hasList: false }
    if (kind === token.end) return atEnd(reading)
    const used = useToken(reading, kind)
    if (used !== 'next' && used !== '')
      return { reason: used, at: lexer.start, nodeEnv: -1, texts: [], givesEntries: false, hasList: false }
    // '' has gone on by itself, to a token that nobody used yet.
    kind = used === 'next' ? advance(reading) : lexer.kind
  }
}

function atEnd(reading: Reading): Tokens {
  const { nodeEnv, texts, seen } = reading
  const givesEntries = seen.map || seen.places >= 3
  return { reason: together(reading), at: 0, nodeEnv, texts, givesEntries, hasList: seen.texts >= manyTexts }
}

/** `next`: the token says nothing, or has been noted. */
function useToken(reading: Reading, kind: number): Reason | 'next' {
  const { lexer } = reading
  if (reading.leftBody > 0 && isCalled(reading)) return 'global'
  if (reading.leftKeys && isPattern(reading)) return 'word'
  switch (kind) {
    case token.word: {
      const role = roleOf(reading)
      return role === undefined ? 'next' : useWord(reading, role, isMember(reading))
    }
    case token.string:
      countText(reading)
      return useText(reading, lexer.start + 1, lexer.end - 1, true) || 'next'
    case token.template:
      return useTemplate(reading) || 'next'
    case token.number:
      useNumber(reading)
      return 'next'
    default:
      useMark(reading)
      return 'next'
  }
}

function roleOf({ lexer: { bytes, start, end } }: Reading): Role | undefined {
  const position = positionIn(words.list, bytes, start, end)
  return position === -1 ? undefined : words.roles[position]
}

function useWord(reading: Reading, role: Role, isMemberName: boolean): Reason | 'next' {
  switch (role) {
    case 'anywhere':
      return 'word'
    case 'constructor':
      return useConstructor(reading, isMemberName)
    case 'prototype-link': {
      advance(reading)
      return (isMemberName ? isAssignment(reading) : isHarmlessKey(reading)) ? '' : 'word'
    }
    case 'decoder':
      reading.seen.decoder = true
      return 'next'
    case 'map':
      if (isMemberName && isOfName(reading)) reading.seen.map = true
      return useMemberWord(reading)
    case 'member':
      return useMemberWord(reading)
    default:
      return isMemberName ? useMemberWord(reading) : useGlobalWord(reading, role)
  }
}

/** As the global object it would have members of interest; bare, it may get another name. */
function useThis(reading: Reading): Reason | 'next' {
  const { lexer } = reading
  const { depth } = lexer.nest
  advance(reading)
  if (isMark(reading, '.')) {
    advance(reading)
    const role = roleOf(reading)
    if (role !== undefined && role !== 'member' && role !== 'decoder' && role !== 'date') suspectThis(reading, depth)
    return ''
  }
  if (lexer.kind !== token.punctuator || handingOn.has(lexer.first) || beginsNext(reading)) suspectThis(reading, depth)
  return ''
}

/** What may begin the next statement, where a line ends: `!f()`, `~f()`, `++a`, `--a`. A `this!` of TypeScript, too. */
function beginsNext({ lexer: { bytes, start, first } }: Reading): boolean {
  const second = bytes[start + 1]
  if (first === 0x2b || first === 0x2d) return second === first
  return first === 0x7e || (first === 0x21 && second !== 0x3d)
}

/** What may follow a `this` that goes somewhere else. */
const handingOn: ReadonlySet<number> = new Set(Buffer.from(');=,([?}]:|'))

type GlobalRole = Exclude<Role, 'anywhere' | 'constructor' | 'prototype-link' | 'decoder' | 'map' | 'member'>

function useGlobalWord(reading: Reading, role: GlobalRole): Reason | 'next' {
  switch (role) {
    case 'global':
      return withTwig(reading)
    case 'foreign':
      return 'global'
    case 'world': {
      const used = useWorld(reading)
      if (used !== 'member') return used
      const member = roleOf(reading)
      return member === undefined ? 'next' : useWord(reading, member, false)
    }
    case 'require':
      return useRequire(reading)
    case 'import':
      return useImport(reading)
    case 'from':
      advance(reading)
      return reading.lexer.kind === token.string ? useSpecifier(reading) : ''
    case 'module':
      return useModule(reading)
    case 'process': {
      const at = reading.lexer.start
      const used = useProcess(reading, interests.globals.members.get('process'))
      if (used !== 'node-env') return used
      if (reading.nodeEnv === -1) reading.nodeEnv = at
      return ''
    }
    case 'this':
      return useThis(reading)
    case 'loop':
      return mayBeEndless(reading) ? 'loop' : 'next'
    case 'arguments':
      return isInFunction(reading) ? 'next' : 'load'
    case 'date':
      reading.seen.date = true
      return useGlobal(reading, dates)
  }
}

function withoutCalls(twig: Twig | undefined): Twig {
  const members = new Map(twig?.members)
  members.delete('()')
  return { members, interests: new Set(twig?.interests) }
}

function withTwig(reading: Reading): Reason {
  const twig = interests.globals.members.get(wordAt(reading.lexer.bytes, reading.lexer))
  return twig === undefined ? 'global' : useGlobal(reading, twig)
}

/** Members, and keys of records, that matter beside others. */
function useMemberWord({ lexer, seen }: Reading): 'next' {
  const position = positionIn(words.list, lexer.bytes, lexer.start, lexer.end)
  const word = words.list.words[position]
  if (word !== undefined) seen.members.add(word)
  return 'next'
}

/** `require('x')` and `import('x')` with a plain text. */
function useRequire(reading: Reading): Reason {
  const { lexer, last } = reading
  const isTypeof = last.kind === token.word && wordAt(lexer.bytes, last) === 'typeof'
  advance(reading)
  if (!isMark(reading, '(')) return isTypeof && !isMark(reading, '.') && !isMark(reading, '[') ? '' : 'load'
  advance(reading)
  if (lexer.kind !== token.string) return 'load'
  const reason = useSpecifier(reading)
  return reason === '' && (isMark(reading, ')') || isMark(reading, ',')) ? '' : 'load'
}

const ofImportMeta = new Set(['url', 'dirname', 'filename'])

function useImport(reading: Reading): Reason {
  const { lexer } = reading
  advance(reading)
  if (lexer.kind === token.string) return useSpecifier(reading)
  if (isMark(reading, '(')) {
    advance(reading)
    if (lexer.kind !== token.string) return 'load'
    const reason = useSpecifier(reading)
    return reason === '' && (isMark(reading, ')') || isMark(reading, ',')) ? '' : 'load'
  }
  if (!isMark(reading, '.')) return ''
  advance(reading)
  advance(reading)
  if (!isMark(reading, '.')) return 'load'
  advance(reading)
  return lexer.kind === token.word && ofImportMeta.has(wordAt(lexer.bytes, lexer)) ? '' : 'load'
}

/** Stands at the text; goes behind it. */
function useSpecifier(reading: Reading): Reason {
  const { bytes, start, end } = reading.lexer
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start + 1, end - start - 2).toString('latin1')
  if (text.includes('\\') || !isPlainModule(interests, text) || indicatorsIn(text).length > 0) return 'load'
  advance(reading)
  return ''
}

/** A comma continues a list; it and `;` end what a variable is given. */
function useMark(reading: Reading): void {
  const { lexer, seen } = reading
  if (lexer.first === 0x7b) openBody(reading)
  if (lexer.first === 0x7d) closeBody(reading)
  if (lexer.first === 0x5b) {
    reading.isPicking = isPick(reading)
    seen.pick ||= reading.isPicking && !isPlace(reading)
  }
  if (lexer.first === 0x2c || lexer.first === 0x3b) reading.worldAt = -1
  if (lexer.first === 0x2c) return
  seen.textsNow = 0
  seen.numbersNow = 0
}

/** Of a template that goes on, no part is all of it. */
function useTemplate(reading: Reading): Reason {
  const { lexer } = reading
  const goesOn = lexer.leads === expected.expression
  const isWhole = lexer.first === 0x60 && !goesOn
  if (isWhole) countText(reading)
  return useText(reading, lexer.start + 1, lexer.end - (goesOn ? 2 : 1), isWhole)
}

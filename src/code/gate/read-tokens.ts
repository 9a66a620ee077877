// The one pass of the gate over a file's tokens. It stops at the first reason for a tree.
import { indicatorsIn, type TextAt } from '../indicators/find.ts'
import { useConstructor, useGlobal, useModule, useProcess, useWorld } from './globals.ts'
import { isPlainModule, namesOfInterest, type Twig, toInterests } from './interests.ts'
import { mayBeEndless } from './loops.ts'
import { makeWord } from './pieces.ts'
import { advance, createReading, isAssignment, isMark, isMember, type Reading, type Reason, wordAt } from './reading.ts'
import { useText } from './texts.ts'
import { closeBody, isCalled, isInFunction, openBody, suspectThis } from './this.ts'
import { expected, token } from './token.ts'
import { positionIn } from './word-list.ts'
import { type Role, toWords } from './words.ts'

const interests = toInterests(namesOfInterest())
const words = toWords(interests)

/** A date that is made says nothing by itself: see `together`. */
const dates = withoutCalls(interests.globals.members.get('Date'))

/** A list of texts that is long enough to be an obfuscator's, and calls enough to be its reader's. */
const manyTexts = 8
const manyNumberCalls = 8

export type Tokens = {
  reason: Reason
  /** Where it was found. */
  at: number
  nodeEnv: number
  texts: readonly TextAt[]
}

export function readTokens(bytes: Uint8Array): Tokens {
  const reading = createReading(bytes, interests, words)
  const { lexer } = reading
  let kind = advance(reading)
  for (;;) {
    if (lexer.inDoubt) return { reason: 'doubt', at: lexer.start, nodeEnv: -1, texts: [] }
    if (kind === token.end) return { reason: together(reading), at: 0, nodeEnv: reading.nodeEnv, texts: reading.texts }
    const used = useToken(reading, kind)
    if (used !== 'next' && used !== '') return { reason: used, at: lexer.start, nodeEnv: -1, texts: [] }
    // '' has gone on by itself, to a token that nobody used yet.
    kind = used === 'next' ? advance(reading) : lexer.kind
  }
}

/** `next`: the token says nothing, or has been noted. */
function useToken(reading: Reading, kind: number): Reason | 'next' {
  const { lexer } = reading
  if (reading.leftBody > 0 && isCalled(reading)) return 'global'
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
      return (isMemberName ? isAssignment(reading) : isMark(reading, ':')) ? '' : 'word'
    }
    case 'decoder':
      reading.seen.decoder = true
      return 'next'
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
  const isTold = [')', ';', '=', ',', '(', '[', '?', '}', ']', ':', '|'].every((mark) => !isMark(reading, mark))
  if (!isTold || lexer.kind !== token.punctuator) suspectThis(reading, depth)
  return ''
}

type GlobalRole = Exclude<Role, 'anywhere' | 'constructor' | 'prototype-link' | 'decoder' | 'member'>

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

function countText({ lexer, last, seen }: Reading): void {
  const isNext = last.kind === token.punctuator && last.first === 0x2c
  seen.textsNow = isNext ? seen.textsNow + 1 : 1
  if (seen.textsNow > seen.texts) seen.texts = seen.textsNow
  // `f('0x1f')`
  if (last.first === 0x28 && lexer.bytes[lexer.start + 1] === 0x30 && lexer.bytes[lexer.start + 2] === 0x78) {
    seen.numberCalls++
  }
}

/** A comma continues a list; it and `;` end what a variable is given. */
function useMark(reading: Reading): void {
  const { lexer, seen } = reading
  if (lexer.first === 0x7b) openBody(reading)
  if (lexer.first === 0x7d) closeBody(reading)
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
  return useText(reading, lexer.start + 1, lexer.end - (goesOn ? 2 : 1), isWhole)
}

/** The years from 2020 on, milliseconds since 1970 or of an hour, and whatever is written so that it could be one of them. */
function useNumber({ lexer: { bytes, start, end }, last, seen }: Reading): void {
  const length = end - start
  const isPlain = last.kind === token.punctuator
  if (isPlain && last.first === 0x28) seen.numberCalls++
  seen.numbersNow = isPlain && last.first === 0x2c ? seen.numbersNow + 1 : 1
  if (seen.numbersNow > seen.numbers) seen.numbers = seen.numbersNow
  if (length >= 12 || (length === 4 && bytes[start] === 0x32)) seen.day = true
  // A product, a shift, or many digits.
  if (length >= 7 || (isPlain && (last.first === 0x2a || last.first === 0x3c))) seen.hour = true
  if (hasExponent(bytes, start, end)) {
    seen.day = true
    seen.hour = true
  }
}

function hasExponent(bytes: Uint8Array, start: number, end: number): boolean {
  if (((bytes[start + 1] ?? 0) | 0x20) === 0x78) return false
  for (let at = start; at < end; at++) if (((bytes[at] ?? 0) | 0x20) === 0x65) return true
  return false
}

/** Letters of `constructor`: fewer bytes make none of the words that matter. */
const manyNumbers = 9

/** What only counts together. */
function together({ seen }: Reading): Reason {
  if (seen.date && (seen.day || seen.members.has('getTimezoneOffset'))) return 'date'
  if (seen.timer && (seen.hour || seen.code)) return 'timer'
  for (const twig of seen.aliases)
    for (const member of twig.members.keys()) if (seen.members.has(member)) return 'alias'
  if (makeWord(seen.pieces) || (seen.decoder && seen.numbers >= manyNumbers)) return 'pieces'
  const isList = seen.texts >= manyTexts
  if (seen.numberCalls >= manyNumberCalls && (isList || seen.members.has('split'))) return 'texts-by-number'
  if (seen.decoder && seen.texts >= 3) return 'texts-by-number'
  return isList && seen.members.has('push') && seen.members.has('shift') ? 'texts-by-number' : ''
}

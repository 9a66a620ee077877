// One file while the gate reads it: the lexer, the token before, and what has been seen that matters only together.
import type { TextAt } from '../indicators/find.ts'
import type { GivenNames } from './given-names.ts'
import type { Interests, Twig } from './interests.ts'
import { createLexer, next } from './lexer.ts'
import { noPieces } from './pieces.ts'
import { expected, type Lexer, token } from './token.ts'
import type { Words } from './words.ts'

/** Why a file needs a tree; '' as long as nothing was found. */
export type Reason =
  | ''
  | 'doubt'
  | 'global'
  | 'word'
  | 'load'
  | 'text'
  | 'date'
  | 'timer'
  | 'alias'
  | 'pieces'
  | 'texts-by-number'
  | 'style'
  | 'loop'

export type Reading = {
  lexer: Lexer
  interests: Interests
  words: Words
  /** Where the first `process.env.NODE_ENV` stands; -1 for none. */
  nodeEnv: number
  /** Texts that hold an indicator, each with the byte offset of its quote. */
  texts: TextAt[]
  /** The token before the current one. */
  last: { kind: number; start: number; end: number; first: number }
  /** The token before is a `)` after which an operator follows, or the body of a function. */
  afterCall: boolean
  /** By depth of brackets: 0, the body of a function, or a `this` in it that may be the global object. See `this.ts`. */
  bodies: Uint8Array
  /** How many tokens ago a body was left in which `this` may be the global object; 0 for none. */
  leftBody: number
  /** The token before ended braces with a key in them that matters in a pattern. */
  leftKeys: boolean
  /** The last `[` may ask for a member. */
  isPicking: boolean
  /** The first byte of the token before that, and whether it is the word `function`. */
  beforeLast: number
  wasFunction: boolean
  /** Depth of the brackets in which a variable named like the global object is being given a value; -1 for none. */
  worldAt: number
  /** What the names of the file are given, once a loop has asked. */
  given: GivenNames | undefined
  seen: Seen
}

/** What matters only beside something else. */
export type Seen = {
  date: boolean
  /** Something that could be a day to compare with. */
  day: boolean
  timer: boolean
  /** Something that could be an hour in milliseconds, or code to run. */
  hour: boolean
  code: boolean
  /** Globals under another name, and members that are of interest beside something else. */
  aliases: Set<Twig>
  members: Set<string>
  decoder: boolean
  /** A member is asked for by a value, or may be: `x[key]`, `{ [key]: y } = x`, `Reflect.get(x, key)`. */
  pick: boolean
  /** A text that holds a word of `pieces.ts`, where nothing is done with it at once. */
  word: boolean
  /** `list.map`, and how many numbers stand at the beginning of brackets after something: `list[0]`. */
  map: boolean
  places: number
  /** Texts, and numbers, with only commas between; the most of them, and how many just now. */
  texts: number
  textsNow: number
  numbers: number
  numbersNow: number
  /** `f(12)`. */
  numberCalls: number
  /** See `pieces.ts`. */
  pieces: readonly Uint16Array[]
}

export function createReading(bytes: Uint8Array, interests: Interests, words: Words): Reading {
  return {
    lexer: createLexer(bytes),
    interests,
    words,
    nodeEnv: -1,
    texts: [],
    last: { kind: token.end, start: 0, end: 0, first: 0 },
    afterCall: false,
    bodies: new Uint8Array(64),
    leftBody: 0,
    leftKeys: false,
    isPicking: false,
    beforeLast: 0,
    wasFunction: false,
    worldAt: -1,
    given: undefined,
    seen: {
      date: false,
      day: false,
      timer: false,
      hour: false,
      code: false,
      aliases: new Set(),
      members: new Set(),
      decoder: false,
      pick: false,
      word: false,
      map: false,
      places: 0,
      texts: 0,
      textsNow: 0,
      numbers: 0,
      numbersNow: 0,
      numberCalls: 0,
      pieces: noPieces(),
    },
  }
}

/** Takes the next token. */
export function advance(reading: Reading): number {
  const { lexer, last } = reading
  reading.beforeLast = last.first
  reading.wasFunction = last.first === 0x66 && last.end - last.start === 8 && wordAt(lexer.bytes, last) === 'function'
  reading.afterCall = lexer.first === 0x29 && lexer.kind === token.punctuator && lexer.leads !== expected.expression
  last.kind = lexer.kind
  last.start = lexer.start
  last.end = lexer.end
  last.first = lexer.first
  return next(lexer)
}

export function isMark({ lexer }: Reading, character: string): boolean {
  return lexer.kind === token.punctuator && lexer.first === character.charCodeAt(0)
}

/** `x.word`, `x?.word` and `#word`; but not `...word`. */
export function isMember({ lexer }: Reading): boolean {
  return (lexer.previous === 0x2e && !lexer.previousPoints) || lexer.previous === 0x23
}

/** Of the current or the last token; ASCII, as every word that is not in doubt. */
export function wordAt(bytes: Uint8Array, { start, end }: { start: number; end: number }): string {
  return end - start > 60 ? '' : String.fromCharCode(...bytes.subarray(start, end))
}

export function lastWord({ lexer, last }: Reading): string {
  return last.kind === token.word ? wordAt(lexer.bytes, last) : ''
}

/** The current token is the `=` of an assignment. */
export function isAssignment({ lexer }: Reading): boolean {
  const follows = lexer.bytes[lexer.end]
  return lexer.kind === token.punctuator && lexer.first === 0x3d && follows !== 0x3d && follows !== 0x3e
}

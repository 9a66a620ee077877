// Finds quoted strings in JavaScript-like text, lexically and in linear time: which text, and whether it is loaded
// (`require('x')`, `import 'x'`, `from 'x'`, `import('x')`). Comments do not count. It knows no package and no path.
//
// Without a parser, `/` is sometimes guessed wrong (regular expression or division), and then strings and code change
// places until the line ends. So text is looked for after *every* quote, opening or closing: what stands between two
// equal quotes and looks like a specifier is found either way. A guess gone wrong costs comments, not strings.

import { isConditionBefore, isExpressionNext, isLoad, type LookBack, lastSignificant } from './look-back.ts'

/** A string that may be a specifier. `open`: a template's beginning, up to `${`. */
export type Quoted = { text: string; offset: number; how: 'loaded' | 'mentioned'; open: boolean }

/** Longer strings are no specifiers: npm's names end at 214 characters. */
const maxLength = 512

/** Deeper nesting is nobody's code; it must not cost memory. */
const maxDepth = 10_000

const plain = 0
const quote = 1
const backtick = 2
const slash = 3
const openParen = 4
const closeParen = 5
const openBrace = 6
const closeBrace = 7

/** What the lexer stops at, by character code. */
const stops = tableOf({ '"': quote, "'": quote, '`': backtick, '/': slash, '(': openParen, ')': closeParen })
const stopsInTemplate = tableOf({
  '"': quote,
  "'": quote,
  '`': backtick,
  '/': slash,
  '(': openParen,
  ')': closeParen,
  '{': openBrace,
  '}': closeBrace,
})

function tableOf(kinds: Record<string, number>): Uint8Array {
  const table = new Uint8Array(256)
  for (const [character, kind] of Object.entries(kinds)) table[character.charCodeAt(0)] = kind
  return table
}

/** Where the lexer is. One object per file; all work is in the functions below. */
type Lexer = LookBack & {
  /** By first character code: strings that begin otherwise are not looked at. */
  wanted: Uint8Array
  visit: (found: Quoted) => void
  /** One per open `(`: it follows `if`, `while`, `for` or `with`, so a `/` after its `)` begins an expression. */
  parens: boolean[]
  /** Open parentheses beyond `maxDepth`, only counted. */
  parensBeyond: number
  /** One per template expression that is open: braces open inside it. */
  braces: number[]
  /** Up to here no regular expression ends: a second look would make the scan quadratic. */
  noRegexBefore: number
}

/** Calls `visit` for every string that begins with a wanted byte, in order. `source` is latin1: one unit per byte. */
export function eachQuoted(source: string, wanted: Uint8Array, visit: (found: Quoted) => void): void {
  const lexer: Lexer = {
    source,
    wanted,
    visit,
    commentEnd: -1,
    beforeComment: -1,
    parens: [],
    parensBeyond: 0,
    closedCondition: false,
    braces: [],
    noRegexBefore: 0,
  }
  let at = source.startsWith('#!') ? lineEnd(source, 0) : 0
  while (at < source.length) {
    const table = lexer.braces.length === 0 ? stops : stopsInTemplate
    let kind = plain
    while (at < source.length && kind === plain) kind = table[source.charCodeAt(at++)] ?? plain
    if (kind !== plain) at = after(lexer, kind, at - 1)
  }
}

/** Strings of text that has no comments to skip (JSON, a shell word): every pair of equal quotes. All are mentions. */
export function eachQuotedIn(source: string, wanted: Uint8Array, visit: (found: Quoted) => void): void {
  for (let at = 0; at < source.length; at++) {
    const kind = stops[source.charCodeAt(at)]
    if (kind !== quote && kind !== backtick) continue
    const end = specifierEnd(source, at, wanted)
    if (end !== -1) visit({ text: source.slice(at + 1, end), offset: at + 1, how: 'mentioned', open: false })
  }
}

/** Handles the character at `at`; gives where to go on. */
function after(lexer: Lexer, kind: number, at: number): number {
  switch (kind) {
    case quote:
      return afterString(lexer, at)
    case backtick:
      report(lexer, at)
      return afterTemplate(lexer, at + 1)
    case slash:
      return afterSlash(lexer, at)
    case openParen:
      if (lexer.parens.length < maxDepth) lexer.parens.push(isConditionBefore(lexer, at))
      else lexer.parensBeyond++
      return at + 1
    case closeParen:
      lexer.closedCondition = lexer.parensBeyond === 0 && (lexer.parens.pop() ?? false)
      if (lexer.parensBeyond > 0) lexer.parensBeyond--
      return at + 1
    case openBrace:
      lexer.braces[lexer.braces.length - 1] = (lexer.braces.at(-1) ?? 0) + 1
      return at + 1
    default:
      return afterCloseBrace(lexer, at)
  }
}

/** A string ends at its quote or at the end of the line. */
function afterString(lexer: Lexer, at: number): number {
  const { source } = lexer
  const mark = source.charCodeAt(at)
  report(lexer, at)
  for (let index = at + 1; index < source.length; index++) {
    const code = source.charCodeAt(index)
    if (code === mark) {
      report(lexer, index)
      return index + 1
    }
    if (code === 0x5c) index = afterEscape(lexer, index)
    else if (code === 0x0a) return index + 1
  }
  return source.length
}

/** A template ends at its backtick, or pauses at `${` until the matching `}`. */
function afterTemplate(lexer: Lexer, from: number): number {
  const { source } = lexer
  for (let index = from; index < source.length; index++) {
    const code = source.charCodeAt(index)
    if (code === 0x60) {
      report(lexer, index)
      return index + 1
    }
    if (code === 0x5c) index = afterEscape(lexer, index)
    else if (code === 0x24 && source.charCodeAt(index + 1) === 0x7b && lexer.braces.length < maxDepth) {
      lexer.braces.push(0)
      return index + 2
    }
  }
  return source.length
}

/** The last character of an escape. An escaped quote may begin a string of code inside this string. */
function afterEscape(lexer: Lexer, at: number): number {
  const { source } = lexer
  const kind = stops[source.charCodeAt(at + 1)]
  if (kind === quote || kind === backtick) report(lexer, at + 1)
  const isWindowsLineEnd = source.charCodeAt(at + 1) === 0x0d && source.charCodeAt(at + 2) === 0x0a
  return at + (isWindowsLineEnd ? 2 : 1)
}

function afterCloseBrace(lexer: Lexer, at: number): number {
  const inside = lexer.braces.at(-1) ?? 0
  if (inside > 0) {
    lexer.braces[lexer.braces.length - 1] = inside - 1
    return at + 1
  }
  lexer.braces.pop()
  return afterTemplate(lexer, at + 1)
}

function afterSlash(lexer: Lexer, at: number): number {
  const { source } = lexer
  const next = source.charCodeAt(at + 1)
  if (next !== 0x2f && next !== 0x2a) return isExpressionNext(lexer, at) ? afterRegex(lexer, at) : at + 1
  if (next === 0x2f) reportReference(lexer, at)
  const close = next === 0x2a ? source.indexOf('*/', at + 2) : -1
  const end = next === 0x2f ? lineEnd(source, at) : close === -1 ? source.length : close + 2
  lexer.beforeComment = lastSignificant(lexer, at)
  lexer.commentEnd = end
  return end
}

/** Flags need no care: they are an identifier, which is never looked at. */
function afterRegex(lexer: Lexer, at: number): number {
  const { source } = lexer
  if (at < lexer.noRegexBefore) return at + 1
  let inClass = false
  for (let index = at + 1; index < source.length; index++) {
    const code = source.charCodeAt(index)
    if (code === 0x5c) index++
    else if (code === 0x5b) inClass = true
    else if (code === 0x5d) inClass = false
    else if (code === 0x2f && !inClass) return index + 1
    else if (code === 0x0a) {
      lexer.noRegexBefore = index
      return at + 1
    }
  }
  lexer.noRegexBefore = source.length
  return at + 1
}

/** `/// <reference types="x" />` loads a package although it is a comment. */
function reportReference(lexer: Lexer, at: number): void {
  if (!lexer.source.startsWith('/// <reference', at)) return
  const line = lexer.source.slice(at, Math.min(lineEnd(lexer.source, at), at + maxLength))
  const open = line.indexOf('types="')
  const close = open === -1 ? -1 : line.indexOf('"', open + 7)
  if (close === -1) return
  lexer.visit({ text: line.slice(open + 7, close), offset: at + open + 7, how: 'loaded', open: false })
}

/** Reports what stands between this quote and the next equal one, if it can be a specifier. */
function report(lexer: Lexer, at: number): void {
  const { source, wanted } = lexer
  const end = specifierEnd(source, at, wanted)
  if (end === -1) return
  const how = isLoad(lexer, at) ? 'loaded' : 'mentioned'
  const open = source.charCodeAt(end) === 0x24
  lexer.visit({ text: source.slice(at + 1, end), offset: at + 1, how, open })
}

/** Where the string that begins at this quote ends; -1 when it is no specifier. */
function specifierEnd(source: string, at: number, wanted: Uint8Array): number {
  if (wanted[source.charCodeAt(at + 1)] !== 1) return -1
  const mark = source.charCodeAt(at)
  const isName = source.charCodeAt(at + 1) !== 0x2e
  const limit = Math.min(source.length, at + maxLength)
  for (let end = at + 2; end < limit; end++) {
    const code = source.charCodeAt(end)
    if (code === mark) return end
    if (code === 0x24 && mark === 0x60 && source.charCodeAt(end + 1) === 0x7b) return end
    // Code inside a string (`"require(\\"x\\")"`, a command in a gyp file) ends its strings with an escaped quote.
    if (code === 0x5c && source.charCodeAt(end + 1) === mark) return end
    if (code < 0x20 || code === 0x5c || (isName && breaks[code] === 1)) return -1
  }
  return -1
}

/** These stand in file names, so in relative specifiers, but in no package name. */
const breaks = tableOf(Object.fromEntries([...' "\'`()[]{},;<>|^'].map((character) => [character, 1])))

function lineEnd(source: string, at: number): number {
  const end = source.indexOf('\n', at)
  return end === -1 ? source.length : end
}

// Minified code in lines that a person can read: long lines are broken between tokens, and nothing else is done to them.
// For looking only; nobody judges what comes out. Where the tokens are in doubt a break may stand in the wrong place.

import { createLexer, next } from './gate/lexer.ts'
import { isInParentheses } from './gate/nest.ts'
import { type Lexer, token } from './gate/token.ts'

/** A piece of a line: `line` and `column` (UTF-16 units) say where it begins, both 1-based. */
export type CodeLine = { text: string; line: number; column: number }

/** Bytes of a line that nobody has to scroll for. */
const longLine = 240
/** Columns after which a list goes on in the next line, and after which an argument does. */
const listWidth = 80
const argumentWidth = 110
const deepestIndent = 12

type Break = { at: number; indent: number }

/** The text of JavaScript, TypeScript or JSON; line ends are taken off. */
export function brokenUp(text: string): CodeLine[] {
  const bytes = Buffer.from(text)
  const breaks = breaksIn(bytes)
  const lines: CodeLine[] = []
  let waiting = 0
  let start = 0
  for (let line = 1; start <= bytes.length; line++) {
    const found = bytes.indexOf(lineFeed, start)
    const end = found === -1 ? bytes.length : found
    let column = 1
    let from = start
    let indent = 0
    for (let one = breaks[waiting]; one !== undefined && one.at < end; one = breaks[++waiting]) {
      const piece = bytes.toString('utf8', from, one.at)
      lines.push({ text: indented(piece, indent), line, column })
      column += piece.length
      from = one.at
      indent = one.indent
    }
    lines.push({ text: indented(bytes.toString('utf8', from, end), indent), line, column })
    start = end + 1
  }
  return lines
}

const lineFeed = 0x0a

function indented(text: string, indent: number): string {
  return indent === 0 ? text : '  '.repeat(Math.min(indent - 1, deepestIndent)) + text.trimStart()
}

/** Where lines are broken, in bytes. `indent` is one more than the depth of braces, so that 0 is the line's own. */
function breaksIn(bytes: Buffer): Break[] {
  const breaks: Break[] = []
  const lexer = createLexer(bytes)
  const line = { end: -1, isLong: false, from: 0 }
  let previous = { end: 0, first: 0, isMark: false }
  let depth = 0
  while (next(lexer) !== token.end) {
    const { start, end, first } = lexer
    const isMark = lexer.kind === token.punctuator
    if (isMark && first === curlyClosed && depth > 0) depth--
    if (start > line.end) startLine(line, bytes, start)
    else if (line.isLong) {
      const where = breakBetween(previous, { first, isMark, start }, lexer, start - line.from)
      if (where !== -1) {
        breaks.push({ at: where, indent: depth + 1 })
        line.from = where
      }
    }
    if (isMark && first === curlyOpened) depth++
    previous = { end, first: isMark && first === semicolon && isInParentheses(lexer) ? colon : first, isMark }
    // A template or a string with an escaped end may reach over several lines.
    if (end > line.end) startLine(line, bytes, end)
  }
  return breaks
}

function startLine(line: { end: number; isLong: boolean; from: number }, bytes: Buffer, at: number): void {
  const start = at === 0 ? 0 : bytes.lastIndexOf(lineFeed, at - 1) + 1
  const found = bytes.indexOf(lineFeed, at)
  line.end = found === -1 ? bytes.length : found
  line.isLong = line.end - start > longLine
  line.from = start
}

const semicolon = 0x3b
const colon = 0x3a
const comma = 0x2c
const curlyOpened = 0x7b
const curlyClosed = 0x7d
const ampersand = 0x26
const bar = 0x7c
const opened = new Set([0x28, 0x5b])
/** Goes on with what the brace closed: `})`, `},`, `}.x`, `} else`. */
const goesOn = new Set([...')],;.(?:=&|<>*+-/%[`'].map((mark) => mark.charCodeAt(0)))
const goesOnWords = new Set(['else', 'catch', 'finally', 'while', 'from', 'as', 'of', 'in', 'instanceof'])

type Before = { end: number; first: number; isMark: boolean }
type Here = { first: number; isMark: boolean; start: number }

/** The place of a break between two tokens, -1 for none. `width`: columns of the line so far. */
function breakBetween(previous: Before, here: Here, lexer: Lexer, width: number): number {
  if (here.isMark && here.first === curlyClosed) {
    // What stands between them (a comment, a name beyond ASCII) belongs to what comes before.
    return previous.isMark && previous.first === curlyOpened ? -1 : here.start
  }
  if (!previous.isMark) return -1
  switch (previous.first) {
    case semicolon:
    case curlyOpened:
      return previous.end
    case curlyClosed:
      return (here.isMark && goesOn.has(here.first)) || goesOnWords.has(wordOf(lexer)) ? -1 : previous.end
    case comma:
      return width > listWidth ? previous.end : -1
    case ampersand:
    case bar:
      return width > argumentWidth && !here.isMark ? previous.end : -1
    default:
      return width > argumentWidth && opened.has(previous.first) ? previous.end : -1
  }
}

function wordOf({ kind, bytes, start, end }: Lexer): string {
  if (kind !== token.word || end - start > 10) return ''
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}

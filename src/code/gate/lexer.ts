// JavaScript's and TypeScript's tokens over bytes, as far as they can be told without a tree. Where they cannot (a slash
// after `}`, JSX, a name with an escape or beyond ASCII, ...) it goes on with one reading and says so: `inDoubt`.
import { backtick, closing, digit, kindOf, letter, opening, punctuator, quote, slash, space } from './characters.ts'
import { isExpected } from './expected.ts'
import { closeBracket, emptyNest, openBracket } from './nest.ts'
import { hasOddLineEnd, skipBlockComment, skipLine, skipRegex, skipString, skipTemplate } from './skip.ts'
import { expected, type Lexer, token } from './token.ts'

const point = 0x2e

/** The beginning of a text; its mark of UTF-8 and a `#!` line are no tokens. */
export function createLexer(bytes: Uint8Array): Lexer {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const inDoubt = hasOddLineEnd(bytes)
  const leads = expected.byToken
  const none = { kind: token.end, start: 0, end: 0, first: 0, previous: 0, previousPoints: false }
  const lexer: Lexer = {
    bytes,
    at: from,
    ...none,
    leads,
    nest: emptyNest(),
    inDoubt,
  }
  if (bytes[from] === 0x23 && bytes[from + 1] === 0x21) skipLine(lexer)
  return lexer
}

/** The kind of the next token; at the end of the text `end`, in doubt when something is still open. */
export function next(lexer: Lexer): number {
  const { bytes } = lexer
  const { length } = bytes
  for (;;) {
    const { at } = lexer
    if (at >= length) return end(lexer)
    const byte = bytes[at] ?? 0
    switch (kindOf[byte]) {
      case letter:
        return word(lexer)
      case space:
        lexer.at++
        break
      case punctuator:
        return mark(lexer, byte)
      case opening:
        openBracket(lexer, byte)
        return took(lexer, token.punctuator, at, at + 1)
      case closing:
        return closed(lexer, byte)
      case quote:
        skipString(lexer, byte)
        return took(lexer, token.string, at, lexer.at)
      case digit:
        return number(lexer)
      case backtick:
        return template(lexer)
      case slash:
        if (bytes[at + 1] === 0x2f) skipLine(lexer)
        else if (bytes[at + 1] === 0x2a) skipBlockComment(lexer)
        else return afterSlash(lexer)
        break
      default:
        // A backslash, a control character, or something beyond ASCII: a letter, or a space between two words.
        lexer.inDoubt = true
        lexer.at++
    }
  }
}

function took(lexer: Lexer, kind: number, start: number, end: number): number {
  lexer.previousPoints = lexer.first === point && lexer.previous === point
  lexer.previous = lexer.first
  lexer.kind = kind
  lexer.start = start
  lexer.end = end
  lexer.first = lexer.bytes[start] ?? 0
  lexer.leads = expected.byToken
  lexer.at = end
  return kind
}

function end(lexer: Lexer): number {
  if (lexer.nest.depth > 0) lexer.inDoubt = true
  return took(lexer, token.end, lexer.at, lexer.at)
}

function word(lexer: Lexer): number {
  const { bytes, at } = lexer
  let to = at + 1
  for (let kind = kindOf[bytes[to] ?? 0]; kind === letter || kind === digit; kind = kindOf[bytes[to] ?? 0]) to++
  return took(lexer, token.word, at, to)
}

/** Up to the first byte that is no letter or digit: a point and what follows (`1..constructor`) are further tokens. */
function number(lexer: Lexer): number {
  word(lexer)
  lexer.kind = token.number
  return token.number
}

function mark(lexer: Lexer, byte: number): number {
  const { bytes, at } = lexer
  const follows = bytes[at + 1]
  if ((byte === 0x2b || byte === 0x2d) && follows === byte) {
    // `-->` begins a comment in a script, at the beginning of a line.
    if (byte === 0x2d && bytes[at + 2] === 0x3e) lexer.inDoubt = true
    took(lexer, token.punctuator, at, at + 2)
    lexer.leads = expected.operatorOrSign
    return token.punctuator
  }
  // `<` is JSX where an expression is expected, and `<!--` a comment in a script.
  if (byte === 0x3c && !isLess(lexer, follows)) lexer.inDoubt = true
  // TypeScript's `x!` is an operand, JavaScript's `!x` is none.
  const isPostfix = byte === 0x21 && follows !== 0x3d && !isExpected(lexer, 'expression')
  const isArrow = byte === 0x3e && lexer.first === 0x3d && bytes[at - 1] === 0x3d
  took(lexer, token.punctuator, at, at + 1)
  if (isPostfix) lexer.leads = expected.unknown
  else if (isArrow) lexer.leads = expected.expression
  return token.punctuator
}

/** The first or second `<` of an operator. Comments of scripts and closing tags begin with one, too. */
function isLess(lexer: Lexer, follows: number | undefined): boolean {
  const isSecond = lexer.first === 0x3c && lexer.bytes[lexer.at - 1] === 0x3c
  return follows !== 0x21 && follows !== 0x2f && (isSecond || isExpected(lexer, 'less'))
}

function closed(lexer: Lexer, byte: number): number {
  const { at } = lexer
  const opened = closeBracket(lexer, byte)
  if (opened === 'template') return template(lexer)
  took(lexer, token.punctuator, at, at + 1)
  if (opened === 'condition') lexer.leads = expected.expression
  else if (opened === 'unsure') lexer.leads = expected.unknown
  return token.punctuator
}

/** Stands at a backtick, or at the `}` that ends an expression. */
function template(lexer: Lexer): number {
  const { at } = lexer
  const goesOn = skipTemplate(lexer)
  took(lexer, token.template, at, lexer.at)
  lexer.leads = goesOn ? expected.expression : expected.operator
  return token.template
}

function afterSlash(lexer: Lexer): number {
  const { at } = lexer
  if (isExpected(lexer, 'expression')) {
    skipRegex(lexer)
    took(lexer, token.regex, at, lexer.at)
    lexer.leads = expected.operator
    return token.regex
  }
  if (!isExpected(lexer, 'operator')) lexer.inDoubt = true
  return took(lexer, token.punctuator, at, at + 1)
}

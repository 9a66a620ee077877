// Where comments, strings, templates and regular expressions end. Each function moves `at` behind what it skips.
import { kindOf, letter } from './characters.ts'
import { openTemplate } from './nest.ts'
import type { Lexer } from './token.ts'

const lineFeed = 0x0a
const carriageReturn = 0x0d
const backslash = 0x5c

/** A lone CR, U+2028 and U+2029 end a line, too, and so a comment: nobody writes them, and nobody here counts with them. */
export function hasOddLineEnd(bytes: Uint8Array): boolean {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (whole.includes('\u2028') || whole.includes('\u2029')) return true
  for (let at = whole.indexOf(carriageReturn); at !== -1; at = whole.indexOf(carriageReturn, at + 2)) {
    if (whole[at + 1] !== lineFeed) return true
  }
  return false
}

export function skipLine(lexer: Lexer): void {
  const end = lexer.bytes.indexOf(lineFeed, lexer.at)
  lexer.at = end === -1 ? lexer.bytes.length : end
}

export function skipBlockComment(lexer: Lexer): void {
  const { bytes } = lexer
  let end = bytes.indexOf(0x2a, lexer.at + 2)
  while (end !== -1 && bytes[end + 1] !== 0x2f) end = bytes.indexOf(0x2a, end + 1)
  if (end === -1) lexer.inDoubt = true
  lexer.at = end === -1 ? bytes.length : end + 2
}

/** A string ends at its quote; where the line ends before, it is none. */
export function skipString(lexer: Lexer, mark: number): void {
  const { bytes } = lexer
  const { length } = bytes
  for (let at = lexer.at + 1; at < length; at++) {
    const byte = bytes[at]
    if (byte === mark) {
      lexer.at = at + 1
      return
    }
    if (byte === backslash) at += bytes[at + 1] === carriageReturn ? 2 : 1
    else if (byte === lineFeed) {
      stopAt(lexer, at)
      return
    }
  }
  stopAt(lexer, length)
}

/** From a backtick or a `}` on. True: it goes on after an expression, which begins here. */
export function skipTemplate(lexer: Lexer): boolean {
  const { bytes } = lexer
  const { length } = bytes
  for (let at = lexer.at + 1; at < length; at++) {
    const byte = bytes[at]
    if (byte === 0x60) {
      lexer.at = at + 1
      return false
    }
    if (byte === backslash) at++
    else if (byte === 0x24 && bytes[at + 1] === 0x7b) {
      lexer.at = at + 2
      openTemplate(lexer)
      return true
    }
  }
  stopAt(lexer, length)
  return false
}

/** With its flags. In a class (`[/]`) a slash is a character. */
export function skipRegex(lexer: Lexer): void {
  const { bytes } = lexer
  const { length } = bytes
  let inClass = false
  for (let at = lexer.at + 1; at < length; at++) {
    const byte = bytes[at]
    if (byte === 0x2f && !inClass) {
      lexer.at = at + 1
      while (kindOf[bytes[lexer.at] ?? 0] === letter) lexer.at++
      return
    }
    if (byte === 0x5b) inClass = true
    else if (byte === 0x5d) inClass = false
    else if (byte === backslash && bytes[at + 1] !== lineFeed && bytes[at + 1] !== carriageReturn) at++
    else if (byte === lineFeed) break
  }
  // No regular expression after all: the slash alone.
  stopAt(lexer, lexer.at + 1)
}

function stopAt(lexer: Lexer, at: number): void {
  lexer.inDoubt = true
  lexer.at = at
}

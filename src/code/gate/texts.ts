// What a text literal says by itself: an address, something encoded, a name spelled in escapes, a piece of a word.
import { blobDetail } from '../disguises/blobs.ts'
import { isStepOrder } from '../disguises/styles.ts'
import { indicatorsIn } from '../indicators/find.ts'
import { isChatId } from '../indicators/owners.ts'
import { isOnlyValue } from './picks.ts'
import { addPiece, longestPiece } from './pieces.ts'
import type { Reading, Reason } from './reading.ts'

const backslash = 0x5c

/** The longest piece of a word, and the longest number of a chat. */
const longestText = Math.max(longestPiece, 40)

/** More indicators than a file may have. */
const maxTexts = 10_000

/** Encodings that hide what a text is, and a debugger's call. */
const telling = new Set(['base64', 'base64url', 'hex', 'debugger'])

/** From and to are offsets of the text without its quotes. `isWhole`: no template that goes on. */
export function useText(reading: Reading, from: number, to: number, isWhole: boolean): Reason {
  const { bytes } = reading.lexer
  const marks = marksOf(bytes, from, to)
  if (marks.escape) return 'text'
  if (marks.year) reading.seen.day = true
  if (marks.code) reading.seen.code = true
  if (!marks.address && to - from > longestText && !marks.constructor)
    return to - from >= 800 ? ofLong(bytes, from, to) : ''
  const text = textAt(bytes, from, to)
  if (addPiece(reading.seen.pieces, text)) {
    if (!isWhole || !isOnlyValue(bytes, to + 1)) return 'text'
    reading.seen.word = true
  }
  reading.seen.members.add(text)
  if (telling.has(text) || isStepOrder(text)) return 'text'
  if (isWhole && (marks.address || isChatId(text))) noteText(reading, text, from)
  else if (marks.address && isPartOfAddress(text)) return 'text'
  return to - from >= 800 ? ofLong(bytes, from, to) : ''
}

/** Addresses need no tree: whoever has cleared the file reads them from here. */
function noteText({ texts }: Reading, text: string, from: number): void {
  const isTold = isChatId(text) || indicatorsIn(text).length > 0
  if (isTold && texts.length < maxTexts) texts.push({ text, at: from - 1 })
}

/** Of a template: what its other parts are cannot be told. */
function isPartOfAddress(text: string): boolean {
  return ['://', '@', '.com', '.net', '.org'].some((part) => text.includes(part)) || indicatorsIn(text).length > 0
}

function ofLong(bytes: Uint8Array, from: number, to: number): Reason {
  return blobDetail(textAt(bytes, from, to)) === '' ? '' : 'text'
}

/** With its escapes read; those of letters (`\n`) stand for blanks here. */
function textAt(bytes: Uint8Array, from: number, to: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8')
  if (!text.includes('\\')) return text
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([nrtbfv0])|([\s\S]))/g,
    (_, two, four, blank, other) => {
      const hex: string | undefined = two ?? four
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      return blank === undefined ? String(other) : ' '
    },
  )
}

/**
 * `escape`: a letter, digit or line's end that is not written as itself. `address`: what an address has in it.
 * `constructor`: it may hold that word, forwards or backwards.
 */
type Marks = { escape: boolean; address: boolean; year: boolean; code: boolean; constructor: boolean }

function marksOf(bytes: Uint8Array, from: number, to: number): Marks {
  const marks: Marks = { escape: false, address: false, year: false, code: false, constructor: false }
  let run = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0
    run = isWordByte(byte) ? run + 1 : 0
    if (run === 26) marks.address = true
    switch (byte) {
      case backslash:
        if (isTellingEscape(bytes, at)) marks.escape = true
        marks.address = true
        at++
        break
      case 0x40: // @
      case 0x2e: // .
        marks.address = true
        break
      case 0x2f: // //
        if (bytes[at + 1] === 0x2f) marks.address = true
        break
      case 0x3a: // an address of IPv6
        if (isDigit(bytes[at + 1]) || isDigit(bytes[at - 1]) || bytes[at + 1] === 0x3a) marks.address = true
        break
      case 0x28: // (
      case 0x60:
      case 0x3d: // =
        marks.code = true
        break
      case 0x32: // 20..
        if (bytes[at + 1] === 0x30) marks.year = true
        break
      case 0x74: // struct, tsnoc: inside both spellings of constructor; __proto__ has two lines
        if (bytes[at - 1] === 0x73 || bytes[at + 1] === 0x73) marks.constructor = true
        break
      case 0x5f:
        if (bytes[at + 1] === 0x5f) marks.constructor = true
    }
  }
  return marks
}

function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x2d
  )
}

/** Escapes that nobody needs: of letters and digits, in octal, of letters that have none, and of a line's end. */
function isTellingEscape(bytes: Uint8Array, at: number): boolean {
  const byte = bytes[at + 1] ?? 0
  switch (byte) {
    case 0x78: // x
      return isName(hexAt(bytes, at + 2))
    case 0x75: // u
      return bytes[at + 2] === 0x7b || (hexAt(bytes, at + 2) === 0 && isName(hexAt(bytes, at + 4)))
    case 0x0a:
    case 0x0d:
      return true
    case 0x30: // \0
      return isDigit(bytes[at + 2])
    default:
      return isDigit(byte) || (isWordByte(byte) && !'nrtbfv-_'.includes(String.fromCharCode(byte)))
  }
}

/** -1 for what is no two hexadecimal digits. */
function hexAt(bytes: Uint8Array, at: number): number {
  const value = Number.parseInt(String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0), 16)
  return Number.isNaN(value) ? -1 : value
}

function isName(code: number): boolean {
  return code === 0x24 || isWordByte(code)
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

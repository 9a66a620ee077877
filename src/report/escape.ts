// The gate between what a package or a registry wrote and every place where a person reads it. Whatever could move the
// cursor, colour, hide or reorder text becomes visible (`\u{202e}`), and nothing is longer than its place allows.
import { columnsOf } from './width.ts'

// Control (C0, C1, with them every ANSI sequence), format (bidirectional, zero-width, tags), lone surrogates, private use
// and unassigned; line and paragraph separators; what Unicode says is drawn as nothing; blanks that are not a space.
const unseen = /^(?:[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs})$/u
const mark = /^\p{M}$/u
/** Combining marks on one character; more would paint over the lines above. */
const marksAllowed = 2

const shortForms: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/**
 * Untrusted text for one place on a terminal, at most `limit` columns wide, cut with an ellipsis. `::` and `##` are broken
 * up: in a build's log they begin commands (`::add-mask::`, `##vso[...]`) that hide or forge lines. Backslashes are left
 * alone: an escape here is a warning to a person, not an encoding to be read back (JSON is that).
 */
export function escaped(text: string, limit = 200): string {
  let shown = ''
  let columns = 0
  // Where the text would have to be cut if it turns out too long: one column before the limit, for the ellipsis.
  let cut = ''
  for (const piece of visiblePieces(text)) {
    const width = widthOf(piece)
    if (columns + width > limit) return `${cut}…`
    shown += piece
    columns += width
    if (columns <= limit - 1) cut = shown
  }
  return shown
}

/** Text of a person or of this project (a rule's sentence), of any length: nothing is cut. */
export function escapedWhole(text: string): string {
  let shown = ''
  for (const piece of visiblePieces(text)) shown += piece
  return shown
}

/** The same characters in JSON text as `\uXXXX`: the document means the same, and printing it is harmless. */
export function escapeJson(json: string): string {
  return json
    .replace(/[^\n -~]/gu, (character) => (unseen.test(character) ? toJsonEscape(character) : character))
    .replace(/(?<=#)#/g, toJsonEscape)
}

/**
 * Character by character, never as a whole: a name of a megabyte is not walked to its end. `show` makes a character
 * visible that a person would not see.
 */
export function* visiblePieces(text: string, show: (character: string) => string = toVisible): Generator<string> {
  let marks = 0
  let before = ''
  for (const character of text) {
    const again = character === before && (character === ':' || character === '#')
    before = character
    if (character >= ' ' && character <= '~') {
      marks = 0
      yield again ? show(character) : character
      continue
    }
    marks = mark.test(character) ? marks + 1 : 0
    yield unseen.test(character) || marks > marksAllowed ? show(character) : character
  }
}

function toVisible(character: string): string {
  return shortForms.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

function toJsonEscape(character: string): string {
  let escaped = ''
  for (let index = 0; index < character.length; index++)
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  return escaped
}

function widthOf(piece: string): number {
  return piece.startsWith('\\') ? piece.length : columnsOf(piece)
}

// Untrusted text in GitHub's Markdown. Backslashes and entities do not stop GitHub from linking `@name`, `#1`, commit ids,
// addresses and URLs; only code does. So everything is code that is not plainly a word, and nothing is HTML.
import { escaped } from './escape.ts'

/** Where the text stands: a table's row is split at `|` before anything in it is read. */
export type MarkdownPlace = 'line' | 'cell'

/** A code span: the one place in which nothing is mentioned, linked, drawn or run. '' for no text. */
export function code(text: string, limit = 200, place: MarkdownPlace = 'line'): string {
  return span(escaped(text, limit), place)
}

/**
 * A sentence of a rule, a policy or our own in which names from a package may stand: words stay words, everything else
 * becomes code. What stands between backticks was meant as code.
 */
export function prose(text: string, limit = 1000, place: MarkdownPlace = 'line'): string {
  const shown = escaped(text.replace(/[ \t\r\n]+/g, ' ').trim(), limit)
  let written = ''
  for (const [index, piece] of shown.split('`').entries()) {
    written += index % 2 === 1 ? span(piece, place) : words(piece, written.trim() === '', place)
  }
  // Nothing begins with blanks: four of them would make it a block of code.
  return written.trim()
}

/** A fenced block; every line is escaped, and none can close the fence. */
export function fence(language: 'diff' | 'text', lines: readonly string[], limit = 300): string {
  const shown = lines.map((line) => escaped(line, limit))
  const bar = '`'.repeat(Math.max(3, ...shown.map((line) => longestRun(line) + 1)))
  return [`${bar}${language}`, ...shown, bar].join('\n')
}

function span(shown: string, place: MarkdownPlace): string {
  if (shown === '') return ''
  const inside = place === 'cell' ? withoutPipes(shown) : shown
  const ticks = '`'.repeat(longestRun(inside) + 1)
  // One blank on each side is taken off again where both are there; text of blanks alone keeps its own.
  const needsBlanks = inside.trim() !== '' && (/^[` ]/.test(inside) || /[` ]$/.test(inside))
  const blank = needsBlanks ? ' ' : ''
  return `${ticks}${blank}${inside}${blank}${ticks}`
}

/** In a row `\|` is a bar, and `\\|` is a backslash and the end of the cell, also inside of code. */
function withoutPipes(shown: string): string {
  return shown.replaceAll('|', shown.includes('\\') ? '\\u{7c}' : '\\|')
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}

/** Blanks at the ends are kept: they part words from code. */
function words(piece: string, isStart: boolean, place: MarkdownPlace): string {
  const all = piece.split(' ')
  const first = isStart ? all.findIndex((word) => word !== '') : -1
  return all.map((word, index) => wordOrCode(word, index === first, place)).join(' ')
}

function wordOrCode(word: string, isStart: boolean, place: MarkdownPlace): string {
  if (word === '') return ''
  const [, before = '', inner = '', after = ''] = /^(["'(]*)(.*?)([)"'.,;:!?…]*)$/u.exec(word) ?? []
  // At its start a number with a dot, or a dash, would begin a list.
  const isList = isStart && (/^[.)]/.test(after) || dash.test(inner))
  if (isName(inner) || ((number.test(inner) || dash.test(inner)) && !isList)) return word
  return inner === '' ? word : `${before}${span(inner, place)}${after}`
}

const named = /^\p{L}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+)*$/u
const number = /^(?:\d{1,3}(?:,\d{3})*|\d{1,6}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2})$/
const dash = /^[-–—]$/
const abbreviations: ReadonlySet<string> = new Set(['e.g', 'i.e'])

/** What GitHub may take for a commit or for the beginning of an address is none. */
function isName(word: string): boolean {
  return (named.test(word) && !/^[0-9a-f]{7,}$|www$/i.test(word)) || abbreviations.has(word)
}

// Elements of an HTML page. Text becomes markup in this file only: whatever is given as a string is escaped, so no
// caller can forget to.
import { visiblePieces } from './escape.ts'

/** Finished markup. */
export type Html = { readonly markup: string }

/** A string is text of anybody, never markup. */
export type Child = Html | string

/** Names and values of attributes are ours; values are escaped all the same. */
export type Attributes = Readonly<Record<string, string | number>>

export const nothing: Html = { markup: '' }

/** Without an end of their own; in a picture only the slash says so. */
const voidElements: ReadonlySet<string> = new Set(['br', 'circle', 'col', 'line', 'meta', 'rect'])

export function element(name: string, attributes: Attributes, ...children: readonly Child[]): Html {
  const given = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${visible(String(value))}"`)
    .join('')
  if (voidElements.has(name)) return { markup: `<${name}${given}/>` }
  return { markup: `<${name}${given}>${all(children).markup}</${name}>` }
}

/** An element without attributes. */
export function plain(name: string, ...children: readonly Child[]): Html {
  return element(name, {}, ...children)
}

export function all(children: readonly Child[]): Html {
  return { markup: children.map((one) => (typeof one === 'string' ? visible(one) : one.markup)).join('') }
}

/**
 * What nobody would see (control, bidirectional, invisible characters) is written out (`\u{202e}`), so that a page shows
 * what is there.
 */
function visible(text: string): string {
  let shown = ''
  for (const piece of visiblePieces(text)) shown += piece
  return entities(shown)
}

const names: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
])

function entities(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => names.get(character) ?? character)
}

/** Untrusted text, cut to a length that a page can bear. */
export function cut(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text
}

// Untrusted text in SARIF. A message is plain text in which SARIF itself knows links, `[text](address)`, and placeholders,
// `{0}` (2.1.0, sections 3.11.5 and 3.11.6), and code scanning may show it as Markdown: so it is written as Markdown first.
import { escaped } from './escape.ts'
import { code, prose } from './escape-markdown.ts'

/** A name, a path or an excerpt. */
export function sarifCode(text: string, limit = 200): string {
  return inert(code(text, limit))
}

/** A sentence in which names from a package may stand. */
export function sarifProse(text: string, limit = 1000): string {
  return inert(prose(text, limit))
}

/** What is shown as it is: rule ids, names. */
export function sarifPlain(text: string, limit = 200): string {
  return inert(escaped(text, limit))
}

function inert(text: string): string {
  return text.replaceAll('](', ']\\u{28}').replace(/\{(\d+)\}/g, '($1)')
}

/** A relative reference of RFC 3986: nothing in a path is a scheme, a query or an escape. */
export function sarifUri(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((step) => encodeURIComponent(step).replace(/[!'()*]/g, percent))
    .join('/')
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

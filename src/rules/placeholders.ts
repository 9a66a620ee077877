// The words in braces that a rule's texts may use, and what is put in their place. What is put in comes from a package:
// it is data for whoever renders it.
import type { Change } from '../domain/change.ts'
import { nearest } from '../domain/nearest.ts'

const placeholders = {
  package: (change) => `${change.package.name}@${change.package.version}`,
  name: (change) => change.package.name,
  version: (change) => change.package.version,
  before: ({ baseline, package: { name } }) => {
    if (baseline.status === 'none') return 'what you have'
    // A bundled package that its carrier's earlier release came without.
    return baseline.version === '' ? `what came without ${name}` : `${name}@${baseline.version}`
  },
  requestedBy: (change) => change.package.requestedBy || '(the project)',
} as const satisfies Record<string, (change: Change) => string>

const known = Object.keys(placeholders)

/** Words with blanks or quotes in them are no placeholders: `{ "a": 1 }` may stand in a text. */
const pattern = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g

function isPlaceholder(word: string): word is keyof typeof placeholders {
  return Object.hasOwn(placeholders, word)
}

/** Fills in a rule's text. One pass: what a package's name brings along is not filled in again. */
export function fillIn(text: string, change: Change): string {
  return text.replace(pattern, (whole, word: string) => (isPlaceholder(word) ? placeholders[word](change) : whole))
}

/** The words in braces that mean nothing, with their offsets and a hint. */
export function unknownPlaceholders(text: string): { word: string; offset: number; help: string }[] {
  return [...text.matchAll(pattern)].flatMap(({ 1: word = '', index }) => {
    if (isPlaceholder(word)) return []
    const near = nearest(word, known)
    const list = `Known are ${known.map((one) => `{${one}}`).join(', ')}.`
    return { word, offset: index, help: near === '' ? list : `Did you mean {${near}}? ${list}` }
  })
}

// YAML as a plain tree with positions: the only file that imports the YAML library. Rule files are data: no aliases, no
// tags, no merge keys, no duplicate keys. It knows nothing of what a rule looks like.
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Scalar, visit } from 'yaml'

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block'

/** `at` and `end` are offsets in the source; `end` is behind the last character. */
export type YamlNode = { at: number; end: number } & (
  | { kind: 'text'; value: string; style: ScalarStyle }
  /** `text` is what stands in the file: `1.10` is the number 1.1. */
  | { kind: 'number'; value: number; text: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'nothing' }
  /** Something a rule file must not have; the mistake is listed. */
  | { kind: 'refused' }
  | { kind: 'list'; items: readonly YamlNode[] }
  | { kind: 'map'; entries: readonly YamlEntry[] }
)
export type YamlEntry = { key: string; at: number; value: YamlNode }

export type YamlMistake = { code: string; message: string; help: string; at: number }

/** With mistakes of syntax the root is `nothing`; other mistakes leave the rest readable. */
export type YamlRead = { root: YamlNode; mistakes: readonly YamlMistake[] }

/** Deeper nesting than this is nobody's rule. */
const maxDepth = 24

/** `follow` is for files of our own: a few lines of somebody else's could become gigabytes. */
export type Aliases = 'refuse' | 'follow'

/** Reads one document. Bound the length of `source` before. */
export function readYaml(source: string, aliases: Aliases = 'refuse'): YamlRead {
  const document = parseDocument(source, {
    schema: 'core',
    version: '1.2',
    strict: true,
    // Its own check for duplicate keys takes quadratic time; `toEntries` does it.
    uniqueKeys: false,
    merge: false,
    customTags: null,
    resolveKnownTags: false,
    // Places are worked out by whoever knows the file.
    prettyErrors: false,
  })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length > 0) {
    return {
      root: nothing(0),
      mistakes: faults.slice(0, maxFaults).map(({ code, message, pos }) => syntax(code, message, pos[0])),
    }
  }
  const mistakes: YamlMistake[] = []
  const root = aliases === 'follow' ? withoutAliases(document) : document.contents
  return { root: toNode(root, 0, 0, mistakes), mistakes }
}

/** A broken file gives a fault per line; the first ones say enough. */
const maxFaults = 20

/** In place of each alias what it stands for. */
function withoutAliases(document: Document.Parsed): unknown {
  visit(document, { Alias: (_, alias) => alias.resolve(document) })
  return document.contents
}

function toNode(node: unknown, at: number, depth: number, mistakes: YamlMistake[]): YamlNode {
  if (depth > maxDepth) return refuse('yaml-depth', `More than ${maxDepth} levels inside each other`, at, mistakes)
  if (isAlias(node)) return refuse('yaml-alias', 'An alias (*)', startOf(node.range, at), mistakes)
  if (isScalar(node)) return toScalar(node, startOf(node.range, at), mistakes)
  if (isSeq(node)) {
    const start = startOf(node.range, at)
    if (node.tag !== undefined) refuse('yaml-tag', `A tag (${node.tag})`, start, mistakes)
    const items = node.items.map((item) => toNode(item, start, depth + 1, mistakes))
    return { kind: 'list', items, at: start, end: endOf(node.range, start) }
  }
  if (isMap(node)) {
    const start = startOf(node.range, at)
    if (node.tag !== undefined) refuse('yaml-tag', `A tag (${node.tag})`, start, mistakes)
    const entries = toEntries(node.items, start, depth, mistakes)
    return { kind: 'map', entries, at: start, end: endOf(node.range, start) }
  }
  return nothing(at)
}

function toEntries(pairs: readonly unknown[], at: number, depth: number, mistakes: YamlMistake[]): YamlEntry[] {
  const seen = new Set<string>()
  return pairs.flatMap((pair) => {
    if (!isPair(pair)) return []
    const keyAt = isScalar(pair.key) ? startOf(pair.key.range, at) : at
    const key = isScalar(pair.key) ? keyText(pair.key) : ''
    if (key === '') mistakes.push({ ...oneName, at: keyAt })
    else if (key === '__proto__') mistakes.push({ ...protoKey, at: keyAt })
    else if (seen.has(key)) mistakes.push(duplicate(key, keyAt))
    seen.add(key)
    return { key, at: keyAt, value: toNode(pair.value, keyAt, depth + 1, mistakes) }
  })
}

function toScalar(scalar: Scalar, at: number, mistakes: YamlMistake[]): YamlNode {
  const span = { at, end: endOf(scalar.range, at) }
  if (scalar.tag !== undefined) refuse('yaml-tag', `A tag (${scalar.tag})`, at, mistakes)
  const { value } = scalar
  switch (typeof value) {
    case 'string':
      return { ...span, kind: 'text', value, style: styleOf(scalar) }
    case 'number':
      return { ...span, kind: 'number', value, text: scalar.source ?? String(value) }
    case 'boolean':
      return { ...span, kind: 'boolean', value }
    default:
      return { ...span, kind: 'nothing' }
  }
}

/** A key as it stands in the file: `1.10` and `true` are names here. */
function keyText(scalar: Scalar): string {
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '')
}

function styleOf({ type }: Scalar): ScalarStyle {
  switch (type) {
    case 'QUOTE_DOUBLE':
      return 'double'
    case 'QUOTE_SINGLE':
      return 'single'
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return 'block'
    default:
      return 'plain'
  }
}

type LibraryRange = readonly [number, number, number] | null | undefined

function startOf(range: LibraryRange, otherwise: number): number {
  return range?.[0] ?? otherwise
}

function endOf(range: LibraryRange, otherwise: number): number {
  return range?.[1] ?? otherwise
}

function nothing(at: number): YamlNode {
  return { kind: 'nothing', at, end: at }
}

function refuse(code: string, what: string, at: number, mistakes: YamlMistake[]): YamlNode {
  mistakes.push({ code, message: `${what} is not allowed here`, help: 'Write the value out.', at })
  return { kind: 'refused', at, end: at }
}

const oneName = { code: 'yaml-key', message: 'A key that is not a plain name', help: 'Write it as "name: value".' }
const protoKey = {
  code: 'proto-key',
  message: 'The key "__proto__" is not allowed here',
  help: 'In the case of a rule, write the whole package.json as text.',
}

function duplicate(key: string, at: number): YamlMistake {
  return { code: 'duplicate-key', message: `"${key}" stands here twice`, help: 'Remove one of the two.', at }
}

function syntax(code: string, message: string, at: number): YamlMistake {
  const help = 'A text with ": " or " #" in it needs quotes, or a block such as "when: |".'
  return { code: 'yaml-syntax', message: message === '' ? code : message, help, at }
}

// How a file of the rule language may look, as data: the same description checks a file, with every mistake at its
// place, and becomes its JSON Schema. It knows no rule.
import { nearest } from '../domain/nearest.ts'
import type { YamlMistake, YamlNode } from './read.ts'

export type Shape =
  | { kind: 'text'; means: string; form: Form }
  | { kind: 'words'; means: string; words: readonly string[] }
  | { kind: 'flag'; means: string }
  | { kind: 'count'; means: string }
  | { kind: 'list'; means: string; of: Shape }
  | { kind: 'map'; means: string; keys: Keys }
  /** A map with names of the author's own. */
  | { kind: 'names'; means: string; of: Shape }
  | { kind: 'anything'; means: string }
  /** At most one of them is a map, at most one a list; several may be text. */
  | { kind: 'either'; means: string; of: readonly Shape[] }
export type Keys = Readonly<Record<string, { needed: boolean; shape: Shape }>>

/** What a text must look like. `pattern` goes into the JSON Schema; `says` completes "It must be …". */
export type Form = { code: string; pattern: string; says: string; accepts: (text: string) => boolean }

export function conform(node: YamlNode, shape: Shape): YamlMistake[] {
  if (node.kind === 'refused') return []
  switch (shape.kind) {
    case 'text':
      if (node.kind !== 'text') return [wrongType(node, shape)]
      return shape.form.accepts(node.value) ? [] : [badText(node, shape.form)]
    case 'words':
      if (node.kind !== 'text') return [wrongType(node, shape)]
      return shape.words.includes(node.value) ? [] : [badWord(node, shape.words)]
    case 'flag':
      return node.kind === 'boolean' ? [] : [wrongType(node, shape)]
    case 'count':
      return node.kind === 'number' && Number.isSafeInteger(node.value) ? [] : [wrongType(node, shape)]
    case 'list':
      return node.kind === 'list' ? node.items.flatMap((item) => conform(item, shape.of)) : [wrongType(node, shape)]
    case 'map':
      return node.kind === 'map' ? conformKeys(node, shape.keys) : [wrongType(node, shape)]
    case 'names':
      if (node.kind !== 'map') return [wrongType(node, shape)]
      return node.entries.flatMap((entry) => conform(entry.value, shape.of))
    case 'anything':
      return []
    case 'either':
      return conformEither(node, shape)
  }
}

function conformKeys(node: YamlNode & { kind: 'map' }, keys: Keys): YamlMistake[] {
  const given = new Set(node.entries.map((entry) => entry.key))
  const missing = Object.entries(keys).flatMap(([key, { needed, shape }]) =>
    needed && !given.has(key) ? [missingKey(key, shape, node.at)] : [],
  )
  const inside = node.entries.flatMap(({ key, at, value }) => {
    // The YAML reader has said what is wrong with these two.
    if (key === '' || key === '__proto__') return []
    const known = Object.hasOwn(keys, key) ? keys[key] : undefined
    return known === undefined ? [unknownKey(key, at, Object.keys(keys))] : conform(value, known.shape)
  })
  return [...missing, ...inside]
}

function conformEither(node: YamlNode, shape: Shape & { kind: 'either' }): YamlMistake[] {
  const attempts = shape.of.filter((one) => suits(node, one)).map((one) => conform(node, one))
  if (attempts.some((mistakes) => mistakes.length === 0)) return []
  // The last alternative of the right kind is the general one: its mistakes say most.
  return attempts.at(-1) ?? [wrongType(node, shape)]
}

function suits(node: YamlNode, shape: Shape): boolean {
  switch (shape.kind) {
    case 'text':
    case 'words':
      return node.kind === 'text'
    case 'flag':
      return node.kind === 'boolean'
    case 'count':
      return node.kind === 'number'
    case 'list':
      return node.kind === 'list'
    case 'map':
    case 'names':
      return node.kind === 'map'
    case 'anything':
      return true
    case 'either':
      return shape.of.some((one) => suits(node, one))
  }
}

const names: Readonly<Record<YamlNode['kind'], string>> = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  nothing: 'nothing',
  refused: 'refused',
  list: 'a list',
  map: 'a map',
}

function wanted(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return 'text'
    case 'words':
      return shape.words.map((word) => `"${word}"`).join(' or ')
    case 'flag':
      return 'true or false'
    case 'count':
      return 'a whole number'
    case 'list':
      return 'a list'
    case 'map':
    case 'names':
      return 'a map'
    case 'anything':
      return 'anything'
    case 'either':
      return shape.of.map(wanted).join(' or ')
  }
}

function wrongType(node: YamlNode, shape: Shape): YamlMistake {
  const quotes = shape.kind === 'text' && node.kind !== 'map' ? ' Put it in quotes to make it text.' : ''
  const message = `This must be ${wanted(shape)}, and it is ${names[node.kind]}`
  return { code: 'wrong-type', message, help: `${shape.means}${quotes}`, at: node.at }
}

function badText(node: YamlNode & { kind: 'text' }, { code, says }: Form): YamlMistake {
  return { code, message: `"${excerpt(node.value)}" does not fit here`, help: `It must be ${says}.`, at: node.at }
}

function badWord(node: YamlNode & { kind: 'text' }, words: readonly string[]): YamlMistake {
  const list = words.map((word) => `"${word}"`).join(', ')
  const near = nearest(node.value, words)
  const help = near === '' ? `It is one of ${list}.` : `Did you mean "${near}"? It is one of ${list}.`
  return {
    code: 'bad-value',
    message: `"${excerpt(node.value)}" is none of the values allowed here`,
    help,
    at: node.at,
  }
}

function missingKey(key: string, shape: Shape, at: number): YamlMistake {
  return { code: 'missing-key', message: `"${key}" is missing`, help: `${key}: ${shape.means}`, at }
}

function unknownKey(key: string, at: number, known: readonly string[]): YamlMistake {
  const near = nearest(key, known)
  const help = near === '' ? `Known here: ${known.join(', ')}.` : `Did you mean "${near}"?`
  return { code: 'unknown-key', message: `There is no key "${excerpt(key)}" here`, help, at }
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

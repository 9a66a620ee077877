// Methods of constant strings and numbers, done as the language does them. Patterns are left alone: a regular expression
// from a package is never run.
import type { Value } from '../value.ts'
import { constant, type Primitive, textLimit } from './build.ts'

type Text = (text: string, given: readonly Primitive[]) => Primitive | readonly string[] | undefined

const methods: ReadonlyMap<string, Text> = new Map<string, Text>([
  ['at', (text, [index]) => text.at(Number(index))],
  ['charAt', (text, [index]) => text.charAt(Number(index ?? 0))],
  ['charCodeAt', (text, [index]) => text.charCodeAt(Number(index ?? 0))],
  ['codePointAt', (text, [index]) => text.codePointAt(Number(index ?? 0))],
  ['concat', (text, given) => text + given.join('')],
  ['endsWith', (text, [end]) => text.endsWith(String(end))],
  ['includes', (text, [part]) => text.includes(String(part))],
  ['indexOf', (text, [part, from]) => text.indexOf(String(part), number(from))],
  ['lastIndexOf', (text, [part]) => text.lastIndexOf(String(part))],
  [
    'padEnd',
    (text, [length, fill]) => (Number(length) < 10_000 ? text.padEnd(Number(length), string(fill)) : undefined),
  ],
  [
    'padStart',
    (text, [length, fill]) => (Number(length) < 10_000 ? text.padStart(Number(length), string(fill)) : undefined),
  ],
  ['repeat', (text, [times]) => (isCount(times) && text.length * times <= textLimit ? text.repeat(times) : undefined)],
  ['replace', (text, [part, by]) => (isPlain(part) && isPlain(by) ? text.replace(part, by) : undefined)],
  ['replaceAll', (text, [part, by]) => (isPlain(part) && isPlain(by) ? replaceAll(text, part, by) : undefined)],
  ['slice', (text, [from, to]) => text.slice(number(from), number(to))],
  ['split', split],
  ['startsWith', (text, [start]) => text.startsWith(String(start))],
  ['substr', (text, [from, length]) => text.substr(number(from) ?? 0, number(length))],
  ['substring', (text, [from, to]) => text.substring(number(from) ?? 0, number(to))],
  ['toLocaleLowerCase', (text) => text.toLowerCase()],
  ['toLocaleUpperCase', (text) => text.toUpperCase()],
  ['toLowerCase', (text) => text.toLowerCase()],
  ['toString', (text) => text],
  ['toUpperCase', (text) => text.toUpperCase()],
  ['trim', (text) => text.trim()],
  ['trimEnd', (text) => text.trimEnd()],
  ['trimStart', (text) => text.trimStart()],
  ['normalize', (text, [form]) => (form === undefined ? text.normalize() : undefined)],
  ['valueOf', (text) => text],
  ['link', (text, [to]) => `<a href="${to}">${text}</a>`],
])

export function stringMethod(text: string, method: string, given: readonly Value[]): Value | undefined {
  const apply = methods.get(method)
  const constants = primitives(given)
  if (apply === undefined || constants === undefined) return undefined
  const result = apply(text, constants)
  if (typeof result === 'object' && result !== null) {
    return { kind: 'list', items: result.map((part) => constant(part)), open: false }
  }
  return result === undefined && method !== 'at' && method !== 'codePointAt' ? undefined : constant(result)
}

export function numberMethod(of: number, method: string, given: readonly Value[]): Value | undefined {
  const [digits] = primitives(given) ?? []
  if (method === 'toString' && (digits === undefined || (Number(digits) >= 2 && Number(digits) <= 36))) {
    return constant(of.toString(number(digits)))
  }
  if (method === 'toFixed' && Number(digits ?? 0) >= 0 && Number(digits ?? 0) <= 100) {
    return constant(of.toFixed(number(digits)))
  }
  return method === 'valueOf' ? constant(of) : undefined
}

/** All given values, if each is a constant. */
export function primitives(given: readonly Value[]): Primitive[] | undefined {
  const all: Primitive[] = []
  for (const one of given) {
    if (one.kind !== 'constant' || typeof one.value === 'bigint') return undefined
    all.push(one.value)
  }
  return all
}

function split(text: string, [separator, limit]: readonly Primitive[]): readonly string[] | undefined {
  if (text.length > 100_000) return undefined
  if (separator === undefined) return [text]
  return text.split(String(separator), number(limit))
}

function replaceAll(text: string, part: string, by: string): string | undefined {
  if (part === '' || text.length > textLimit) return undefined
  const pieces = text.split(part)
  return text.length + pieces.length * by.length > textLimit ? undefined : pieces.join(by)
}

/** `$` in a replacement means something else. */
function isPlain(value: Primitive): value is string {
  return typeof value === 'string' && !value.includes('$')
}

function isCount(value: Primitive): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
}

function number(value: Primitive): number | undefined {
  return value === undefined ? undefined : Number(value)
}

function string(value: Primitive): string | undefined {
  return value === undefined ? undefined : String(value)
}

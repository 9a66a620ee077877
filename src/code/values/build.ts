// Puts values together: texts from parts, choices from alternatives.
import { unknown, type Value } from '../value.ts'

export type Primitive = string | number | bigint | boolean | null | undefined

const alternativesLimit = 8
export const partsLimit = 64
export const textLimit = 1 << 22

export function constant(value: Primitive): Value {
  return { kind: 'constant', value }
}

export const nothing: Value = { kind: 'constant', value: undefined }

export function isText(value: Value): value is Value & { kind: 'constant'; value: string } {
  return value.kind === 'constant' && typeof value.value === 'string'
}

export function same(a: Value, b: Value): boolean {
  if (a === b) return true
  if (a.kind === 'constant') return b.kind === 'constant' && Object.is(a.value, b.value)
  if (a.kind === 'named') return b.kind === 'named' && a.name === b.name
  return a.kind === 'function' && b.kind === 'function' && a.node === b.node
}

/** One of several; too many are unknown. */
export function choice(values: readonly Value[]): Value {
  const of: Value[] = []
  for (const value of values) {
    for (const one of value.kind === 'choice' ? value.of : [value]) {
      if (!of.some((known) => same(known, one))) of.push(one)
      if (of.length > alternativesLimit) return unknown
    }
  }
  const first = of[0]
  if (first === undefined) return unknown
  return of.length === 1 ? first : { kind: 'choice', of }
}

/** What `change` makes of a value, or of each alternative of a choice. */
export function each(value: Value, change: (one: Value) => Value): Value {
  return value.kind === 'choice' ? choice(value.of.map(change)) : change(value)
}

export function alternatives(value: Value): readonly Value[] {
  return value.kind === 'choice' ? value.of : [value]
}

/** A text of known and unknown parts, neighbouring known parts joined. */
export function text(parts: readonly Value[]): Value {
  const joined: Value[] = []
  for (const part of parts) join(joined, part)
  return textOfParts(joined)
}

/** `parts` are joined ones. */
export function joinedParts(parts: readonly Value[], more: Value): readonly Value[] {
  const joined = [...parts]
  join(joined, more)
  return joined
}

function join(joined: Value[], part: Value): void {
  for (const one of part.kind === 'text' ? part.parts : [part]) {
    const last = joined.at(-1)
    if (one.kind === 'constant' && last !== undefined && isText(last)) {
      joined[joined.length - 1] = constant(last.value + String(one.value))
    } else if (one.kind === 'constant') joined.push(constant(String(one.value)))
    else joined.push(one)
  }
}

export function textOfParts(joined: readonly Value[]): Value {
  const only = joined[0]
  if (only === undefined) return constant('')
  if (joined.length === 1 && isText(only)) return only.value.length > textLimit ? unknown : only
  return joined.length > partsLimit ? unknown : { kind: 'text', parts: joined }
}

/** The text that a value is when it is used as one; undefined where no part of it can be told. */
export function textOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'constant':
      return String(value.value)
    case 'text':
      return value.parts.map((part) => textOf(part) ?? '\0').join('')
    case 'list':
      return value.items.length > 10_000 ? undefined : listText(value.items, ',')
    default:
      return undefined
  }
}

export function listText(items: readonly Value[], separator: string): string {
  return items
    .map((item) => (item.kind === 'constant' && (item.value ?? null) === null ? '' : (textOf(item) ?? '\0')))
    .join(separator)
}

/** The key that a value is when it is used as one. */
export function keyOf(value: Value): string | undefined {
  return value.kind === 'constant' ? String(value.value) : undefined
}

// Functions of Object and JSON over records that are known.
import { unknown, type Value } from '../value.ts'
import { constant, isText, keyOf } from './build.ts'

const membersLimit = 5000
const jsonDepth = 30

/** What `Object.<method>` gives; undefined where it is nothing to tell. */
export function objectCall(method: string, given: readonly Value[]): Value | undefined {
  const [first, second, third] = given
  if (first === undefined) return undefined
  switch (method) {
    case 'freeze':
    case 'seal':
    case 'preventExtensions':
    case 'defineProperties':
    case 'setPrototypeOf':
      return first
    case 'assign':
      return given.slice(1).reduce((into, one) => merge(into, one), first)
    case 'create':
      return { kind: 'record', members: new Map(), open: true }
    case 'defineProperty':
      return second === undefined || third === undefined ? first : defineProperty(first, second, third)
    case 'keys':
      return first.kind === 'record'
        ? list(
            [...first.members.keys()].map((key) => constant(key)),
            first.open,
          )
        : undefined
    case 'values':
      if (first.kind === 'list') return first
      return first.kind === 'record' ? list([...first.members.values()], first.open) : undefined
    case 'entries':
      return first.kind === 'record'
        ? list(
            [...first.members].map(([key, value]) => list([constant(key), value], false)),
            first.open,
          )
        : undefined
    case 'fromEntries':
      return fromEntries(first)
    default:
      return undefined
  }
}

function list(items: readonly Value[], open: boolean): Value {
  return { kind: 'list', items, open }
}

/** `{ ...a, ...b }`. A module that is copied is still that module. */
export function merge(into: Value, from: Value): Value {
  if (into.kind !== 'record') return into
  if (from.kind === 'named' && into.members.size === 0) return from
  if (from.kind !== 'record' || into.members.size + from.members.size > membersLimit) return { ...into, open: true }
  return { kind: 'record', members: new Map([...into.members, ...from.members]), open: into.open || from.open }
}

function defineProperty(of: Value, key: Value, descriptor: Value): Value {
  const name = keyOf(key)
  const value = descriptor.kind === 'record' ? descriptor.members.get('value') : undefined
  if (of.kind !== 'record') return of
  if (name === undefined || value === undefined) return { ...of, open: true }
  return { ...of, members: new Map([...of.members, [name, value]]) }
}

function fromEntries(entries: Value): Value | undefined {
  if (entries.kind !== 'list' || entries.items.length > membersLimit) return undefined
  const members = new Map<string, Value>()
  for (const entry of entries.items) {
    const [key, value] = entry.kind === 'list' ? entry.items : []
    const name = key === undefined ? undefined : keyOf(key)
    if (name === undefined || value === undefined) return unknown
    members.set(name, value)
  }
  return { kind: 'record', members, open: entries.open }
}

/** `JSON.parse` of a constant. What does not parse cannot be told: the code would throw. */
export function parseJson(value: Value | undefined): Value {
  if (value === undefined || !isText(value) || value.value.length > 1 << 20) return unknown
  try {
    return fromJson(JSON.parse(value.value), 0)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return unknown
    throw error
  }
}

function fromJson(value: unknown, depth: number): Value {
  if (depth > jsonDepth) return unknown
  if (Array.isArray(value))
    return list(
      value.map((item) => fromJson(item, depth + 1)),
      false,
    )
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => [key, fromJson(member, depth + 1)] as const)
    return { kind: 'record', members: new Map(members), open: false }
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
    ? constant(value)
    : unknown
}

// What a member of a value is, and which members a function, list or text has by its nature.
import type { Scope } from '../names/scope.ts'
import { unknown, type Value } from '../value.ts'
import { choice, constant, isText, nothing } from './build.ts'
import { itemAt } from './lists.ts'
import { named, namedMember, type State } from './state.ts'

const manyMembers = 8

/** `key` undefined: it could not be told, so it is any of them. */
export function memberOf(state: State, of: Value, key: string | undefined): Value {
  switch (of.kind) {
    case 'choice':
      return choice(of.of.map((one) => memberOf(state, one, key)))
    case 'named': {
      const bytes = state.bytes.size === 0 ? undefined : state.bytes.get(of)
      if (bytes !== undefined && key !== undefined) return byteMember(state, of, bytes, key)
      return namedMember(state, of, key)
    }
    case 'record':
      if (key === undefined) return anyOf([...of.members.values()])
      return of.members.get(key) ?? inherited(state, 'Object', key) ?? (of.open ? unknown : nothing)
    case 'list':
      if (key === undefined) return anyOf(of.items)
      if (key === 'length') return of.open ? unknown : constant(of.items.length)
      return isIndex(key) ? itemAt(of, of.items[Number(key)]) : (inherited(state, 'Array', key) ?? unknown)
    case 'constant':
      return constantMember(state, of, key)
    case 'text':
      return key === undefined ? unknown : (inherited(state, 'String', key) ?? unknown)
    case 'function':
      return key === undefined ? unknown : functionMember(state, of, key)
    case 'unknown':
      return unknown
  }
}

function anyOf(values: readonly Value[]): Value {
  return values.length > manyMembers ? unknown : choice(values)
}

function constantMember(state: State, of: Value & { kind: 'constant' }, key: string | undefined): Value {
  if (key === undefined) return unknown
  if (isText(of)) {
    if (key === 'length') return constant(of.value.length)
    if (isIndex(key)) return constant(of.value[Number(key)])
    return inherited(state, 'String', key) ?? unknown
  }
  if (typeof of.value === 'number') return inherited(state, 'Number', key) ?? unknown
  return typeof of.value === 'boolean' ? (inherited(state, 'Boolean', key) ?? unknown) : unknown
}

function byteMember(state: State, of: Value & { kind: 'named' }, bytes: Uint8Array, key: string): Value {
  if (key === 'length' || key === 'byteLength') return constant(bytes.length)
  return isIndex(key) ? constant(bytes[Number(key)]) : namedMember(state, of, key)
}

/** A static member of a class of this file, or what every function has. */
function functionMember(state: State, of: Value & { kind: 'function' }, key: string): Value {
  const scope: Scope | undefined = state.names.scopeOf.get(of.node)
  const field = scope?.kind === 'class' ? scope.bindings?.get(`this.${key}`) : undefined
  if (field !== undefined) return state.valueOfBinding(field)
  if (key === 'constructor') return named(state, 'global.Function')
  if (key === '__proto__') return named(state, 'global.Function.prototype')
  return unknown
}

/** Methods that a rule for code needs to see by name: all that lead to a constructor, and those that are called. */
function inherited(state: State, type: 'Array' | 'Boolean' | 'Number' | 'Object' | 'String', key: string) {
  if (key === 'constructor') return named(state, `global.${type}`)
  if (key === '__proto__') return named(state, `global.${type}.prototype`)
  const methods = inheritedMethods[type]
  return methods.has(key) ? named(state, `global.${type}.prototype.${key}`) : undefined
}

const objectMethods = [
  'toString',
  'valueOf',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
]
const inheritedMethods: Record<'Array' | 'Boolean' | 'Number' | 'Object' | 'String', ReadonlySet<string>> = {
  Object: new Set(objectMethods),
  Boolean: new Set(objectMethods),
  Number: new Set([...objectMethods, 'toFixed', 'toPrecision', 'toExponential']),
  Array: new Set([
    ...objectMethods,
    ...'at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach'.split(
      ' ',
    ),
    ...'includes indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort'.split(
      ' ',
    ),
    ...'splice toReversed toSorted toSpliced unshift values with'.split(' '),
  ]),
  String: new Set([
    ...objectMethods,
    ...'anchor at big blink bold charAt charCodeAt codePointAt concat endsWith fixed fontcolor fontsize includes'.split(
      ' ',
    ),
    ...'indexOf italics lastIndexOf link localeCompare match matchAll normalize padEnd padStart repeat replace'.split(
      ' ',
    ),
    ...'replaceAll search slice small split startsWith strike sub substr substring sup toLowerCase toUpperCase'.split(
      ' ',
    ),
    ...'trim trimEnd trimLeft trimRight trimStart'.split(' '),
  ]),
}

export function isInheritedMethod(key: string): boolean {
  return inheritedMethods.Array.has(key) || inheritedMethods.String.has(key)
}

function isIndex(key: string): boolean {
  return key !== '' && String(Number(key) >>> 0) === key
}

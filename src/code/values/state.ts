// What is known while one file's expressions are looked at: memo, budget, the functions that are being looked into.

import { moduleName } from '../names/builtins.ts'
import type { Names } from '../names/collect.ts'
import type { Call, ImportCall, New, TaggedTemplate } from '../names/collected.ts'
import { callName, memberName } from '../names/member-name.ts'
import type { Binding } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import { type EffectiveCall, type Name, unknown, type Value } from '../value.ts'
import type { Appends } from './appends.ts'

/** A function of the file that is looked into with what one call gives it. */
export type Frame = {
  function: Node
  given: readonly Value[]
  /** There may be more or other arguments. */
  open: boolean
  memo: Map<Node, Value>
  bound: Map<Binding, Value>
  parent: Frame | undefined
  depth: number
}

export type State = {
  names: Names
  isModule: boolean
  /** There is no `with` in the file: a name is what it is bound to. */
  isPlain: boolean
  memo: Map<Node, Value>
  bound: Map<Binding, Value>
  /** What names that are appended to are, by where they are read. */
  appended: Map<number, Value>
  appendsOf: (binding: Binding) => Appends
  frame: Frame | undefined
  /** Left for the whole file; for what one call leads into; how deep it may go. */
  steps: number
  frameSteps: number
  depth: number
  exhausted: boolean
  named: Map<Name, Value>
  /** Names of whole modules: their `default` is themselves. */
  modules: Set<Name>
  /** Names whose calls are nothing more than that. */
  plainCalls: Set<Value>
  children: Map<Value, Map<string, Value>>
  /** Values that are bytes; as Values they are only named. */
  bytes: Map<Value, Uint8Array>
  /** What `Function('return this')` gives: a function that gives the global object. */
  givesGlobal: Value
  valueOf: (node: Node) => Value
  callOf: (node: Call | New | TaggedTemplate | ImportCall) => EffectiveCall
  /** Interprets a function of the file that is given constants, if it decodes a text. */
  decode: (callee: Node, given: readonly Value[]) => Value | undefined
  callValue: (callee: Value, given: readonly Value[]) => Value
  valueOfBinding: (binding: Binding) => Value
  bindingOf: (identifier: Node) => Binding | undefined
  /** What `x.key = …` puts into a binding's members. */
  writesOf: (binding: Binding) => ReadonlyMap<string, readonly Node[]>
  /** The calls that name a function, and how often it is named at all: more often means that it is also passed on. */
  callsTo: (binding: Binding) => readonly Call[]
  mentionsOf: (binding: Binding) => number
}

export function named(state: State, name: Name): Value {
  const known = state.named.get(name)
  if (known !== undefined) return known
  const value: Value = { kind: 'named', name }
  state.named.set(name, value)
  return value
}

export function moduleValue(state: State, specifier: string): Value {
  const name = moduleName(specifier)
  state.modules.add(name)
  return named(state, name)
}

/** A member of something named; `key` undefined: it could not be told. */
export function namedMember(state: State, of: Value & { kind: 'named' }, key: string | undefined): Value {
  return child(state, of, key ?? '.?', () =>
    key === undefined ? `${of.name}.?` : memberName(of.name, key, state.modules.has(of.name)),
  )
}

export function namedCall(state: State, of: Value & { kind: 'named' }): Value {
  return child(state, of, '()', () => callName(of.name))
}

/** By way of the parent's value, so that no long name is built twice. */
function child(state: State, of: Value, part: string, nameOf: () => Name | undefined): Value {
  const children = state.children.get(of) ?? new Map<string, Value>()
  const known = children.get(part)
  if (known !== undefined) return known
  const name = nameOf()
  const value = name === undefined ? unknown : named(state, name)
  children.set(part, value)
  state.children.set(of, children)
  return value
}

/** Work on long lists and texts costs more than a step. */
export function charge(state: State, value: Value): void {
  if (value.kind === 'list') state.steps -= value.items.length >> 1
  else if (value.kind === 'constant' && typeof value.value === 'string') state.steps -= value.value.length >> 6
}

export function bytesValue(state: State, bytes: Uint8Array): Value {
  const value: Value = { kind: 'named', name: 'global.Buffer.from()' }
  state.bytes.set(value, bytes)
  return value
}

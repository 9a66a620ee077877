// Answers what the expressions of one file stand for: the way into `names/` and `values/`.
import { collectNames } from './names/collect.ts'
import type { Identifier } from './names/collected.ts'
import { type Binding, functionScopeAt, lookUp, type Scopes, scopeAt } from './names/scope.ts'
import type { Node, Program } from './parse.ts'
import { type Resolver, unknown, type Value } from './value.ts'
import { type Appends, appendsOf } from './values/appends.ts'
import { valueOfBinding } from './values/bindings.ts'
import { textOf } from './values/build.ts'
import { callFunction } from './values/calls.ts'
import { effectiveCall } from './values/effective.ts'
import { evaluate } from './values/evaluate.ts'
import { createDecoder } from './values/interpret/decode.ts'
import { literal } from './values/literals.ts'
import { namedResult } from './values/named-calls.ts'
import { identifier, writesByKey } from './values/references.ts'
import type { Frame, State } from './values/state.ts'
import { createUses } from './values/uses.ts'

/** Expressions looked at in one file, and how deep one may lead into others. */
const stepsLimit = 4_000_000
const depthLimit = 120

export function createResolver(program: Program): Resolver {
  const state = createState(program)
  const { collected } = state.names
  return {
    valueOf: state.valueOf,
    textOf,
    callOf: state.callOf,
    bindingOf: state.bindingOf,
    functionAround: (node) => functionScopeAt(collected.scopes, node.start)?.node ?? program,
    collected,
    exhausted: () => state.exhausted,
  }
}

function createState(program: Program): State {
  const names = collectNames(program)
  const { scopes } = names.collected
  const writes = new Map<Binding, ReadonlyMap<string, readonly Node[]>>()
  const appends = new Map<Binding, Appends>()
  const bindingOf = bindingsByPlace(scopes, program.end)
  const effective = new Map<Node, ReturnType<State['callOf']>>()
  const state: State = {
    names,
    // The parser takes whatever it can for a module; only these make it one.
    isModule: names.collected.declarations.length > 0,
    isPlain: scopes.every(({ kind }) => kind !== 'with'),
    memo: new Map(),
    bound: new Map(),
    appended: new Map(),
    appendsOf: (binding) => {
      const made = appends.get(binding) ?? appendsOf(binding)
      appends.set(binding, made)
      return made
    },
    frame: undefined,
    steps: stepsLimit,
    frameSteps: 0,
    depth: 0,
    exhausted: false,
    named: new Map(),
    modules: new Set(['global.process', 'global.console']),
    plainCalls: new Set(),
    children: new Map(),
    bytes: new Map(),
    givesGlobal: { kind: 'named', name: 'global.Function()' },
    valueOf: (node) => remembered(state, node),
    callOf: (node) => {
      const known = state.frame === undefined ? effective.get(node) : undefined
      if (known !== undefined) return known
      const call = effectiveCall(state, node)
      if (state.frame === undefined) effective.set(node, call)
      return call
    },
    decode: () => undefined,
    callValue: (callee, given) => callValue(state, callee, given),
    bindingOf,
    valueOfBinding: (binding) => valueOfBinding(state, binding, binding.scope.end),
    writesOf: (binding) => {
      const known = writes.get(binding)
      if (known !== undefined) return known
      writes.set(binding, new Map())
      const found = writesByKey(state, binding)
      writes.set(binding, found)
      return found
    },
    ...createUses(names.collected, bindingOf),
  }
  state.decode = createDecoder(state, program)
  return state
}

/** Each name is looked up once: by its place, at which no other can stand. */
function bindingsByPlace(scopes: Scopes, end: number): State['bindingOf'] {
  const found: (Binding | undefined)[] = [undefined]
  const places = new Uint32Array(end + 1)
  return (node) => {
    if (node.type !== 'Identifier') return undefined
    const { start, name } = node
    const known = places[start]
    if (known !== undefined && known !== 0) return found[known]
    const binding = lookUp(scopeAt(scopes, start), name)
    places[start] = found.push(binding) - 1
    return binding
  }
}

/** Memoised by node; inside a function that is looked into, by node and call. */
function remembered(state: State, node: Node): Value {
  if (node.type === 'Literal') return literal(node)
  if (node.type === 'Identifier') return nameValue(state, node)
  const frame = frameAround(state.frame, node)
  const memo = frame?.memo ?? state.memo
  const known = memo.get(node)
  if (known !== undefined) return known
  if (!spend(state, frame)) return unknown
  // What leads back to itself adds nothing.
  memo.set(node, unknown)
  const before = state.frame
  state.frame = frame
  state.depth += 1
  const value = evaluate(state, node)
  state.depth -= 1
  state.frame = before
  memo.set(node, value)
  return value
}

/** A name is written down once and its binding is memoised, so it is not; but for what is appended to step by step. */
function nameValue(state: State, node: Identifier): Value {
  const before = state.frame
  state.frame = frameAround(before, node)
  const isSpent = !spend(state, state.frame)
  state.depth += 1
  const value = isSpent ? unknown : identifier(state, node)
  state.depth -= 1
  state.frame = before
  return value
}

/** What stands outside a function does not depend on what the function is given. */
function frameAround(frame: Frame | undefined, { start, end }: Node): Frame | undefined {
  let at = frame
  while (at !== undefined && (start < at.function.start || end > at.function.end)) at = at.parent
  return at
}

function spend(state: State, frame: Frame | undefined): boolean {
  if (state.steps <= 0 || state.depth >= depthLimit) {
    state.exhausted = true
    return false
  }
  state.steps -= 1
  if (frame === undefined) return true
  state.frameSteps -= 1
  return state.frameSteps > 0
}

function callValue(state: State, callee: Value, given: readonly Value[]): Value {
  if (callee.kind === 'function') return callFunction(state, callee, given, false, true)
  return callee.kind === 'named'
    ? namedResult(state, callee, () => ({ values: given, open: false, isNew: false }))
    : unknown
}

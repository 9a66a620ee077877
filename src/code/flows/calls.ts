// The calls of one file, seen once: what is called (names from elsewhere, functions of this file) with what, and who
// calls or is given which function.

import type { Call, ImportCall, New, TaggedTemplate } from '../names/collected.ts'
import type { Binding } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { EffectiveCall, Name, Resolver, Value } from '../value.ts'
import { commonName } from './names.ts'

export type AnyCall = Call | New | TaggedTemplate | ImportCall

export type CallSite = { call: AnyCall; effect: EffectiveCall; names: readonly Name[]; functions: readonly Node[] }
/** A function given to a call, as the argument at a position. */
export type GivenSite = { site: CallSite; at: number }

export type Calls = {
  sites: readonly CallSite[]
  siteOf: (call: Node) => CallSite | undefined
  /** Calls of a function of this file. */
  callersOf: (of: Node) => readonly CallSite[]
  /** Calls that are given a function where it is written. */
  givenTo: (of: Node) => readonly GivenSite[]
  /** Calls of what is bound to a name, and calls that are given it. */
  calledAs: (binding: Binding) => readonly CallSite[]
  givenAs: (binding: Binding) => readonly GivenSite[]
  /** Method calls of which the function is not known, by the method. */
  methodCalls: (method: string) => readonly CallSite[]
}

export function readCalls(resolver: Resolver): Calls {
  const { calls, news, tagged, importCalls } = resolver.collected
  const sites: CallSite[] = []
  for (const list of [calls, news, tagged, importCalls]) for (const call of list) sites.push(siteFor(resolver, call))
  // Most files are done with before anybody asks who calls whom.
  const indexes = late(() => readIndexes(resolver, sites))
  const calledAs = late(() => byBinding(resolver, indexes().calledByName, ({ effect }) => effect.calleeNode))
  const givenAs = late(() => byBinding(resolver, indexes().givenByName, ({ site, at }) => site.effect.given[at]))
  return {
    sites,
    siteOf: (call) => indexes().siteOf.get(call),
    callersOf: (of) => indexes().callersOf.get(of) ?? [],
    givenTo: (of) => indexes().givenTo.get(of) ?? [],
    calledAs: (binding) => calledAs()(binding),
    givenAs: (binding) => givenAs()(binding),
    methodCalls: (method) => indexes().methodCalls.get(method) ?? [],
  }
}

function readIndexes(resolver: Resolver, sites: readonly CallSite[]) {
  const siteOf = new Map<Node, CallSite>()
  const callersOf = new Map<Node, CallSite[]>()
  const givenTo = new Map<Node, GivenSite[]>()
  const calledByName = new Map<string, CallSite[]>()
  const givenByName = new Map<string, GivenSite[]>()
  const methodCalls = new Map<string, CallSite[]>()
  for (const site of sites) {
    siteOf.set(site.call, site)
    for (const one of site.functions) add(callersOf, one, site)
    const { calleeNode, given } = site.effect
    if (calleeNode.type === 'Identifier') add(calledByName, calleeNode.name, site)
    else if (site.functions.length === 0) {
      const method = methodOf(resolver, calleeNode)
      if (method !== '') add(methodCalls, method, site)
    }
    for (const [at, one] of given.entries()) {
      if (one.type === 'Identifier') add(givenByName, one.name, { site, at })
      else if (isFunction(one)) add(givenTo, one, { site, at })
    }
  }
  return { siteOf, callersOf, givenTo, calledByName, givenByName, methodCalls }
}

const none: readonly never[] = []

export function siteFor(resolver: Resolver, call: AnyCall): CallSite {
  const effect = withBound(resolver, resolver.callOf(call))
  const { callee, calleeNode } = effect
  if (isFunction(calleeNode)) return { call, effect, names: none, functions: [calleeNode] }
  if (callee.kind === 'unknown') return { call, effect, names: promisified(resolver, calleeNode), functions: none }
  const names: Name[] = []
  const functions: Node[] = []
  spread(callee, names, functions)
  if (names.length === 1 && names[0] === 'node:util.promisify()') {
    return { call, effect, names: promisified(resolver, calleeNode), functions: none }
  }
  return { call, effect, names: exact(names), functions: exact(functions) }
}

const maxBound = 64

/** `const run = eval.bind(null, text)`: what is bound is given to `run` as well. */
function withBound(resolver: Resolver, effect: EffectiveCall): EffectiveCall {
  const { calleeNode, callee } = effect
  if (calleeNode.type !== 'Identifier' || callee.kind === 'unknown') return effect
  const [only, another] = resolver.bindingOf(calleeNode)?.definitions ?? []
  if (only?.kind !== 'value' || another !== undefined || only.path.length > 0) return effect
  if (only.node.type !== 'CallExpression' || boundBy(only.node) === undefined) return effect
  const [, ...bound] = resolver.callOf(only.node).given
  if (bound.length === 0) return effect
  // Of more than anybody binds, what comes where cannot be told: each call would keep a copy.
  if (bound.length > maxBound) return { ...effect, given: [], open: true }
  return { ...effect, given: [...bound, ...effect.given] }
}

/** `f` of `f.bind(x)`. */
export function boundBy(node: Node): Node | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { object, property, computed } = node.callee
  const name = property.type === 'Literal' ? property.value : !computed && 'name' in property ? property.name : ''
  return name === 'bind' ? object : undefined
}

/** A list that grew keeps room for more; a large file has a hundred thousand of these. */
function exact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list.slice()
}

function spread(value: Value, names: Name[], functions: Node[]): void {
  if (value.kind === 'named') names.push(commonName(value.name))
  else if (value.kind === 'function') functions.push(value.node)
  else if (value.kind === 'choice') for (const one of value.of) spread(one, names, functions)
}

/** `const run = promisify(exec)` is exec under another name. */
function promisified(resolver: Resolver, callee: Node): readonly Name[] {
  const binding = callee.type === 'Identifier' ? resolver.bindingOf(callee) : undefined
  const [definition] = binding?.definitions ?? []
  const node = definition?.kind === 'value' && definition.path.length === 0 ? definition.node : callee
  if (node.type !== 'CallExpression') return []
  const { callee: by, given } = resolver.callOf(node)
  if (by.kind !== 'named' || by.name !== 'node:util.promisify') return []
  const names: Name[] = []
  const [of] = given
  if (of !== undefined) spread(resolver.valueOf(of), names, [])
  return names
}

/** The names that an expression stands for; [] where it is something of this file. */
export function namesOf(resolver: Resolver, node: Node): readonly Name[] {
  const names: Name[] = []
  spread(resolver.valueOf(node), names, [])
  return names
}

/** `m` of `x.m` and `x['m']`, however the text is made; '' where it cannot be told. */
export function methodOf(resolver: Resolver, callee: Node): string {
  if (callee.type !== 'MemberExpression') return ''
  const { property, computed } = callee
  if (property.type === 'PrivateIdentifier') return `#${property.name}`
  if (!computed) return property.type === 'Identifier' ? property.name : ''
  const value = resolver.valueOf(property)
  return value.kind === 'constant' && typeof value.value === 'string' ? value.value : ''
}

export function isFunction(
  node: Node,
): node is Extract<Node, { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }> {
  const { type } = node
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression' || type === 'FunctionDeclaration'
}

/** Minified code gives one name to thousands of things: all uses of a name are told apart when the first is asked for. */
function byBinding<T>(
  resolver: Resolver,
  byName: ReadonlyMap<string, readonly T[]>,
  identifierOf: (use: T) => Node | undefined,
): (binding: Binding) => readonly T[] {
  const uses = new Map<Binding, T[]>()
  const sorted = new Set<string>()
  return (binding) => {
    if (!sorted.has(binding.name)) {
      sorted.add(binding.name)
      for (const use of byName.get(binding.name) ?? []) {
        const identifier = identifierOf(use)
        const bound = identifier === undefined ? undefined : resolver.bindingOf(identifier)
        if (bound !== undefined) add(uses, bound, use)
      }
    }
    return uses.get(binding) ?? []
  }
}

/** Made when it is first asked for. */
export function late<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

export function add<K, T>(map: Map<K, T[]>, key: K, one: T): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [one])
  else known.push(one)
}

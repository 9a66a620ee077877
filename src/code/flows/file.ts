// What every part of the flow engine needs to know of the file at hand.
import type { Binding, Scope } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { add, type CallSite, type Calls, type GivenSite, isFunction, late, readCalls } from './calls.ts'
import { createGraph, type Graph } from './cells.ts'
import { type Handed, readHanded, withHanded } from './handed.ts'
import { type Methods, readMethods } from './methods.ts'
import { createOutgoing, type Outgoing } from './outgoing.ts'
import { readWrites, type Writes } from './writes.ts'

/** Who calls a function, and who is given it. */
export type Sites = { callers: readonly CallSite[]; given: readonly GivenSite[] }

/** Who is told what the file gives: the rest of its package, or other packages, too, which get more of it. */
export type Audience = 'own' | 'others'

export type FlowFile = {
  audience: Audience
  resolver: Resolver
  calls: Calls
  handed: Handed
  writes: () => Writes
  methods: () => Methods
  graph: Graph
  outgoing: Outgoing
  /** By the function or class that opens it. */
  scopeOf: ReadonlyMap<Node, Scope>
  /** Of functions whose parameters were looked into. */
  sitesOf: Map<Node, Sites>
  /** The names that a function of this file is given. */
  bindingsOf: () => ReadonlyMap<Node, readonly Binding[]>
  /** Variables of `for (… in x)`, with x. */
  keysOf: () => ReadonlyMap<Binding, Node>
}

/** Most files ask for none of what is made late. */
export function openFile(resolver: Resolver, audience: Audience): FlowFile {
  const scopeOf = new Map<Node, Scope>()
  for (const scope of resolver.collected.scopes) {
    if (scope.kind === 'function' || scope.kind === 'class') scopeOf.set(scope.node, scope)
  }
  const written = readCalls(resolver)
  const handed = readHanded(resolver, written, audience)
  const calls = withHanded(written, handed)
  return {
    audience,
    resolver,
    calls,
    handed,
    writes: late(() => readWrites(resolver, calls)),
    methods: late(() => readMethods(resolver)),
    graph: createGraph(),
    outgoing: createOutgoing(resolver, calls),
    scopeOf,
    sitesOf: new Map(),
    bindingsOf: late(() => readBindings(resolver)),
    keysOf: late(() => readKeys(resolver)),
  }
}

function readKeys({ collected, bindingOf }: Resolver): ReadonlyMap<Binding, Node> {
  const keys = new Map<Binding, Node>()
  for (const statement of collected.statements) {
    if (statement.type !== 'ForInStatement') continue
    const { left, right } = statement
    const target = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left
    const binding = target?.type === 'Identifier' ? bindingOf(target) : undefined
    if (binding !== undefined) keys.set(binding, right)
  }
  return keys
}

function readBindings({ collected }: Resolver): ReadonlyMap<Node, readonly Binding[]> {
  const bindingsOf = new Map<Node, Binding[]>()
  for (const binding of collected.bindings) readDefinitions(binding, bindingsOf)
  return bindingsOf
}

function readDefinitions(binding: Binding, bindingsOf: Map<Node, Binding[]>): void {
  for (const definition of binding.definitions) {
    if (definition.kind === 'function') add(bindingsOf, definition.node, binding)
    else if (definition.kind === 'value' && definition.path.length === 0 && isFunction(definition.node)) {
      add(bindingsOf, definition.node, binding)
    }
  }
}

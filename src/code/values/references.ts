// What a name, a member and `this` stand for where they are written.
import type { Identifier, Member } from '../names/collected.ts'
import { keyText } from '../names/patterns.ts'
import { type Binding, lookUp, type Scope, scopeAt } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import { unknown, type Value } from '../value.ts'
import { valueOfBinding } from './bindings.ts'
import { choice, constant, keyOf, nothing, same } from './build.ts'
import { plain } from './effective.ts'
import { isInheritedMethod, memberOf } from './members.ts'
import { named, type State } from './state.ts'

const writesLimit = 8

export function identifier(state: State, node: Identifier): Value {
  const { name, start } = node
  if (state.isPlain && name !== 'arguments') {
    const binding = state.bindingOf(node)
    return binding === undefined ? global(state, name) : valueOfBinding(state, binding, start)
  }
  let others: Value[] | undefined
  for (let scope = scopeAt(state.names.collected.scopes, start); scope !== undefined; scope = scope.parent) {
    const binding = scope.bindings?.get(name)
    if (binding !== undefined) {
      const value = valueOfBinding(state, binding, start)
      return others === undefined ? value : choice([value, ...others])
    }
    if (name === 'arguments' && isOwnFunction(scope)) return unknown
    if (scope.kind === 'with' && scope.node.type === 'WithStatement') {
      others ??= []
      others.push(memberOf(state, state.valueOf(scope.node.object), name))
    }
  }
  return others === undefined ? global(state, name) : choice([...others, global(state, name)])
}

function global(state: State, name: string): Value {
  switch (name) {
    case 'undefined':
      return nothing
    case 'NaN':
      return constant(Number.NaN)
    case 'Infinity':
      return constant(Number.POSITIVE_INFINITY)
    case 'arguments':
      return state.isModule ? unknown : givenToModule(state)
    default:
      return memberOf(state, named(state, 'global'), name)
  }
}

function isOwnFunction({ kind, node }: Scope): boolean {
  return kind === 'class' || (kind === 'function' && node.type !== 'ArrowFunctionExpression')
}

/** Node wraps a script in a function: `arguments[1]` is its `require`. */
function givenToModule(state: State): Value {
  const items = ['global.module.exports', 'global.require', 'global.module'].map((name) => named(state, name))
  return { kind: 'list', items: [...items, unknown, unknown], open: false }
}

export function member(state: State, node: Member): Value {
  const object = plain(node.object)
  if (!node.computed) return memberAt(state, object, keyText(node.property))
  const key = state.valueOf(node.property)
  if (key.kind !== 'choice') return memberAt(state, object, keyOf(key))
  return choice(key.of.map((one) => memberAt(state, object, keyOf(one))))
}

function memberAt(state: State, object: Node, key: string | undefined): Value {
  if (object.type === 'ThisExpression' && key !== undefined) {
    const field = lookUp(scopeAt(state.names.collected.scopes, object.start), `this.${key}`)
    if (field !== undefined) return valueOfBinding(state, field, object.start)
  }
  if (key === 'constructor' && leadsToFunction(object)) return named(state, 'global.Function')
  const value = memberOf(state, state.valueOf(object), key)
  const binding = object.type === 'Identifier' && key !== undefined ? state.bindingOf(object) : undefined
  if (binding === undefined || key === undefined || binding.members.length === 0) return value
  const written = writes(state, binding, key)
  if (written.length === 0) return value
  const isAbsent = value.kind === 'unknown' || same(value, nothing)
  return choice(isAbsent ? written : [value, ...written])
}

/** `x.constructor.constructor`, and the constructor of a method, whatever they are of. */
function leadsToFunction(object: Node): boolean {
  if (object.type !== 'MemberExpression') return false
  const key = keyText(object.property)
  return key !== undefined && (key === 'constructor' || isInheritedMethod(key))
}

/** What `x.key = …` put there. */
function writes(state: State, binding: Binding, key: string): Value[] {
  const nodes = state.writesOf(binding).get(key) ?? []
  return nodes.length > writesLimit ? [] : nodes.map((node) => state.valueOf(node))
}

export function writesByKey(state: State, binding: Binding): Map<string, Node[]> {
  const byKey = new Map<string, Node[]>()
  for (const { key, node } of binding.members) {
    const text = typeof key === 'string' ? key : keyOf(state.valueOf(key))
    if (text === undefined) continue
    const known = byKey.get(text)
    if (known === undefined) byKey.set(text, [node])
    else known.push(node)
  }
  return byKey
}

/** In a script's function that is called where it is written, `this` is the global object, or what `call` gives. */
export function thisValue(state: State, node: Node): Value {
  let scope: Scope | undefined = scopeAt(state.names.collected.scopes, node.start)
  while (scope !== undefined) {
    if (scope.kind === 'class') return unknown
    if (scope.kind === 'program') return state.isModule ? nothing : named(state, 'global.module.exports')
    if (scope.kind === 'function' && scope.node.type !== 'ArrowFunctionExpression') return thisOfCall(state, scope.node)
    scope = scope.parent
  }
  return unknown
}

function thisOfCall(state: State, of: Node): Value {
  const call = state.names.callOfFunction.get(of)
  if (call === undefined) return unknown
  const { calleeNode, receiver } = state.callOf(call)
  if (calleeNode !== of) return unknown
  if (receiver !== undefined) return state.valueOf(receiver)
  return state.isModule ? nothing : named(state, 'global')
}

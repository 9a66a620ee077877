// Literals: texts with holes, lists, records, enumerations.
import { keyText } from '../names/patterns.ts'
import type { Node } from '../parse.ts'
import { unknown, type Value } from '../value.ts'
import { alternatives, choice, constant, keyOf, nothing } from './build.ts'
import { spread } from './lists.ts'
import { merge } from './objects.ts'
import { add } from './operators.ts'
import type { State } from './state.ts'

const itemsLimit = 200_000
const membersLimit = 20_000
const productLimit = 16

export function literal(node: Extract<Node, { type: 'Literal' }>): Value {
  if ('regex' in node) return unknown
  const { value } = node
  return typeof value === 'object' && value !== null ? unknown : constant(value)
}

export function template(state: State, node: Extract<Node, { type: 'TemplateLiteral' }>, isRaw: boolean): Value {
  const texts = node.quasis.map(({ value }) => constant(isRaw ? value.raw : (value.cooked ?? '')))
  let result: Value = texts[0] ?? constant('')
  for (const [index, expression] of node.expressions.entries()) {
    const after = texts[index + 1] ?? constant('')
    result = sum(sum(result, state.valueOf(expression)), after)
  }
  return result
}

function sum(a: Value, b: Value): Value {
  if (a.kind !== 'choice' && b.kind !== 'choice') return add(a, b)
  const left = alternatives(a)
  const right = alternatives(b)
  if (left.length * right.length > productLimit) return add({ kind: 'text', parts: [unknown] }, unknown)
  return choice(left.flatMap((one) => right.map((other) => add(one, other))))
}

export function array(state: State, elements: readonly (Node | null)[]): Value {
  if (elements.length > itemsLimit) return unknown
  const items: Value[] = []
  let open = false
  for (const element of elements) {
    if (element === null) items.push(nothing)
    else if (element.type !== 'SpreadElement') items.push(state.valueOf(element))
    else {
      const inner = spread(state.valueOf(element.argument))
      state.steps -= inner.items.length
      if (items.length + inner.items.length > itemsLimit) return unknown
      for (const item of inner.items) items.push(item)
      open ||= inner.open
    }
  }
  return { kind: 'list', items, open }
}

export function record(state: State, properties: readonly Node[]): Value {
  let members = new Map<string, Value>()
  let open = properties.length > membersLimit
  for (const property of properties.slice(0, membersLimit)) {
    if (property.type === 'SpreadElement') {
      const merged = merge({ kind: 'record', members, open }, state.valueOf(property.argument))
      if (merged.kind !== 'record') {
        if (properties.length === 1) return merged
        open = true
      } else {
        members = new Map(merged.members)
        open = merged.open
      }
    } else if (property.type === 'Property') {
      const key = property.computed ? keyOf(state.valueOf(property.key)) : keyText(property.key)
      if (key === undefined) open = true
      else if (property.kind !== 'set') members.set(key, propertyValue(state, property.kind, property.value))
    }
  }
  return { kind: 'record', members, open }
}

function propertyValue(state: State, kind: string, node: Node): Value {
  const value = state.valueOf(node)
  return kind === 'get' && value.kind === 'function' ? state.callValue(value, []) : value
}

/** TypeScript's `enum`: what has no value of its own counts on. */
export function enumeration(state: State, all: Extract<Node, { type: 'TSEnumBody' }>['members']): Value {
  const members = new Map<string, Value>()
  let next: number | undefined = 0
  for (const { id, initializer } of all.slice(0, membersLimit)) {
    const key = keyText(id)
    const value: Value =
      initializer !== null ? state.valueOf(initializer) : next === undefined ? unknown : constant(next)
    next = value.kind === 'constant' && typeof value.value === 'number' ? value.value + 1 : undefined
    if (key === undefined) continue
    members.set(key, value)
    if (value.kind === 'constant' && typeof value.value === 'number') members.set(String(value.value), constant(key))
  }
  return { kind: 'record', members, open: false }
}

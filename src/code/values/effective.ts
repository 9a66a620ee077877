// What a call calls, and with what: sees through `.call`, `.apply`, `Reflect.apply` and what was bound.
import type { Call, ImportCall, New, TaggedTemplate } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { EffectiveCall, Value } from '../value.ts'
import { alternatives, keyOf } from './build.ts'
import { named, type State } from './state.ts'

type AnyCall = Call | New | TaggedTemplate | ImportCall

const detoursLimit = 8

export function effectiveCall(state: State, node: AnyCall): EffectiveCall {
  switch (node.type) {
    case 'ImportExpression': {
      const given = node.options === null ? [node.source] : [node.source, node.options]
      const callee = named(state, 'global.import')
      return { callee, calleeNode: node, receiver: undefined, isNew: false, given, open: false }
    }
    case 'TaggedTemplateExpression':
      return of(state, node.tag, [node.quasi, ...node.quasi.expressions], false)
    case 'NewExpression':
      return of(state, node.callee, node.arguments, true)
    case 'CallExpression':
      return of(state, node.callee, node.arguments, false)
  }
}

type Parts = Omit<EffectiveCall, 'callee' | 'calleeNode'> & { callee: Node }

function of(state: State, callee: Node, given: readonly Node[], isNew: boolean): EffectiveCall {
  const bare = plain(callee)
  if (!mayDetour(bare, isNew) && !given.some(isSpread)) {
    const object = bare.type === 'MemberExpression' ? bare.object : undefined
    return { callee: state.valueOf(bare), calleeNode: bare, receiver: object, isNew, given, open: false }
  }
  const receiver = bare.type === 'MemberExpression' ? bare.object : undefined
  let parts: Parts = withoutSpread({ callee: bare, receiver, given, isNew, open: false })
  for (let detours = 0; bare.type !== 'Identifier' && detours < detoursLimit; detours += 1) {
    const next = detour(state, parts)
    if (next === undefined) break
    parts = withoutSpread({ ...next, callee: plain(next.callee) })
  }
  return {
    callee: state.valueOf(parts.callee),
    calleeNode: parts.callee,
    receiver: parts.receiver,
    isNew: parts.isNew,
    given: parts.given,
    open: parts.open,
  }
}

/** Most calls are what they look like. */
function mayDetour(callee: Node, isNew: boolean): boolean {
  if (isNew || (callee.type !== 'MemberExpression' && callee.type !== 'CallExpression')) return false
  if (callee.type === 'CallExpression' || callee.computed) return true
  const { property } = callee
  return property.type === 'Identifier' && detours.has(property.name)
}

const detours: ReadonlySet<string> = new Set(['call', 'apply', 'construct'])

function isSpread({ type }: Node): boolean {
  return type === 'SpreadElement'
}

function detour(state: State, { callee, given, isNew, open }: Parts): Parts | undefined {
  if (isNew) return undefined
  const [first, second, third] = given
  if (callee.type === 'CallExpression') {
    // `f.bind(x, a)(b)`
    const inner = plain(callee.callee)
    if (inner.type !== 'MemberExpression' || methodOf(state, inner) !== 'bind') return undefined
    const [receiver, ...bound] = callee.arguments
    return { callee: inner.object, receiver, given: [...bound, ...given], isNew, open }
  }
  if (callee.type !== 'MemberExpression') return undefined
  const method = methodOf(state, callee)
  if (method === 'call') return { callee: callee.object, receiver: first, given: given.slice(1), isNew, open }
  if (method !== 'apply' && method !== 'construct') return undefined
  if (!isReflect(state, callee.object)) {
    return method === 'apply' ? { callee: callee.object, receiver: first, isNew, ...items(state, second) } : undefined
  }
  if (first === undefined) return undefined
  return method === 'apply'
    ? { callee: first, receiver: second, isNew, ...items(state, third) }
    : { callee: first, receiver: undefined, isNew: true, ...items(state, second) }
}

/** The arguments in an array that is written down, here or where its name is bound. */
function items(state: State, list: Node | undefined): { given: readonly Node[]; open: boolean } {
  if (list === undefined) return { given: [], open: false }
  const written = list.type === 'Identifier' ? soleDefinition(state, list) : list
  if (written?.type !== 'ArrayExpression') return { given: [], open: true }
  const given: Node[] = []
  for (const element of written.elements) {
    if (element === null) return { given, open: true }
    given.push(element)
  }
  return { given, open: false }
}

function soleDefinition(state: State, node: Node): Node | undefined {
  const [definition, another] = state.bindingOf(node)?.definitions ?? []
  if (definition?.kind !== 'value' || another !== undefined || definition.path.length > 0) return undefined
  return plain(definition.node)
}

/** `f(...[a, b], c)` is `f(a, b, c)`; behind a spread that is not written down the rest cannot be placed. */
function withoutSpread(parts: Parts, depth = 0): Parts {
  if (!parts.given.some(({ type }) => type === 'SpreadElement')) return parts
  const given: Node[] = []
  for (const node of parts.given) {
    if (node.type !== 'SpreadElement') given.push(node)
    else if (node.argument.type !== 'ArrayExpression' || depth > detoursLimit) return { ...parts, given, open: true }
    else for (const element of node.argument.elements) if (element !== null) given.push(element)
  }
  return withoutSpread({ ...parts, given }, depth + 1)
}

/** `(0, f)` and what only types or `?.` add. */
export function plain(node: Node): Node {
  let at = node
  for (;;) {
    if (at.type === 'Identifier' || at.type === 'MemberExpression' || at.type === 'CallExpression') return at
    if (at.type === 'SequenceExpression') {
      const last = at.expressions.at(-1)
      if (last === undefined) return at
      at = last
    } else if (
      at.type === 'ChainExpression' ||
      at.type === 'ParenthesizedExpression' ||
      at.type === 'TSAsExpression' ||
      at.type === 'TSNonNullExpression' ||
      at.type === 'TSSatisfiesExpression' ||
      at.type === 'TSTypeAssertion' ||
      at.type === 'TSInstantiationExpression'
    ) {
      at = at.expression
    } else return at
  }
}

/** The name of the method that is called, if it can be told. */
export function methodOf(state: State, node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  if (node.computed) return keyOf(state.valueOf(node.property))
  return node.property.type === 'Identifier' ? node.property.name : undefined
}

function isReflect(state: State, node: Node): boolean {
  return node.type === 'Identifier' && alternatives(state.valueOf(node)).some(isReflectValue)
}

function isReflectValue(value: Value): boolean {
  return value.kind === 'named' && value.name === 'global.Reflect'
}

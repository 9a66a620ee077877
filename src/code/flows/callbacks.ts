// What is handed to a timer: text, which it runs, or a function, which data may well be bound to.
import type { Node } from '../parse.ts'
import type { Name, Resolver } from '../value.ts'
import { methodOf } from './calls.ts'

export const timers: ReadonlySet<Name> = new Set(['global.setTimeout', 'global.setInterval', 'global.setImmediate'])

/** `socket.destroy.bind(socket)`, `socket.destroy`, and the name of a function. */
export function isCallback(resolver: Resolver, node: Node, depth = 0): boolean {
  if (node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression') {
    return isCallback(resolver, node.expression, depth)
  }
  if (node.type === 'CallExpression') return isBound(resolver, node)
  const value = resolver.valueOf(node)
  if (value.kind === 'function') return true
  if (node.type === 'MemberExpression') {
    return value.kind === 'named' && value.name.startsWith('node:') && methods.has(methodOf(resolver, node))
  }
  const [only, another] = resolver.bindingOf(node)?.definitions ?? []
  if (only?.kind !== 'value' || another !== undefined || only.path.length > 0 || depth > 4) return false
  return isCallback(resolver, only.node, depth + 1)
}

/** Of sockets, requests and programs: what an answer holds is called by names like these as well, but is not Node's. */
const methods: ReadonlySet<string> = new Set(
  'destroy destroySoon end close abort kill disconnect resume pause'.split(' '),
)

/** By the `bind` of all functions; where the file has one of its own it may give back text. */
function isBound(resolver: Resolver, call: Extract<Node, { type: 'CallExpression' }>): boolean {
  return methodOf(resolver, call.callee) === 'bind' && !hasOwnBind(resolver)
}

/** By file: each has many timers. */
const ownBinds = new WeakMap<Resolver, boolean>()

function hasOwnBind(resolver: Resolver): boolean {
  const known = ownBinds.get(resolver)
  if (known !== undefined) return known
  const found = findsOwnBind(resolver)
  ownBinds.set(resolver, found)
  return found
}

function findsOwnBind({ collected: { scopes, wholes, assignments, calls } }: Resolver): boolean {
  return (
    scopes.some(({ bindings }) => bindings?.has('this.bind') === true) ||
    wholes.some((whole) => whole.type === 'ObjectExpression' && whole.properties.some(isBind)) ||
    assignments.some(({ left }) => left.type === 'MemberExpression' && isNamedBind(left.property)) ||
    // `Object.defineProperty(String.prototype, 'bind', …)`
    calls.some(({ arguments: given }) => given.some((one) => one.type === 'Literal' && one.value === 'bind'))
  )
}

function isBind(property: Node): boolean {
  return property.type === 'Property' && isNamedBind(property.key)
}

function isNamedBind(key: Node): boolean {
  return key.type === 'Identifier' ? key.name === 'bind' : key.type !== 'Literal' || key.value === 'bind'
}

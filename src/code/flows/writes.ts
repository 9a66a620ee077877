// What is put into things of this file other than by naming them anew: `x.y = z`, `x += y`, `x.push(y)`, `y.pipe(x)`,
// `x.onmessage = f`. Found in one pass over assignments and calls, without asking what anything stands for.

import { type Binding, lookUp, scopeAt } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import type { CallSite, Calls } from './calls.ts'
import { add, isFunction, methodOf, namesOf } from './calls.ts'
import type { Part } from './cells.ts'
import { channels } from './sinks.ts'

/** `into`: the member that is written; '' where it can be any. */
export type Write = { into: string; part: Part }
export type Writes = {
  /** By the binding at the root of what is written to. */
  of: ReadonlyMap<Binding, readonly Write[]>
  /** `x.onmessage = f`: the function's parameters come from `x`. */
  handlers: ReadonlyMap<Node, readonly Node[]>
}

/** Methods that put their arguments into what they are called on. */
const putting: ReadonlySet<string> = new Set([
  'push',
  'unshift',
  'append',
  'set',
  'add',
  'write',
  'end',
  'update',
  'fill',
  'splice',
  'setData',
  'enqueue',
  'writeUInt8',
])
/** Methods that put what they are called on into their first argument. */
const pouring: ReadonlySet<string> = new Set(['pipe', 'copy', 'pipeTo', 'pipeThrough'])

export function readWrites(resolver: Resolver, calls: Calls): Writes {
  const of = new Map<Binding, Write[]>()
  const handlers = new Map<Node, Node[]>()
  for (const { left, right, operator } of resolver.collected.assignments) {
    if (left.type === 'MemberExpression') {
      const member = methodOf(resolver, left)
      put(resolver, of, left.object, { into: member, part: { node: right, field: '' } })
      if (isFunction(right) && member.startsWith('on')) add(handlers, right, left.object)
    } else if (left.type === 'Identifier' && operator !== '=') {
      put(resolver, of, left, { into: '', part: { node: right, field: '' } })
    }
  }
  for (const site of calls.sites) readCall(resolver, of, site)
  return { of, handlers }
}

function readCall(resolver: Resolver, of: Map<Binding, Write[]>, { effect, names }: CallSite): void {
  const { calleeNode, given } = effect
  const method = methodOf(resolver, calleeNode)
  const [first] = given
  if (first === undefined) return
  // What goes through a socket does not come back out of it.
  if (calleeNode.type === 'MemberExpression' && putting.has(method) && !names.some(isOpen)) {
    for (const node of given) put(resolver, of, calleeNode.object, { into: '', part: { node, field: '' } })
  }
  if (calleeNode.type === 'MemberExpression' && pouring.has(method) && !namesOf(resolver, first).some(isOpen)) {
    put(resolver, of, first, { into: '', part: { node: calleeNode.object, field: '' } })
  }
  if (names.includes('global.Object.assign') || names.includes('node:util._extend')) {
    for (const node of given.slice(1)) put(resolver, of, first, { into: '', part: { node, field: '' } })
  }
  // pipeline(a, b, c): each goes into the next.
  if (names.includes('node:stream.pipeline') || names.includes('package:pump')) {
    given.forEach((node, at) => {
      const next = given[at + 1]
      if (next !== undefined) put(resolver, of, next, { into: '', part: { node, field: '' } })
    })
  }
}

/** Something that is open towards elsewhere, or a member of it. */
function isOpen(name: string): boolean {
  return name.includes('(') && channels.has(name.slice(0, name.indexOf('(')))
}

/** `a.b.c = x` writes to member `b` of `a`; `this.a = x` to what `this.a` is in the class around. */
function put(resolver: Resolver, of: Map<Binding, Write[]>, target: Node, write: Write): void {
  let at = target
  let into = write.into
  for (let depth = 0; depth < 20; depth++) {
    if (at.type === 'Identifier') {
      const binding = resolver.bindingOf(at)
      if (binding !== undefined) add(of, binding, { into, part: write.part })
      return
    }
    if (at.type === 'MemberExpression') {
      if (at.object.type === 'ThisExpression') {
        const binding = fieldOf(resolver, at)
        if (binding !== undefined) add(of, binding, { into, part: write.part })
        return
      }
      into = methodOf(resolver, at)
      at = at.object
    } else if (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') {
      // `list.concat().push(x)`, `stream.pipe(a).on(…)`: whatever is chained.
      at = at.callee.object
      into = ''
    } else return
  }
}

/** The field of the class around that `this.x` means; of the file, where there is no class. */
export function fieldOf(resolver: Resolver, member: Node): Binding | undefined {
  const name = methodOf(resolver, member)
  return name === '' ? undefined : lookUp(scopeAt(resolver.collected.scopes, member.start), `this.${name}`)
}

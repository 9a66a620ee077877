// What a file exports other than by naming it: by calls (`__exportStar(require('./a'), exports)`, getters), on names that
// are exported (`api.open = …`), and as members of what an exported function gives.
import type { Binding } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import { add, type CallSite, isFunction, methodOf } from './calls.ts'
import type { Exported } from './exports.ts'
import type { FlowFile } from './file.ts'

/** A name of the module, and what it stands for; `*` for the module itself. */
export type WrittenExport = { name: string; node: Node }
type NameOf = (file: FlowFile, target: Node) => string | undefined

/** Members of members, and calls of what calls give. */
const maxDepth = 4

export function exportsByCall(file: FlowFile, nameOf: NameOf): readonly WrittenExport[] {
  return file.calls.sites.flatMap((site): readonly WrittenExport[] => {
    const { given } = site.effect
    const exportsAt = given.findIndex((one) => nameOf(file, one) === '*')
    if (exportsAt === -1) return []
    const [, key, description] = given
    if (site.names.includes('global.Object.defineProperty') && key !== undefined && description !== undefined) {
      const name = file.resolver.textOf(file.resolver.valueOf(key))
      return described(file, description).map((node) => written(name, node))
    }
    const handed = given.flatMap((one) => {
      if (one.type === 'ObjectExpression') return membersOf(one, '*').flatMap((got) => gotFrom(file, got))
      return isModule(file, one) ? [{ name: '*', node: one }] : []
    })
    return [...handed, ...filled(file, site, exportsAt)]
  })
}

/** `factory(exports)`: what a function of this file puts onto what it is given. */
function filled(file: FlowFile, site: CallSite, index: number): readonly WrittenExport[] {
  return calleesOf(file, site).flatMap((of) => {
    const parameter = isFunction(of) ? of.params[index] : undefined
    const binding = parameter?.type === 'Identifier' ? file.resolver.bindingOf(parameter) : undefined
    return (binding?.members ?? []).flatMap(({ key, node }) => (typeof key === 'string' ? [{ name: key, node }] : []))
  })
}

/** `_lib[key]` where the key is not known is all of `_lib`. */
function written(name: string | undefined, node: Node): WrittenExport {
  if (name !== undefined) return { name, node }
  return { name: '*', node: node.type === 'MemberExpression' && node.computed ? node.object : node }
}

/** `{ get: () => x }` and `{ value: x }`. */
function described(file: FlowFile, description: Node): readonly Node[] {
  if (description.type !== 'ObjectExpression') return []
  return membersOf(description, '*').flatMap(({ name, node }) => {
    if (name === 'value') return [node]
    return name === 'get' ? gotFrom(file, { name, node }).map((got) => got.node) : []
  })
}

function gotFrom(file: FlowFile, { name, node }: WrittenExport): readonly WrittenExport[] {
  return returnsOf(file, node).map((got) => ({ name, node: got }))
}

function isModule({ resolver }: FlowFile, node: Node): boolean {
  const value = resolver.valueOf(node)
  return value.kind === 'named' && (value.name.startsWith('own:') || value.name.startsWith('package:'))
}

/** What more an export holds, by the name that others reach it by. */
export function createInside(file: FlowFile): (exported: Exported) => readonly WrittenExport[] {
  const attached = attachedTo(file)
  return (exported) => {
    const { kind, name } = exported
    if (kind === 'alias' || name.split(/[.(]/).length > maxDepth) return []
    const on = (binding: Binding | undefined) =>
      binding === undefined
        ? []
        : (attached.get(binding) ?? []).map((one) => ({ name: memberName(name, one.name), node: one.node }))
    if (kind === 'value') return holds(file, exported.node, name, on)
    const bindings = file.bindingsOf().get(exported.of) ?? []
    return [
      ...bindings.flatMap(on),
      ...returnsOf(file, exported.of).flatMap((node) => made(file, node, `${name}()`, on)),
    ]
  }
}

/** `api.open = …`, `Api.prototype.open = …`, and what listeners of `bus.emit(…)` are given. */
function attachedTo({ resolver, calls }: FlowFile): ReadonlyMap<Binding, readonly WrittenExport[]> {
  const attached = new Map<Binding, WrittenExport[]>()
  const attach = (owner: Node, name: string, node: Node) => {
    const binding = owner.type === 'Identifier' ? resolver.bindingOf(owner) : undefined
    if (binding !== undefined) add(attached, binding, { name, node })
  }
  for (const { left, right } of resolver.collected.assignments) {
    const member = methodOf(resolver, left)
    if (left.type !== 'MemberExpression' || member === '') continue
    const { object } = left
    if (object.type === 'MemberExpression' && methodOf(resolver, object) === 'prototype')
      attach(object.object, `().${member}`, right)
    else attach(object, `.${member}`, right)
  }
  for (const { effect } of calls.methodCalls('emit')) {
    const { calleeNode, given } = effect
    if (calleeNode.type !== 'MemberExpression') continue
    for (const node of given.slice(1)) attach(calleeNode.object, '.on', node)
  }
  return attached
}

/** What listeners to instances of a class are given: `this.emit('text', text)`. */
export function emittedIn({ calls }: FlowFile, { start, end }: Node): readonly Node[] {
  return calls.methodCalls('emit').flatMap(({ call, effect: { calleeNode, given } }) => {
    const isOwn = calleeNode.type === 'MemberExpression' && calleeNode.object.type === 'ThisExpression'
    return isOwn && call.start >= start && call.end <= end ? given.slice(1) : []
  })
}

type On = (binding: Binding | undefined) => readonly WrittenExport[]

function made(file: FlowFile, node: Node, name: string, on: On): readonly WrittenExport[] {
  return isFunction(node) ? [{ name, node }] : holds(file, node, name, on)
}

function holds(file: FlowFile, node: Node, name: string, on: On): readonly WrittenExport[] {
  switch (node.type) {
    case 'ObjectExpression':
      return membersOf(node, name)
    case 'Identifier': {
      const binding = file.resolver.bindingOf(node)
      const [only, another] = binding?.definitions ?? []
      const isObject = only?.kind === 'value' && another === undefined && only.node.type === 'ObjectExpression'
      return [...on(binding), ...(isObject ? membersOf(only.node, name) : [])]
    }
    case 'CallExpression': {
      const site = file.calls.siteOf(node)
      return site === undefined ? [] : calleesOf(file, site).flatMap((of) => gotFrom(file, { name, node: of }))
    }
    default:
      return []
  }
}

function membersOf(node: Node, name: string): readonly WrittenExport[] {
  if (node.type !== 'ObjectExpression') return []
  return node.properties.flatMap((one): readonly WrittenExport[] => {
    const key = one.type !== 'Property' || one.computed ? undefined : keyOf(one.key)
    return key === undefined || one.type !== 'Property' ? [] : [{ name: memberName(name, `.${key}`), node: one.value }]
  })
}

/** `*` is the module itself: its members have their own names, and what it makes is `*()`. */
function memberName(name: string, member: string): string {
  return name === '*' && member.startsWith('.') ? member.slice(1) : `${name}${member}`
}

function returnsOf({ scopeOf }: FlowFile, of: Node): readonly Node[] {
  const scope = isFunction(of) ? scopeOf.get(of) : undefined
  return scope?.kind === 'function' ? scope.returns : []
}

/** Also where a function is called that was handed over: `factory()`. */
function calleesOf({ resolver, calls }: FlowFile, { functions, effect: { calleeNode } }: CallSite): readonly Node[] {
  if (functions.length > 0) return functions
  const binding = calleeNode.type === 'Identifier' ? resolver.bindingOf(calleeNode) : undefined
  return (binding?.definitions ?? []).flatMap((one) => {
    if (one.kind !== 'parameter' || one.path.length > 0) return []
    return calls.callersOf(one.function).flatMap(({ effect }) => {
      const given = effect.given[one.index]
      return given !== undefined && isFunction(given) ? [given] : []
    })
  })
}

function keyOf(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' ? String(key.value) : undefined
}

// What the result of a call derives from: a source of its own, what it was given, what it was called on, or what the
// functions of this file return that it calls.
import type { Node } from '../parse.ts'
import { type CallSite, isFunction, methodOf } from './calls.ts'
import { type Cell, cellOf } from './cells.ts'
import { isAnsweringClient, isQuestion } from './clients.ts'
import { derive, deriveName, leafOf } from './derive.ts'
import type { FlowFile } from './file.ts'
import { deriveGiven } from './given.ts'
import { partsOf } from './names.ts'
import type { Origin } from './origin.ts'
import { useAt } from './outgoing.ts'
import { mixing, passesArguments, returning, telling } from './passing.ts'
import { fileOrigins, keysOnly, outputOrigin, variableOrigin } from './reads.ts'
import { callSources } from './sources.ts'
import { transformOf } from './transforms.ts'

export function deriveCall(file: FlowFile, cell: Cell, site: CallSite): void {
  const { call, effect, names, functions } = site
  const value = file.resolver.valueOf(call)
  if (value.kind === 'named' && !value.name.endsWith(')') && deriveName(file, cell.from, call, value.name, cell.field))
    return
  for (const name of names) deriveNamedCall(file, cell, site, name)
  for (const one of functions) deriveFunction(file, cell.from, one, cell.field, effect.isNew)
  if (cell.origin === undefined && functions.length === 0) deriveMethod(file, cell, site)
}

function deriveNamedCall(file: FlowFile, cell: Cell, { call, effect }: CallSite, name: string): void {
  const { given } = effect
  const note = (origin: Origin) => cell.from.push(leafOf(file, call, origin, `#${origin.source} ${origin.subject}`))
  const { module, members } = partsOf(name)
  const own = callSources.get(name)
  if (own !== undefined) cell.origin = own
  else if (isAnsweringClient(module) && !isQuestion(members.at(-1) ?? '')) cell.origin = answer
  for (const one of fileOrigins(file.resolver, name, given)) note(one)
  const output = outputOrigin(file.resolver, name, given)
  if (output !== undefined) note(output)
  if (name === 'global.Deno.env.get') for (const one of variablesOf(file, given)) note(one)
  const transform = transformOf(file.resolver, name, given)
  if (transform !== undefined) note(transform)
  if (transform !== undefined || passesArguments(name, module))
    for (const one of given) derive(file, cell.from, one, '')
  if (name === 'global.Array.from') for (const one of given.slice(1)) deriveReturned(file, cell.from, one)
  // The names of variables are less than what they hold.
  if (name === 'global.Object.keys' && given[0] !== undefined) derive(file, cell.from, given[0], keysOnly)
  if (name === 'global.Promise') derivePromise(file, cell, given)
  if (cell.origin === undefined && (name.startsWith('own:') || name.startsWith('package:'))) {
    cell.result = useAt(file.outgoing, call, name, given)
  }
}

const answer: Origin = { source: 'downloaded', subject: '', strength: 'firm' }

function variablesOf({ resolver }: FlowFile, [name]: readonly Node[]): readonly Origin[] {
  const variable = name === undefined ? undefined : resolver.textOf(resolver.valueOf(name))
  const found = variable === undefined ? undefined : variableOrigin(variable)
  return found === undefined ? [] : [found]
}

function deriveMethod(file: FlowFile, cell: Cell, { effect, names }: CallSite): void {
  const { calleeNode, given } = effect
  if (calleeNode.type !== 'MemberExpression') return
  const method = methodOf(file.resolver, calleeNode)
  if (telling.has(method)) return
  derive(file, cell.from, calleeNode.object, '')
  // Whatever has a `then` is no function of a module: `data.then` of a promise that stands for its data.
  if (
    method !== 'then' &&
    names.length > 0 &&
    !names.some((name) => name.includes('()') || name.includes('.prototype.'))
  )
    return
  if (mixing.has(method) || method === 'reduce') for (const one of given) derive(file, cell.from, one, '')
  if (returning.has(method)) for (const one of given) deriveReturned(file, cell.from, one)
  for (const one of file.methods().named(method)) deriveFunction(file, cell.from, one, cell.field, false)
}

/** What a function that is given returns. */
function deriveReturned(file: FlowFile, into: Cell[], given: Node): void {
  const call = file.handed.callOf.get(given)
  if (call !== undefined) into.push(cellOf(file.graph, { kind: 'call', call }, '', call))
  const value = file.resolver.valueOf(given)
  if (isFunction(given)) deriveFunction(file, into, given, '', false)
  else if (value.kind === 'function') deriveFunction(file, into, value.node, '', false)
}

function deriveFunction(file: FlowFile, into: Cell[], of: Node, field: string, isNew: boolean): void {
  const scope = file.scopeOf.get(of)
  if (scope === undefined) return
  if (scope.kind === 'function' && !isNew) into.push(cellOf(file.graph, { kind: 'returned', scope }, field, of))
  if (scope.kind !== 'class') return
  for (const [name, binding] of scope.bindings ?? []) {
    if (name.startsWith('this.') && (field === '' || name === `this.${field}`)) {
      into.push(cellOf(file.graph, { kind: 'binding', binding }, '', of))
    }
  }
}

/** `new Promise((resolve) => …)` is what `resolve` is called with, or what a call that is given `resolve` gives it. */
function derivePromise(file: FlowFile, cell: Cell, [executor]: readonly Node[]): void {
  if (executor === undefined || !isFunction(executor)) return
  const [resolve] = executor.params
  const binding = resolve?.type === 'Identifier' ? file.resolver.bindingOf(resolve) : undefined
  if (binding === undefined) return
  for (const { effect } of file.calls.calledAs(binding)) {
    const [given] = effect.given
    if (given !== undefined) derive(file, cell.from, given, cell.field)
  }
  for (const use of file.calls.givenAs(binding)) deriveGiven(file, cell.from, use, 0, cell.field)
}

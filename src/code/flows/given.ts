// Where the parameters of a function come from that is handed to somebody else: an array's elements, a promise's value,
// an event's data, an answer.
import type { Node } from '../parse.ts'
import { type GivenSite, isFunction, methodOf } from './calls.ts'
import { type Cell, cellOf } from './cells.ts'
import { derive, leafOf } from './derive.ts'
import type { FlowFile } from './file.ts'
import { iterating } from './passing.ts'
import { keyboard, keyEvents } from './sources.ts'

const listening: ReadonlySet<string> = new Set(['on', 'once', 'addEventListener', 'addListener', 'prependListener'])
const timers: ReadonlySet<string> = new Set(['global.setTimeout', 'global.setInterval', 'global.setImmediate'])

/** Parameter `index` of the function that is argument `at` of a call. */
export function deriveGiven(file: FlowFile, into: Cell[], { site, at }: GivenSite, index: number, field: string): void {
  const { call, effect, names, functions } = site
  const { calleeNode, given } = effect
  const method = methodOf(file.resolver, calleeNode)
  const receiver = calleeNode.type === 'MemberExpression' ? calleeNode.object : undefined
  if (functions.length > 0) {
    deriveCallback(file, into, functions, at, index, field)
    return
  }
  if (receiver !== undefined && iterating.has(method)) {
    if (index === 0 || method === 'sort') derive(file, into, receiver, field)
    return
  }
  if (receiver !== undefined && (method === 'reduce' || method === 'reduceRight')) {
    const from = index === 0 ? given[1] : index === 1 ? receiver : undefined
    if (from !== undefined) derive(file, into, from, '')
    return
  }
  if (names.includes('global.Promise') || method === 'catch' || method === 'finally') return
  if (names.some((name) => timers.has(name))) {
    const late = given[index + 2]
    if (late !== undefined) derive(file, into, late, field)
    return
  }
  const [first] = given
  if (listening.has(method) && isPage(file, receiver) && isKeyEvent(file, first)) {
    into.push(leafOf(file, call, keyboard, '#keys'))
    return
  }
  if ((names.includes('global.Array.from') || names.includes('global.JSON.parse')) && first !== undefined) {
    derive(file, into, first, field)
    return
  }
  if (index === 0 && isError(site.effect.given[at])) return
  into.push(cellOf(file.graph, { kind: 'call', call }, field, call))
}

/** A function of this file that calls what it is given. */
function deriveCallback(
  file: FlowFile,
  into: Cell[],
  functions: readonly Node[],
  at: number,
  index: number,
  field: string,
): void {
  for (const one of functions) {
    const parameter = isFunction(one) ? one.params[at] : undefined
    const binding = parameter?.type === 'Identifier' ? file.resolver.bindingOf(parameter) : undefined
    if (binding === undefined) continue
    for (const { effect } of file.calls.calledAs(binding)) {
      const given = effect.given[index]
      if (given !== undefined) derive(file, into, given, field)
    }
    // Handed on once more.
    for (const use of file.calls.givenAs(binding)) {
      if (use.site.functions.length === 0) deriveGiven(file, into, use, index, field)
    }
  }
}

function isPage({ resolver }: FlowFile, receiver: Node | undefined): boolean {
  if (receiver === undefined) return true
  const value = resolver.valueOf(receiver)
  return value.kind === 'named' && ['global', 'global.document', 'global.document.body'].includes(value.name)
}

function isKeyEvent({ resolver }: FlowFile, event: Node | undefined): boolean {
  const value = event === undefined ? undefined : resolver.valueOf(event)
  return value?.kind === 'constant' && keyEvents.has(value.value)
}

/** Node's callbacks have the error first, and say so. */
function isError(callback: Node | undefined): boolean {
  if (callback === undefined || !isFunction(callback)) return false
  const [first, second] = callback.params
  return (
    second !== undefined &&
    first?.type === 'Identifier' &&
    ['e', 'er', 'err', 'error', '_', '_err', '__'].includes(first.name)
  )
}

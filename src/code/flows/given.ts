// Where the parameters of a function come from that is handed to somebody else: an array's elements, a promise's value,
// an event's data, an answer.
import type { Node } from '../parse.ts'
import { type GivenSite, isFunction, methodOf } from './calls.ts'
import { type Cell, cellOf } from './cells.ts'
import { derive, leafOf } from './derive.ts'
import type { FlowFile } from './file.ts'
import type { Caller } from './handed.ts'
import { partsOf } from './names.ts'
import { callsBack, isOfModule, iterating, listening } from './passing.ts'
import { keyboard, keyEvents } from './sources.ts'

/** Where the arguments of a function begin that is called later. */
const timers: ReadonlyMap<string, number> = new Map([
  ['global.setTimeout', 2],
  ['global.setInterval', 2],
  ['global.setImmediate', 1],
  ['global.process.nextTick', 1],
])

/** Modules of Node that call back with an error, and then with what there is. */
const errorFirst: ReadonlySet<string> = new Set([
  'node:fs',
  'node:zlib',
  'node:dns',
  'node:crypto',
  'node:child_process',
])

/** Arguments of one call that are taken to reach a function that stands beside them. */
const maxOthers = 16

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
  // `_.map(list, f)` is called on no list.
  const isMethod = receiver !== undefined && !names.some(isOfModule)
  if (isMethod && iterating.has(method)) {
    if (index === 0 || method === 'sort') derive(file, into, receiver, field)
    return
  }
  if (isMethod && (method === 'reduce' || method === 'reduceRight')) {
    const from = index === 0 ? (given[1] ?? receiver) : index === 1 ? receiver : undefined
    if (from !== undefined) derive(file, into, from, '')
    return
  }
  if (names.includes('global.Promise') || method === 'catch' || method === 'finally') return
  const from = timers.get(names[0] ?? '')
  if (from !== undefined) {
    const late = given[index + from]
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

/** What a function is called with that is handed over by its name. */
export function deriveHanded(file: FlowFile, into: Cell[], by: Caller, index: number, field: string): void {
  if ('on' in by) {
    derive(file, into, by.on, '')
    return
  }
  const { site, at } = by
  const { calleeNode, given } = site.effect
  if (index === 0 && site.names.some((name) => errorFirst.has(partsOf(name).module))) return
  const method = methodOf(file.resolver, calleeNode)
  // A promise calls with what it is, and not with what comes of the call.
  if (method === 'then' && calleeNode.type === 'MemberExpression' && site.functions.length === 0) {
    if (index === 0 && at === 0) derive(file, into, calleeNode.object, field)
    return
  }
  deriveGiven(file, into, by, index, field)
  const isKnown = callsBack.has(method) && !site.names.some(isOfModule)
  if (!by.isWide || site.functions.length > 0 || isKnown) return
  // Of who is not known, nobody knows what of all that it is given it hands on.
  for (const one of given.slice(0, maxOthers)) if (one !== given[at]) derive(file, into, one, '')
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

// What a call gives: a module that is required, a constant that is decoded, what a function of the file returns.
import { type EffectiveCall, unknown, type Value } from '../value.ts'
import { alternatives, choice, each, isText, nothing } from './build.ts'
import { bytesMethod } from './bytes.ts'
import { methodOf } from './effective.ts'
import { listMethod } from './lists.ts'
import { namedResult } from './named-calls.ts'
import { replacePattern } from './pattern.ts'
import { bytesValue, charge, type State } from './state.ts'
import { numberMethod, stringMethod } from './strings.ts'

const framesLimit = 6
const returnsLimit = 8
/** What one call may lead to being looked at, and how much source such a function may have: wrappers and decoders are small. */
const frameSteps = 250
const frameSource = 500

export function callResult(state: State, call: EffectiveCall): Value {
  const folded = methodResult(state, call)
  if (folded !== undefined) return folded
  const result = each(call.callee, (callee) => resultOf(state, callee, call))
  return call.callee.kind === 'function' || call.callee.kind === 'unknown' ? wrapped(state, result, call) : result
}

function resultOf(state: State, callee: Value, call: EffectiveCall): Value {
  const { open, isNew } = call
  const values = () => call.given.map((node) => state.valueOf(node))
  if (callee.kind === 'named') return namedResult(state, callee, () => ({ values: values(), open, isNew }))
  if (callee.kind !== 'function' || isNew) return unknown
  const given = values()
  const decoded = open || !given.every(({ kind }) => kind === 'constant') ? undefined : state.decode(callee.node, given)
  return (
    decoded ??
    callFunction(
      state,
      callee,
      given,
      open,
      given.some((one) => matters(state, one)),
    )
  )
}

/** What a function makes of a whole module is still that module, as far as names go: `wrap(require('fs')).readFile`. */
function wrapped(state: State, result: Value, { given }: EffectiveCall): Value {
  const first = given[0]
  if (first === undefined || !alternatives(result).some(({ kind }) => kind === 'unknown' || kind === 'record'))
    return result
  const value = state.valueOf(first)
  return value.kind === 'named' && state.modules.has(value.name) ? choice([value, result]) : result
}

/** A method of something whose content is known. */
function methodResult(state: State, { calleeNode, receiver, given, open, isNew }: EffectiveCall): Value | undefined {
  if (receiver === undefined || open || isNew) return undefined
  const method = methodOf(state, calleeNode)
  if (method === undefined) return undefined
  const value = state.valueOf(receiver)
  if (value.kind === 'unknown') return undefined
  if (method === 'then' && value.kind === 'named') return thenResult(state, value, given[0])
  if (method === 'bind' && value.kind !== 'constant' && value.kind !== 'record') return value
  if (value.kind === 'named' && !state.bytes.has(value)) return undefined
  const values = given.map((node) => state.valueOf(node))
  const pattern = given[0]
  if (isText(value) && pattern?.type === 'Literal' && 'regex' in pattern) {
    return replacePattern(value.value, method, pattern.regex, values[1]) ?? unknown
  }
  const results = each(value, (one) => foldMethod(state, one, method, values) ?? noResult)
  return results === noResult ? undefined : results
}

const noResult: Value = { kind: 'unknown' }

function foldMethod(state: State, of: Value, method: string, given: readonly Value[]): Value | undefined {
  charge(state, of)
  if (isText(of)) return stringMethod(of.value, method, given)
  if (of.kind === 'constant' && typeof of.value === 'number') return numberMethod(of.value, method, given)
  if (of.kind === 'list') return listMethod(of, method, given, state.callValue)
  const bytes = state.bytes.get(of)
  if (bytes === undefined) return undefined
  state.steps -= bytes.length >> 4
  const result = bytesMethod(bytes, method, given)
  return result instanceof Uint8Array ? bytesValue(state, result) : result
}

function thenResult(
  state: State,
  value: Value,
  callback: EffectiveCall['given'][number] | undefined,
): Value | undefined {
  const given = callback === undefined ? unknown : state.valueOf(callback)
  return given.kind === 'function' ? state.callValue(given, [value]) : undefined
}

/** Texts, modules and what leads to modules: a function that is given nothing of these gives the same each time. */
function matters(state: State, value: Value): boolean {
  return alternatives(value).some(
    (one) => isText(one) || (one.kind === 'named' && (state.modules.has(one.name) || leading.has(one.name))),
  )
}

const leading: ReadonlySet<string> = new Set([
  'global',
  'global.require',
  'global.module',
  'global.Function',
  'global.eval',
  'global.Buffer',
])

/** A function of the file, looked into with what it is given. Bounded by depth and by steps. */
export function callFunction(
  state: State,
  callee: Value & { kind: 'function' },
  given: readonly Value[],
  open: boolean,
  /** Else what it gives is the same for all calls, as far as can be told, and looked up once. */
  isLookedInto: boolean,
) {
  const scope = state.names.scopeOf.get(callee.node)
  if (scope?.kind !== 'function' || scope.returns.length > returnsLimit) return unknown
  if (scope.returns.length === 0) return nothing
  const { start, end } = callee.node
  const isPlain = end - start > frameSource || !isLookedInto
  const depth = (state.frame?.depth ?? 0) + 1
  if (depth > framesLimit || ('generator' in callee.node && callee.node.generator)) return unknown
  const before = state.frame
  if (isPlain) return choice(scope.returns.map((node) => state.valueOf(node)))
  if (before === undefined) state.frameSteps = frameSteps
  state.frame = { function: callee.node, given, open, memo: new Map(), bound: new Map(), parent: before, depth }
  const value = choice(scope.returns.map((node) => state.valueOf(node)))
  state.frame = before
  return value
}

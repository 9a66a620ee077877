// What a parameter stands for: from the call that is being looked into, or from all the calls that the file shows.
import type { Call } from '../names/collected.ts'
import { type Binding, lookUp, type Step } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import { unknown, type Value } from '../value.ts'
import { choice, nothing } from './build.ts'
import { elementOf } from './elements.ts'
import { named, type State } from './state.ts'

const callsLimit = 6

/** Parameters of these names are what bundlers and wrappers pass: nothing is lost by taking them at their word. */
const meaningful: ReadonlyMap<string, string> = new Map([
  ['require', 'global.require'],
  ['module', 'global.module'],
  ['exports', 'global.module.exports'],
  ['process', 'global.process'],
  ['Buffer', 'global.Buffer'],
])

/** Anybody may call a window of his own so: these are taken at their word only where they are passed what is unknown. */
const worlds: ReadonlySet<string> = new Set(['global', 'globalThis', 'window', 'self'])

export function parameterValue(state: State, of: Node, index: number, path: readonly Step[]): Value {
  const isRest = path[0]?.at === 'rest'
  for (let frame = state.frame; frame !== undefined; frame = frame.parent) {
    if (frame.function !== of) continue
    if (isRest) return { kind: 'list', items: frame.given.slice(index), open: frame.open }
    return frame.given[index] ?? (frame.open ? unknown : nothing)
  }
  const value = isRest ? unknown : fromCalls(state, of, index)
  if (value.kind === 'unknown') return byName(state, of, index, path)
  // What a script passes as `this` is the global object in a page, and its own exports in Node.
  const isThis = value.kind === 'named' && value.name === 'global.module.exports' && path.length === 0
  return isThis && worlds.has(nameOf(of, index)) ? choice([value, named(state, 'global')]) : value
}

function byName(state: State, of: Node, index: number, path: readonly Step[]): Value {
  if (path.length > 0) return unknown
  const written = nameOf(of, index)
  // `(function (global) { … }).call(this, load(3))`, as bundlers have it.
  const isPassed =
    written !== 'self' &&
    worlds.has(written) &&
    state.names.callOfFunction.get(of)?.arguments.every((one) => one !== of) === true
  const name = isPassed ? 'global' : meaningful.get(written)
  return name === undefined ? unknown : named(state, name)
}

function nameOf(of: Node, index: number): string {
  const parameter = 'params' in of ? of.params[index] : undefined
  return parameter?.type === 'Identifier' ? parameter.name : ''
}

function fromCalls(state: State, of: Node, index: number): Value {
  const call = state.names.callOfFunction.get(of)
  if (call !== undefined) return fromDirectCall(state, call, of, index)
  const binding = bindingOfFunction(state, of)
  return binding === undefined ? unknown : fromCallsOf(state, binding, index)
}

/** A function written where it is called, or where it is given to a call. */
function fromDirectCall(state: State, call: Call, of: Node, index: number): Value {
  const at = call.arguments.findIndex(({ start, end }) => start === of.start && end === of.end)
  if (at < 0) {
    const effective = state.callOf(call)
    const given = effective.calleeNode === of ? effective.given[index] : undefined
    if (given !== undefined) return state.valueOf(given)
    return effective.calleeNode === of && !effective.open ? nothing : unknown
  }
  const { callee } = call
  if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier') {
    return fromMethod(state, callee.object, callee.property.name, at, index)
  }
  if (callee.type !== 'FunctionExpression' && callee.type !== 'ArrowFunctionExpression') return unknown
  const parameter = callee.params[at]
  const binding =
    parameter?.type === 'Identifier' ? state.names.scopeOf.get(callee)?.bindings?.get(parameter.name) : undefined
  return binding === undefined ? unknown : fromCallsOf(state, binding, index)
}

/** `list.map(item => …)`, `import('x').then(module => …)`. */
function fromMethod(state: State, receiver: Node, method: string, at: number, index: number): Value {
  if (at !== 0 || index !== 0) return unknown
  if (method === 'then') return state.valueOf(receiver)
  return overItems.has(method) ? elementOf(state.valueOf(receiver)) : unknown
}

const overItems: ReadonlySet<string> = new Set(
  'map forEach filter find some every flatMap findIndex findLast'.split(' '),
)

function bindingOfFunction(state: State, of: Node): Binding | undefined {
  const scope = state.names.scopeOf.get(of)?.parent
  if ('id' in of && of.id !== null && of.type === 'FunctionDeclaration') return lookUp(scope, of.id.name)
  return state.names.bindingOfFunction.get(of)
}

/** Only if every mention of the name is such a call: else there are calls out of sight. */
function fromCallsOf(state: State, binding: Binding, index: number): Value {
  const calls = state.callsTo(binding)
  if (calls.length === 0 || calls.length > callsLimit) return unknown
  const values = calls.map((call) => {
    const given = call.arguments.slice(0, index + 1)
    if (given.some(({ type }) => type === 'SpreadElement')) return unknown
    const node = given[index]
    return node === undefined ? nothing : state.valueOf(node)
  })
  const value = choice(values)
  if (value.kind === 'unknown') return unknown
  return state.mentionsOf(binding) > calls.length ? choice([value, unknown]) : value
}

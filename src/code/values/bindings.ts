// What a name of the file stands for: every definition of it together.
import { type Binding, type Definition, functionScopeOf, type Step, scopeAt } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import { unknown, type Value } from '../value.ts'
import { appendsBefore, listAfter, openList, textAfter } from './appends.ts'
import { alternatives, choice, isText, keyOf, nothing } from './build.ts'
import { elementOf, restOf } from './elements.ts'
import { memberOf } from './members.ts'
import { parameterValue } from './parameters.ts'
import { type Frame, moduleValue, namedMember, type State } from './state.ts'

const definitionsLimit = 8
const membersLimit = 50

/** Memoised per name, but for what a function is given at one call. */
export function valueOfBinding(state: State, binding: Binding, at: number): Value {
  if (binding.isAppended) return changed(state, binding, appended(state, binding, at))
  const bound = frameOf(state.frame, binding)?.bound ?? state.bound
  const known = bound.get(binding)
  if (known !== undefined) return known
  // A definition that leads back to itself adds nothing to what the others say.
  bound.set(binding, unknown)
  const value = changed(state, binding, allOf(state, binding.definitions))
  bound.set(binding, value)
  return value
}

/** It may depend on what a function is given that is being looked into. */
function frameOf(frame: Frame | undefined, { scope }: Binding): Frame | undefined {
  let at = frame
  while (at !== undefined && (scope.start < at.function.start || scope.end > at.function.end)) at = at.parent
  return at
}

function allOf(state: State, definitions: readonly Definition[]): Value {
  if (definitions.length > definitionsLimit) return unknown
  const only = definitions[0]
  if (only === undefined) return nothing
  if (definitions.length === 1) return defined(state, only)
  return choice(definitions.filter((other) => !isWithin(other, only)).map((other) => defined(state, other)))
}

/** A function that replaces itself when it is first called: it does what it did. */
function isWithin(definition: Definition, by: Definition): boolean {
  if (definition.kind !== 'value' || by.kind !== 'function') return false
  return definition.node.start > by.node.start && definition.node.end < by.node.end
}

/** `x += 'a'; x += 'b'`, `x.push('a')`: in order, up to the place where it is read. */
function appended(state: State, binding: Binding, at: number): Value {
  // What a function is given that is being looked into may differ from call to call.
  if (frameOf(state.frame, binding) !== undefined) return unknown
  const known = state.appended.get(at)
  if (known !== undefined) return known
  state.appended.set(at, unknown)
  const value = appendedAt(state, binding, at)
  state.appended.set(at, value)
  return value
}

function appendedAt(state: State, binding: Binding, at: number): Value {
  const all = state.appendsOf(binding)
  const start = allOf(state, all.starts)
  const isList = start.kind === 'list'
  if (!isList && !isText(start) && start.kind !== 'text') return start.kind === 'named' ? start : unknown
  const readIn = functionScopeOf(scopeAt(state.names.collected.scopes, at))
  const isElsewhere = readIn !== functionScopeOf(binding.scope)
  const { appends, steps } = isElsewhere ? { appends: all, steps: all.places.length } : appendsBefore(all, at)
  return isList ? listAfter(state, appends, start, steps) : textAfter(state, appends, start, steps)
}

/** Lists that change out of sight are open; records have what was put into them as well. */
function changed(state: State, binding: Binding, value: Value): Value {
  if (value.kind === 'list') return binding.isMutated || binding.members.length > 0 ? openList(value) : value
  if (value.kind !== 'record' || binding.members.length === 0) return value
  if (binding.members.length > membersLimit) return { ...value, open: true }
  const members = new Map(value.members)
  for (const [key, nodes] of state.writesOf(binding)) {
    const written = nodes.map((node) => state.valueOf(node))
    const known = members.get(key)
    members.set(key, choice(known === undefined ? written : [known, ...written]))
  }
  return { kind: 'record', members, open: value.open || binding.members.some(({ key }) => typeof key !== 'string') }
}

function defined(state: State, definition: Definition): Value {
  switch (definition.kind) {
    case 'value':
      return follow(state, state.valueOf(definition.node), definition.path)
    case 'element':
      return follow(state, elementOf(state.valueOf(definition.node)), definition.path)
    case 'parameter':
      return follow(
        state,
        parameterValue(state, definition.function, definition.index, definition.path),
        definition.path,
      )
    case 'import':
      return imported(state, definition.module, definition.member)
    case 'function':
      return { kind: 'function', node: definition.node }
    case 'append':
    case 'push':
    case 'unknown':
      return unknown
  }
}

function imported(state: State, specifier: string, member: string): Value {
  const module = moduleValue(state, specifier)
  return member === '*' || module.kind !== 'named' ? module : namedMember(state, module, member)
}

/** The way of a pattern into a value. */
export function follow(state: State, value: Value, path: readonly Step[]): Value {
  let at = value
  for (const step of path) {
    switch (step.at) {
      case 'key':
        at = memberOf(state, at, step.key)
        break
      case 'computed':
        at = choice(alternatives(state.valueOf(step.key)).map((key) => memberOf(state, at, keyOf(key))))
        break
      case 'index':
        at = at.kind === 'named' ? unknown : memberOf(state, at, String(step.index))
        break
      case 'rest':
        at = restOf(at, step.from)
        break
      case 'returned':
        at = at.kind === 'function' ? state.callValue(at, []) : unknown
        break
      case 'default':
        at = withDefault(state, at, step.node)
        break
    }
  }
  return at
}

function withDefault(state: State, value: Value, node: Node): Value {
  if (value.kind === 'constant') return value.value === undefined ? state.valueOf(node) : value
  return value.kind === 'unknown' ? choice([state.valueOf(node), unknown]) : value
}

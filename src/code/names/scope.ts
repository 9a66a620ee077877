// Where names are bound in one file, and everything that was ever put into each of them. Says nothing about values.
import type { Node } from '../parse.ts'

/** A way into a value, as a pattern has it: a member by its key's node or text, an element by position, the rest of it. */
export type Step =
  | { at: 'key'; key: string }
  | { at: 'computed'; key: Node }
  | { at: 'index'; index: number }
  /** What is left of a list from an element on; of a record all of it. */
  | { at: 'rest'; from: number }
  /** A getter: what the function returns. */
  | { at: 'returned' }
  /** The default of a pattern: what is there, or this where there is nothing. */
  | { at: 'default'; node: Node }

export type Definition =
  /** An initialiser or an assignment; `path` is empty but in patterns. */
  | { kind: 'value'; node: Node; path: readonly Step[] }
  /** `x += node`, outside loops. */
  | { kind: 'append'; node: Node; at: number }
  /** `x.push(…)`, outside loops. */
  | { kind: 'push'; given: readonly Node[]; at: number }
  /** A variable of `for (… of node)`. */
  | { kind: 'element'; node: Node; path: readonly Step[] }
  | { kind: 'parameter'; function: Node; index: number; path: readonly Step[] }
  /** `member` is `*` for the module itself. */
  | { kind: 'import'; module: string; member: string }
  | { kind: 'function'; node: Node }
  | { kind: 'unknown' }

export type Binding = {
  name: string
  scope: Scope
  definitions: Definition[]
  /** Some of them are `x += …` or `x.push(…)`: then it matters where the name is read. */
  isAppended: boolean
  /** A list that is turned, cut, sorted or filled in loops. */
  isMutated: boolean
  /** `x.key = value`, and `x[key] = value`. */
  members: { key: string | Node; node: Node }[]
}

/** A stretch of source in which names are bound. `node` is the function, class, block or `with` that opens it. */
export type Scope = {
  kind: 'program' | 'function' | 'class' | 'block' | 'with'
  node: Node
  start: number
  end: number
  parent: Scope | undefined
  bindings: Map<string, Binding> | undefined
  /** For functions: what they return; of async generators also what they yield. */
  returns: Node[]
}

/** The scopes of one file, in source order: found by position, so that no reference has to be written down. */
export type Scopes = readonly Scope[]

export function scopeAt(scopes: Scopes, position: number): Scope | undefined {
  let low = 0
  let high = scopes.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const scope = scopes[middle]
    if (scope !== undefined && scope.start <= position) low = middle
    else high = middle - 1
  }
  let scope: Scope | undefined = scopes[low]
  while (scope !== undefined && scope.parent !== undefined && scope.end <= position) scope = scope.parent
  return scope
}

/** The function, arrow or program around a position. */
export function functionScopeAt(scopes: Scopes, position: number): Scope | undefined {
  return functionScopeOf(scopeAt(scopes, position))
}

export function functionScopeOf(scope: Scope | undefined): Scope | undefined {
  let at = scope
  while (at !== undefined && at.kind !== 'function' && at.parent !== undefined) at = at.parent
  return at
}

export function lookUp(scope: Scope | undefined, name: string): Binding | undefined {
  for (let at = scope; at !== undefined; at = at.parent) {
    const found = at.bindings?.get(name)
    if (found !== undefined) return found
  }
  return undefined
}

export function bind(scope: Scope, name: string): Binding {
  scope.bindings ??= new Map()
  const known = scope.bindings.get(name)
  if (known !== undefined) return known
  const binding: Binding = { name, scope, definitions: [], isAppended: false, isMutated: false, members: [] }
  scope.bindings.set(name, binding)
  return binding
}

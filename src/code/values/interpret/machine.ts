// The state of the small interpreter that decodes strings: cells for names, functions with what they close over, a budget.
// It knows constants, lists, records and functions of the file, and nothing that could reach outside: no host object is
// ever touched. What it cannot do ends the attempt (`stop`).
import type { Binding } from '../../names/scope.ts'
import type { Node } from '../../parse.ts'
import { unknown, type Value } from '../../value.ts'
import { constant, type Primitive } from '../build.ts'
import type { State } from '../state.ts'

export type Run =
  | Primitive
  | { kind: 'list'; items: Run[] }
  | { kind: 'record'; members: Map<string, Run> }
  | { kind: 'closure'; node: Node; env: Env; members: Map<string, Run> }
  | { kind: 'bytes'; latin1: string }
  /** A global, by name; `this` of a method of a list, text or number. */
  | { kind: 'native'; name: string; receiver: Run }

export type Cell = { value: Run }

/** What one call of a function binds. */
export type Env = { function: Node; cells: Map<Binding, Cell>; given: readonly Run[]; parent: Env | undefined }

export type Machine = {
  state: State
  steps: number
  depth: number
  outer: Env
  bindings: Map<Node, Binding | undefined>
}

/** Thrown where the interpreter cannot go on; never leaves it. */
export const stop = { stopped: true }

/** Thrown by `throw`, and by what would throw a TypeError; caught by the `try` of what is interpreted. */
export type Thrown = { thrown: Run }

export function spendStep(machine: Machine): void {
  machine.steps -= 1
  if (machine.steps <= 0) throw stop
}

export function cellOf(machine: Machine, env: Env, node: Extract<Node, { type: 'Identifier' }>): Cell | undefined {
  const binding = bindingAt(machine, node)
  if (binding === undefined) return undefined
  for (let at: Env | undefined = env; at !== undefined; at = at.parent) {
    const cell = at.cells.get(binding)
    if (cell !== undefined) return cell
  }
  return newCell(machine, env, binding)
}

function bindingAt(machine: Machine, node: Node): Binding | undefined {
  const known = machine.bindings.get(node)
  if (known !== undefined || machine.bindings.has(node)) return known
  const binding = machine.state.bindingOf(node)
  machine.bindings.set(node, binding)
  return binding
}

/** A name's first value: the function of that name, nothing for a local, and outside what the resolver says. */
function newCell(machine: Machine, env: Env, binding: Binding): Cell {
  let home: Env | undefined = env
  while (home !== undefined && home !== machine.outer && !isWithin(binding, home.function)) home = home.parent
  const owner = home ?? machine.outer
  const declared = binding.definitions.find(({ kind }) => kind === 'function')
  const cell: Cell = { value: undefined }
  owner.cells.set(binding, cell)
  if (declared?.kind === 'function') cell.value = closure(declared.node, owner)
  else if (owner === machine.outer) cell.value = outerValue(machine, binding)
  return cell
}

function outerValue(machine: Machine, binding: Binding): Run {
  const [only, another] = binding.definitions
  if (only?.kind !== 'value' || another !== undefined || only.path.length > 0) throw stop
  // An alias is read through: what it stands for may have been replaced by what was interpreted.
  if (only.node.type === 'Identifier') {
    spendStep(machine)
    return cellOf(machine, machine.outer, only.node)?.value ?? toRun(machine, machine.state.valueOf(only.node))
  }
  return toRun(machine, machine.state.valueOf(only.node))
}

function isWithin({ scope }: Binding, node: Node): boolean {
  return scope.start >= node.start && scope.end <= node.end
}

export function closure(node: Node, env: Env): Run {
  return { kind: 'closure', node, env, members: new Map() }
}

export function toRun(machine: Machine, value: Value): Run {
  switch (value.kind) {
    case 'constant':
      return value.value
    case 'list':
      if (value.open) throw stop
      return { kind: 'list', items: value.items.map((item) => toRun(machine, item)) }
    case 'record':
      if (value.open) throw stop
      return { kind: 'record', members: new Map([...value.members].map(([key, one]) => [key, toRun(machine, one)])) }
    case 'function':
      return closure(value.node, machine.outer)
    case 'named':
      return { kind: 'native', name: value.name, receiver: undefined }
    default:
      throw stop
  }
}

/** Constants, and lists of them. */
export function toValue(run: Run): Value {
  if (typeof run !== 'object' || run === null) return constant(run)
  if (run.kind !== 'list' || run.items.length > 10_000) return unknown
  const items = run.items.map((item) => (typeof item === 'object' && item !== null ? unknown : constant(item)))
  return { kind: 'list', items, open: false }
}

export function isPrimitive(run: Run): run is Primitive {
  return typeof run !== 'object' || run === null
}

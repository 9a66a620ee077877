// The graph of what derives from what, in one file: a cell for each name, call, parameter, function's result and sink,
// made only when something asks for it. It knows no JavaScript; `expand` does.

import type { FunctionNode } from '../names/collected.ts'
import type { Binding, Scope } from '../names/scope.ts'
import type { Node } from '../parse.ts'
import type { AnyCall } from './calls.ts'
import type { Caller } from './handed.ts'
import type { Origin } from './origin.ts'

/** A member of which the name cannot be told. */
export const anyOne = '#one'

/** An expression, or one member of what it stands for; '' for all of it. */
export type Part = { node: Node; field: string }

export type Subject =
  | { kind: 'call'; call: AnyCall }
  /** A member that is data by itself, or a value that another file exports. */
  | { kind: 'leaf'; node: Node }
  | { kind: 'binding'; binding: Binding }
  | { kind: 'parameter'; of: FunctionNode; index: number }
  | { kind: 'returned'; scope: Scope }
  /** What a function that is handed over is called with, by position. */
  | { kind: 'handed'; by: Caller; index: number; node: Node }
  /** What a sink is given, or a call of another file's function, or what an export is. */
  | { kind: 'root'; parts: readonly Part[] }

export type Cell = {
  id: number
  subject: Subject
  field: string
  /** Where it stands; for a name, where it is first given a value. */
  node: Node
  from: Cell[]
  origin: Origin | undefined
  /** What this is the result of, in another file: an index into the outgoing calls; -1 for none. */
  result: number
}

export type Graph = {
  cells: Cell[]
  /** Cells that nobody has looked into yet. */
  pending: Cell[]
  /** Cells of whole things, and those of members by the thing. */
  wholes: Map<object, Cell>
  members: Map<object, Map<string, Cell>>
  /** What `derive` has not looked into yet. */
  parts: Part[]
  steps: number
  exhausted: boolean
}

/** Expressions looked into, and cells, of one file. Real bundles of megabytes need a tenth. */
export const maxSteps = 2_000_000
const maxCells = 200_000
const maxMembers = 50

export function createGraph(): Graph {
  return { cells: [], pending: [], wholes: new Map(), members: new Map(), parts: [], steps: 0, exhausted: false }
}

/** The cell for a thing; the same thing gives the same cell. */
export function cellOf(graph: Graph, subject: Subject, field: string, node: Node): Cell {
  const key = keyOf(subject)
  const known = field === '' ? graph.wholes.get(key) : graph.members.get(key)?.get(field)
  if (known !== undefined) return known
  const cell: Cell = { id: graph.cells.length, subject, field, node, from: [], origin: undefined, result: -1 }
  if (field === '') graph.wholes.set(key, cell)
  else {
    const members = graph.members.get(key) ?? new Map<string, Cell>()
    // An object of a hostile file can have any number of members: after these they are one.
    if (members.size >= maxMembers) return cellOf(graph, subject, '', node)
    graph.members.set(key, members.set(field, cell))
  }
  graph.cells.push(cell)
  graph.pending.push(cell)
  return cell
}

/** Looks into every cell that is needed, once. */
export function explore(graph: Graph, expand: (cell: Cell) => void): void {
  for (let cell = graph.pending.pop(); cell !== undefined; cell = graph.pending.pop()) {
    if (graph.exhausted) continue
    expand(cell)
    // A list that grew keeps room for more, of which nothing comes.
    if (cell.from.length > 0) cell.from = cell.from.slice()
    if (graph.cells.length > maxCells) graph.exhausted = true
  }
}

/** One step of work; false when there was enough of it. */
export function step(graph: Graph): boolean {
  if (++graph.steps > maxSteps) graph.exhausted = true
  return !graph.exhausted
}

function keyOf(subject: Subject): object {
  switch (subject.kind) {
    case 'call':
      return subject.call
    case 'leaf':
    case 'handed':
      return subject.node
    case 'binding':
      return subject.binding
    case 'parameter':
      // A missing parameter (`arguments`, fewer than given) is the function's own.
      return subject.of.params[subject.index] ?? subject.of
    case 'returned':
      return subject.scope
    case 'root':
      return subject.parts
  }
}

// Follows one thing through an explored graph: everything that derives from it, each with the shortest way back.
import type { Cell, Graph } from './cells.ts'

export type Tracer = {
  /** What derives from `starts`; no further than through `maxCells`. */
  trace: (starts: readonly Cell[], maxCells?: number) => Reach
}
export type Reach = { has: (cell: Cell) => boolean; wayTo: (cell: Cell) => readonly Cell[] }

const nowhere: readonly number[] = []

/** Edges followed in one file, for all that is traced together. */
const maxEdges = 20_000_000

export function createTracer(graph: Graph): Tracer {
  const onward: (number[] | undefined)[] = Array(graph.cells.length)
  for (const cell of graph.cells) {
    for (const { id } of cell.from) {
      const known = onward[id]
      if (known === undefined) onward[id] = [cell.id]
      else known.push(cell.id)
    }
  }
  let edges = 0
  return {
    trace: (starts, maxCells = Number.POSITIVE_INFINITY) => {
      const before = new Map<number, number>()
      const queue: number[] = []
      for (const { id } of starts) {
        if (before.has(id)) continue
        before.set(id, -1)
        queue.push(id)
      }
      for (let at = 0; at < queue.length && at < maxCells; at++) {
        const id = queue[at] ?? 0
        for (const next of onward[id] ?? nowhere) {
          if (++edges > maxEdges) {
            graph.exhausted = true
            return reachOf(graph, before)
          }
          if (before.has(next)) continue
          before.set(next, id)
          queue.push(next)
        }
      }
      return reachOf(graph, before)
    },
  }
}

/** Everything that `ends` derive from. */
export function originsOf(ends: readonly Cell[]): ReadonlySet<Cell> {
  const seen = new Set(ends)
  for (const { from } of seen) for (const cell of from) seen.add(cell)
  return seen
}

function reachOf({ cells }: Graph, before: ReadonlyMap<number, number>): Reach {
  return {
    has: ({ id }) => before.has(id),
    wayTo: (end) => {
      const way: Cell[] = []
      for (let id: number | undefined = end.id; id !== undefined && id !== -1; id = before.get(id)) {
        const cell = cells[id]
        if (cell !== undefined) way.push(cell)
      }
      return way.toReversed()
    },
  }
}

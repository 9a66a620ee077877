// Follows one thing through an explored graph: everything that derives from it, each with the shortest way back.
import type { Cell, Graph } from './cells.ts'

export type Tracer = {
  /** What derives from `starts`; no further than through `maxCells`. An answer holds until the next question. */
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
  // One set of lists for all questions: a large file has a hundred thousand cells, and thousands of questions.
  const size = graph.cells.length
  const marks: Marks = { round: 0, seen: new Uint32Array(size), before: new Int32Array(size) }
  const queue = new Int32Array(size)
  let edges = 0
  return {
    trace: (starts, maxCells = Number.POSITIVE_INFINITY) => {
      const { seen, before } = marks
      const round = ++marks.round
      let length = 0
      const reach = (id: number, from: number) => {
        if (seen[id] === round) return
        seen[id] = round
        before[id] = from
        queue[length++] = id
      }
      for (const { id } of starts) reach(id, -1)
      for (let at = 0; at < length && at < maxCells; at++) {
        const id = queue[at] ?? 0
        for (const next of onward[id] ?? nowhere) {
          if (++edges > maxEdges) {
            graph.exhausted = true
            return reachOf(graph, marks)
          }
          reach(next, id)
        }
      }
      return reachOf(graph, marks)
    },
  }
}

/** By cell: the last question that reached it, and from where. */
type Marks = { round: number; seen: Uint32Array; before: Int32Array }

/** Everything that `ends` derive from. */
export function originsOf(ends: readonly Cell[]): ReadonlySet<Cell> {
  const seen = new Set(ends)
  for (const { from } of seen) for (const cell of from) seen.add(cell)
  return seen
}

function reachOf({ cells }: Graph, { round, seen, before }: Marks): Reach {
  return {
    has: ({ id }) => seen[id] === round,
    wayTo: (end) => {
      const way: Cell[] = []
      for (let id: number | undefined = end.id; id !== undefined && id !== -1; id = before[id]) {
        const cell = cells[id]
        if (cell !== undefined) way.push(cell)
        if (seen[id] !== round) break
      }
      return way.toReversed()
    },
  }
}

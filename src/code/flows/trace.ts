// Follows one thing through an explored graph: everything that derives from it, each with the shortest way back.
import type { Cell, Graph } from './cells.ts'

export type Tracer = {
  /** What derives from `starts`; no further than through `maxCells`. An answer holds until the next question. */
  trace: (starts: readonly Cell[], maxCells?: number) => Reach
}
export type Reach = {
  has: (cell: Cell) => boolean
  wayTo: (cell: Cell) => readonly Cell[]
  /** The ids of all cells. */
  ids: () => Int32Array
}

/** Edges followed in one file, for all that is traced together. */
const maxEdges = 20_000_000

export function createTracer(graph: Graph): Tracer {
  const onward = onwardOf(graph)
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
        for (let edge = onward.from[id] ?? 0, end = onward.from[id + 1] ?? 0; edge < end; edge++) {
          if (++edges > maxEdges) {
            graph.exhausted = true
            return reachOf(graph, marks, queue.subarray(0, length))
          }
          reach(onward.to[edge] ?? 0, id)
        }
      }
      return reachOf(graph, marks, queue.subarray(0, length))
    },
  }
}

/** What derives from cell n stands in `to` between places n and n + 1 of `from`. */
type Onward = { from: Int32Array; to: Int32Array }

function onwardOf({ cells }: Graph): Onward {
  const from = new Int32Array(cells.length + 1)
  for (const cell of cells) for (const { id } of cell.from) from[id + 1] = (from[id + 1] ?? 0) + 1
  for (let id = 0; id < cells.length; id++) from[id + 1] = (from[id + 1] ?? 0) + (from[id] ?? 0)
  const to = new Int32Array(from[cells.length] ?? 0)
  const next = from.slice()
  for (const cell of cells) {
    for (const { id } of cell.from) {
      const place = next[id] ?? 0
      to[place] = cell.id
      next[id] = place + 1
    }
  }
  return { from, to }
}

/** By cell: the last question that reached it, and from where. */
type Marks = { round: number; seen: Uint32Array; before: Int32Array }

/** Everything that `ends` derive from. */
export function originsOf({ cells }: Graph, ends: readonly Cell[]): { has: (cell: Cell) => boolean } {
  const seen = new Uint8Array(cells.length)
  const open: Cell[] = []
  const reach = (cell: Cell) => {
    if (seen[cell.id] === 1) return
    seen[cell.id] = 1
    open.push(cell)
  }
  for (const end of ends) reach(end)
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) for (const one of cell.from) reach(one)
  return { has: ({ id }) => seen[id] === 1 }
}

function reachOf({ cells }: Graph, { round, seen, before }: Marks, ids: Int32Array): Reach {
  return {
    ids: () => ids,
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

// The fewest differences between two short stretches of lines, by Myers' greedy algorithm ("An O(ND) Difference Algorithm",
// 1986), as far as the budget goes.

/** Lines `beforeFrom` to `beforeTo` (0-based, half open) became lines `afterFrom` to `afterTo`. */
export type Edit = { beforeFrom: number; beforeTo: number; afterFrom: number; afterTo: number }

/** Steps of the innermost loop that are left. */
export type Budget = { left: number }

/** Differences in one stretch; its memory grows with the square. */
const maxDifferences = 600

/** One edit per difference, first to last. Lines are numbers: equal ones are equal lines. */
export function closeEdits(before: Int32Array, after: Int32Array, budget: Budget): Edit[] | 'too-many' {
  const [n, m] = [before.length, after.length]
  const limit = Math.min(n + m, maxDifferences)
  const furthest = new Int32Array(2 * limit + 3)
  const trace: Int32Array[] = []
  for (let d = 0; d <= limit && budget.left > 0; d++) {
    trace.push(furthest.slice(limit - d, limit + d + 3))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(furthest, limit, k - 1) < at(furthest, limit, k + 1))
      let x = down ? at(furthest, limit, k + 1) : at(furthest, limit, k - 1) + 1
      const start = x
      while (x < n && x - k < m && before[x] === after[x - k]) x++
      budget.left -= x - start + 1
      furthest[limit + 1 + k] = x
      if (x >= n && x - k >= m) return walkedBack(trace, d, n, m)
    }
  }
  return 'too-many'
}

function at(furthest: Int32Array, limit: number, k: number): number {
  return furthest[limit + 1 + k] ?? 0
}

/** One edit per step, first to last. `trace[d]` is the state before step d, its middle at index d + 1. */
function walkedBack(trace: readonly Int32Array[], last: number, n: number, m: number): Edit[] {
  const edits: Edit[] = []
  let [x, y] = [n, m]
  for (let d = last; d > 0; d--) {
    const state = trace[d] ?? new Int32Array()
    const was = (k: number) => state[d + 1 + k] ?? 0
    const k = x - y
    const down = k === -d || (k !== d && was(k - 1) < was(k + 1))
    const from = down ? k + 1 : k - 1
    const fromX = was(from)
    const fromY = fromX - from
    edits.push(
      down
        ? { beforeFrom: fromX, beforeTo: fromX, afterFrom: fromY, afterTo: fromY + 1 }
        : { beforeFrom: fromX, beforeTo: fromX + 1, afterFrom: fromY, afterTo: fromY },
    )
    x = fromX
    y = fromY
  }
  return edits.reverse()
}

// Walks a graph of linked files from where data comes in, with the steps that led there.

import type { Taint } from '../file-code.ts'
import { costs, type LinkBudget } from './link-budget.ts'
import type { Spot, TaintAt } from './link-graph.ts'

/** `isDown`: inside a function that was called with the data; what goes up from there goes to that call only. */
export type Visit = { spot: Spot; isDown: boolean; steps: readonly string[] }

function walkFrom(starts: readonly Visit[], { source }: Taint, budget: LinkBudget, visit: (at: Visit) => void): void {
  const seen = { up: new Set<Spot>(), down: new Set<Spot>() }
  const queue = [...starts]
  for (let at = 0; at < queue.length; at++) {
    const here = queue[at]
    budget.left -= costs.visit
    if (here === undefined || budget.left < 0) return
    const { spot, isDown, steps } = here
    const known = isDown ? seen.down : seen.up
    if (known.has(spot) || (spot.isVariable && source === 'environment')) continue
    known.add(spot)
    visit(here)
    for (const next of spot.inside) if (!isDown || !next.isExit) queue.push({ spot: next, isDown, steps })
    for (const next of spot.down) queue.push({ spot: next, isDown: true, steps })
    if (!isDown) for (const next of spot.up) queue.push({ spot: next, isDown, steps })
  }
}

/** One walk for each thing that data can be, from everywhere in a home that it comes in: `file` is one of these places. */
export function walkTaints(
  taints: readonly TaintAt[],
  homeOf: (file: string) => string,
  budget: LinkBudget,
  visit: (at: Visit, taint: Taint, file: string) => void,
): void {
  const groups = Map.groupBy(taints, ({ taint, file }) =>
    JSON.stringify([taint.source, taint.subject, taint.strength, homeOf(file)]),
  )
  for (const group of groups.values()) {
    const starts = group.map(({ at, taint }): Visit => ({ spot: at, isDown: false, steps: taint.steps }))
    const [first] = group
    if (first !== undefined) walkFrom(starts, first.taint, budget, (at) => visit(at, first.taint, first.file))
  }
}

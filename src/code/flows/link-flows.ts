// Flows across the files of a package: what one file gives, another lets out.
import type { FlowRecord } from '../../domain/code.ts'
import type { InFile } from '../file-code.ts'
import type { Audience } from './file.ts'
import { type LinkBudget, linkBudget } from './link-budget.ts'
import type { Files, Resolve } from './link-exports.ts'
import { linkGraph } from './link-graph.ts'
import { walkTaints } from './link-walk.ts'
import { isChain } from './origin.ts'
import { shorten } from './steps.ts'

/** `file`: where the sink is. `from`: a file of the same home as the source. */
export type LinkedFlow = { file: string; from: string; flow: InFile<FlowRecord> }

/** Files of one package are of one home. */
const oneHome = () => ''

/**
 * `resolve` gives '' for what leads to none of the files. One flow of a kind from each home to each. Flows may be missing
 * where `budget` is below zero afterwards.
 */
export function linkFlows(
  files: Files,
  resolve: Resolve,
  audience: Audience = 'own',
  homeOf: (file: string) => string = oneHome,
  budget: LinkBudget = linkBudget(),
): readonly LinkedFlow[] {
  const found = new Map<string, LinkedFlow>()
  walkTaints(linkGraph(files, resolve, audience, budget), homeOf, budget, ({ spot, steps }, taint, from) => {
    for (const { file, sink, subject: place, place: at, steps: last } of spot.sinks) {
      if (!isChain(taint, sink, place)) continue
      const subject = taint.subject === '' ? place : taint.subject
      const key = JSON.stringify([taint.source, subject, sink, homeOf(from), homeOf(file)])
      if (found.has(key)) continue
      const flow = { source: taint.source, subject, sink, steps: shorten([...steps, ...last]), ...at }
      found.set(key, { file, from, flow })
    }
  })
  return [...found.values()]
}

// Flows across the files of a package: what one file gives, another lets out.
import type { FlowRecord } from '../../domain/code.ts'
import type { InFile } from '../file-code.ts'
import type { Files, Resolve } from './link-exports.ts'
import { linkGraph } from './link-graph.ts'
import { maxVisits, walkTaints } from './link-walk.ts'
import { isChain } from './origin.ts'
import { shorten } from './steps.ts'

/** `file`: where the sink is. */
export type LinkedFlow = { file: string; flow: InFile<FlowRecord> }

/** `resolve` gives '' for what leads to none of the files. */
export function linkFlows(files: Files, resolve: Resolve): readonly LinkedFlow[] {
  const found = new Map<string, LinkedFlow>()
  walkTaints(linkGraph(files, resolve), { left: maxVisits }, ({ spot, steps }, taint) => {
    for (const { file, sink, subject: place, place: at, steps: last } of spot.sinks) {
      if (!isChain(taint, sink, place)) continue
      const subject = taint.subject === '' ? place : taint.subject
      const key = JSON.stringify([taint.source, subject, sink])
      if (found.has(key)) continue
      const flow = { source: taint.source, subject, sink, steps: shorten([...steps, ...last]), ...at }
      found.set(key, { file, flow })
    }
  })
  return [...found.values()]
}

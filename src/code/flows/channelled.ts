// Writes of which only following the receiver tells where they go: `sock.write(x)` where `sock` is a parameter.
import type { Cell } from './cells.ts'
import type { FlowFile } from './file.ts'
import type { DeedCell } from './find-flows.ts'
import { channels } from './sinks.ts'
import type { Tracer } from './trace.ts'

/** Sinks with those whose receiver is open towards somewhere; the others are none. */
export function channelled(file: FlowFile, tracer: Tracer, deeds: readonly DeedCell[]): readonly DeedCell[] {
  const open = deeds.filter(({ receiver }) => receiver !== undefined)
  if (open.length === 0) return deeds
  const found = deeds.filter(({ receiver }) => receiver === undefined)
  for (const [sink, starts] of openersOf(file)) {
    const { has } = tracer.trace(starts)
    for (const one of open) {
      if (one.receiver !== undefined && has(one.receiver)) found.push({ ...one, deed: { ...one.deed, sink } })
    }
  }
  return found
}

function openersOf({ graph, calls }: FlowFile): Map<DeedCell['deed']['sink'], Cell[]> {
  const openers = new Map<DeedCell['deed']['sink'], Cell[]>()
  for (const cell of graph.cells) {
    if (cell.subject.kind !== 'call') continue
    const names = calls.siteOf(cell.subject.call)?.names ?? []
    for (const name of names) {
      const sink = channels.get(name)
      if (sink === undefined) continue
      const known = openers.get(sink)
      if (known === undefined) openers.set(sink, [cell])
      else known.push(cell)
    }
  }
  return openers
}

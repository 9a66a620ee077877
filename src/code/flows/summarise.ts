// From an explored graph to records: flows inside the file, what its exports do, and what it calls elsewhere.
import type { Source } from '../../domain/code.ts'
import type { FileCode, Reached, Taint } from '../file-code.ts'
import type { Places } from '../places.ts'
import type { Cell } from './cells.ts'
import type { FlowFile } from './file.ts'
import type { DeedCell, ExportCell } from './find-flows.ts'
import { isChain, type Origin } from './origin.ts'
import { isPlainVariable } from './reads.ts'
import { type StepWriter, shorten } from './steps.ts'
import { originsOf, type Reach, type Tracer } from './trace.ts'
import { type OpenCall, type OpenSummary, useful } from './useful.ts'

export type Explored = {
  file: FlowFile
  tracer: Tracer
  places: Places
  steps: StepWriter
  deeds: readonly DeedCell[]
  exported: readonly ExportCell[]
  /** What outgoing calls are given, by call and position. */
  given: readonly (readonly Cell[])[]
}
type Found = Pick<FileCode, 'flows' | 'exports' | 'calls'>
/** Ways between calls of other files, within one file. */
const maxLinks = 50_000

/** Sources of one file that are told apart; after these only their kinds are. */
const maxOrigins = 200

export function summarise(explored: Explored): Found {
  const flows = new Map<string, FileCode['flows'][number]>()
  const exports = explored.exported.map(({ exported }): OpenSummary => ({ ...emptySummary(), name: exported.name }))
  const calls = explored.file.outgoing.uses.map(
    ({ module, name, node, given }): OpenCall => ({
      module,
      name,
      place: explored.places.at(node.start),
      given: given.map(() => []),
      reaches: [],
      takes: [],
    }),
  )
  for (const { origin, cells } of sourcesIn(explored.file)) followOrigin(explored, origin, cells, flows, exports, calls)
  explored.exported.forEach(({ exported }, index) => {
    if (exported.kind === 'alias') exports[index]?.aliasOf.push(exported.of)
  })
  followParameters(explored, exports)
  followResults(explored, exports, calls)
  return { flows: [...flows.values()], ...useful(exports, calls) }
}

function emptySummary(): OpenSummary {
  return { name: '', gives: [], passes: [], sends: [], relays: [], returns: [], variables: [], aliasOf: [] }
}

/** Sources by what they are: cells of the same source are followed together. */
function sourcesIn({ graph }: FlowFile): readonly { origin: Origin; cells: readonly Cell[] }[] {
  const found = new Map<string, { origin: Origin; cells: Cell[] }>()
  for (const cell of graph.cells) {
    if (cell.origin === undefined) continue
    const { source, strength } = cell.origin
    const subject = found.size < maxOrigins ? cell.origin.subject : ''
    const key = JSON.stringify([source, subject, strength])
    const known = found.get(key)
    if (known === undefined) found.set(key, { origin: { source, subject, strength }, cells: [cell] })
    else known.cells.push(cell)
  }
  return [...found.values()]
}

function followOrigin(
  { tracer, deeds, exported, given, places, steps }: Explored,
  origin: Origin,
  cells: readonly Cell[],
  flows: Map<string, FileCode['flows'][number]>,
  exports: readonly OpenSummary[],
  calls: readonly OpenCall[],
): void {
  const reach = tracer.trace(cells)
  for (const { deed, cell } of deeds) {
    if (!reach.has(cell) || !isChain(origin, deed.sink, deed.subject)) continue
    const subject = origin.subject === '' ? deed.subject : origin.subject
    const key = JSON.stringify([origin.source, subject, deed.sink])
    if (flows.has(key)) continue
    const way = steps(reach.wayTo(cell), deed.node)
    flows.set(key, { source: origin.source, subject, sink: deed.sink, steps: way, ...places.at(deed.node.start) })
  }
  const taintAt = (cell: Cell): Taint => ({ ...origin, steps: steps(reach.wayTo(cell), cell.node) })
  exported.forEach(({ gives }, index) => {
    if (gives !== undefined && reach.has(gives)) exports[index]?.gives.push(taintAt(gives))
  })
  given.forEach((cellsOf, call) => {
    cellsOf.forEach((cell, argument) => {
      if (reach.has(cell)) calls[call]?.given[argument]?.push(taintAt(cell))
    })
  })
}

/** How far a parameter is followed that reaches no sink, to see whether the function gives it back. */
const maxPassing = 300

function followParameters(
  { file, tracer, deeds, given, places, steps, exported }: Explored,
  exports: readonly OpenSummary[],
) {
  const starts = Map.groupBy(
    file.graph.cells.filter(({ subject }) => subject.kind === 'parameter'),
    ({ subject }) => (subject.kind === 'parameter' ? subject.of : undefined),
  )
  const args = given.flat()
  const telling = originsOf(file.graph, [...deeds.map(({ cell }) => cell), ...args])
  exported.forEach(({ exported: one, gives }, index) => {
    const summary = exports[index]
    if (one.kind !== 'function' || summary === undefined) return
    if (gives === undefined)
      summary.passes.push(...one.of.params.map((_, parameter) => ({ parameter, becomes: '' as const })))
    for (const [parameter, cells] of byPosition(starts.get(one.of) ?? [])) {
      if (file.audience === 'others' && cells.every(({ field }) => isPlainVariable(field)))
        summary.variables.push(parameter)
      const isTelling = cells.some((cell) => telling.has(cell))
      const reach = tracer.trace(cells, isTelling ? undefined : maxPassing)
      if (gives !== undefined && reach.has(gives))
        summary.passes.push({ parameter, becomes: becomes(reach.wayTo(gives)) })
      if (!isTelling) continue
      for (const reached of reachedBy(reach, deeds, places, steps)) summary.sends.push({ parameter, ...reached })
      given.forEach((all, call) => {
        all.forEach((cell, argument) => {
          if (reach.has(cell)) summary.relays.push({ parameter, call, argument })
        })
      })
    }
  })
}

function byPosition(cells: readonly Cell[]): Map<number, Cell[]> {
  return Map.groupBy(cells, ({ subject }) => (subject.kind === 'parameter' ? subject.index : -1))
}

/** What it goes through on its way last. */
function becomes(way: readonly Cell[]): Source | '' {
  for (const { from } of way.toReversed()) {
    const through = from.find(({ origin }) => origin?.source === 'decoded' || origin?.source === 'decrypted')
    if (through?.origin !== undefined) return through.origin.source
  }
  return ''
}

function followResults(
  { file, tracer, deeds, exported, given, places, steps }: Explored,
  exports: readonly OpenSummary[],
  calls: readonly OpenCall[],
): void {
  let links = 0
  const results = new Map<number, Cell[]>()
  for (const cell of file.graph.cells) {
    if (cell.result === -1) continue
    const known = results.get(cell.result)
    if (known === undefined) results.set(cell.result, [cell])
    else known.push(cell)
  }
  const telling = originsOf(file.graph, [
    ...deeds.map(({ cell }) => cell),
    ...given.flat(),
    ...exported.flatMap(({ gives }) => gives ?? []),
  ])
  const takers = argumentsByCell(given)
  for (const [call, cells] of results) {
    if (!cells.some((cell) => telling.has(cell))) continue
    const reach = tracer.trace(cells)
    calls[call]?.reaches.push(...reachedBy(reach, deeds, places, steps))
    exported.forEach(({ gives }, index) => {
      if (gives !== undefined && reach.has(gives)) {
        exports[index]?.returns.push({ call })
      }
    })
    for (const { taker, argument } of reachedArguments(reach, takers)) {
      if (++links > maxLinks) file.graph.exhausted = true
      else calls[taker]?.takes.push({ argument, call })
    }
  }
}

/** An argument of an outgoing call. */
type Argument = { taker: number; argument: number }

/** By the cell's id: files have thousands of them, and thousands of results that reach next to none. */
function argumentsByCell(given: Explored['given']): ArgumentsByCell {
  const found: Argument[][] = []
  given.forEach((cells, taker) => {
    for (const [argument, { id }] of cells.entries()) {
      const known = found[id]
      if (known === undefined) found[id] = [{ taker, argument }]
      else known.push({ taker, argument })
    }
  })
  return found
}

type ArgumentsByCell = readonly (readonly Argument[] | undefined)[]

function reachedArguments(reach: Reach, byCell: ArgumentsByCell): readonly Argument[] {
  const found: Argument[] = []
  if (byCell.length === 0) return found
  for (const id of reach.ids()) {
    const known = byCell[id]
    if (known !== undefined) found.push(...known)
  }
  return found.sort((a, b) => a.taker - b.taker || a.argument - b.argument)
}

/** One for each kind of sink. */
function reachedBy(reach: Reach, deeds: readonly DeedCell[], places: Places, steps: StepWriter): readonly Reached[] {
  const found = new Map<string, Reached>()
  for (const { deed, cell } of deeds) {
    const key = `${deed.sink} ${deed.subject}`
    if (found.has(key) || !reach.has(cell)) continue
    const { sink, subject, node } = deed
    found.set(key, { sink, subject, place: places.at(node.start), steps: shorten(steps(reach.wayTo(cell), node)) })
  }
  return [...found.values()]
}

// The flows of one file, and what other files need to know of it to see flows across files. Sinks and exports are where
// it starts: what they derive from is looked into, then every source found there is followed forward.
import type { FileCode, FunctionSummary, OutgoingCall } from '../file-code.ts'
import type { FunctionNode } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import { createPlaces, type Places } from '../places.ts'
import type { Resolver } from '../value.ts'
import type { CallSite } from './calls.ts'
import { type Cell, cellOf, explore, type Part } from './cells.ts'
import { channelled } from './channelled.ts'
import { isClient } from './clients.ts'
import type { Deed } from './deed.ts'
import { readDeeds } from './deeds.ts'
import { expand } from './expand.ts'
import { type Exported, readExports } from './exports.ts'
import { type Audience, type FlowFile, openFile } from './file.ts'
import { hasSources } from './has-sources.ts'
import { partsOf } from './names.ts'
import { passesArguments } from './passing.ts'
import { callSinks } from './sinks.ts'
import { callSources, transforms } from './sources.ts'
import { createStepWriter } from './steps.ts'
import { summarise } from './summarise.ts'
import { createTracer } from './trace.ts'

export type FileFlows = Pick<FileCode, 'flows'> & {
  exports: readonly FunctionSummary[]
  calls: readonly OutgoingCall[]
  /** The budget ran out: flows may be missing. */
  exhausted: boolean
}

/** A sink with the cell of all that it is given. */
export type DeedCell = { deed: Deed; cell: Cell; receiver: Cell | undefined }
/** An export with the cell of what it gives. */
export type ExportCell = { exported: Exported; gives: Cell | undefined }

export function findFlows(
  resolver: Resolver,
  path: string,
  source: string,
  places: Places = createPlaces(source),
  audience: Audience = 'own',
): FileFlows {
  const file = openFile(resolver, audience)
  const toOthers = callsToOthers(file)
  const deeds = readDeeds(resolver, file.calls).map((one) => deedCell(file, one))
  for (const { call } of toOthers) cellOf(file.graph, { kind: 'call', call }, '', call)
  const hasOwn = audience === 'others' || hasSources(file)
  const exported = readExports(file).map((one) => exportCell(file, one, hasOwn ? 'all' : toOthers))
  explore(file.graph, (cell) => expand(file, cell))
  const given = argumentCells(file)
  explore(file.graph, (cell) => expand(file, cell))
  const tracer = createTracer(file.graph)
  const steps = createStepWriter(path, source, places)
  const found = summarise({ file, tracer, places, steps, deeds: channelled(file, tracer, deeds), exported, given })
  return { ...found, exhausted: file.graph.exhausted || file.outgoing.isFull || resolver.exhausted() }
}

/** Packages' functions that a file calls: with more than these it is a bundle or a library's client, and no go-between. */
const maxPackageCalls = 300

function callsToOthers({ calls, audience }: FlowFile): readonly CallSite[] {
  const own = calls.sites.filter(({ names }) => names.some((name) => name.startsWith('own:')))
  const foreign = calls.sites.filter(({ names }) => names.some(isForeign))
  return audience === 'own' && foreign.length > maxPackageCalls ? own : [...own, ...foreign]
}

/** A function of a package of which nothing is known. */
function isForeign(name: string): boolean {
  if (!name.startsWith('package:') || callSinks.has(name) || callSources.has(name) || transforms.has(name)) return false
  const { module } = partsOf(name)
  return !isClient(module) && !passesArguments(name, module)
}

function deedCell(file: FlowFile, deed: Deed): DeedCell {
  const receiver = deed.receiver === undefined ? undefined : rootOf(file, [{ node: deed.receiver, field: '' }])
  return { deed, cell: rootOf(file, deed.parts), receiver }
}

/**
 * What an export gives is looked into where there is a source in the file, or a call of another one inside the export.
 * A function without either is taken to give back what it is given.
 */
function exportCell(file: FlowFile, exported: Exported, sources: 'all' | readonly CallSite[]): ExportCell {
  if (exported.kind === 'alias') return { exported, gives: undefined }
  const { start, end } = exported.kind === 'value' ? exported.node : exported.of
  const isRich = sources === 'all' || sources.some(({ call }) => call.start >= start && call.end <= end)
  if (!isRich) return { exported, gives: undefined }
  if (exported.kind === 'value') {
    return { exported, gives: rootOf(file, [{ node: exported.node, field: '' }]) }
  }
  const { of } = exported
  const scope = file.scopeOf.get(of)
  if (scope === undefined) return { exported, gives: undefined }
  const returned = cellOf(file.graph, { kind: 'returned', scope }, '', of)
  const handed = handedOver(file, of)
  if (handed.length === 0) return { exported, gives: returned }
  // Whoever hands over a function is taken to get as the call's result what it is called with.
  const gives = rootOf(file, handed)
  gives.from.push(returned)
  return { exported, gives }
}

/** What a function calls with that it is given: `done(null, text)`. */
function handedOver({ resolver, calls }: FlowFile, { params }: FunctionNode): readonly Part[] {
  return params.flatMap((parameter) => {
    const binding = parameter.type === 'Identifier' ? resolver.bindingOf(parameter) : undefined
    const sites = binding === undefined ? [] : calls.calledAs(binding)
    return sites.flatMap(({ effect }) => effect.given.map((node) => ({ node, field: '' })))
  })
}

/** What is given to calls of other files, by call and position. A call that is found on the way adds calls of its own. */
function argumentCells(file: FlowFile): readonly (readonly Cell[])[] {
  return file.outgoing.uses.map(({ given }) => given.map((node) => rootOf(file, [{ node, field: '' }])))
}

function rootOf(file: FlowFile, parts: readonly Part[]): Cell {
  const [first] = parts
  return cellOf(
    file.graph,
    { kind: 'root', parts: [...parts] },
    '',
    first?.node ?? file.resolver.collected.scopes[0]?.node ?? nowhere,
  )
}

const nowhere: Node = { type: 'EmptyStatement', start: 0, end: 0 }

// Files as one graph: arguments and results of calls between them, parameters and results of what they export.
import type { FunctionSummary, Reached, Taint } from '../file-code.ts'
import type { Audience } from './file.ts'
import { costs, type LinkBudget } from './link-budget.ts'
import { type Export, type Files, findExports, type Resolve } from './link-exports.ts'
import { isPlainVariable } from './reads.ts'

/** A place that data comes by. Ways inside a file, down into a function that is called, and up to whoever called it. */
export type Spot = {
  /** What an export gives: the way out of a function. */
  isExit: boolean
  /** One variable of what comes: of a whole environment it holds next to nothing. */
  isVariable: boolean
  inside: Spot[]
  down: Spot[]
  up: Spot[]
  sinks: (Reached & { file: string })[]
}
type CallSpots = { given: readonly Spot[]; result: Spot }
/** Parameters by their position: those with which something is done. */
type ExportSpots = { parameters: ReadonlyMap<number, Spot>; gives: Spot }

/** `file`: where the data comes from. */
export type TaintAt = { at: Spot; taint: Taint; file: string }
/** A call with the export that it means: its argument, the parameter, what the export gives, the call's result. */
type Link = { argument: Spot; parameter: Spot; gives: Spot; result: Spot }

/** Where data comes in; everything else is reached from there. */
export function linkGraph(files: Files, resolve: Resolve, audience: Audience, budget: LinkBudget): readonly TaintAt[] {
  const taints: TaintAt[] = []
  const mostGiven = [...files.values()]
    .flatMap(({ calls }) => calls)
    .reduce((most, { given }) => Math.max(most, given.length), 0)
  const spotsOf = (summary: FunctionSummary) => exportSpots(summary, mostGiven, budget)
  const exports = new Map([...files].map(([file, code]) => [file, code.exports.map(spotsOf)] as const))
  const links: Link[] = []
  for (const [file, code] of files) {
    const calls = code.calls.map(({ given }): CallSpots => ({ given: given.map(() => spot()), result: spot() }))
    fillExports(file, code.exports, exports.get(file) ?? [], calls, taints)
    code.calls.forEach(({ module, name, given, reaches, takes }, index) => {
      const call = calls[index]
      if (call === undefined) return
      given.forEach((all, at) => {
        const argument = call.given[at]
        if (argument !== undefined) for (const taint of all) taints.push({ at: argument, taint, file })
      })
      for (const reached of reaches) call.result.sinks.push({ ...reached, file })
      for (const { argument, call: from } of takes) join(calls[from]?.result, call.given[argument])
      const target = resolve(file, module)
      if (target === '' || budget.left < 0) return
      for (const found of findExports(files, resolve, target, name, budget)) {
        const to = exports.get(found.file)?.[found.index]
        if (to === undefined || budget.left < 0) continue
        budget.left -= costs.spot
        for (const link of linksOf(call, to, found, audience)) {
          budget.left -= costs.link
          links.push(link)
        }
      }
    })
  }
  passThrough(links, budget)
  return taints
}

function spot(isExit = false, isVariable = false): Spot {
  return { isExit, isVariable, inside: [], down: [], up: [], sinks: [] }
}

/** Nobody gives anything to parameters from `mostGiven` on. */
function exportSpots(summary: FunctionSummary, mostGiven: number, budget: LinkBudget): ExportSpots {
  const { variables, passes, sends, relays } = summary
  const parameters = new Map<number, Spot>()
  for (const list of [passes, sends, relays]) {
    for (const { parameter } of list) {
      if (parameter >= mostGiven || parameters.has(parameter) || budget.left < 0) continue
      budget.left -= costs.spot
      parameters.set(parameter, spot(false, variables.includes(parameter)))
    }
  }
  return { parameters, gives: spot(true) }
}

function variableOf(whole: Spot): Spot {
  return { ...spot(false, true), inside: [whole] }
}

function join(from: Spot | undefined, to: Spot | undefined): void {
  if (from !== undefined && to !== undefined) from.inside.push(to)
}

function fillExports(
  file: string,
  summaries: Files extends ReadonlyMap<string, infer C extends { exports: unknown }> ? C['exports'] : never,
  spots: readonly ExportSpots[],
  calls: readonly CallSpots[],
  taints: TaintAt[],
): void {
  summaries.forEach(({ gives, passes, sends, relays, returns }, index) => {
    const own = spots[index]
    if (own === undefined) return
    for (const taint of gives) taints.push({ at: own.gives, taint, file })
    for (const { parameter } of passes) join(own.parameters.get(parameter), own.gives)
    for (const { parameter, ...reached } of sends) own.parameters.get(parameter)?.sinks.push({ ...reached, file })
    for (const { parameter, call, argument } of relays)
      join(own.parameters.get(parameter), calls[call]?.given[argument])
    for (const { call } of returns) join(calls[call]?.result, own.gives)
  })
}

function linksOf(
  { given, result }: CallSpots,
  { parameters, gives }: ExportSpots,
  { exact, rest }: Export,
  audience: Audience,
): readonly Link[] {
  gives.up.push(audience === 'others' && isPlainVariable(rest.slice(1)) ? variableOf(result) : result)
  if (!exact) return []
  return given.flatMap((argument, at): Link[] => {
    const parameter = parameters.get(at)
    if (parameter === undefined) return []
    argument.down.push(parameter)
    return [{ argument, parameter, gives, result }]
  })
}

/**
 * An argument reaches the call's result where the function passes it on, by itself or through calls that do. Going down
 * and up again by any call would mix up all callers.
 */
function passThrough(links: readonly Link[], budget: LinkBudget): void {
  const done = new Set<Link>()
  for (let before = -1; before !== done.size; ) {
    before = done.size
    for (const link of links) {
      if (done.has(link) || !leadsInside(link.parameter, link.gives, budget)) continue
      done.add(link)
      link.argument.inside.push(link.parameter.isVariable ? variableOf(link.result) : link.result)
    }
  }
}

function leadsInside(from: Spot, to: Spot, budget: LinkBudget): boolean {
  const seen = new Set([from])
  for (const { inside } of seen) {
    budget.left -= costs.walk
    if (budget.left < 0) return false
    for (const next of inside) seen.add(next)
  }
  return seen.has(to)
}

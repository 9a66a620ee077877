// Flows across packages that are judged together: a decoder in one, a sink in another. A package is told to others as
// what its exports do, whatever files they stand in.
import type { FileCode, FunctionSummary, Taint } from '../file-code.ts'
import { type Files, findExports, type Resolve } from './link-exports.ts'
import { flowsAcross, type LinkedFlow } from './link-flows.ts'
import { type ExportSpots, type LinkGraph, linkGraph, maxParameters } from './link-graph.ts'
import { type Budget, maxVisits, walkFrom, walkTaints } from './link-walk.ts'
import { shorten } from './steps.ts'

/** `entries`: files by the specifier that others load them with: `pkg`, `pkg/sub`. */
export type LinkedPackage = {
  files: ReadonlyMap<string, FileCode>
  resolve: Resolve
  entries: ReadonlyMap<string, string>
}

/** `file`: `package:` and the specifier of the package whose exports hold the sink, or a path of the last one given. */
export function linkPackages(packages: readonly LinkedPackage[]): readonly LinkedFlow[] {
  const files = new Map<string, Pick<FileCode, 'exports' | 'calls'>>()
  const homes = new Map<string, LinkedPackage>()
  packages.forEach((one, index) => {
    for (const [path, code] of one.files) {
      files.set(`${index}:${path}`, code)
      homes.set(`${index}:${path}`, one)
    }
  })
  const own = new Set(packages.flatMap(({ files: of, resolve }) => flowsAcross(of, resolve).map(keyOf)))
  const resolve: Resolve = (from, specifier) => {
    const home = homes.get(from)
    const inside = home?.resolve(from.slice(from.indexOf(':') + 1), specifier) ?? ''
    if (home !== undefined && inside !== '') return `${packages.indexOf(home)}:${inside}`
    const index = packages.findIndex(({ entries }) => entries.has(specifier))
    const entry = packages[index]?.entries.get(specifier)
    return entry === undefined ? '' : `${index}:${entry}`
  }
  return flowsAcross(files, resolve).filter((one) => !own.has(keyOf(one)))
}

function keyOf({ flow: { source, subject, sink } }: LinkedFlow): string {
  return JSON.stringify([source, subject, sink])
}

/** What the exports of one entry do, as one file that needs no others. */
export function packageSummary(files: Files, resolve: Resolve, entry: string): readonly FunctionSummary[] {
  const graph = linkGraph(files, resolve)
  const budget = { left: maxVisits }
  return [...namesIn(files, resolve, entry)].flatMap((name) =>
    findExports(files, resolve, entry, name).flatMap(({ file, index, summary, exact }): FunctionSummary[] => {
      const spots = graph.exports.get(file)?.[index]
      if (!exact || spots === undefined) return []
      const { passes } = summary
      const [gives, sends] = [givesOf(graph, spots, budget), sendsOf(spots, budget)]
      return [{ name, gives, passes, sends, relays: [], returns: [], aliasOf: [] }]
    }),
  )
}

/** `export *` has the names of what it hands on. */
function namesIn(files: Files, resolve: Resolve, entry: string): ReadonlySet<string> {
  const names = new Set<string>()
  const seen = new Set([entry])
  for (const file of seen) {
    for (const { name, aliasOf } of files.get(file)?.exports ?? []) {
      names.add(name)
      if (name === '*') for (const { module } of aliasOf) seen.add(resolve(file, module))
    }
  }
  return names
}

function givesOf(graph: LinkGraph, { gives }: ExportSpots, budget: Budget): readonly Taint[] {
  const found = new Map<string, Taint>()
  walkTaints(graph, budget, ({ spot, isDown, steps }, taint) => {
    const key = JSON.stringify([taint.source, taint.subject, taint.strength])
    if (spot === gives && !isDown && !found.has(key)) found.set(key, { ...taint, steps: shorten(steps) })
  })
  return [...found.values()]
}

function sendsOf({ parameters }: ExportSpots, budget: Budget): FunctionSummary['sends'] {
  return [...Array(maxParameters).keys()].flatMap((parameter) => {
    const spot = parameters[parameter]
    const found = new Map<string, FunctionSummary['sends'][number]>()
    if (spot === undefined) return []
    walkFrom([{ spot, isDown: true, steps: [] }], budget, ({ spot: at }) => {
      for (const { file: _, ...sent } of at.sinks) {
        const key = `${sent.sink} ${sent.subject}`
        if (!found.has(key)) found.set(key, { ...sent, parameter })
      }
    })
    return [...found.values()]
  })
}

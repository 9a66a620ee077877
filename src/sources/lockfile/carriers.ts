// Which entries come inside another package's tarball. npm decides it from the carrying entry's `bundleDependencies`
// and never from the entry's own `inBundle` (arborist's `getBundler`): a lockfile that only claims it would have npm
// fetch a package that we had taken for carried.
import type { Entry, RootEntry } from './entry.ts'
import type { Graph } from './graph.ts'

/** Carried entries and the entry whose tarball has them. */
export type Carriers = ReadonlyMap<Entry, Entry>

export function findCarriers(entries: readonly Entry[], root: RootEntry, graph: Graph): Carriers {
  // What the project itself would bundle npm still fetches, also below.
  const ofRoot = new Map<Entry, 'root'>()
  spread('', root.bundles, 'root', ofRoot, graph)
  const carriers = new Map<Entry, Entry>()
  const bundling = entries.filter((entry) => entry.bundles.length > 0 && isFetched(entry))
  for (const entry of bundling.toSorted((a, b) => a.location.length - b.location.length)) {
    if (!ofRoot.has(entry) && !carriers.has(entry)) spread(entry.location, entry.bundles, entry, carriers, graph)
  }
  for (const entry of ofRoot.keys()) carriers.delete(entry)
  for (const entry of entries) {
    const carrier = entry.where.kind === 'folder' ? graph.at(entry.where.within) : undefined
    if (carrier !== undefined) carriers.set(entry, carriers.get(carrier) ?? carrier)
  }
  return carriers
}

/** Own folders have no tarball: what they bundle is fetched like everything else. */
function isFetched(entry: Entry): boolean {
  return entry.where.kind === 'installed' && !entry.link
}

/** The named packages, all that is below them, and what these ask for as long as it sits beside them. */
function spread<Carrier>(
  folder: string,
  names: readonly string[],
  carrier: Carrier,
  carried: Map<Entry, Carrier>,
  graph: Graph,
): void {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const waiting = [...graph.installedIn(folder)].filter((entry) => wanted.has(entry.where.installedAs.toLowerCase()))
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (carried.has(entry)) continue
    carried.set(entry, carrier)
    for (const below of graph.installedIn(entry.location)) waiting.push(below)
    for (const next of graph.leadsTo(entry)) {
      if (next.where.kind === 'installed' && next.where.holder === folder) waiting.push(next)
    }
  }
}

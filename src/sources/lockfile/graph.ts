// How the entries of one lockfile hang together: which entry a dependency leads to by npm's walk up through
// `node_modules`, who asks for what, and the ways from the project to each entry.
import type { Ask, AskGroup, Entry, RootEntry } from './entry.ts'
import { maxPathSteps } from './limits.ts'
import { folderAbove } from './location.ts'

export type Graph = {
  at: (location: string) => Entry | undefined
  /** The entry that `name` leads to for code in `folder`, as npm and Node.js look it up. */
  resolve: (folder: string, name: string) => Entry | undefined
  installedIn: (folder: string) => Iterable<Entry>
  /** Where each entry's asks lead. */
  leadsTo: (entry: Entry) => readonly Entry[]
  /** Every ask that leads to an entry. */
  asksFor: (entry: Entry) => readonly Ask[]
  /** Folders that the project declares as workspaces. */
  workspaces: ReadonlySet<Entry>
  /** Asked for by the project or one of its workspaces. */
  direct: ReadonlySet<Entry>
  /** Every way from the project leads over such an ask; false where there is no way at all. */
  isOnlyFor: (group: 'dev' | 'optional', entry: Entry) => boolean
  /** Shortest way from the project, the entry itself last. */
  pathOf: (entry: Entry) => readonly string[]
}

type Edge = { to: Entry; group: AskGroup }

export function buildGraph(entries: readonly Entry[], root: RootEntry): Graph {
  const byLocation = new Map(entries.map((entry) => [entry.location, entry]))
  const byFolder = installedByFolder(entries)
  const resolve = (folder: string, name: string): Entry | undefined => {
    const key = name.toLowerCase()
    for (let at: string | 'none' = folder; at !== 'none'; at = folderAbove(at)) {
      const found = byFolder.get(at)?.get(key)
      if (found !== undefined) return found
    }
    return undefined
  }
  const askers = new Map<Entry, Ask[]>()
  const follow = (folder: string, asks: ReadonlyMap<string, Ask>): Edge[] => {
    const found: Edge[] = []
    for (const ask of asks.values()) {
      const entry = resolve(folder, ask.name)
      if (entry === undefined) continue
      found.push({ to: entry, group: ask.group })
      const known = askers.get(entry)
      if (known === undefined) askers.set(entry, [ask])
      else known.push(ask)
    }
    return found
  }
  const fromRoot = follow('', root.asks)
  const edges = new Map(entries.map((entry) => [entry, follow(entry.location, entry.asks)]))
  const links = workspaceLinks(entries, root)
  const workspaces = new Set(links.flatMap((link) => byLocation.get(link.resolved) ?? []))
  const targetOf = (entry: Entry) => (entry.link ? byLocation.get(entry.resolved) : undefined)
  const walkWithout = (left: readonly AskGroup[]) => {
    const kept = (found: readonly Edge[]) => found.flatMap(({ to, group }) => (left.includes(group) ? [] : to))
    const leadsTo = (entry: Entry) => kept(edges.get(entry) ?? [])
    return walkFromRoot([...kept(fromRoot), ...links], workspaces, leadsTo, targetOf)
  }
  const walk = walkWithout([])
  const without = { dev: walkWithout(['dev']), optional: walkWithout(['optional', 'peerOptional']) }
  return {
    at: (location) => byLocation.get(location),
    resolve,
    installedIn: (folder) => byFolder.get(folder)?.values() ?? [],
    leadsTo: (entry) => (edges.get(entry) ?? []).map(({ to }) => to),
    asksFor: (entry) => askers.get(entry) ?? [],
    workspaces,
    direct: walk.direct,
    isOnlyFor: (group, entry) => walk.parents.has(entry) && !without[group].parents.has(entry),
    pathOf: (entry) => pathTo(entry, walk.parents, targetOf),
  }
}

/** `name@version` as shown to people; a link is shown as what it leads to. */
export function labelOf(entry: Entry, target: Entry | undefined): string {
  const shown = target ?? entry
  const name = shown.name === '' ? shown.where.installedAs : shown.name
  return shown.version === '' ? name : `${name}@${shown.version}`
}

/** npm looks names up without regard to case, as some file systems do (arborist's case-insensitive-map.js). */
function installedByFolder(entries: readonly Entry[]): ReadonlyMap<string, Map<string, Entry>> {
  const byFolder = new Map<string, Map<string, Entry>>()
  for (const entry of entries) {
    if (entry.where.kind !== 'installed') continue
    const siblings = byFolder.get(entry.where.holder)
    const key = entry.where.installedAs.toLowerCase()
    if (siblings === undefined) byFolder.set(entry.where.holder, new Map([[key, entry]]))
    else siblings.set(key, entry)
  }
  return byFolder
}

/** Links at the top that nobody asks for by path: in a project with workspaces these lead to the workspaces. */
function workspaceLinks(entries: readonly Entry[], root: RootEntry): Entry[] {
  if (!root.declaresWorkspaces) return []
  return entries.filter((entry) => {
    if (!entry.link || entry.where.kind !== 'installed' || entry.where.holder !== '') return false
    return root.asks.get(entry.where.installedAs)?.spec.startsWith('file:') !== true
  })
}

type Walk = { direct: Set<Entry>; parents: ReadonlyMap<Entry, Entry | 'root'> }

/** Breadth first. The project and its workspaces are the start; a link and its target are one step. */
function walkFromRoot(
  fromRoot: readonly Entry[],
  workspaces: ReadonlySet<Entry>,
  leadsTo: (entry: Entry) => readonly Entry[],
  targetOf: (entry: Entry) => Entry | undefined,
): Walk {
  const parents = new Map<Entry, Entry | 'root'>()
  const direct = new Set<Entry>()
  const queue: Entry[] = []
  const reach = (entry: Entry, parent: Entry | 'root') => {
    for (let next: Entry | undefined = entry; next !== undefined; next = targetOf(next)) {
      if (parent === 'root') direct.add(next)
      if (parents.has(next)) return
      parents.set(next, parent)
      queue.push(next)
    }
  }
  for (const workspace of workspaces) reach(workspace, 'root')
  for (const entry of fromRoot) reach(entry, 'root')
  for (const workspace of workspaces) for (const entry of leadsTo(workspace)) reach(entry, 'root')
  for (let at = 0; at < queue.length; at++) {
    const entry = queue[at]
    if (entry !== undefined) for (const next of leadsTo(entry)) reach(next, entry)
  }
  return { direct, parents }
}

function pathTo(
  entry: Entry,
  parents: ReadonlyMap<Entry, Entry | 'root'>,
  targetOf: (entry: Entry) => Entry | undefined,
): string[] {
  const steps: string[] = []
  for (let at: Entry | 'root' = entry; at !== 'root'; at = parents.get(at) ?? 'root') {
    if (steps.length === maxPathSteps) {
      steps.push('…')
      break
    }
    steps.push(labelOf(at, targetOf(at)))
  }
  return steps.reverse()
}

// Whether the lockfile still belongs to the package.json files beside it. At least as strict as `npm ci` about what would
// be installed, and quiet about what npm itself never updates: versions and ranges between a project's own folders.
import type { Mistake } from '../../domain/problem.ts'
import type { Ask, Entry } from './entry.ts'
import { checkExtensions, checkPatches } from './extensions.ts'
import { checkInstalled } from './installed.ts'
import { type ProjectManifest, readManifest } from './manifest.ts'
import { type Mistakes, mistakesIn, quoted } from './mistakes.ts'
import type { ProjectFiles } from './project-files.ts'
import type { LockTree } from './tree.ts'

export function findDrift(tree: LockTree, manifest: ProjectManifest, files: ProjectFiles): Mistake[] {
  const inLock = mistakesIn(tree.lockfile.file, tree.source)
  const own = ownManifests(tree, files)
  const versions = new Map(own.map(({ entry, manifest: { version } }) => [entry.location, version]))
  const versionOf = (location: string) => versions.get(location) ?? ''
  const overridden = manifest.overrides.names
  const root = { folder: '', manifest, locked: tree.root === 'none' ? undefined : tree.root.asks, offset: 0 }
  checkInstalled({ ...root, said: compareFolder(root, tree, inLock) }, overridden, tree, versionOf)
  checkExtensions(manifest, tree)
  checkPatches(manifest, tree, inLock)
  checkWorkspacesLocked(manifest, tree, files)
  for (const { entry, manifest } of own) {
    const locked = tree.root === 'none' ? undefined : entry.asks
    const folder = { folder: entry.location, manifest, locked, offset: entry.offset }
    const said = compareFolder(folder, tree, inLock)
    if (tree.graph.workspaces.has(entry)) checkInstalled({ ...folder, said }, overridden, tree, versionOf)
  }
  return [manifest, ...own.map((one) => one.manifest)].flatMap(({ mistakes }) => mistakes.found).concat(inLock.found)
}

/**
 * The package.json of each folder that a link leads to; npm reads these instead of what the lockfile recorded. A partial
 * checkout has not every workspace; what is locked for it is judged all the same.
 */
function ownManifests(tree: LockTree, files: ProjectFiles): { entry: Entry; manifest: ProjectManifest }[] {
  return tree.entries.flatMap((entry) => {
    if (entry.where.kind !== 'folder' || entry.where.within !== '') return []
    const path = `${entry.location}/package.json`
    const read = files.read(path)
    return read.status === 'text' ? [{ entry, manifest: readManifest(files.shown(path), read.text) }] : []
  })
}

type Compared = {
  folder: string
  manifest: ProjectManifest
  /** What the lockfile recorded of the same manifest; undefined in version 1. */
  locked: ReadonlyMap<string, Ask> | undefined
  offset: number
}

/** Name by name: asked for in one place only, in another group, or with another spec. Gives the names it spoke of. */
function compareFolder({ folder, manifest, locked, offset }: Compared, tree: LockTree, inLock: Mistakes): Set<string> {
  const said = new Set<string>()
  if (locked === undefined) return said
  const { resolve, at, workspaces } = tree.graph
  const isOwnFolder = (name: string) => resolve(folder, name)?.link === true
  const isWorkspace = (name: string) => {
    const target = isOwnFolder(name) ? at(resolve(folder, name)?.resolved ?? '') : undefined
    return target !== undefined && workspaces.has(target)
  }
  for (const ask of manifest.asks.values()) {
    const before = locked.get(ask.name)
    if (before?.group === ask.group && (isOwnFolder(ask.name) || before.spec === ask.spec)) continue
    // A workspace counts as a whole whoever asks for it; of another folder the group says what its packages are for.
    if (isWorkspace(ask.name)) continue
    const recorded = before === undefined ? 'does not know it' : `was written for ${shown(before)}`
    const message = `${quoted(ask.name)} is asked for as ${shown(ask)}, and ${inLock.file} ${recorded}`
    manifest.mistakes.at('lockfile-out-of-date', ask.offset, message)
    said.add(ask.name)
  }
  for (const ask of locked.values()) {
    if (manifest.asks.has(ask.name) || isOwnFolder(ask.name)) continue
    const place = ask.offset === 0 ? offset : ask.offset
    inLock.at('lockfile-out-of-date', place, `${quoted(ask.name)} is no longer asked for in ${manifest.mistakes.file}`)
  }
  return said
}

function shown(ask: Ask): string {
  return `${quoted(ask.spec)} (${ask.group})`
}

/** A folder that became a workspace after the lockfile was written: npm would resolve what it asks for. */
function checkWorkspacesLocked({ mistakes, workspaces }: ProjectManifest, tree: LockTree, files: ProjectFiles): void {
  for (const folder of files.workspaces(workspaces.patterns)) {
    if (tree.graph.at(folder) !== undefined) continue
    const message = `the workspace ${quoted(folder)} is not in ${tree.lockfile.file}`
    mistakes.at('lockfile-out-of-date', workspaces.offset, message)
  }
}

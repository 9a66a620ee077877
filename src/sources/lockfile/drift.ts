// Whether the lockfile still belongs to the package.json files beside it. At least as strict as `npm ci` about what would
// be installed, and quiet about what npm itself never updates: versions and ranges between a project's own folders.
import type { Mistake } from '../../domain/problem.ts'
import { isRange, satisfies } from '../../domain/versions.ts'
import type { Ask, Entry } from './entry.ts'
import { checkExtensions, checkPatches } from './extensions.ts'
import { labelOf } from './graph.ts'
import { type ProjectManifest, readManifest } from './manifest.ts'
import { type Mistakes, mistakesIn, quoted } from './mistakes.ts'
import type { ProjectFiles } from './project-files.ts'
import { readSpec } from './spec.ts'
import type { LockTree } from './tree.ts'

export function findDrift(tree: LockTree, manifest: ProjectManifest, files: ProjectFiles): Mistake[] {
  const inLock = mistakesIn(tree.lockfile.file, tree.source)
  compareFolder(
    { folder: '', manifest, locked: tree.root === 'none' ? undefined : tree.root.asks, offset: 0 },
    tree,
    inLock,
  )
  checkInstalled('', manifest, manifest, tree)
  checkExtensions(manifest, tree)
  checkPatches(manifest, tree, inLock)
  checkWorkspacesLocked(manifest, tree, files)
  const others = ownFolders(tree).flatMap((entry) => {
    const path = `${entry.location}/package.json`
    const read = files.read(path)
    // A partial checkout has not every workspace; what is locked for it is judged all the same.
    if (read.status !== 'text') return []
    const own = readManifest(files.shown(path), read.text)
    const locked = tree.root === 'none' ? undefined : entry.asks
    compareFolder({ folder: entry.location, manifest: own, locked, offset: entry.offset }, tree, inLock)
    if (tree.graph.workspaces.has(entry)) checkInstalled(entry.location, own, manifest, tree)
    return own.mistakes.found
  })
  return [...manifest.mistakes.found, ...others, ...inLock.found]
}

type Compared = {
  folder: string
  manifest: ProjectManifest
  /** What the lockfile recorded of the same manifest; undefined in version 1. */
  locked: ReadonlyMap<string, Ask> | undefined
  offset: number
}

/** Name by name: asked for in one place only, in another group, or with another spec. */
function compareFolder({ folder, manifest, locked, offset }: Compared, tree: LockTree, inLock: Mistakes): void {
  if (locked === undefined) return
  for (const ask of manifest.asks.values()) {
    if (isOwnFolder(folder, ask.name, tree)) continue
    const before = locked.get(ask.name)
    const asked = `${quoted(ask.name)} as ${quoted(ask.spec)} (${ask.group})`
    if (before === undefined) {
      manifest.mistakes.at('lockfile-out-of-date', ask.offset, `${asked} is asked for here and not in ${inLock.file}`)
    } else if (before.spec !== ask.spec || before.group !== ask.group) {
      const now = `${quoted(before.spec)} (${before.group})`
      manifest.mistakes.at(
        'lockfile-out-of-date',
        ask.offset,
        `${asked} is asked for here; ${inLock.file} was written for ${now}`,
      )
    }
  }
  for (const ask of locked.values()) {
    if (manifest.asks.has(ask.name) || isOwnFolder(folder, ask.name, tree)) continue
    const where = ask.offset === 0 ? offset : ask.offset
    inLock.at('lockfile-out-of-date', where, `${quoted(ask.name)} is no longer asked for in ${manifest.mistakes.file}`)
  }
}

function isOwnFolder(folder: string, name: string, tree: LockTree): boolean {
  return tree.graph.resolve(folder, name)?.link === true
}

/** Every link target that is a folder of the project, and could have a package.json of its own. */
function ownFolders(tree: LockTree): Entry[] {
  return tree.entries.filter((entry) => entry.where.kind === 'folder' && entry.where.within === '')
}

/**
 * Each dependency of the project and its workspaces is locked, and by a version that satisfies it: otherwise npm would
 * resolve it anew, and install something that was not judged. Peers are left out, since `legacy-peer-deps` does not
 * install them; optional ones may be missing; overrides replace specs.
 */
function checkInstalled(folder: string, manifest: ProjectManifest, root: ProjectManifest, tree: LockTree): void {
  for (const ask of manifest.asks.values()) {
    if (ask.group === 'peer' || ask.group === 'peerOptional') continue
    const entry = tree.graph.resolve(folder, ask.name)
    if (entry === undefined) {
      if (ask.group === 'optional') continue
      manifest.mistakes.at('lockfile-out-of-date', ask.offset, `${quoted(ask.name)} is not in ${tree.lockfile.file}`)
    } else if (!root.overrides.names.has(ask.name) && !isSatisfied(ask, entry)) {
      const found = `${tree.lockfile.file} has ${quoted(labelOf(entry, undefined))}`
      const wanted = `${quoted(ask.name)} is asked for as ${quoted(ask.spec)}`
      manifest.mistakes.at('lockfile-out-of-date', ask.offset, `${wanted}, and ${found}`)
    }
  }
}

function isSatisfied(ask: Ask, entry: Entry): boolean {
  if (entry.link) return true
  const spec = readSpec(ask.spec)
  switch (spec.kind) {
    case 'registry':
    case 'alias':
      return (
        isInRange(entry, spec.range) &&
        (spec.kind === 'registry' || (entry.name || entry.where.installedAs) === spec.name)
      )
    case 'url':
      return entry.resolved === spec.url
    case 'git':
      return readSpec(entry.resolved).kind === 'git'
    case 'file':
      return readSpec(entry.resolved).kind === 'file'
    case 'invalid':
      return true
  }
}

/** Version 1 keeps no version for git, URLs and files; a tag is whatever the registry said then. */
function isInRange(entry: Entry, range: string): boolean {
  if (range === '' || range === '*' || entry.version === '') return true
  return satisfies(entry.version, range) || !isRange(range)
}

/** A folder that became a workspace after the lockfile was written: npm would resolve what it asks for. */
function checkWorkspacesLocked({ mistakes, workspaces }: ProjectManifest, tree: LockTree, files: ProjectFiles): void {
  for (const folder of files.workspaces(workspaces.patterns)) {
    if (tree.graph.at(folder) !== undefined) continue
    mistakes.at(
      'lockfile-out-of-date',
      workspaces.offset,
      `the workspace ${quoted(folder)} is not in ${tree.lockfile.file}`,
    )
  }
}

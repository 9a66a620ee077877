// The project's lockfile as the packages it locks. It chooses the file, reads it, and joins what the other files of this
// folder know; every mistake of a person leaves as a Problem, and nothing is fetched, run or written.

import { lineIndex } from '../../domain/json.ts'
import type { LockedPackage, Lockfile, LockNote } from '../../domain/locked.ts'
import { compareLockfiles } from './agreement.ts'
import { findCarriers } from './carriers.ts'
import { readDocument } from './document.ts'
import { findDrift } from './drift.ts'
import type { AskGroup, Entry, RootEntry } from './entry.ts'
import { buildGraph, type Graph } from './graph.ts'
import { checkEntries, decideKinds, type Kinds } from './kinds.ts'
import { type ProjectManifest, readManifest, unknownOverrides } from './manifest.ts'
import { mistakeNowhere, mistakesIn, problemOf, refuse } from './mistakes.ts'
import { withNpmrcAllowed } from './npmrc-allowed.ts'
import type { ProjectFiles } from './project-files.ts'
import type { LockTree } from './tree.ts'

/** A lockfile that did not come from the project's folder: from git, or a file named by the user. */
export type LockfileText = {
  /** Name for messages and evidence. */
  file: string
  text: string
  /** The package.json of the same moment. Without it a version 1 lockfile does not say what the project asks for. */
  manifest: { file: string; text: string } | 'none'
  /** The project's own folder in its repository with `/`, '' when it is the root. */
  projectFolder: string
}

/** Reads a lockfile by itself. Throws a Problem with every mistake in it; drift from its package.json is none. */
export function parseLockfile(input: LockfileText): Lockfile {
  const manifest = input.manifest === 'none' ? undefined : readManifest(input.manifest.file, input.manifest.text)
  refuse(manifest?.mistakes.found ?? [])
  return readTree(input, manifest).lockfile
}

/** npm's own record of what sits in a node_modules folder, `.package-lock.json`: as a lockfile, without the project. */
export function parseInstalled(input: LockfileText): Lockfile {
  return readTree(input, undefined, false).lockfile
}

/**
 * Reads the lockfile that npm would install from, and holds it against the package.json files of the project and its
 * workspaces. Throws a Problem with all mistakes; then nothing was scanned.
 */
export function readProjectLockfile(files: ProjectFiles): Lockfile {
  const lock = lockfileText('package-lock.json', files)
  const shrinkwrap = lockfileText('npm-shrinkwrap.json', files)
  const first = lock ?? shrinkwrap
  if (first === undefined) throw problemOf(withoutLockfile(files))
  const manifest = projectManifest(files)
  const tree = readTree({ ...first, projectFolder: files.projectFolder }, manifest)
  refuse(findDrift(tree, manifest, files))
  if (shrinkwrap === undefined) return tree.lockfile
  if (lock !== undefined) {
    const other = readTree({ ...shrinkwrap, projectFolder: files.projectFolder }, manifest)
    refuse(compareLockfiles(tree.lockfile, other.lockfile))
  }
  const note: LockNote = { code: 'shrinkwrap-ignored-by-npm-12', file: shrinkwrap.file }
  return { ...tree.lockfile, notes: [...tree.lockfile.notes, note] }
}

type NamedText = { file: string; text: string }

function lockfileText(name: string, files: ProjectFiles): NamedText | undefined {
  const file = files.shown(name)
  const read = files.read(name)
  if (read.status === 'refused') throw problemOf([mistakeNowhere('lockfile-unreadable', `${file} ${read.why}`)])
  return read.status === 'text' ? { file, text: read.text } : undefined
}

/** Lockfiles of other package managers; each says its name when it is the only one. */
export const foreignLockfiles = ['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb', 'deno.lock']

function withoutLockfile(files: ProjectFiles) {
  const there = new Set(files.list())
  const found = foreignLockfiles.filter((name) => there.has(name))
  if (found.length === 0) return [mistakeNowhere('lockfile-missing', `there is no ${files.shown('package-lock.json')}`)]
  return found.map((name) => mistakeNowhere('lockfile-not-read-yet', `${files.shown(name)} is not read yet`))
}

/** `npm ci` would install an empty project without it; what the lockfile stands for could not be checked. */
function projectManifest(files: ProjectFiles): ProjectManifest {
  const file = files.shown('package.json')
  const read = files.read('package.json')
  switch (read.status) {
    case 'text':
      return withAllowed(readManifest(file, read.text), files)
    case 'missing':
      throw problemOf([mistakeNowhere('manifest-missing', `there is no ${file} beside the lockfile`)])
    case 'refused':
      throw problemOf([mistakeNowhere('manifest-unreadable', `${file} ${read.why}`)])
  }
}

/** An `.npmrc` that cannot be read as a project's file allows nothing that could be named here. */
function withAllowed(manifest: ProjectManifest, files: ProjectFiles): ProjectManifest {
  const npmrc = files.read('.npmrc')
  if (npmrc.status !== 'text') return manifest
  return { ...manifest, project: withNpmrcAllowed(manifest.project, files.shown('.npmrc'), npmrc.text) }
}

function readTree(
  input: NamedText & { projectFolder: string },
  manifest: ProjectManifest | undefined,
  withRoot = true,
): LockTree {
  const mistakes = mistakesIn(input.file, input.text)
  const document = readDocument(input.text, mistakes, withRoot)
  // One wrong entry makes others look wrong: how they hang together is checked only once each is right by itself.
  if (document === undefined || mistakes.found.length > 0) {
    throw problemOf([...mistakes.found, ...(manifest?.mistakes.found ?? [])])
  }
  const { entries, version } = document
  const root = document.root === 'none' ? rootOf(manifest, entries) : document.root
  const graph = buildGraph(entries, root)
  const carriers = findCarriers(entries, manifest === undefined ? root : { ...root, bundles: manifest.bundles }, graph)
  const overrides = manifest?.overrides ?? unknownOverrides
  const kinds = decideKinds(entries, graph, carriers, overrides, input.projectFolder)
  checkEntries(entries, graph, kinds, overrides, mistakes)
  refuse([...mistakes.found, ...(manifest?.mistakes.found ?? [])])
  const lineOf = lineIndex(input.text)
  const packages = entries.map((entry) =>
    toLocked(entry, lineOf(entry.offset), graph, kinds, carriers.get(entry)?.location ?? ''),
  )
  const notes = notesOn(packages, input.file)
  const project = manifest?.project ?? 'unknown'
  const lockfile: Lockfile = { file: input.file, lockfileVersion: version, packages, notes, project }
  return { lockfile, source: input.text, entries, root: document.root, graph }
}

/**
 * A version 1 lockfile has no root entry: the package.json says what is asked for. Without one, whatever no other
 * entry asks for must be what the project asked for.
 */
function rootOf(manifest: ProjectManifest | undefined, entries: readonly Entry[]): RootEntry {
  const none = { bundles: [], packageExtensionsHash: '', offset: 0 }
  if (manifest !== undefined) return { ...none, asks: manifest.asks, declaresWorkspaces: manifest.workspaces.declared }
  const required = new Set(entries.flatMap((entry) => [...entry.asks.keys()]))
  const tops = entries.flatMap((entry) => {
    if (entry.where.kind !== 'installed' || entry.where.holder !== '') return []
    const name = entry.where.installedAs
    return required.has(name)
      ? []
      : [[name, { name, spec: '*', group: groupTold(entry), offset: entry.offset }] as const]
  })
  return { ...none, asks: new Map(tops), declaresWorkspaces: false }
}

function groupTold({ dev, optional }: Entry): AskGroup {
  if (dev) return 'dev'
  return optional ? 'optional' : 'prod'
}

function toLocked(entry: Entry, line: number, graph: Graph, kinds: Kinds, bundledIn: string): LockedPackage {
  // A link carries no name, version or flags of its own: they are its target's.
  const target = entry.link ? graph.at(entry.resolved) : undefined
  const told = target ?? entry
  const kind = kinds.of(entry)
  return {
    kind,
    location: entry.location,
    installedAs: entry.where.installedAs,
    name: told.name === '' ? told.where.installedAs : told.name,
    version: told.version,
    integrity: entry.integrity,
    resolved: entry.resolved,
    line,
    // Written by whoever wrote the pull request: a flag may not hide what the project needs by another way.
    dev: told.dev && graph.isOnlyFor('dev', told),
    optional: told.optional && graph.isOnlyFor('optional', told),
    peer: told.peer,
    hasInstallScript: entry.hasInstallScript,
    direct: graph.direct.has(entry),
    path: graph.pathOf(entry),
    bundledIn,
    patch: entry.patch,
    leavesProject: kinds.leavesProject(entry),
    bins: told.bins,
    platform: told.platform,
  }
}

function notesOn(packages: readonly LockedPackage[], file: string): LockNote[] {
  const fetched = packages.filter(({ kind }) => kind === 'registry' || kind === 'alias' || kind === 'patched')
  const bare = fetched.length > 0 && fetched.every((locked) => locked.integrity === '')
  return bare ? [{ code: 'no-integrity-anywhere', file }] : []
}

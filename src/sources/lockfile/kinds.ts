// What an entry is: how its bytes would come onto the machine if npm installed it now, and whether it says something
// that npm never writes. npm fetches what `resolved` says, whatever was asked for, so `resolved` is asked first.
import type { PackageKind } from '../../domain/locked.ts'
import { isVersion } from '../../domain/versions.ts'
import type { Carriers } from './carriers.ts'
import type { Entry } from './entry.ts'
import type { Graph } from './graph.ts'
import { isAbsolutePath, leavesRepository } from './location.ts'
import type { Overrides } from './manifest.ts'
import { type Mistakes, quoted } from './mistakes.ts'
import { readSpec } from './spec.ts'

export type Kinds = {
  of: (entry: Entry) => PackageKind
  leavesProject: (entry: Entry) => boolean
}

/** `projectFolder` is the project's own folder in its repository. */
export function decideKinds(
  entries: readonly Entry[],
  graph: Graph,
  carriers: Carriers,
  overrides: Overrides,
  projectFolder: string,
): Kinds {
  const kinds = new Map(entries.map((entry) => [entry, kindOf(entry, graph, carriers, overrides)]))
  return {
    of: (entry) => kinds.get(entry) ?? 'remote',
    leavesProject: (entry) => leaves(entry, projectFolder),
  }
}

function kindOf(entry: Entry, graph: Graph, carriers: Carriers, overrides: Overrides): PackageKind {
  if (entry.link) return 'link'
  if (carriers.has(entry)) return 'bundled'
  if (entry.where.kind === 'folder') return graph.workspaces.has(entry) ? 'workspace' : 'file'
  const kind = kindBySource(entry, graph, overrides)
  return entry.patch.path !== '' && (kind === 'registry' || kind === 'alias') ? 'patched' : kind
}

function kindBySource(entry: Entry, graph: Graph, overrides: Overrides): PackageKind {
  const named = entry.name !== '' && entry.name !== entry.where.installedAs ? 'alias' : 'registry'
  if (entry.resolved === '') return named
  const source = readSpec(entry.resolved)
  switch (source.kind) {
    case 'git':
    case 'file':
      return source.kind
    case 'url':
      return isUrlAsked(entry, graph, overrides) ? 'remote' : named
    case 'registry':
    case 'alias':
    case 'invalid':
      return 'remote'
  }
}

/**
 * Registries serve tarballs from any host and path, so the URL alone cannot tell whether it is one; what was asked for
 * can. An entry nobody asks for has only its URL.
 */
function isUrlAsked(entry: Entry, graph: Graph, overrides: Overrides): boolean {
  if (entry.urlAsked || overrides.urls.has(entry.resolved)) return true
  const asks = graph.asksFor(entry)
  if (asks.length === 0) return !isRegistryTarball(entry)
  return asks.some((ask) => readSpec(ask.spec).kind === 'url')
}

/** `<registry>/<name>/-/<last part of name>-<version>.tgz`. */
function isRegistryTarball(entry: Entry): boolean {
  const name = entry.name === '' ? entry.where.installedAs : entry.name
  const file = `${name.slice(name.lastIndexOf('/') + 1)}-${entry.version}.tgz`
  const path = URL.canParse(entry.resolved) ? new URL(entry.resolved).pathname : ''
  return path.replace(/%2f/i, '/').endsWith(`/${name}/-/${file}`)
}

function leaves(entry: Entry, projectFolder: string): boolean {
  if (entry.link) return leavesRepository(entry.resolved, projectFolder)
  if (entry.where.kind === 'folder') return leavesRepository(entry.location, projectFolder)
  const source = readSpec(entry.resolved)
  return source.kind === 'file' && leavesAsFile(source.path, projectFolder)
}

/** npm decodes percent signs in `file:` URLs. What lies in node_modules is not the project's own code either. */
function leavesAsFile(path: string, projectFolder: string): boolean {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    // A malformed escape: npm fails on it, and nobody can say where it leads.
    return true
  }
  const parts = decoded.replaceAll('\\', '/').split('/')
  return isAbsolutePath(decoded) || parts.includes('node_modules') || leavesRepository(decoded, projectFolder)
}

/** Says everything about single entries that npm would not write, and that would have npm install what was not judged. */
export function checkEntries(
  entries: readonly Entry[],
  graph: Graph,
  kinds: Kinds,
  overrides: Overrides,
  mistakes: Mistakes,
): void {
  for (const entry of entries) {
    const say = (code: Parameters<Mistakes['at']>[0], message: string) =>
      mistakes.at(code, entry.offset, `${quoted(entry.location)} ${message}`)
    const holder = entry.where.kind === 'installed' ? entry.where.holder : entry.where.within
    if (graph.at(holder)?.link === true) say('lockfile-location', 'sits inside a link')
    if (entry.where.kind === 'folder' && holder !== '' && graph.at(holder) === undefined) {
      say('lockfile-location', `sits inside ${quoted(holder)}, which is no entry`)
    }
    if (entry.link) {
      checkLink(entry, graph, say)
      continue
    }
    const kind = kinds.of(entry)
    if (entry.resolved !== '' && !['git', 'url', 'file'].includes(readSpec(entry.resolved).kind)) {
      say(
        'lockfile-resolved-not-understood',
        `comes from ${quoted(entry.resolved)}, which is no URL, repository or file`,
      )
    }
    if (kind === 'registry' || kind === 'alias' || kind === 'patched') checkRegistryEntry(entry, graph, overrides, say)
    else if (entry.patch.path !== '' && kind !== 'bundled')
      say('lockfile-patch', 'is patched, but npm patches registry packages only')
    if (kind === 'file' && entry.where.kind === 'installed') checkFileEntry(entry, graph, overrides, say)
  }
}

type Say = (code: Parameters<Mistakes['at']>[0], message: string) => void

function checkLink(entry: Entry, graph: Graph, say: Say): void {
  if (entry.where.kind !== 'installed') say('lockfile-location', 'is a link outside of node_modules')
  const target = graph.at(entry.resolved)
  if (target?.link === true) say('lockfile-location', 'links to another link')
  if (entry.resolved !== '' && target === undefined) {
    say('lockfile-link-target-missing', `links to ${quoted(entry.resolved)}, which is no entry`)
  }
}

/** An archive inside the project counts as the project's own code: only where somebody asks for a file at all. */
function checkFileEntry(entry: Entry, graph: Graph, overrides: Overrides, say: Say): void {
  if (!overrides.known || overrides.files) return
  if (graph.asksFor(entry).some((ask) => readSpec(ask.spec).kind === 'file')) return
  say('lockfile-file-not-asked-for', `comes from ${quoted(entry.resolved)}, and nothing asks for a file`)
}

function checkRegistryEntry(entry: Entry, graph: Graph, overrides: Overrides, say: Say): void {
  // Without `resolved` npm hands name and version to its resolver: a tag, a range or a URL there would be followed.
  if (!isVersion(entry.version)) {
    say('lockfile-inexact-version', `has the version ${quoted(entry.version)}, which is not one exact version`)
  }
  const asks = graph.asksFor(entry)
  if (entry.name === '' || entry.name === entry.where.installedAs || asks.length === 0) return
  const asked = asks.some((ask) => {
    const spec = readSpec(ask.spec)
    return spec.kind === 'alias' && spec.name === entry.name
  })
  if (!asked && overrides.known && !overrides.aliases.has(entry.name)) {
    say('lockfile-name-not-asked-for', `is ${quoted(entry.name)}, and nothing asks for that name`)
  }
}

// Whether what a manifest asks for is what the lockfile would install for it, as npm checks it before an install
// (arborist's dep-valid.js). Otherwise npm would resolve it anew, and install something that was not judged.
import { isRange, satisfies } from '../../domain/versions.ts'
import type { Ask, Entry } from './entry.ts'
import { labelOf } from './graph.ts'
import type { ProjectManifest } from './manifest.ts'
import { quoted } from './mistakes.ts'
import { readSpec, type Spec } from './spec.ts'
import type { LockTree } from './tree.ts'

export type Asked = {
  folder: string
  manifest: ProjectManifest
  /** Names that something has been said about already. */
  said: ReadonlySet<string>
}

/**
 * Peers are left out, since `legacy-peer-deps` does not install them; optional ones may be missing; overrides replace
 * specs. `versionOf` gives the version that a folder's own package.json has now, '' when unknown.
 */
export function checkInstalled(
  { folder, manifest, said }: Asked,
  overridden: ReadonlySet<string>,
  tree: LockTree,
  versionOf: (location: string) => string,
): void {
  for (const ask of manifest.asks.values()) {
    if (ask.group === 'peer' || ask.group === 'peerOptional' || said.has(ask.name)) continue
    const entry = tree.graph.resolve(folder, ask.name)
    if (entry === undefined) {
      if (ask.group === 'optional') continue
      manifest.mistakes.at('lockfile-out-of-date', ask.offset, `${quoted(ask.name)} is not in ${tree.lockfile.file}`)
    } else if (!overridden.has(ask.name) && !isSatisfied(ask, entry, versionOf)) {
      const target = entry.link ? tree.graph.at(entry.resolved) : undefined
      const found = `${tree.lockfile.file} has ${quoted(labelOf(entry, target))}`
      const wanted = `${quoted(ask.name)} is asked for as ${quoted(ask.spec)}`
      manifest.mistakes.at('lockfile-out-of-date', ask.offset, `${wanted}, and ${found}`)
    }
  }
}

function isSatisfied(ask: Ask, entry: Entry, versionOf: (location: string) => string): boolean {
  const spec = readSpec(ask.spec)
  if (entry.link) return spec.kind !== 'registry' || isInRange(versionOf(entry.resolved), spec.range)
  return isSatisfiedBy(spec, entry)
}

function isSatisfiedBy(spec: Spec, entry: Entry): boolean {
  switch (spec.kind) {
    case 'registry':
      return isInRange(entry.version, spec.range)
    case 'alias':
      return isInRange(entry.version, spec.range) && (entry.name || entry.where.installedAs) === spec.name
    case 'url':
      return entry.resolved === spec.url
    case 'git':
    case 'file':
      return readSpec(entry.resolved).kind === spec.kind
    case 'invalid':
      return true
  }
}

/** Version 1 keeps no version for git, URLs and files; a tag is whatever the registry said then. */
function isInRange(version: string, range: string): boolean {
  if (range === '' || range === '*' || version === '') return true
  return satisfies(version, range) || !isRange(range)
}

// What a lockfile says: one record per entry, and the distinct releases they stand for. No disk, no registry.
import type { Project } from './project.ts'

/** How a lock entry is judged (design section 3). */
export type PackageKind =
  | 'registry'
  | 'alias'
  | 'remote'
  | 'git'
  | 'bundled'
  | 'patched'
  | 'workspace'
  | 'link'
  | 'file'

/** npm 12's patch of a dependency: the patch file and the digest the lockfile pins; both '' when not patched. */
export type LockedPatch = { path: string; integrity: string }

/** One lock entry. Strings are '' where the lockfile says nothing; attacker-controlled throughout. */
export type LockedPackage = {
  kind: PackageKind
  /** Where it sits, as npm writes it: `node_modules/a/node_modules/b`, or a workspace folder. */
  location: string
  /** The name it is installed under: the last part of the location. */
  installedAs: string
  /** What the registry calls it; differs from `installedAs` for an alias. */
  name: string
  version: string
  /** Subresource integrity exactly as locked. */
  integrity: string
  /** The URL, git reference or path exactly as locked. */
  resolved: string
  /** 1-based line of the entry in the lockfile. */
  line: number
  dev: boolean
  optional: boolean
  peer: boolean
  /** `unknown`: lockfileVersion 1 has no such flag. */
  hasInstallScript: 'yes' | 'no' | 'unknown'
  /** Asked for by the project or one of its workspaces. */
  direct: boolean
  /** Shortest way from the root, as `name@version`, the package itself last. */
  path: readonly string[]
  /** Location of the package whose tarball carries this one (`kind` bundled), else ''. */
  bundledIn: string
  patch: LockedPatch
  /** The `file`/`link` leads out of the repository. */
  leavesProject: boolean
  /** Commands that the entry says it brings; none in version 1. */
  bins: readonly string[]
  /** `limited`: the entry names systems or processors it is meant for. */
  platform: 'any' | 'limited'
}

/** Something to be said about a lockfile that does not stop the scan. */
export type LockNote = { code: 'shrinkwrap-ignored-by-npm-12' | 'no-integrity-anywhere'; file: string }

export type Lockfile = {
  /** Path as the user would name it, for messages and evidence. */
  file: string
  lockfileVersion: 1 | 2 | 3 | 4
  packages: readonly LockedPackage[]
  notes: readonly LockNote[]
  /** The package.json of the same moment; `unknown` where there was none to read. */
  project: Project | 'unknown'
}

/** One distinct release of the tree with every place it sits in. `locked` is the first entry, for evidence. */
export type LockedRelease = {
  key: string
  locked: LockedPackage
  locations: readonly string[]
  paths: readonly (readonly string[])[]
  direct: boolean
  /** Only in the tree because of devDependencies (every entry is). */
  dev: boolean
  optional: boolean
}

/** Kinds that are the project's own code: listed, not judged. */
export function isOwnCode(locked: LockedPackage): boolean {
  switch (locked.kind) {
    case 'workspace':
      return true
    case 'link':
    case 'file':
      return !locked.leavesProject
    case 'registry':
    case 'alias':
    case 'remote':
    case 'git':
    case 'bundled':
    case 'patched':
      return false
  }
}

/**
 * The identity of a lock entry (design section 3). Two entries are the same release only if these are equal. Where
 * there is no integrity the resolved URL or commit takes its place, so that a moved host is a change.
 */
export function releaseKey(locked: LockedPackage): string {
  const bytes = locked.integrity === '' ? locked.resolved : locked.integrity
  return JSON.stringify([
    locked.kind,
    locked.name,
    locked.version,
    bytes,
    hostOf(locked.resolved),
    locked.bundledIn,
    locked.patch.integrity,
    locked.patch.path,
  ])
}

/** `host` of a URL, '' when there is none (no `resolved`, or not a URL). A name with its final dot is the same host. */
export function hostOf(resolved: string): string {
  if (!URL.canParse(resolved)) return ''
  const { hostname, port } = new URL(resolved)
  return `${hostname.replace(/\.$/, '')}${port === '' ? '' : `:${port}`}`
}

/** The distinct releases of a tree in the lockfile's order, own code left out. */
export function distinctReleases(packages: readonly LockedPackage[]): LockedRelease[] {
  const groups = Map.groupBy(
    packages.filter((locked) => !isOwnCode(locked)),
    releaseKey,
  )
  return [...groups].flatMap(([key, group]) => {
    const [locked] = group
    if (locked === undefined) return []
    return {
      key,
      locked,
      locations: group.map((one) => one.location),
      paths: group.map((one) => one.path),
      direct: group.some((one) => one.direct),
      dev: group.every((one) => one.dev),
      optional: group.every((one) => one.optional),
    }
  })
}

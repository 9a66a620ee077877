// What the two lockfiles together say about a name or a release: where it stands, and whether it is new here.
import type { LockedPackage, LockedRelease, Lockfile } from '../domain/locked.ts'
import { isOwnCode, releaseKey } from '../domain/locked.ts'
import { compareVersions, satisfies } from '../domain/versions.ts'

export type Tree = {
  /** Entries of the head lockfile by the name they are installed under. */
  byInstalledName: ReadonlyMap<string, readonly LockedPackage[]>
  /** Entries of the base lockfile by registry name; `none` when there is no base. */
  base: ReadonlyMap<string, readonly LockedPackage[]> | 'none'
}

export function readTree(head: Lockfile, base: Lockfile | 'none'): Tree {
  return {
    byInstalledName: Map.groupBy(head.packages, (locked) => locked.installedAs),
    base: base === 'none' ? 'none' : Map.groupBy(notOwn(base), (locked) => locked.name),
  }
}

/** The entry that a dependency on `name` with `spec` most likely leads to: the highest one that the range allows. */
export function lockedFor(tree: Tree, name: string, spec: string): LockedPackage | 'none' {
  const entries = tree.byInstalledName.get(name) ?? []
  const ordered = entries.toSorted((a, b) => compareVersions(b.version, a.version))
  return ordered.find((locked) => satisfies(locked.version, spec)) ?? ordered[0] ?? 'none'
}

/** Whether the base lockfile had this name at all. */
export function isNewToTree(tree: Tree, name: string): 'yes' | 'no' | 'unknown' {
  if (tree.base === 'none') return 'unknown'
  return tree.base.has(name) ? 'no' : 'yes'
}

/** The releases of `head` that the base does not have: what `--base` judges. */
export function releasesToJudge(releases: readonly LockedRelease[], base: Lockfile | 'none'): readonly LockedRelease[] {
  if (base === 'none') return releases
  const known = new Set(notOwn(base).map(releaseKey))
  return releases.filter((release) => !known.has(release.key))
}

/** `name@version` of what asked for it, '' for what the project itself asked for. */
export function requestedBy(locked: LockedPackage): string {
  return locked.path.at(-2) ?? ''
}

function notOwn(lockfile: Lockfile): LockedPackage[] {
  return lockfile.packages.filter((locked) => !isOwnCode(locked))
}

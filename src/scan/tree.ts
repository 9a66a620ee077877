// What the two lockfiles together say about a name or a release: where it stands, and whether it is new here.
import type { LockedPackage, LockedRelease, Lockfile } from '../domain/locked.ts'
import { isOwnCode, releaseKey } from '../domain/locked.ts'
import { compareVersions, satisfies } from '../domain/versions.ts'
import type { PatchSource } from '../sources/patch-files.ts'

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

/**
 * The entry that a dependency installed as `name` with the range `spec` most likely leads to: the highest one that the
 * range allows. `target` is what the registry calls it: an alias must not pass for the package whose name it took.
 */
export function lockedFor(tree: Tree, name: string, target: string, spec: string): LockedPackage | 'none' {
  const entries = tree.byInstalledName.get(name) ?? []
  const ordered = entries.toSorted((a, b) => compareVersions(b.version, a.version))
  const named = ordered.filter((locked) => locked.name === target)
  const [first] = named.length > 0 ? named : ordered
  return (named.length > 0 ? named : ordered).find((locked) => satisfies(locked.version, spec)) ?? first ?? 'none'
}

/** Whether the base lockfile had this name at all. */
export function isNewToTree(tree: Tree, name: string): 'yes' | 'no' | 'unknown' {
  if (tree.base === 'none') return 'unknown'
  return tree.base.has(name) ? 'no' : 'yes'
}

/**
 * The releases of `head` that the base does not have: what `--base` judges. A bundled one is its carrier's bytes, whatever
 * its own entry says: it is only known if its carrier is.
 */
export function releasesToJudge(releases: readonly LockedRelease[], base: Lockfile | 'none'): readonly LockedRelease[] {
  if (base === 'none') return releases
  const known = new Set(notOwn(base).map(releaseKey))
  const keyAt = new Map(releases.flatMap(({ key, locations }) => locations.map((location) => [location, key])))
  const isKnown = (key: string | undefined) => key !== undefined && known.has(key)
  return releases.filter(({ key, locked }) => {
    return !isKnown(key) || (locked.kind === 'bundled' && !isKnown(keyAt.get(locked.bundledIn)))
  })
}

/**
 * With the releases whose lock entry is unchanged and whose patch file is not: npm's next install would take the file as
 * it is and write the entry anew.
 */
export async function withDriftedPatches(
  chosen: readonly LockedRelease[],
  all: readonly LockedRelease[],
  patches: PatchSource,
): Promise<readonly LockedRelease[]> {
  const keys = new Set(chosen.map(({ key }) => key))
  const drifted: LockedRelease[] = []
  for (const release of all) {
    const { kind, patch } = release.locked
    if (kind === 'patched' && !keys.has(release.key) && !(await patches(patch)).ok) drifted.push(release)
  }
  return [...chosen, ...drifted]
}

/** `name@version` of what asked for it, '' for what the project itself asked for. */
export function requestedBy(locked: LockedPackage): string {
  return locked.path.at(-2) ?? ''
}

function notOwn(lockfile: Lockfile): LockedPackage[] {
  return lockfile.packages.filter((locked) => !isOwnCode(locked))
}

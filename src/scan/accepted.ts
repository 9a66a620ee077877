// What people accepted, asked for a lock entry: whether these very bytes were, and which accepted release is nearest to
// them. Names, versions and digests are compared exactly.
import { baseVersion } from '../baseline/choose.ts'
import type { Accepted, AcceptedRelease } from '../domain/accepted.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Standing } from '../domain/standing.ts'
import { compareVersions } from '../domain/versions.ts'
import { sha512Of } from '../sources/integrity.ts'

export type AcceptedReleases = {
  /** The project's own file as its user names it; '' for none. */
  file: string
  /** The entry for exactly what this lock entry installs. */
  trustIn: (locked: LockedPackage) => AcceptedRelease | 'none'
  standingOf: (locked: LockedPackage) => Standing['accepted']
  /** The nearest accepted version at or below it, of its own line first. */
  nearest: (locked: LockedPackage) => AcceptedRelease | 'none'
}

export function createAcceptedReleases({ file, releases }: Accepted): AcceptedReleases {
  const byName = Map.groupBy(releases, ({ name }) => name)
  const entriesFor = ({ name, version }: LockedPackage) =>
    (byName.get(name) ?? []).filter((entry) => entry.version === version)
  return {
    file,
    trustIn: (locked) => {
      const integrity = acceptable(locked)
      return integrity === '' ? 'none' : best(entriesFor(locked).filter((entry) => entry.integrity === integrity))
    },
    standingOf: (locked) => {
      const integrity = pinnedBytes(locked)
      if (integrity === '') return 'none'
      const entries = entriesFor(locked)
      if (entries.some((entry) => entry.integrity === integrity)) return 'same'
      // What others accepted under this name may come from another registry.
      return entries.some(({ from }) => from === '') ? 'other-bytes' : 'none'
    },
    nearest: (locked) => {
      if (!hasOwnTarball(locked)) return 'none'
      const below = (byName.get(locked.name) ?? []).filter(
        (entry) => compareVersions(entry.version, locked.version) <= 0,
      )
      const version = baseVersion(
        below.map((entry) => entry.version),
        locked.version,
      )
      return best(below.filter((entry) => entry.version === version))
    },
  }
}

/**
 * The digest to accept a lock entry by: its one sha512. '' where it has none, or where the digest does not say what gets
 * installed: a patch is not in it, and what a tarball carries has none of its own.
 */
export function acceptable(locked: Pick<LockedPackage, 'kind' | 'integrity'>): string {
  return locked.kind === 'patched' ? '' : pinnedBytes(locked)
}

function pinnedBytes(locked: Pick<LockedPackage, 'kind' | 'integrity'>): string {
  return hasOwnTarball(locked) ? sha512Of(locked.integrity) : ''
}

function hasOwnTarball({ kind }: Pick<LockedPackage, 'kind'>): boolean {
  switch (kind) {
    case 'registry':
    case 'alias':
    case 'remote':
    case 'patched':
      return true
    case 'git':
    case 'bundled':
    case 'workspace':
    case 'link':
    case 'file':
      return false
  }
}

/** Reviewed before initial, one's own before others'. */
function best(entries: readonly AcceptedRelease[]): AcceptedRelease | 'none' {
  const rank = ({ standard, from }: AcceptedRelease) => (standard === 'reviewed' ? 0 : 2) + (from === '' ? 0 : 1)
  return entries.toSorted((a, b) => rank(a) - rank(b))[0] ?? 'none'
}

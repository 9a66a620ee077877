// Which earlier releases of a package one release is measured by: those on its own release line, so that a backport is
// compared with backports, and prereleases apart from releases. All of it is what the registry shows.
import type { Habit } from '../domain/change.ts'
import type { PublishedVersion } from '../domain/release.ts'
import { compareVersions, isPrerelease, releaseLine } from '../domain/versions.ts'

/** Milliseconds since 1970, -1 where unknown. */
export function timeOf(version: PublishedVersion | undefined): number {
  return version?.publishedAt.status === 'known' ? version.publishedAt.value : -1
}

/** Versions published before this one; lower ones where a time is not known. */
export function earlier(versions: readonly PublishedVersion[], than: PublishedVersion): PublishedVersion[] {
  const time = timeOf(than)
  return versions.filter((one) => {
    if (one.version === than.version) return false
    const other = timeOf(one)
    return time < 0 || other < 0 ? compareVersions(one.version, than.version) < 0 : other < time
  })
}

/** What came out within three days says nothing of habits: it may be the same hand. */
const settling = 72 * 3_600_000

/** Those of `before` that are old enough to tell what was usual; all of them in the first days of a package. */
export function settled(before: readonly PublishedVersion[], than: PublishedVersion): readonly PublishedVersion[] {
  const time = timeOf(than)
  const old = before.filter((one) => time < 0 || timeOf(one) < 0 || timeOf(one) <= time - settling)
  return old.length === 0 ? before : old
}

/** Of the same line, and a prerelease only where this one is one. */
export function isSibling(one: PublishedVersion, of: PublishedVersion): boolean {
  return releaseLine(one.version) === releaseLine(of.version) && isPrerelease(one.version) === isPrerelease(of.version)
}

/** Older habits are other people's habits. */
const remembered = 10

/** `before` in any order; the latest ten settled siblings count. */
export function habitOf(
  before: readonly PublishedVersion[],
  of: PublishedVersion,
  has: (one: PublishedVersion) => boolean,
): Habit {
  const siblings = settled(before, of)
    .filter((one) => isSibling(one, of))
    .toSorted((a, b) => timeOf(b) - timeOf(a) || compareVersions(b.version, a.version))
    .slice(0, remembered)
  const having = siblings.filter(has).length
  if (siblings.length === 0) return 'unavailable'
  if (siblings.length > 1 && having === siblings.length) return 'always'
  if (siblings.length > 1 && having === 0) return 'never'
  return having * 2 >= siblings.length ? 'often' : 'seldom'
}

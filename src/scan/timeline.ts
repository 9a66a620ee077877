// The releases around a judged one, as its registry's history shows them: what a person looks at to see that a release
// came out of turn, from somebody else, or without the evidence that those before it had.
import type { Candidate } from '../domain/comparison.ts'
import type { PublishedVersion } from '../domain/release.ts'
import type { TimelineEntry } from '../domain/report.ts'
import { isPrerelease } from '../domain/versions.ts'
import { timeOf } from '../facts/siblings.ts'

const maxEntries = 40
/** What came later is worth less room: the baseline lies before. */
const maxLater = 10
const maxText = 1000
/** The last one that a date can name (ECMAScript's time values): a registry may claim it. */
const lastMoment = 8.64e15

/** Oldest first. Prereleases only beside one: some packages publish one every night. */
export function timelineOf({ locked, history }: Candidate, baselineVersion: string): TimelineEntry[] {
  if (history.status !== 'known') return []
  const named = new Set([locked.version, baselineVersion])
  const withPrereleases = isPrerelease(locked.version)
  const shown = inOrder(
    history.value.versions.filter(({ version }) => withPrereleases || named.has(version) || !isPrerelease(version)),
  )
  const at = shown.findIndex(({ version }) => version === locked.version)
  if (at < 0) return []
  const later = shown.slice(at, at + 1 + maxLater)
  const before = shown.slice(0, at)
  const kept = before.slice(Math.max(0, before.length - (maxEntries - later.length)))
  const baseline = before.find(({ version }) => version === baselineVersion)
  // A baseline further back is what everything is compared with: it takes the place of the oldest.
  const around = baseline === undefined || kept.includes(baseline) ? kept : [baseline, ...kept.slice(1)]
  return [...around, ...later].map((one) => toEntry(one, locked.version, baselineVersion))
}

/** By time where every version has one, else as they are: by number. */
function inOrder(versions: readonly PublishedVersion[]): readonly PublishedVersion[] {
  if (versions.some((one) => timeOf(one) < 0)) return versions
  return versions.toSorted((a, b) => timeOf(a) - timeOf(b))
}

function toEntry(one: PublishedVersion, judged: string, baseline: string): TimelineEntry {
  const time = timeOf(one)
  const publisher = one.publisher.status === 'known' ? one.publisher.value.name : ''
  return {
    version: one.version.slice(0, maxText),
    published: time < 0 || time > lastMoment ? '' : new Date(time).toISOString(),
    publisher: publisher.slice(0, maxText),
    provenance: one.trust.status === 'unavailable' ? 'unavailable' : one.attested ? 'shown' : 'none',
    isBaseline: one.version === baseline,
    isJudged: one.version === judged,
  }
}

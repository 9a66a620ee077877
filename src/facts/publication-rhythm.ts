// When a release appeared among the others of its package: after which silence, in which burst. A registry that shows
// no times gives -1 throughout.
import type { PublicationFact } from '../domain/change.ts'
import type { PublishedVersion } from '../domain/release.ts'
import { compareVersions, isPrerelease, releaseLine } from '../domain/versions.ts'
import { daysBetween } from './hours.ts'
import { timeOf } from './siblings.ts'

/** A burst is counted over the hour before a publication. */
const burstWindow = 3_600_000
const day = 24 * 3_600_000

type RhythmFacts = Pick<
  PublicationFact,
  'dormantDays' | 'publisherSilentDays' | 'burstVersions' | 'burstLines' | 'dayLines' | 'dayOrder'
>

export function rhythmFacts(versions: readonly PublishedVersion[], after: PublishedVersion | undefined): RhythmFacts {
  const time = timeOf(after)
  if (after === undefined || time < 0) {
    const none = { dormantDays: -1, publisherSilentDays: -1, burstVersions: -1, burstLines: -1, dayLines: -1 }
    return { ...none, dayOrder: 'unavailable' }
  }
  const inHour = within(versions, after, burstWindow)
  // The second release of one evening does not end the silence that the first one broke.
  const old = versions.filter((one) => timeOf(one) >= 0 && timeOf(one) < time - day)
  return {
    dormantDays: daysBetween(latestOf(old), time),
    publisherSilentDays: daysBetween(latestOf(old.filter((one) => isSamePublisher(one, after))), time),
    burstVersions: inHour.length,
    burstLines: linesOf(inHour, after),
    dayLines: linesOf(within(versions, after, day), after),
    dayOrder: isLate(versions, after) || !isOrdered([...within(versions, after, day), after]) ? 'mixed' : 'ordered',
  }
}

/** A higher version of the same line is dated before it. */
function isLate(versions: readonly PublishedVersion[], after: PublishedVersion): boolean {
  const line = releaseLine(after.version)
  const higher = versions.filter((one) => compareVersions(one.version, after.version) > 0 && !isPrerelease(one.version))
  return higher.some((one) => releaseLine(one.version) === line && timeOf(one) >= 0 && timeOf(one) < timeOf(after))
}

/** On each line upwards; and the lines themselves upwards or downwards, where there are enough to tell. */
function isOrdered(versions: readonly PublishedVersion[]): boolean {
  const byTime = versions.toSorted((a, b) => timeOf(a) - timeOf(b)).map(({ version }) => version)
  const lines = Map.groupBy(byTime, releaseLine)
  const firsts = [...lines.values()].map((line) => line[0] ?? '')
  return [...lines.values()].every(isAscending) && (isAscending(firsts) || isAscending(firsts.toReversed()))
}

function isAscending(versions: readonly string[]): boolean {
  return versions.every((version, index) => index === 0 || compareVersions(versions[index - 1] ?? '', version) <= 0)
}

function within(
  versions: readonly PublishedVersion[],
  after: PublishedVersion,
  window: number,
): readonly PublishedVersion[] {
  const time = timeOf(after)
  return versions.filter((one) => {
    const other = timeOf(one)
    return one.version !== after.version && other >= 0 && other <= time && other >= time - window
  })
}

function linesOf(others: readonly PublishedVersion[], after: PublishedVersion): number {
  return new Set([after, ...others].map(({ version }) => releaseLine(version))).size
}

function latestOf(versions: readonly PublishedVersion[]): number {
  return versions.reduce((latest, one) => Math.max(latest, timeOf(one)), -1)
}

function isSamePublisher(one: PublishedVersion, other: PublishedVersion): boolean {
  if (one.publisher.status !== 'known' || other.publisher.status !== 'known') return false
  return one.publisher.value.name === other.publisher.value.name
}

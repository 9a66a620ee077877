// How a version was published, against the baseline's publication and the package's own history. All of it is what the
// registry claims; what a registry does not show stays `unavailable` and is never a loss.
import type { Continuity, PublicationFact } from '../domain/change.ts'
import type { Baseline, Candidate } from '../domain/comparison.ts'
import { type Known, type PublishedVersion, trustLevels } from '../domain/release.ts'
import { compareVersions, releaseLine, step } from '../domain/versions.ts'
import { daysBetween, hoursBetween } from './hours.ts'

/** A burst is counted over the hour before a publication. */
const burstWindow = 3_600_000

export function comparePublication(baseline: Baseline, candidate: Candidate, now: number): PublicationFact {
  const { locked } = candidate
  const versions = versionsOf(candidate)
  const after = findVersion(versions, locked.version)
  const before = findVersion(versions, baseline.version)
  const publishedAt = timeOf(after)
  const times = versions.map(timeOf).filter((time) => time >= 0)
  const continuity = <T>(read: (one: PublishedVersion) => Known<T>, equal: (a: T, b: T) => boolean) =>
    continuityOf(valueBefore(baseline, before, read), after === undefined ? unavailable : read(after), equal)
  return {
    record: 'publication',
    age: publishedAt < 0 ? 'unavailable' : 'known',
    ageHours: hoursBetween(publishedAt, now),
    packageAgeHours: hoursBetween(times.length === 0 ? -1 : least(times), now),
    releasesBefore: after === undefined ? -1 : earlier(versions, after).length,
    step: step(baseline.version, locked.version),
    dormantDays: daysBetween(
      times.reduce((latest, time) => (time < publishedAt && time > latest ? time : latest), -1),
      publishedAt,
    ),
    publisher: continuity(
      ({ publisher }) => publisher,
      (a, b) => a.name === b.name,
    ),
    publisherName: after?.publisher.status === 'known' ? after.publisher.value.name : '',
    publisherBefore: before?.publisher.status === 'known' ? before.publisher.value.name : '',
    email: continuity(emailOf, (a, b) => a === b),
    publisherKnown: publisherKnown(versions, after),
    // Every release has another commit: what can be lost is that there is one at all.
    gitHead: continuity(
      ({ gitHead }) => gitHead,
      () => true,
    ),
    ...trustChange(baseline, before, after),
    ...burst(versions, after),
    deprecated: after?.deprecated ?? '',
    line: locked.line,
  }
}

/** Hours between the baseline's publication and the candidate's; -1 when one is unknown. */
export function baselineAge(baseline: Baseline, candidate: Candidate): number {
  const versions = versionsOf(candidate)
  return hoursBetween(
    timeOf(findVersion(versions, baseline.version)),
    timeOf(findVersion(versions, candidate.locked.version)),
  )
}

const unavailable = { status: 'unavailable' } as const
const absent = { status: 'absent' } as const

function versionsOf({ history }: Candidate): readonly PublishedVersion[] {
  return history.status === 'known' ? history.value.versions : []
}

function findVersion(versions: readonly PublishedVersion[], wanted: string): PublishedVersion | undefined {
  return wanted === '' ? undefined : versions.find(({ version }) => version === wanted)
}

/** Without a baseline there was nothing; a baseline that the registry no longer shows cannot be compared with. */
function valueBefore<T>(
  baseline: Baseline,
  before: PublishedVersion | undefined,
  read: (one: PublishedVersion) => Known<T>,
): Known<T> {
  if (before !== undefined) return read(before)
  return baseline.status === 'none' ? absent : unavailable
}

function continuityOf<T>(before: Known<T>, after: Known<T>, equal: (a: T, b: T) => boolean): Continuity {
  if (before.status === 'unavailable' || after.status === 'unavailable') return 'unavailable'
  if (before.status === 'absent') return after.status === 'absent' ? 'absent' : 'gained'
  if (after.status === 'absent') return 'lost'
  return equal(before.value, after.value) ? 'same' : 'changed'
}

function emailOf({ publisher }: PublishedVersion): Known<string> {
  if (publisher.status !== 'known') return publisher
  return publisher.value.email === '' ? absent : { status: 'known', value: publisher.value.email }
}

/** Milliseconds since 1970, -1 where unknown. */
function timeOf(version: PublishedVersion | undefined): number {
  return version?.publishedAt.status === 'known' ? version.publishedAt.value : -1
}

/** Versions published before this one; lower ones where a time is not known. */
function earlier(versions: readonly PublishedVersion[], than: PublishedVersion): PublishedVersion[] {
  const time = timeOf(than)
  return versions.filter((one) => {
    if (one.version === than.version) return false
    const other = timeOf(one)
    return time < 0 || other < 0 ? compareVersions(one.version, than.version) < 0 : other < time
  })
}

function publisherKnown(
  versions: readonly PublishedVersion[],
  after: PublishedVersion | undefined,
): PublicationFact['publisherKnown'] {
  if (after?.publisher.status !== 'known') return 'unavailable'
  const { name } = after.publisher.value
  const others = earlier(versions, after)
  const publishers = others.flatMap(({ publisher }) => (publisher.status === 'known' ? publisher.value.name : []))
  if (publishers.includes(name)) return 'yes'
  return others.length > 0 && publishers.length === 0 ? 'unavailable' : 'no'
}

/** Lowered only if both levels are known. Without a baseline there is nothing to be lower than. */
function trustChange(
  baseline: Baseline,
  before: PublishedVersion | undefined,
  after: PublishedVersion | undefined,
): Pick<PublicationFact, 'trust' | 'trustLevel' | 'trustBefore'> {
  const level = levelOf(after)
  const levelBefore = levelOf(before)
  const texts = { trustLevel: level < 0 ? '' : (trustLevels[level] ?? ''), trustBefore: trustLevels[levelBefore] ?? '' }
  if (level < 0 || (levelBefore < 0 && baseline.status !== 'none')) return { trust: 'unavailable', ...texts }
  if (levelBefore < 0 || level === levelBefore) return { trust: 'same', ...texts }
  return { trust: level < levelBefore ? 'lowered' : 'raised', ...texts }
}

/** Position in `trustLevels`; -1 where the registry does not show any. */
function levelOf(version: PublishedVersion | undefined): number {
  if (version === undefined || version.trust.status === 'unavailable') return -1
  return trustLevels.indexOf(version.trust.status === 'known' ? version.trust.value : 'none')
}

function burst(
  versions: readonly PublishedVersion[],
  after: PublishedVersion | undefined,
): Pick<PublicationFact, 'burstVersions' | 'burstLines'> {
  const time = timeOf(after)
  if (after === undefined || time < 0) return { burstVersions: -1, burstLines: -1 }
  const others = versions.filter((one) => {
    const other = timeOf(one)
    return one.version !== after.version && other >= 0 && other <= time && other >= time - burstWindow
  })
  const lines = new Set([after, ...others].map(({ version }) => releaseLine(version)))
  return { burstVersions: others.length, burstLines: lines.size }
}

function least(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b))
}

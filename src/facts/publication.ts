// How a version was published, against the baseline's publication and the package's own history. All of it is what the
// registry claims; what a registry does not show stays `unavailable` and is never a loss.
import type { Continuity, PublicationFact } from '../domain/change.ts'
import type { Baseline, Candidate } from '../domain/comparison.ts'
import type { Known, PublishedVersion } from '../domain/release.ts'
import { compareVersions, step } from '../domain/versions.ts'
import { deprecationOf } from './deprecation.ts'
import { hoursBetween } from './hours.ts'
import { rhythmFacts } from './publication-rhythm.ts'
import { trustFacts } from './publication-trust.ts'
import { earlier, habitOf, settled, timeOf } from './siblings.ts'
import { versionNumber } from './version-number.ts'

export function comparePublication(baseline: Baseline, candidate: Candidate, now: number): PublicationFact {
  const { locked } = candidate
  const versions = versionsOf(candidate)
  const after = findVersion(versions, locked.version)
  const before = findVersion(versions, baseline.version)
  const past = after === undefined ? [] : earlier(versions, after)
  const publishedAt = timeOf(after)
  const times = versions.map(timeOf).filter((time) => time >= 0)
  return {
    record: 'publication',
    age: publishedAt < 0 ? 'unavailable' : 'known',
    ageHours: hoursBetween(publishedAt, now),
    packageAgeHours: hoursBetween(times.length === 0 ? -1 : least(times), now),
    releasesBefore: after === undefined ? -1 : past.length,
    step: step(baseline.version, locked.version),
    ...whoPublished(baseline, before, after, past),
    ...trustFacts(baseline, before, after, past),
    ...rhythmFacts(versions, after),
    burstPackages: candidate.burstPackages,
    number:
      after === undefined
        ? 'unknown'
        : versionNumber(
            after.version,
            past.map(({ version }) => version),
          ),
    latest: latestFrom(candidate),
    deprecated: after?.deprecated ?? '',
    deprecation: deprecationOf(after?.deprecated ?? ''),
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

type WhoFacts = Pick<
  PublicationFact,
  | 'publisher'
  | 'publisherName'
  | 'publisherBefore'
  | 'publisherKind'
  | 'email'
  | 'publisherKnown'
  | 'emailKnown'
  | 'gitHead'
  | 'gitHeadHabit'
>

function whoPublished(
  baseline: Baseline,
  before: PublishedVersion | undefined,
  after: PublishedVersion | undefined,
  past: readonly PublishedVersion[],
): WhoFacts {
  const continuity = (read: (one: PublishedVersion) => Known<string>) =>
    continuityOf(valueBefore(baseline, before, read), after === undefined ? unavailable : read(after))
  return {
    publisher: continuity(nameOf),
    publisherName: textOf(after, nameOf),
    publisherBefore: textOf(before, nameOf),
    publisherKind: kindOf(after),
    email: continuity(emailOf),
    publisherKnown: isKnown(past, after, nameOf),
    emailKnown: isKnown(past, after, emailOf),
    gitHead: continuity(({ gitHead }) => gitHead),
    gitHeadHabit:
      after === undefined || after.gitHead.status === 'unavailable'
        ? 'unavailable'
        : habitOf(past, after, ({ gitHead }) => gitHead.status === 'known'),
  }
}

/** Without a baseline there was nothing; a baseline that the registry no longer shows cannot be compared with. */
function valueBefore(
  baseline: Baseline,
  before: PublishedVersion | undefined,
  read: (one: PublishedVersion) => Known<string>,
): Known<string> {
  if (before !== undefined) return read(before)
  return baseline.status === 'none' ? absent : unavailable
}

function continuityOf(before: Known<string>, after: Known<string>): Continuity {
  if (before.status === 'unavailable' || after.status === 'unavailable') return 'unavailable'
  if (before.status === 'absent') return after.status === 'absent' ? 'absent' : 'gained'
  if (after.status === 'absent') return 'lost'
  return before.value === after.value ? 'same' : 'changed'
}

function nameOf({ publisher }: PublishedVersion): Known<string> {
  return publisher.status === 'known' ? { status: 'known', value: publisher.value.name } : publisher
}

function emailOf({ publisher }: PublishedVersion): Known<string> {
  if (publisher.status !== 'known') return publisher
  return publisher.value.email === '' ? absent : { status: 'known', value: publisher.value.email }
}

function kindOf(after: PublishedVersion | undefined): PublicationFact['publisherKind'] {
  if (after?.publisher.status !== 'known') return 'unavailable'
  return after.viaWorkflow ? 'workflow' : 'account'
}

function textOf(version: PublishedVersion | undefined, read: (one: PublishedVersion) => Known<string>): string {
  const value = version === undefined ? unavailable : read(version)
  return value.status === 'known' ? value.value : ''
}

/**
 * Whether any settled version shows the same: the second release of one night knows nobody. A past that shows nothing
 * at all cannot say.
 */
function isKnown(
  past: readonly PublishedVersion[],
  after: PublishedVersion | undefined,
  read: (one: PublishedVersion) => Known<string>,
): 'yes' | 'no' | 'unavailable' {
  const value = after === undefined ? unavailable : read(after)
  if (value.status !== 'known') return 'unavailable'
  const before = after === undefined ? [] : settled(past, after)
  const shown = before.map(read).filter((one) => one.status === 'known')
  if (shown.some((one) => one.value === value.value)) return 'yes'
  return before.length > 0 && shown.length === 0 ? 'unavailable' : 'no'
}

/** A tag that leads to a version which is not shown says nothing. */
function latestFrom({ locked, history }: Candidate): PublicationFact['latest'] {
  if (history.status !== 'known') return 'unknown'
  const { latest, versions } = history.value
  if (!versions.some(({ version }) => version === latest)) return 'unknown'
  const order = compareVersions(latest, locked.version)
  return order === 0 ? 'here' : order > 0 ? 'higher' : 'lower'
}

function least(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b))
}

// What a rule author is told about how and when a release was published. All of it comes from the registry's document
// and needs no tarball.
import type { Continuity, Habit, PublicationFact } from '../domain/change.ts'
import type { TrustLevel } from '../domain/release.ts'
import { choice, count, type Rows, text } from './vocabulary-rows.ts'

const continuity: Record<Continuity, string> = {
  same: "as the baseline's",
  changed: "other than the baseline's",
  lost: 'the baseline has one, this release has none',
  gained: 'this release has one, the baseline has none',
  absent: 'neither has one',
  unavailable: 'this registry shows it for no version of the package',
}

const habit: Record<Habit, string> = {
  always: 'all of them, and there are at least two',
  often: 'at least half of them',
  seldom: 'fewer than half of them',
  never: 'none of at least two',
  unavailable: 'there are none, or this registry does not show it',
}

const known = {
  yes: 'it did',
  no: 'it never did before',
  unavailable: 'the registry does not show it',
} as const

const levels: Record<TrustLevel | '', string> = {
  none: 'published with a token or a password',
  provenance: 'with a provenance statement',
  trustedPublisher: 'from a CI job the registry trusts, without a token',
  stagedPublish: 'staged by CI and released by a person',
  '': 'unknown',
}

export const publicationRows = {
  age: choice('Whether the ages are known.', 'known', {
    known: 'the registry says when it was published',
    unavailable: 'it does not: every age is -1',
  }),
  ageHours: count('Hours between the publication of this version and now; -1 when unknown.', 0.3),
  packageAgeHours: count('Hours between the publication of the first version and now; -1 when unknown.', 18.5),
  releasesBefore: count('How many versions were published before this one; -1 when unknown.', 2),
  step: choice('How far the version is from the baseline.', 'patch', {
    first: 'there is no baseline',
    patch: 'the last number went up',
    minor: 'the middle number went up',
    major: 'the first number went up',
    prerelease: 'to a prerelease',
    same: 'the same version',
    downgrade: 'to a lower version',
    unknown: 'one of the two is no version',
  }),
  dormantDays: count('Days of silence before the day it appeared in; -1 for the first or when unknown.', 400),
  publisher: choice('The account that published, compared with the baseline.', 'changed', continuity),
  publisherName: text("The account that published; '' when unknown.", 'ada'),
  publisherBefore: text("The account that published the baseline; '' when unknown.", 'GitHub Actions'),
  publisherKind: choice('Whether a person or a CI job published, as the registry claims it.', 'account', {
    account: 'an account, with its own password or token',
    workflow: 'a CI job that the registry trusts',
    unavailable: 'the registry does not show who published',
  }),
  email: choice("The publisher's e-mail address, compared with the baseline.", 'changed', continuity),
  publisherKnown: choice(
    'Whether this account published a version of the package at least three days earlier.',
    'no',
    known,
  ),
  emailKnown: choice(
    'Whether a version was published with this e-mail address at least three days earlier.',
    'no',
    known,
  ),
  publisherSilentDays: count(
    "Days since this account's last version of the package, the last day left out; -1 when there is none or unknown.",
    1476,
  ),
  gitHead: choice(
    'The commit the release names, compared with the baseline; another commit is ordinary.',
    'lost',
    continuity,
  ),
  gitHeadHabit: choice('How many of the ten releases before it on its line name a commit.', 'always', habit),
  trust: choice('How well the registry could tell who published, compared with the baseline.', 'lowered', {
    same: 'the same level',
    raised: 'a higher level',
    lowered: 'a lower level',
    unavailable: 'this registry shows no levels',
  }),
  trustLevel: text('The level of this release, as the registry claims it (unverified).', 'none', levels),
  trustBefore: text('The level of the baseline, as the registry claims it (unverified).', 'trustedPublisher', levels),
  trustOnLine: choice('The level against the best of the releases before it on its line.', 'lowered', {
    kept: 'no earlier release shows more',
    lowered: 'an earlier release of this line shows more',
    'other-line': 'only a release of another line shows more',
    unavailable: 'this registry shows no levels',
  }),
  trustHabit: choice('How many of the ten releases before it on its line show more.', 'always', habit),
  burstVersions: count('Versions of this package published within an hour before this one.', 1),
  burstLines: count('Release lines among them, this one included.', 2),
  dayLines: count('Release lines published within a day before this one, this one included.', 2),
  dayOrder: choice('Whether the versions of that day appeared in the order of their numbers.', 'ordered', {
    ordered: 'they did, or there was only one',
    mixed: 'they did not, as where a mirror took old versions in at once',
    unavailable: 'the registry shows no time for it',
  }),
  burstPackages: count('Other packages of this tree that the same publisher published within an hour.', 3),
  number: choice('What the version number itself says.', 'jump', {
    ordinary: 'nothing',
    'first-is-high': 'the first version of all has a number such as 99.99.99 or 1.1.99',
    jump: 'ten or more majors above every version before it',
    'commit-build': 'a 0.0.0 prerelease that names a commit',
    unknown: 'it is no version, or the registry does not show it',
  }),
  latest: choice("Where the registry's latest tag stands.", 'higher', {
    here: 'on this version',
    higher: 'on a higher version',
    lower: 'on a lower version',
    unknown: 'nowhere that could be seen',
  }),
  deprecated: text("The deprecation message; '' when it is not deprecated.", ''),
  deprecation: choice('What that message is about, by its words.', 'security', {
    none: 'there is none',
    plain: 'something else',
    security: 'a weakness',
    malicious: 'an attack',
  }),
  line: count('Line of the package in the lockfile.', 120),
} satisfies Rows<PublicationFact>

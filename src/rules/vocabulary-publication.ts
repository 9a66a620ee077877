// What a rule author is told about how and when a release was published. All of it comes from the registry's document
// and needs no tarball.
import type { Continuity, PublicationFact } from '../domain/change.ts'
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
  dormantDays: count('Days since the version published just before; -1 for the first or when unknown.', 400),
  publisher: choice('The account that published, compared with the baseline.', 'changed', continuity),
  publisherName: text("The account that published; '' when unknown.", 'ada'),
  publisherBefore: text("The account that published the baseline; '' when unknown.", 'GitHub Actions'),
  email: choice("The publisher's e-mail address, compared with the baseline.", 'changed', continuity),
  publisherKnown: choice('Whether this account published an earlier version of the package.', 'no', {
    yes: 'it did',
    no: 'it never did before',
    unavailable: 'the registry does not show who published',
  }),
  gitHead: choice('Whether the release names a commit, compared with the baseline.', 'lost', continuity),
  trust: choice('How well the registry could tell who published, compared with the baseline.', 'lowered', {
    same: 'the same level',
    raised: 'a higher level',
    lowered: 'a lower level',
    unavailable: 'this registry shows no levels',
  }),
  trustLevel: text('The level of this release, as the registry claims it (unverified).', 'none', levels),
  trustBefore: text('The level of the baseline, as the registry claims it (unverified).', 'trustedPublisher', levels),
  burstVersions: count('Versions of this package published within an hour before this one.', 1),
  burstLines: count('Release lines among them, this one included.', 2),
  deprecated: text("The deprecation message; '' when it is not deprecated.", ''),
  line: count('Line of the package in the lockfile.', 120),
} satisfies Rows<PublicationFact>

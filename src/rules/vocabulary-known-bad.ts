// What a rule author is told about what lists and OSV records say of a release.
import type { KnownBadFact } from '../domain/change.ts'
import type { BadKind, Harm } from '../domain/known-bad.ts'
import type { Outcome } from '../domain/report.ts'
import { choice, count, type Rows, text } from './vocabulary-rows.ts'

const kinds: Record<BadKind, string> = {
  host: 'a host that its code, its dependencies or its lock entry name; also one below the listed host',
  ip: 'an address that its code names',
  file: 'a file, by its sha256',
  tarball: 'the whole release, by the digest of its tarball',
  email: 'the e-mail address of its publisher, or one that its code names',
  package: 'the release, by name and version',
}

const harms: Record<Harm, string> = {
  malicious: 'it was made to do harm',
  vulnerable: 'it is honest and has a known weakness',
}

const outcomes: Record<Outcome, string> = {
  block: 'whatever the rule says',
  review: 'review, for a list of a pack that may do no more',
  note: 'a note, for a list of a pack that is only observed',
}

export const knownBadRows = {
  kind: choice('What of the release is known.', 'package', kinds),
  value: text('What was met, as it is listed; `name@version` of a release.', 'tiny@1.0.1'),
  harm: choice('What is said of it.', 'malicious', harms),
  id: text("The OSV record, or the entry's own id; '' for none.", 'MAL-2026-9001'),
  source: text('Where that is known from.', 'https://example.test/report'),
  pack: text("The pack whose list it is; '' for an OSV record.", 'ours'),
  list: text("The list; '' for an OSV record.", 'campaign-seven'),
  atMost: choice('At most what a rule does because of it: the roll-out of the pack says it.', 'block', outcomes),
  why: text('Why it is listed.', 'Takes what the trojan sends'),
  file: text("The file of the package that names it; '' for the lock entry.", 'setup.js'),
  line: count('Line in that file; 0 when unknown.', 3),
} satisfies Rows<KnownBadFact>

// The words for people that are not a rule's own: what each verdict, reason and notice means and what to do about it.
// Tables only; the compiler asks for a row when a new code appears.

import type { JudgedPackage, Notice, Reason, Report, Verdict } from '../domain/report.ts'
import { counted } from './ages.ts'

/** Worst first: the order of every list. */
export const verdictOrder = [
  'blocked',
  'unchecked',
  'review',
  'waiting',
  'passed',
  'trusted',
] as const satisfies Verdict[]

/** Behind the name of a package, as a heading. */
export const verdictWords: Record<Verdict, string> = {
  blocked: 'is blocked',
  unchecked: 'is unchecked',
  review: 'needs a review',
  waiting: 'is waiting',
  passed: 'passed',
  trusted: 'is trusted',
}

export type ReasonWords = { meaning: string; next: string }

export const reasonWords: Record<Reason['code'], ReasonWords> = {
  'fetch-failed': {
    meaning: 'could not be fetched',
    next: 'Run it again; if it stays, look at the state of the registry or name another with --registry.',
  },
  'not-found': {
    meaning: 'not on the registry',
    next: 'Check which registry your .npmrc names for its scope; a public name that vanished was taken down: move away from it.',
  },
  offline: {
    meaning: "not in npm's cache",
    next: 'Run once without --offline; later runs find it in the cache.',
  },
  timeout: {
    meaning: 'the registry did not answer in time',
    next: 'Run it again; what was fetched is kept in the cache.',
  },
  unauthorized: {
    meaning: 'the registry refused the credentials',
    next: 'Log in to that registry with "npm login", or put a token for its host into your own .npmrc.',
  },
  'too-large': {
    meaning: 'larger than cordon unpacks',
    next: 'Read this release by hand before you install it; its content was not judged.',
  },
  'too-many-files': {
    meaning: 'more files or packages than cordon reads',
    next: 'Read this release by hand before you install it; its content was not judged.',
  },
  'integrity-mismatch': {
    meaning: 'the bytes are not the ones that are locked',
    next: 'Do not install it. See who changed the lockfile entry, and compare it with another mirror of the registry.',
  },
  'no-integrity': {
    meaning: 'the lockfile pins no integrity for it',
    next: 'Have a current npm write it: "npm install --package-lock-only --ignore-scripts", then look at the diff.',
  },
  'no-commit': {
    meaning: 'the lockfile pins no commit for it',
    next: 'Name a full commit in package.json, so that everybody gets the same files.',
  },
  'unsupported-source': {
    meaning: 'comes from a source that cordon does not read',
    next: 'Take it from the registry, or from a hosted git repository at a commit.',
  },
  'unreadable-tarball': {
    meaning: 'the tarball cannot be read',
    next: 'Do not install it: npm may read what cordon could not. Stay on the release before it.',
  },
  'unreadable-packument': {
    meaning: "the registry's document about it cannot be read",
    next: 'Run it again; if it stays, tell whoever runs that registry.',
  },
  'version-not-found': {
    meaning: 'the registry does not list this version',
    next: 'It was unpublished or never there: move to a version that the registry lists.',
  },
  'patch-unreadable': {
    meaning: "the project's patch of it cannot be read",
    next: 'Restore the patch file from version control; npm would refuse the install as well.',
  },
  'patch-mismatch': {
    meaning: "the project's patch of it is not the one that is locked",
    next: 'See who changed the patch file; if it was meant, let "npm install" lock it and look at both diffs.',
  },
  'patch-failed': {
    meaning: "the project's patch of it does not apply",
    next: 'Write the patch anew with "npm patch"; one that reaches out of its package should not be there at all.',
  },
  'provenance-unavailable': {
    meaning: 'the registry advertises evidence of who built it and does not hand it out',
    next: 'Run it again; if it stays, the registry has a fault there: stay on the release before it meanwhile.',
  },
  'trust-data-stale': {
    meaning: 'signed by somebody that the trust data at hand does not know',
    next: 'Run it with a network, or with newer --trusted-root and --registry-keys files; an update of cordon brings newer copies.',
  },
  'code-unreadable': {
    meaning: 'a file that is new in it could not be read to its end',
    next: 'Look at that file before you install it, or stay on the release before it.',
  },
  'worker-died': {
    meaning: 'reading it ended a worker',
    next: 'Read this release by hand before you install it, and report it as a bug in cordon.',
  },
  'rule-failed': {
    meaning: 'a rule failed on it',
    next: 'Run "cordon rules lint" and "cordon rules test" on the pack of that rule.',
  },
  'too-young': {
    meaning: 'younger than the minimum age',
    next: 'Wait until then, or keep the release before it. --min-age sets how long.',
  },
  'age-unavailable': {
    meaning: 'the registry does not say when it was published',
    next: 'Take it from a registry that tells publication times, or accept that its age is not judged: --min-age 0h.',
  },
  'mends-known': {
    meaning: 'young, and let through because it mends a known weakness of the version in use',
    next: 'letFixesThrough in cordon.yml says so; without it the release would wait.',
  },
}

/** "Eligible at" beside a blocked release would read as advice to wait: there it is left to the JSON. */
export function spokenReasons(one: JudgedPackage): Reason[] {
  return one.reasons.filter((reason) => one.verdict !== 'blocked' || reason.code !== 'too-young')
}

/** How a baseline came to be trusted, as said beside its version. */
export const baselineWords: ReadonlyMap<string, string> = new Map([
  ['accepted', 'accepted'],
  ['base', 'from the base lockfile'],
  ['history', "from the registry's history"],
])

/** Known notices; one that is not here is shown by its code. */
const noticeWords: ReadonlyMap<string, (detail: string) => string> = new Map([
  [
    'trust-data-unavailable',
    (detail) => `this registry shows no data on ${detail}; checks that need it were unavailable`,
  ],
  [
    'age-unavailable',
    (detail) => `the registry shows no publication times for ${detail} of the packages: their age was not judged`,
  ],
  ['own-code', (detail) => `${detail} of the project's own packages are listed in the lockfile and not judged`],
  [
    'accepted-proposals',
    (detail) =>
      `cordon.lock has entries that its base does not have: ${detail}. They are proposals and trust nothing until they are approved or merged`,
  ],
  ['pack-not-in-base', (detail) => `the base commit has no rule pack ${detail}: it judges nothing until it is merged`],
  ['proposals-approved', (detail) => `what cordon.lock accepts beyond its base was approved and counts: ${detail}`],
  [
    'policy-of-base',
    (detail) => `the policy that counts is the one of the base commit, ${detail}; this commit has another one`,
  ],
  [
    'policy-not-in-base',
    (detail) => `the base commit has no policy, so the defaults count; what this commit brings does not (${detail})`,
  ],
  ['list-entries-expired', (detail) => `entries of a list that have expired and count for nothing: ${detail}`],
  [
    'let-through',
    (detail) => `young releases that the policy lets through because they mend a known weakness: ${detail}`,
  ],
  ['records-unread', (detail) => `records of known-bad releases that could not be understood: ${detail}`],
  [
    'records-too-old',
    (detail) => `records of known-bad releases are older than the policy allows, so the run is incomplete: ${detail}`,
  ],
  [
    'records-changed',
    (detail) =>
      `this commit changes the records of known-bad releases that the policy names, so the run is incomplete: ${detail}`,
  ],
  [
    'records-incomplete',
    (detail) =>
      `records of known-bad releases that the policy names could not be understood, so the run is incomplete: ${detail}`,
  ],
  ['policy-in-parent', (detail) => `the policy was found above the project: ${detail}`],
  [
    'groups-not-counted',
    (detail) => `by the policy the exit code leaves out their groups: ${detail} of the packages named here`,
  ],
  [
    'trust-data-too-old',
    (detail) => `the trust data is of ${detail}, which is older than the policy allows: the run is incomplete`,
  ],
  ['trusted-by-import', (detail) => `trusted because other people reviewed it: ${detail}`],
  ['import-not-at-hand', (detail) => `what is accepted elsewhere could not be had and counts for nothing: ${detail}`],
  [
    'accepted-bytes-gone',
    (detail) =>
      `accepted releases that can no longer be fetched: ${detail}; the registry's history was compared instead`,
  ],
  ['no-base-lockfile', (detail) => `${detail} has no lockfile for this project, so everything was judged`],
  ['strict-ssl-off', (detail) => `${detail} switches strict-ssl off: registries could be impersonated`],
  ['npmrc-executable-ignored', (detail) => `the project's .npmrc may not name a program; ignored: ${detail}`],
  ['npmrc-location-ignored', (detail) => `the project's .npmrc may not move npm's folders; ignored: ${detail}`],
  ['npmrc-credential-ignored', (detail) => `a credential without a host in the project's .npmrc is ignored: ${detail}`],
  [
    'npmrc-proxy-without-credentials',
    (detail) => `the project's .npmrc names a proxy (${detail}), so none of your own credentials are sent`,
  ],
  ['npmrc-unreadable', (detail) => `${detail} could not be read`],
  ['npmrc-invalid-value', (detail) => `npm would ignore a value: ${detail}`],
  [
    'shrinkwrap-ignored-by-npm-12',
    (detail) => `npm 12 and later ignore ${detail}; npm 11 and earlier obey it: rename it to package-lock.json`,
  ],
  ['pack-proven', (detail) => `the rule pack ${detail}`],
  ['pack-unproven', (detail) => `nothing proves who built the rule pack ${detail}; pin its digest in the policy`],
  ['no-integrity-anywhere', (detail) => `${detail} pins no integrity at all: have a current npm write it anew`],
])

const trustSources: ReadonlyMap<string, string> = new Map([
  ['files', 'from the files you named, written'],
  ['tuf', "from sigstore's update service, checked"],
  ['embedded', 'that came with cordon, of'],
])

/** Which records were asked, and how old they are. */
export function recordsText({ source, date, records }: Report['knownBad'][number]): string {
  const when = date === '' ? 'without a date' : `of ${date.slice(0, 16).replace('T', ' ')} UTC`
  return `known-bad releases: ${counted(records, 'record')} in ${source}, ${when}`
}

/** Which keys and logs counted, and how old that knowledge is; '' when nothing had to be verified. */
export function trustText({ source, date }: Report['trust']): string {
  const words = trustSources.get(source)
  return words === undefined ? '' : `signatures and provenance were verified with trust data ${words} ${date}`
}

export function noticeText(notice: Notice): string {
  const words = noticeWords.get(notice.code)
  if (words !== undefined) return words(notice.detail)
  return notice.detail === '' ? notice.code : `${notice.code}: ${notice.detail}`
}

export function packageId(one: Pick<JudgedPackage, 'name' | 'version'>): string {
  return one.version === '' ? one.name : `${one.name}@${one.version}`
}

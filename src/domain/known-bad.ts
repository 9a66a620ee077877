// What is known to be bad, as data: hosts, addresses, digests and e-mail addresses of lists, and releases that lists or
// OSV records name. Who says so stands beside each. It knows neither files nor packs.
import { type AdvisoryPackage, namesVersion } from './advisory.ts'
import type { Outcome } from './report.ts'
import { liesWithin } from './versions.ts'

export const badKinds = ['host', 'ip', 'file', 'tarball', 'email', 'package'] as const
export type BadKind = (typeof badKinds)[number]

/** `malicious`: made to do harm. `vulnerable`: an honest release with a known weakness. */
export const harms = ['malicious', 'vulnerable'] as const
export type Harm = (typeof harms)[number]

/** Who says it. */
export type Claim = {
  /** Of an OSV record, or as the list names the entry; '' for none. */
  id: string
  harm: Harm
  why: string
  /** Where that is known from: the entry's own words, or the OSV source as its user names it. */
  source: string
  /** '' for an OSV record; so is `list`. */
  pack: string
  list: string
  /** At most what any rule does because of it: a pack that is rolled out slowly has lists that do less. */
  atMost: Outcome
}

/** `value` in the one spelling that `badKey` compares: see `normalBad`. */
export type BadValue = Claim & { kind: Exclude<BadKind, 'package'>; value: string }

export type BadVersions = { kind: 'range'; range: string } | { kind: 'listed'; of: AdvisoryPackage }

export type BadRelease = Claim & {
  name: string
  versions: BadVersions
  /** The host that the package has to come from; '' for a name of the public registry. */
  registry: string
  /** When it became known, in milliseconds since 1970; -1 where nobody says. */
  since: number
}

export type KnownBad = {
  /** By `badKey`. */
  values: ReadonlyMap<string, readonly BadValue[]>
  /** What is said of packages with exactly this name. */
  releases: (name: string) => readonly BadRelease[]
}

export const nothingKnownBad: KnownBad = { values: new Map(), releases: () => [] }

export function namesRelease({ versions }: BadRelease, version: string): boolean {
  switch (versions.kind) {
    case 'range':
      return versions.range === '*' || liesWithin(version, versions.range)
    case 'listed':
      return namesVersion(versions.of, version)
  }
}

/** As it was at that moment: a replay must not know what became known later. */
export function knownBadAt(known: KnownBad, moment: number): KnownBad {
  if (moment === Number.POSITIVE_INFINITY) return known
  return { ...known, releases: (name) => known.releases(name).filter(({ since }) => since <= moment) }
}

export function joinKnownBad(all: readonly KnownBad[]): KnownBad {
  const [only, ...more] = all
  if (only === undefined) return nothingKnownBad
  if (more.length === 0) return only
  const values = Map.groupBy(
    all.flatMap((one) => [...one.values.values()].flat()),
    ({ kind, value }) => badKey(kind, value),
  )
  return { values, releases: (name) => all.flatMap((one) => one.releases(name)) }
}

export function badKey(kind: BadValue['kind'], value: string): string {
  return `${kind} ${value}`
}

/** A set of records of known-bad releases, for the report. */
export type KnownBadSnapshot = {
  /** As its user names it. */
  source: string
  /** ISO time of the newest change among its records; '' where none is dated. */
  date: string
  records: number
  /** How many could not be understood, or not all of what they name; the first of them, and why. */
  unread: number
  firstUnread: string
  /** The pull request that is judged changed it: what it does not say may have been taken out. */
  isChanged: boolean
  /** The policy names it, not the command line alone. */
  isPolicys: boolean
}

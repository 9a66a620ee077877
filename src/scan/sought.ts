// What `cordon affected` looks for, as questions of growing cost: can these bytes speak of it, does this entry. Names and
// digests are compared exactly; everything that is compared comes from a lockfile and may be anything.
import { type Advisory, namesVersion } from '../domain/advisory.ts'
import type { AffectedBy, AffectedReport } from '../domain/affected.ts'
import { exactCores, isVersion, liesWithin } from '../domain/versions.ts'
import { type Hash, hashesOf } from '../sources/integrity.ts'

export type Sought =
  | { kind: 'release'; text: string; name: string; range: string }
  | { kind: 'digest'; text: string; hash: Hash }
  | { kind: 'advisory'; text: string; advisory: Advisory }

/** The part of a lock entry that is looked at. */
export type Recognisable = { names: readonly string[]; version: string; integrity: string; resolved: string }

export type Seeker = {
  about: AffectedReport['sought']
  /** Names or digests: unescaped text that holds none of them speaks of nothing that is sought. */
  words: readonly Buffer[]
  /** `1.2.3` of every version that is sought; empty when they cannot be listed. */
  cores: readonly string[]
  recognise: (entry: Recognisable) => AffectedBy | 'none'
}

export function toSeeker(sought: Sought): Seeker {
  switch (sought.kind) {
    case 'release': {
      const { name, range } = sought
      const isSought = (version: string) => range === '*' || liesWithin(version, range)
      const about = { kind: sought.kind, text: sought.text, summary: '', malice: 'unknown' } as const
      return byName(about, new Map([[name, [isSought]]]), exactCores(range))
    }
    case 'digest': {
      const { algorithm, digest } = sought.hash
      const recognise = ({ integrity }: Recognisable) =>
        hashesOf(integrity).some((hash) => hash.algorithm === algorithm && hash.digest === digest) ? 'digest' : 'none'
      const about = { kind: sought.kind, text: sought.text, summary: '', malice: 'unknown' } as const
      return { about, words: [Buffer.from(digest)], cores: [], recognise }
    }
    case 'advisory': {
      const { packages, malicious, summary } = sought.advisory
      const tests = packages.map((one) => [one.name, (version: string) => namesVersion(one, version)] as const)
      const byPackage = [...Map.groupBy(tests, ([name]) => name)].map(
        ([name, group]) => [name, group.map(([, test]) => test)] as const,
      )
      const listed = packages.every((one) => one.ranges.length === 0)
      const cores = listed ? packages.flatMap((one) => one.versions.flatMap((version) => coresOf(version))) : []
      const malice = malicious ? 'known' : 'unknown'
      return byName({ kind: sought.kind, text: sought.text, summary, malice }, new Map(byPackage), cores)
    }
  }
}

type Tests = ReadonlyMap<string, readonly ((version: string) => boolean)[]>

/**
 * A URL counts beside the name: an entry called something else whose bytes come from the sought release is how a
 * lockfile is poisoned.
 */
function byName(about: Seeker['about'], tests: Tests, cores: readonly string[]): Seeker {
  const isSought = (name: string, version: string) => tests.get(name)?.some((test) => test(version)) === true
  return {
    about,
    words: [...tests.keys()].map((name) => Buffer.from(name)),
    cores,
    recognise: ({ names, version, resolved }) => {
      if (names.some((name) => isSought(name, version))) return 'name'
      const source = releaseAt(resolved)
      return source !== 'none' && isSought(source.name, source.version) ? 'resolved' : 'none'
    },
  }
}

/** A version that is none is compared as text: then nothing may be left out for its numbers. */
function coresOf(version: string): string[] {
  return isVersion(version) ? exactCores(version) : ['']
}

/** `<registry>/<name>/-/<last part of name>-<version>.tgz`, as npm's registry and its mirrors serve tarballs. */
export function releaseAt(resolved: string): { name: string; version: string } | 'none' {
  if (!URL.canParse(resolved)) return 'none'
  const parts = decoded(new URL(resolved).pathname).split('/')
  const [scope = '', base = '', dash, file = ''] = parts.slice(-4)
  if (dash !== '-' || !file.startsWith(`${base}-`) || !file.endsWith('.tgz')) return 'none'
  return { name: scope.startsWith('@') ? `${scope}/${base}` : base, version: file.slice(base.length + 1, -4) }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A malformed escape: no registry serves it, and as it stands it names nothing.
    return path
  }
}

// Packages written in a test, and candidates made of them. Everything is inert text.
import { unwatched, type Watch } from '../../src/code/reader.ts'
import { type Baseline, type Candidate, emptyRelease, noResemblance, noTogether } from '../../src/domain/comparison.ts'
import type { LockedPackage } from '../../src/domain/locked.ts'
import { noLines, toManifest } from '../../src/domain/manifest.ts'
import { noClaims, noEvidence } from '../../src/domain/provenance.ts'
import type { Contents, Extracted, History, Known, PublishedVersion } from '../../src/domain/release.ts'
import { ordinaryStanding } from '../../src/domain/standing.ts'
import { extract } from '../../src/facts/extract.ts'

/** A path with its text, its bytes, or a value to be written as JSON. */
export type Files = Record<string, string | Uint8Array | object>

/** For texts that are slow to read as code. */
export const withoutCode: Watch = { ...unwatched, blamed: [{ index: -1, why: 'crash' }], gaveUp: true }

export function tarball(files: Files, watch: Watch = unwatched): Extracted {
  const packed = Object.entries(files).map(([path, content]) => ({ path, bytes: toBytes(content), executable: false }))
  return extract({ files: packed, oddities: [], unpackedBytes: 0 }, 'sha512-x', [], watch)
}

/** The package's own contents; a package.json that only names it is added when there is none. */
export function contents(files: Files): Contents {
  return tarball({ 'package.json': { name: 'tiny', version: '1.0.0' }, ...files }).own
}

export function baseline(files: Files, version = '1.0.0'): Baseline {
  return { status: 'history', version, contents: contents(files) }
}

const locked: LockedPackage = {
  kind: 'registry',
  location: 'node_modules/tiny',
  installedAs: 'tiny',
  name: 'tiny',
  version: '1.0.1',
  integrity: '',
  resolved: 'https://registry.example.test/tiny/-/tiny-1.0.1.tgz',
  line: 12,
  dev: false,
  optional: false,
  peer: false,
  hasInstallScript: 'no',
  direct: true,
  path: ['tiny@1.0.1'],
  bundledIn: '',
  patch: { path: '', integrity: '' },
  leavesProject: false,
  bins: [],
  platform: 'any',
}

export function candidate(
  of: Contents,
  overrides: Partial<Omit<Candidate, 'locked'>> & { locked?: Partial<LockedPackage> } = {},
): Candidate {
  return {
    requestedBy: '',
    direct: true,
    dev: false,
    optional: false,
    newToTree: 'unknown',
    contents: of,
    asPublished: of,
    history: { status: 'unavailable' },
    evidence: noEvidence,
    source: 'registry',
    host: 'registry.example.test',
    resemblance: noResemblance,
    burstPackages: 0,
    standing: ordinaryStanding,
    project: 'none',
    knownBad: [],
    newcomers: [],
    together: noTogether,
    ...overrides,
    locked: { ...locked, ...overrides.locked },
  }
}

/** A version as a registry with every trust field shows it; `at` is an ISO time. */
export function published(version: string, at: string, overrides: Partial<PublishedVersion> = {}): PublishedVersion {
  return {
    version,
    integrity: '',
    shasum: '',
    tarball: '',
    publishedAt: known(Date.parse(at)),
    publisher: known({ name: 'ada', email: 'ada@example.test' }),
    viaWorkflow: false,
    gitHead: known(`head of ${version}`),
    trust: known('provenance'),
    attested: false,
    claims: noClaims,
    deprecated: '',
    manifest: toManifest({ name: 'tiny', version }, noLines),
    hasInstallScript: false,
    ...overrides,
  }
}

export function history(...versions: PublishedVersion[]): Known<History> {
  return known({
    name: 'tiny',
    registryHost: 'registry.example.test',
    versions,
    latest: versions.at(-1)?.version ?? '',
  })
}

export function known<T>(value: T): { status: 'known'; value: T } {
  return { status: 'known', value }
}

export { emptyRelease }

function toBytes(content: string | Uint8Array | object): Uint8Array {
  if (content instanceof Uint8Array) return content
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, undefined, 2))
}

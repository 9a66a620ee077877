// Brings a tarball's facts: from the cache by digest, else fetched, checked, unpacked in a worker and remembered.
import type { Code } from '../domain/code.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Extracted, Fetched, Unchecked } from '../domain/release.ts'
import type { FactCache } from '../sources/fact-cache.ts'
import { hostedTarballUrl } from '../sources/git.ts'
import { integrityOf, sha512Of } from '../sources/integrity.ts'
import type { Patch } from '../sources/patch.ts'
import type { Registry, WantedTarball } from '../sources/registry.ts'
import type { ExtractPool, MemberToRead } from './extract-pool.ts'
import type { Histories } from './histories.ts'

export type WantedBytes = { wanted: WantedTarball; patch: Patch | 'none' }
/** `name`: what the others of its group load it by. */
export type WantedMember = WantedBytes & { name: string }

export type ContentsSource = {
  /** `patch` is applied to the files before their facts are taken. */
  of: (wanted: WantedTarball, patch: Patch | 'none') => Promise<Fetched<Extracted>>
  /** What the first of `members` does with the others; each of them says which bytes it is. */
  together: (members: readonly WantedMember[]) => Promise<Fetched<Code>>
}

export function createContentsSource(
  registry: Pick<Registry, 'tarball'>,
  cache: Pick<FactCache, 'get' | 'put'>,
  pool: Pick<ExtractPool, 'extract' | 'extractTogether'>,
  histories: Histories,
): ContentsSource {
  const underWay = new Map<string, Promise<Fetched<Extracted>>>()

  const tarballOf = async (wanted: WantedTarball) =>
    registry.tarball(wanted.url === '' ? await withUrl(wanted, histories) : wanted)

  const bring = async (wanted: WantedTarball, patch: Patch | 'none'): Promise<Fetched<Extracted>> => {
    const remembered = wanted.integrity === '' ? undefined : cache.get(wanted.integrity, digestOf(patch))
    if (remembered !== undefined) return { ok: true, value: remembered }
    const tarball = await tarballOf(wanted)
    if (!tarball.ok) return tarball
    const extracted = await pool.extract(tarball.value, patch)
    if (extracted.ok && isLasting(extracted.value)) cache.put(extracted.value)
    return extracted
  }

  return {
    of: (wanted, patch) => {
      const key = JSON.stringify([wanted, digestOf(patch)])
      const known = underWay.get(key)
      if (known !== undefined) return known
      const promise = bring(wanted, patch).finally(() => underWay.delete(key))
      underWay.set(key, promise)
      return promise
    },
    together: async (members) => {
      const integrity = groupDigest(members)
      const remembered = cache.get(integrity, '')
      if (remembered !== undefined) return { ok: true, value: remembered.own.code }
      const read: MemberToRead[] = []
      for (const { name, wanted, patch } of members) {
        const tarball = await tarballOf(wanted)
        if (!tarball.ok) return tarball
        read.push({ name, tarball: tarball.value, patch })
      }
      const extracted = await pool.extractTogether(read, integrity)
      if (!extracted.ok) return extracted
      if (isLasting(extracted.value)) cache.put(extracted.value)
      return { ok: true, value: extracted.value.own.code }
    },
  }
}

/** What took too long today may be read tomorrow; everything else is a function of the bytes. */
function isLasting({ own, bundled }: Extracted): boolean {
  return [own, ...bundled.map(({ contents }) => contents)].every(({ code }) =>
    code.unreadable.every(({ why }) => why !== 'timeout'),
  )
}

/** A lockfile need not say where a tarball is (`omit-lockfile-registry-resolved`), and says it of no baseline. */
async function withUrl(wanted: WantedTarball, histories: Histories): Promise<WantedTarball> {
  const history = await histories.of(wanted.name)
  const versions = history.ok ? history.value.versions : []
  return { ...wanted, url: versions.find(({ version }) => version === wanted.version)?.tarball ?? '' }
}

/** Raised when groups are read in another way: what is remembered of single packages stays. */
const groupVersion = 3

/** No tarball has it: it is one of names and of digests. '' where one of these says too little to be remembered by. */
function groupDigest(members: readonly WantedMember[]): string {
  if (members.some(({ wanted }) => sha512Of(wanted.integrity) === '')) return ''
  const named = members.map(({ name, wanted, patch }) => [name, wanted.integrity, digestOf(patch)])
  return integrityOf(Buffer.from(JSON.stringify(['together', groupVersion, ...named])))
}

function digestOf(patch: Patch | 'none'): string {
  return patch === 'none' ? '' : patch.integrity
}

/** What to fetch for a lock entry, exactly as locked. `registryIntegrity` stands in where the lockfile has none. */
export function wantedFor(locked: LockedPackage, registryIntegrity: string): Fetched<WantedTarball> {
  const { name, version, resolved } = locked
  switch (locked.kind) {
    case 'registry':
    case 'alias':
    case 'patched': {
      const integrity = locked.integrity === '' ? registryIntegrity : locked.integrity
      if (integrity === '')
        return refuse('no-integrity', 'neither the lockfile nor the registry says which bytes these are')
      return { ok: true, value: { name, version, integrity, url: resolved, kind: 'registry' } }
    }
    case 'remote':
      if (locked.integrity === '') return refuse('no-integrity', `the lockfile pins no bytes for ${resolved}`)
      return { ok: true, value: { name, version, integrity: locked.integrity, url: resolved, kind: 'remote' } }
    case 'git': {
      const url = hostedTarballUrl(resolved)
      if (url !== '') return { ok: true, value: { name, version, integrity: '', url, kind: 'remote' } }
      return hasCommit(resolved)
        ? refuse('unsupported-source', `${resolved} is on no host that serves a commit as a tarball`)
        : refuse('no-commit', `the lockfile pins no commit for ${resolved}`)
    }
    case 'bundled':
    case 'workspace':
    case 'link':
    case 'file':
      return refuse('unsupported-source', `a ${locked.kind} entry has no tarball of its own`)
  }
}

function hasCommit(resolved: string): boolean {
  const commit = resolved.slice(resolved.lastIndexOf('#') + 1)
  return commit.length === 40 && [...commit].every((digit) => '0123456789abcdef'.includes(digit))
}

function refuse(code: Unchecked['code'], detail: string): { ok: false; why: Unchecked } {
  return { ok: false, why: { code, detail } }
}

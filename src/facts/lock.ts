// What the lock entry promises, against the registry and against the bytes as they were published: what the project
// itself patches in them is no promise broken.
import type { LockFact } from '../domain/change.ts'
import type { Candidate } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import { type Contents, installEvents, type PublishedVersion } from '../domain/release.ts'
import { normalVersion } from '../domain/versions.ts'
import { type Digests, sameBytes, strength, toDigests, withShasum } from './integrity.ts'
import { pathAgainst } from './lock-path.ts'

export function lockFact(candidate: Candidate): LockFact {
  const { locked, asPublished } = candidate
  return {
    record: 'lock',
    strength: strength(toDigests(locked.integrity)),
    integrity: integrityAgainst(candidate),
    source: candidate.source,
    resolved: locked.resolved,
    scheme: schemeOf(locked.resolved),
    path: pathAgainst(locked, publishedOf(candidate)?.tarball ?? ''),
    served: strength(servedDigests(publishedOf(candidate))),
    installScript: installScriptAgainst(locked, asPublished),
    identity: identityAgainst(locked, asPublished),
    accepted: candidate.standing.accepted,
    line: locked.line,
  }
}

function integrityAgainst(candidate: Candidate): LockFact['integrity'] {
  const lockedDigests = toDigests(candidate.locked.integrity)
  if (lockedDigests.size === 0) return 'absent'
  const result = sameBytes(lockedDigests, servedDigests(publishedOf(candidate)))
  return result === 'incomparable' ? 'unavailable' : result
}

function publishedOf({ locked, history }: Candidate): PublishedVersion | undefined {
  const versions = history.status === 'known' ? history.value.versions : []
  return versions.find(({ version }) => version === locked.version)
}

function servedDigests(published: PublishedVersion | undefined): Digests {
  return published === undefined ? new Map() : withShasum(toDigests(published.integrity), published.shasum)
}

/** `https`, `git+ssh`, …; '' when `resolved` is no URL. */
function schemeOf(resolved: string): string {
  return URL.canParse(resolved) ? new URL(resolved).protocol.slice(0, -1) : ''
}

/** npm writes the flag for registry packages from lockfileVersion 2 on, the implicit build included. */
function installScriptAgainst(locked: LockedPackage, contents: Contents): LockFact['installScript'] {
  if (contents.files.length === 0 || locked.hasInstallScript === 'unknown') return 'unknown'
  const has = contents.scripts.some(({ name, body }) => body !== '' && installEvents.some((event) => event === name))
  return has === (locked.hasInstallScript === 'yes') ? 'agrees' : 'disagrees'
}

/** Bytes without a readable name and version say nothing; npm reads `v1.0.0` as `1.0.0`. */
function identityAgainst(locked: LockedPackage, { manifest }: Contents): LockFact['identity'] {
  if (manifest.name === '' && manifest.version === '') return 'unknown'
  const version = normalVersion(manifest.version) || manifest.version
  const agrees = manifest.name === locked.name && version === (normalVersion(locked.version) || locked.version)
  return agrees ? 'agrees' : 'disagrees'
}

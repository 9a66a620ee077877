// What is known to be bad about one lock entry. Needs no bytes: whoever has them hands them over, and what its name, its
// digests, its publisher and its place say counts for every release, trusted ones and those that could not be had too.
import type { KnownBadFact } from '../domain/change.ts'
import { hostOf, type LockedPackage } from '../domain/locked.ts'
import type { Contents, PublishedVersion } from '../domain/release.ts'
import { findKnownBad } from '../facts/known-bad.ts'
import { carrierOf } from './bytes.ts'
import { isPublicName } from './public-name.ts'
import { releaseAt } from './sought.ts'
import type { Surroundings } from './surroundings.ts'

export type KnownBadSurroundings = Pick<Surroundings, 'knownBad' | 'tree' | 'registryFor' | 'fetchedFrom' | 'policy'>

/** `published`: as the registry shows it. `contents`: `emptyContents` where the bytes are not at hand. */
export function knownBadOf(
  locked: LockedPackage,
  published: PublishedVersion | 'none',
  contents: Contents,
  around: KnownBadSurroundings,
): KnownBadFact[] {
  // What a tarball carries comes from where its carrier comes from.
  const carrier = locked.kind === 'bundled' ? carrierOf(locked, around) : locked
  if (carrier === 'none') return []
  const { registryFor, fetchedFrom, policy } = around
  const { resolved } = carrier
  const hosts =
    resolved === '' ? [hostOf(registryFor(carrier.name))] : [hostOf(resolved), hostOf(fetchedFrom(resolved))]
  const suspect = {
    locked,
    releases: releasesOf(locked, contents),
    isPublic: isPublicName(carrier, published, { registryFor, fetchedFrom, policy }),
    hosts: [...new Set(hosts)].filter((host) => host !== ''),
    published,
    contents,
  }
  return findKnownBad(suspect, around.knownBad)
}

/** An entry called something else whose bytes are the known release is how a lockfile is poisoned. */
function releasesOf(locked: LockedPackage, { manifest }: Contents): { name: string; version: string }[] {
  const { name, version } = locked
  const inUrl = releaseAt(locked.resolved)
  const all = [
    { name, version },
    ...(inUrl === 'none' ? [] : [inUrl]),
    { name: manifest.name, version: manifest.version },
  ]
  const distinct = new Map(all.map((one) => [JSON.stringify([one.name, one.version]), one]))
  return [...distinct.values()].filter((one) => one.name !== '')
}

// Whether the name of a lock entry is a name of the public registry, so that what is known of the public package of that
// name is known of this one. Compared as parsed URLs.
import { publicRegistries } from '../baseline/origins.ts'
import { hostOf, type LockedPackage } from '../domain/locked.ts'
import type { Policy } from '../domain/policy.ts'
import type { PublishedVersion } from '../domain/release.ts'
import { scopeOf } from '../domain/standing.ts'
import { sameBytes, toDigests, withShasum } from '../facts/integrity.ts'
import { sourceOf } from './source.ts'
import type { Surroundings } from './surroundings.ts'

export type NameSurroundings = Pick<Surroundings, 'registryFor' | 'fetchedFrom'> & {
  policy: Pick<Policy, 'internalScopes' | 'registries'>
}

/**
 * A company's default registry mostly is a mirror of the public one that serves its own packages beside it, and nothing
 * in a lockfile tells the two apart. There a name counts as public, unless the policy gives its scope to the company or
 * to other hosts: to look away from every package behind a mirror would be worse than to warn of a clash of names,
 * which is what a dependency confusion looks like. So does a name from a host that nobody has named: whoever writes a
 * lockfile may take any mirror of the world. What comes from a named registry other than the default one is another package.
 */
export function isPublicName(
  locked: LockedPackage,
  published: PublishedVersion | 'none',
  around: NameSurroundings,
): boolean {
  switch (locked.kind) {
    case 'registry':
    case 'alias':
    case 'patched':
    case 'remote':
      return comesFromPublic(locked, published, around)
    case 'git':
    case 'bundled':
    case 'workspace':
    case 'link':
    case 'file':
      return false
  }
}

function comesFromPublic(
  locked: LockedPackage,
  published: PublishedVersion | 'none',
  { registryFor, fetchedFrom, policy }: NameSurroundings,
): boolean {
  // In lockfiles this is npm's own default, wherever the bytes are then fetched from.
  if (publicRegistries.has(hostOf(locked.resolved))) return true
  const scope = scopeOf(locked.name)
  const isOurs = policy.internalScopes.includes(scope) || policy.registries.some((one) => one.scope === scope)
  if (scope !== '' && isOurs) return false
  // '' belongs to no scope: the registry of all names that nothing is said about.
  const common = registryFor('')
  const own = registryFor(locked.name)
  if (locked.resolved === '') return own === common
  const served = own === common ? published : 'none'
  if (hasBytesOf(locked, served)) return true
  const tarball = served === 'none' ? '' : served.tarball
  if (sourceOf(locked, common, tarball, fetchedFrom) === 'registry') return true
  const named = [hostOf(common), hostOf(own), ...policy.registries.flatMap(({ hosts }) => hosts)]
  return !named.includes(hostOf(fetchedFrom(locked.resolved)))
}

/** From wherever they are fetched, they are what the registry serves under this name. */
function hasBytesOf({ integrity }: LockedPackage, served: PublishedVersion | 'none'): boolean {
  if (served === 'none') return false
  const digests = withShasum(toDigests(served.integrity), served.shasum)
  return sameBytes(toDigests(integrity), digests) === 'equal'
}

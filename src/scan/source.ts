// Where a lock entry leads, against the user's own configuration. npm replaces the host of its default registry by the
// configured one: a lockfile written against the public registry is at home on every mirror.
import type { Candidate } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'

/**
 * Compared as parsed URLs: the same origin and a path below the registry's own, or exactly the URL that the registry
 * itself names for this version (`tarball`, '' for none).
 */
export function sourceOf(
  { resolved }: LockedPackage,
  registry: string,
  tarball: string,
  fetchedFrom: (resolved: string) => string,
): Candidate['source'] {
  if (resolved === '') return 'unstated'
  const fetched = fetchedFrom(resolved)
  if (!URL.canParse(fetched)) return 'elsewhere'
  const wanted = new URL(fetched)
  if (URL.canParse(tarball) && [tarball, fetchedFrom(tarball)].some((one) => new URL(one).href === wanted.href)) {
    return 'registry'
  }
  if (!URL.canParse(registry)) return 'elsewhere'
  const own = new URL(registry)
  const folder = own.pathname.endsWith('/') ? own.pathname : `${own.pathname}/`
  return own.origin === wanted.origin && wanted.pathname.startsWith(folder) ? 'registry' : 'elsewhere'
}

// What is known of the names that a release depends on: their age, how often they were published, whether the version
// that would be installed brings an install script.
import { type Newcomer, noResemblance } from '../domain/comparison.ts'
import type { DeclaredDependency, Fetched, History } from '../domain/release.ts'
import { maxSatisfying } from '../domain/versions.ts'
import { dependencyTarget } from '../facts/dependencies.ts'
import { cutHistory, isPublished } from './histories.ts'
import type { Surroundings } from './surroundings.ts'
import { isNewToTree, lockedFor } from './tree.ts'

/** One entry per dependency that leads to a registry; git, URL and file dependencies have no history to look at. */
export async function newcomersOf(
  dependencies: readonly DeclaredDependency[],
  { tree, histories, names }: Surroundings,
  now: number,
): Promise<Newcomer[]> {
  return Promise.all(
    dependencies.map(async ({ name, spec }) => {
      const target = dependencyTarget(name, spec)
      const locked = lockedFor(tree, name, target.name, target.range)
      const published = locked !== 'none' && isPublished(locked)
      if (!published && target.kind !== 'registry' && target.kind !== 'alias') {
        return { ...unknown, name, history: 'unavailable' as const, resolvedVersion: '' }
      }
      const history = await histories.of(published ? locked.name : target.name)
      const newcomer = describe(name, history, published ? locked.version : '', target.range, now)
      // Where the lockfile puts another package under this name, that is the one to look at.
      const asked = published ? locked.name : target.name
      return { ...newcomer, newToTree: isNewToTree(tree, target.name), resemblance: names.resemblanceOf(asked) }
    }),
  )
}

function describe(
  name: string,
  fetched: Fetched<History>,
  lockedVersion: string,
  range: string,
  now: number,
): Newcomer {
  if (!fetched.ok) {
    const history = fetched.why.code === 'not-found' ? 'not-found' : 'unavailable'
    return { ...unknown, name, history, resolvedVersion: lockedVersion }
  }
  const history = cutHistory(fetched.value, now)
  const times = history.versions.flatMap(({ publishedAt }) => (publishedAt.status === 'known' ? publishedAt.value : []))
  const version =
    lockedVersion ||
    maxSatisfying(
      history.versions.map((one) => one.version),
      range,
    )
  const resolved = history.versions.find((one) => one.version === version)
  return {
    name,
    history: 'known',
    resolvedVersion: version,
    resolvedPublishedAt: resolved?.publishedAt.status === 'known' ? resolved.publishedAt.value : -1,
    createdAt: times.reduce((a, b) => Math.min(a, b), times[0] ?? -1),
    releases: history.versions.length,
    hasInstallScript: resolved === undefined ? 'unknown' : resolved.hasInstallScript ? 'yes' : 'no',
    publisher: resolved?.publisher.status === 'known' && !resolved.viaWorkflow ? resolved.publisher.value.name : '',
    newToTree: 'unknown',
    resemblance: noResemblance,
  }
}

const unknown: Omit<Newcomer, 'name' | 'history' | 'resolvedVersion'> = {
  resolvedPublishedAt: -1,
  createdAt: -1,
  releases: -1,
  hasInstallScript: 'unknown',
  publisher: '',
  newToTree: 'unknown',
  resemblance: noResemblance,
}

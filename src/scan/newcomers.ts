// What is known of the names that a release depends on: their age, how often they were published, whether the version
// that would be installed brings an install script.
import type { Newcomer } from '../domain/comparison.ts'
import type { DeclaredDependency, Fetched, History } from '../domain/release.ts'
import { maxSatisfying } from '../domain/versions.ts'
import { dependencyTarget } from '../facts/dependencies.ts'
import type { Histories } from './histories.ts'
import { cutHistory, isPublished } from './histories.ts'
import type { Tree } from './tree.ts'
import { isNewToTree, lockedFor } from './tree.ts'

/** One entry per dependency that leads to a registry; git, URL and file dependencies have no history to look at. */
export async function newcomersOf(
  dependencies: readonly DeclaredDependency[],
  tree: Tree,
  histories: Histories,
  now: number,
): Promise<Newcomer[]> {
  return Promise.all(
    dependencies.map(async ({ name, spec }) => {
      const target = dependencyTarget(name, spec)
      const locked = lockedFor(tree, name, target.range)
      const published = locked !== 'none' && isPublished(locked)
      const history = await histories.of(published ? locked.name : target.name)
      return describe(name, history, published ? locked.version : '', target.range, now, isNewToTree(tree, target.name))
    }),
  )
}

function describe(
  name: string,
  fetched: Fetched<History>,
  lockedVersion: string,
  range: string,
  now: number,
  newToTree: Newcomer['newToTree'],
): Newcomer {
  if (!fetched.ok) {
    const history = fetched.why.code === 'not-found' ? 'not-found' : 'unavailable'
    return { ...unknown, name, history, resolvedVersion: lockedVersion, newToTree }
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
    newToTree,
  }
}

const unknown: Omit<Newcomer, 'name' | 'history' | 'resolvedVersion' | 'newToTree'> = {
  resolvedPublishedAt: -1,
  createdAt: -1,
  releases: -1,
  hasInstallScript: 'unknown',
}

// What the registry says of every name in the tree, asked once per name and kept small: the manifests of versions
// that nobody locked are dropped, because they are most of a packument's bytes.
import { emptyContents } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Fetched, History, PublishedVersion } from '../domain/release.ts'
import type { Registry } from '../sources/registry.ts'

export type Histories = { of: (name: string) => Promise<Fetched<History>> }

/** Whether a registry publishes this kind under a name that can be asked for. */
export function isPublished(locked: LockedPackage): boolean {
  switch (locked.kind) {
    case 'registry':
    case 'alias':
    case 'patched':
      return true
    case 'remote':
    case 'git':
    case 'bundled':
    case 'workspace':
    case 'link':
    case 'file':
      return false
  }
}

/** Each name is asked once; `lockedVersions` are the versions whose registry manifest is kept. */
export function createHistories(
  registry: Registry,
  lockedVersions: (name: string) => ReadonlySet<string>,
  visibleUntil: number,
): Histories {
  const asked = new Map<string, Promise<Fetched<History>>>()
  const ask = async (name: string): Promise<Fetched<History>> => {
    const history = await registry.history(name, visibleUntil)
    return history.ok ? { ok: true, value: withoutManifests(history.value, lockedVersions(name)) } : history
  }
  return {
    of: (name) => {
      const known = asked.get(name) ?? ask(name)
      asked.set(name, known)
      return known
    },
  }
}

/** The registry as it was at `now`: later versions are hidden. Versions without a time stay. */
export function cutHistory(history: History, now: number): History {
  const visible = ({ publishedAt }: PublishedVersion) => publishedAt.status !== 'known' || publishedAt.value <= now
  return { ...history, versions: history.versions.filter(visible) }
}

function withoutManifests(history: History, keep: ReadonlySet<string>): History {
  const versions = history.versions.map((one) =>
    keep.has(one.version) ? one : { ...one, manifest: emptyContents.manifest },
  )
  return { ...history, versions }
}

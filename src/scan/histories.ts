// What the registry says of every name in the tree, asked once per name and kept for the whole run.
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

/** Each name is asked once. `manifestsOf` says which versions' registry manifests a run will look at. */
export function createHistories(
  registry: Registry,
  manifestsOf: (name: string, history: History) => ReadonlySet<string>,
  visibleUntil: number,
): Histories {
  const asked = new Map<string, Promise<Fetched<History>>>()
  return {
    of: (name) => {
      const known = asked.get(name) ?? registry.history(name, visibleUntil, (history) => manifestsOf(name, history))
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

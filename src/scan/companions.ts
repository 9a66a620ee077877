// Which releases of one tree were published side by side: by the same account, within the same hour. Honest monorepos do
// that every day and so does every worm; it is only a fact.
import type { LockedRelease } from '../domain/locked.ts'
import { publishedAs } from './candidates.ts'
import { type Histories, isPublished } from './histories.ts'

/** How many other packages of the tree were published with this one. */
export type Companions = (name: string, version: string) => number

const hour = 3_600_000

/** The histories were asked for before: this fetches nothing new. */
export async function readCompanions(releases: readonly LockedRelease[], histories: Histories): Promise<Companions> {
  const byPublisher = new Map<string, { name: string; version: string; at: number }[]>()
  for (const { locked } of releases) {
    if (!isPublished(locked)) continue
    const history = await histories.of(locked.name)
    if (!history.ok) continue
    const published = publishedAs(locked.version, { status: 'known', value: history.value })
    if (published === 'none' || published.publisher.status !== 'known' || published.publishedAt.status !== 'known') {
      continue
    }
    const { name } = published.publisher.value
    const list = byPublisher.get(name) ?? []
    byPublisher.set(name, list)
    list.push({ name: locked.name, version: locked.version, at: published.publishedAt.value })
  }
  const counts = new Map<string, number>()
  for (const list of byPublisher.values()) {
    const ordered = list.toSorted((a, b) => a.at - b.at)
    let from = 0
    let to = 0
    for (const { name, version, at } of ordered) {
      while (at - (ordered[from]?.at ?? at) > hour) from++
      while (to < ordered.length && (ordered[to]?.at ?? at) - at <= hour) to++
      const names = new Set(ordered.slice(from, to).map((one) => one.name))
      counts.set(`${name}@${version}`, names.size - 1)
    }
  }
  return (name, version) => counts.get(`${name}@${version}`) ?? 0
}

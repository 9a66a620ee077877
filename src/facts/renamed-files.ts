// Which added file was probably a removed one before, by name, type and size: builds write a hash into the names of their
// output, and people move files. For looking only: as facts both stay what they are, added and removed.
import type { FileFact } from '../domain/change.ts'

/** What builds put between two dots or after a dash: `index.ER9afepi.js`, `index-2f1c9a07.js`. */
const hash = /[.-](?=[^.]{0,19}[A-Z0-9_])[A-Za-z0-9_-]{6,20}(?=\.)/g
/** Characters of a name; no build writes longer ones. */
const longestName = 120
/** Files of one name; of more nobody can tell which is which. */
const maxAlike = 20
/** A fifth more or less: beyond that it is another file. */
const mostGrown = 1.25

type Named = Pick<FileFact, 'path' | 'status' | 'type' | 'size' | 'sizeBefore'>

/** By the new path, the old one. */
export function renamedFiles(files: readonly Named[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const taken = new Set<string>()
  for (const nameOf of [withoutHash, baseName]) {
    const removed = Map.groupBy(
      files.filter(({ status, path }) => status === 'removed' && !taken.has(path)),
      ({ path }) => nameOf(path),
    )
    const added = Map.groupBy(
      files.filter(({ status, path }) => status === 'added' && !found.has(path)),
      ({ path }) => nameOf(path),
    )
    for (const [name, news] of added) {
      const olds = removed.get(name) ?? []
      if (Math.max(news.length, olds.length) > maxAlike) continue
      for (const [path, before] of closest(news, olds)) {
        found.set(path, before)
        taken.add(before)
      }
    }
  }
  return found
}

/** The pairs that are closest in size first. */
function closest(news: readonly Named[], olds: readonly Named[]): Map<string, string> {
  const pairs = news.flatMap((young) =>
    olds
      .filter(({ type }) => type === young.type)
      .map((old) => ({ young: young.path, old: old.path, grown: ratio(young.size, old.sizeBefore) })),
  )
  const found = new Map<string, string>()
  const taken = new Set<string>()
  for (const { young, old, grown } of pairs.toSorted((a, b) => a.grown - b.grown)) {
    if (grown > mostGrown || found.has(young) || taken.has(old)) continue
    found.set(young, old)
    taken.add(old)
  }
  return found
}

function ratio(a: number, b: number): number {
  return (Math.max(a, b) + 1) / (Math.min(a, b) + 1)
}

function withoutHash(path: string): string {
  const name = baseName(path)
  if (name.length > longestName) return path
  return path.slice(0, path.length - name.length) + name.replaceAll(hash, '')
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

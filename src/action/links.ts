// Lockfiles that are reached through a link or lie in another repository: what is installed there is compared with nothing,
// so a change that leads there must not pass for one that takes a project away. Pure.
import { posix } from 'node:path'
import type { TreeEntry } from '../sources/git-tree.ts'

export type LinksInput = {
  head: readonly TreeEntry[]
  base: readonly TreeEntry[] | 'none'
  /** Whether a lockfile at this path is looked at. */
  isWanted: (path: string) => boolean
  /** Whether a link at this path lies where lockfiles are looked for. */
  isNear: (path: string) => boolean
  /** Folders with a lockfile that the head has no more. */
  gone: readonly string[]
  /** The lockfiles in the folder that a link leads to, from the root; none where it leads out of the repository. */
  leadsTo: (entry: TreeEntry) => readonly string[]
}

/** Paths from the root. Whoever has always had a link to what is judged elsewhere hears nothing. */
export function findLinks({ head, base, isWanted, isNear, gone, leadsTo }: LinksInput): string[] {
  const [heads, bases] = [digests(head), digests(base === 'none' ? [] : base)]
  const others = head.filter(({ kind }) => kind !== 'file')
  const otherPaths = new Set(others.map(({ path }) => path))
  const inPlace = gone.flatMap((folder) => stepsTo(folder).filter((step) => otherPaths.has(step)))
  const differs = (path: string) => base === 'none' || heads.get(path) !== bases.get(path) || !heads.has(path)
  const leading = others.filter((entry) => {
    if (isWanted(entry.path)) return true
    if (entry.kind !== 'link' || !isNear(entry.path)) return false
    const lockfiles = leadsTo(entry).filter((path) => !(isWanted(path) && heads.has(path)))
    return lockfiles.some((path) => differs(entry.path) || differs(path))
  })
  return [...new Set([...inPlace, ...leading.map(({ path }) => path)])].toSorted()
}

function digests(entries: readonly TreeEntry[]): Map<string, string> {
  return new Map(entries.map(({ path, digest }) => [path, digest]))
}

/** `a`, `a/b`, `a/b/c` */
function stepsTo(folder: string): string[] {
  const steps = folder === '' ? [] : folder.split('/')
  return steps.map((_, index) => posix.join(...steps.slice(0, index + 1)))
}

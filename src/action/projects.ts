// Which lockfiles of a repository have to be judged, told from the files of two commits. Pure: what differs on disk is
// asked through an argument.
import { posix } from 'node:path'
import type { TreeEntry } from '../sources/git-tree.ts'
import { changedBelow } from './changed-below.ts'
import { findLinks, type LinksInput } from './links.ts'

export const lockfileNames: readonly string[] = ['package-lock.json', 'npm-shrinkwrap.json']

/** A repository with more lockfiles to judge at once is not judged to its end. */
export const maxProjects = 100

export type Project = {
  /** From the root of the repository with `/`; '' for the root. */
  folder: string
  /** The lockfile's name. */
  lockfile: string
  /** `new`: the base has none here and none that went away. `moved`: it was in `before`. */
  state: 'new' | 'moved' | 'changed' | 'unchanged'
  /** Where it was in the base commit. */
  before: string
  /** Whether the lockfile itself is another one, and not only what lies beside it. */
  isLockChanged: boolean
}

/** A lockfile that the base has and the head has not. `isLeft`: its package.json is still there, so nothing is locked. */
export type Removed = { folder: string; lockfile: string; isLeft: boolean }

/** `links`: links and other repositories, from the root, through which npm reads a lockfile that nobody compares. */
export type Projects = { judged: readonly Project[]; removed: readonly Removed[]; links: readonly string[] }

export type ProjectsInput = {
  head: readonly TreeEntry[]
  /** `none`: there is nothing to compare with. */
  base: readonly TreeEntry[] | 'none'
  /** Only folders at or below this one, from the root; '' for all. */
  below: string
  /** Only these lockfiles, from the root; empty for all. They are judged whether they changed or not. */
  only: readonly string[]
  /** Whether the file on disk has the bytes of the entry. */
  isOnDisk: (entry: TreeEntry) => boolean
  leadsTo: LinksInput['leadsTo']
}

/** Files of a project's folder that say what is installed there, or what is trusted. */
const decisive = [...lockfileNames, 'package.json', 'cordon.lock', '.npmrc']

export function findProjects(input: ProjectsInput): Projects {
  const wanted = ({ path }: TreeEntry) => isWanted(path, input)
  const heads = foldersOf(input.head.filter(wanted))
  const bases = input.base === 'none' ? new Map<string, TreeEntry>() : foldersOf(input.base.filter(wanted))
  const headPaths = byPath(input.head)
  const basePaths = byPath(input.base === 'none' ? [] : input.base)
  const gone = [...bases].filter(([folder]) => !heads.has(folder))
  const left = new Map(gone)
  const asking = changedBelow(headPaths, basePaths)
  const all = [...heads].map(([folder, entry]): Project => {
    const lockfile = posix.basename(entry.path)
    if (bases.has(folder)) {
      const isSame = (name: string) => {
        const path = posix.join(folder, name)
        return isUnchanged(headPaths.get(path), basePaths.get(path), input)
      }
      const isLockChanged = !lockfileNames.every(isSame)
      return {
        folder,
        lockfile,
        state: decisive.every(isSame) && !asking.has(folder) ? 'unchanged' : 'changed',
        before: folder,
        isLockChanged,
      }
    }
    const from = originOf(entry, left, [...heads.keys()].filter((other) => !bases.has(other)).length)
    if (from === 'none') return { folder, lockfile, state: 'new', before: folder, isLockChanged: true }
    left.delete(from)
    return { folder, lockfile, state: 'moved', before: from, isLockChanged: true }
  })
  const isAll = input.base === 'none' || input.only.length > 0
  return {
    judged: all.filter(({ state }) => isAll || state !== 'unchanged'),
    links: findLinks({
      ...input,
      isWanted: (path) => isWanted(path, input),
      isNear: (path) => input.only.length === 0 && (input.below === '' || path.startsWith(`${input.below}/`)),
      gone: gone.map(([folder]) => folder),
    }),
    removed: [...left].map(([folder, entry]) => ({
      folder,
      lockfile: posix.basename(entry.path),
      isLeft: headPaths.has(posix.join(folder, 'package.json')),
    })),
  }
}

/** The same bytes elsewhere, else the only one that went away where only one came. */
function originOf(entry: TreeEntry, left: ReadonlyMap<string, TreeEntry>, came: number): string {
  const same = [...left].find(([, one]) => one.digest === entry.digest)
  if (same !== undefined) return same[0]
  const [only] = left.keys()
  return left.size === 1 && came === 1 && only !== undefined ? only : 'none'
}

function isUnchanged(head: TreeEntry | undefined, base: TreeEntry | undefined, input: ProjectsInput): boolean {
  if (head === undefined || base === undefined) return head === base
  // What a link leads to can change while the link stays.
  return head.kind === 'file' && base.kind === 'file' && head.digest === base.digest && input.isOnDisk(head)
}

function isWanted(path: string, { below, only }: ProjectsInput): boolean {
  const steps = path.split('/')
  if (!lockfileNames.includes(steps.at(-1) ?? '') || steps.includes('node_modules')) return false
  if (only.length > 0) return only.includes(path)
  return below === '' || path.startsWith(`${below}/`)
}

/** One lockfile for each folder, in the order of their names: where there are two, cordon itself says which counts. */
function foldersOf(entries: readonly TreeEntry[]): Map<string, TreeEntry> {
  const sorted = entries.toSorted((a, b) => lockfileNames.indexOf(nameOf(b)) - lockfileNames.indexOf(nameOf(a)))
  const found = new Map(sorted.map((entry) => [folderOf(entry.path), entry]))
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function nameOf({ path }: TreeEntry): string {
  return posix.basename(path)
}

function folderOf(path: string): string {
  const folder = posix.dirname(path)
  return folder === '.' ? '' : folder
}

function byPath(entries: readonly TreeEntry[]): Map<string, TreeEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}

// Walks folders for files by name, bounded and without following a link into another folder. It opens nothing but
// folders: what a file holds, and whether it may be read, is asked later.
import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { systemCodeOf } from './system-code.ts'

export type FoundFile =
  /** `root` is the folder that was named: nothing outside of it may be read through a link. */
  | { kind: 'file'; path: string; root: string }
  | { kind: 'folder'; path: string }
  | { kind: 'refused'; path: string; code: 'folder-unreadable' | 'too-deep' | 'too-many-folders'; why: string }

/** Real trees have some 100,000 folders without node_modules. */
const maxFolders = 2_000_000
const maxDepth = 100

/**
 * Files below `root` whose name `wanted` accepts, in the order of their paths; folders that `enters` refuses are left
 * out, except for the one file in them that `peeks` names. A `root` that is a file is given as it is.
 */
export function* findFiles(
  root: string,
  wanted: (name: string) => boolean,
  enters: (name: string) => boolean,
  peeks: (folder: string) => string,
): Generator<FoundFile> {
  const start = realpathSync(root)
  if (!statSync(start).isDirectory()) {
    yield { kind: 'file', path: start, root: start }
    return
  }
  const waiting = [{ path: start, depth: 0 }]
  let folders = 0
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const { path, depth } = folder
    if (++folders > maxFolders) {
      yield { kind: 'refused', path, code: 'too-many-folders', why: `there are more than ${maxFolders} folders` }
      return
    }
    const entries = list(path)
    if (typeof entries === 'string') {
      yield { kind: 'refused', path, code: 'folder-unreadable', why: `the folder cannot be read (${entries})` }
      continue
    }
    yield { kind: 'folder', path }
    const below: string[] = []
    for (const entry of entries) {
      const at = join(path, entry.name)
      if (!entry.isDirectory()) {
        if (wanted(entry.name)) yield { kind: 'file', path: at, root: start }
      } else if (enters(entry.name)) {
        below.push(at)
      } else {
        const peeked = peeks(entry.name)
        if (peeked !== '' && exists(join(at, peeked))) yield { kind: 'file', path: join(at, peeked), root: start }
      }
    }
    if (below.length > 0 && depth === maxDepth) {
      yield { kind: 'refused', path, code: 'too-deep', why: `there are more than ${maxDepth} folders in each other` }
      continue
    }
    waiting.push(...below.reverse().map((at) => ({ path: at, depth: depth + 1 })))
  }
}

function list(path: string): Dirent[] | string {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    return systemCodeOf(error)
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

// Tarballs kept from run to run, in the layout of npm's own cache. Only files that are named by the digest of their bytes
// go in and out, and cordon checks that digest whenever it reads one: whoever fills the folder can make a run slower, and
// nothing else. What is derived (facts, answers of registries, indexes, remembered runs) never leaves a run.
import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isFileProblem } from '../sources/cache-file.ts'

export type CacheFolders = {
  /** The folder that the workflow keeps; '' for none. */
  kept: string
  /** npm's cache of this run. */
  own: string
}

/** Older tarballs are dropped beyond this: a cache that only grows is refused in the end. */
const maxKeptBytes = 2 * 1024 * 1024 * 1024
const maxFiles = 50_000

/** How many tarballs this run begins with. */
export function takeTarballs({ kept, own }: CacheFolders): number {
  const files = kept === '' ? [] : tarballsIn(kept)
  return files.filter((file) => give(join(contentOf(kept), file.path), join(contentOf(own), file.path))).length
}

/** Adds the tarballs of this run, and drops the oldest where there are too many. */
export function keepTarballs({ kept, own }: CacheFolders): void {
  if (kept === '') return
  for (const { path } of tarballsIn(own)) give(join(contentOf(own), path), join(contentOf(kept), path))
  let bytes = 0
  for (const { path, size } of tarballsIn(kept).toSorted((a, b) => b.modified - a.modified)) {
    bytes += size
    if (bytes > maxKeptBytes) rmSync(join(contentOf(kept), path), { force: true })
  }
}

function contentOf(cache: string): string {
  return join(cache, '_cacache', 'content-v2', 'sha512')
}

type File = { path: string; size: number; modified: number }

/** Ordinary files with the name of a sha512, that begin as gzip does: npm keeps other answers there as well. */
function tarballsIn(cache: string): File[] {
  const root = contentOf(cache)
  const found: File[] = []
  for (const first of foldersIn(root, /^[0-9a-f]{2}$/)) {
    for (const second of foldersIn(join(root, first), /^[0-9a-f]{2}$/)) {
      for (const entry of readdirSync(join(root, first, second), { withFileTypes: true })) {
        if (found.length === maxFiles) return found
        if (!entry.isFile() || !/^[0-9a-f]{124}$/.test(entry.name)) continue
        const path = join(first, second, entry.name)
        const { size, mtimeMs } = statSync(join(root, path))
        if (isGzip(join(root, path))) found.push({ path, size, modified: mtimeMs })
      }
    }
  }
  return found
}

function foldersIn(folder: string, name: RegExp): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && name.test(entry.name) ? [entry.name] : [],
  )
}

function isGzip(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(2)
    return readSync(file, start) === 2 && start[0] === 0x1f && start[1] === 0x8b
  } finally {
    closeSync(file)
  }
}

/**
 * By a link where both lie on one disk: npm replaces files and never writes into one. What is there already stays, unless
 * it is another file of another length, as a damaged one is. False where nothing was to do.
 */
function give(from: string, to: string): boolean {
  const [source, there] = [statSync(from), statSync(to, { throwIfNoEntry: false })]
  if (there !== undefined && (there.ino === source.ino || there.size === source.size)) return false
  mkdirSync(dirname(to), { recursive: true })
  if (there !== undefined) rmSync(to, { force: true })
  try {
    linkSync(from, to)
  } catch (error) {
    if (!isFileProblem(error)) throw error
    copyFileSync(from, to)
  }
  return true
}

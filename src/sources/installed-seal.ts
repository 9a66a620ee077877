// Which record of an installed tree cordon itself has seen and held against what it judged, below npm's cache folder: a
// record in a project may have come with it, and would let in what it names.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { isFileProblem, readCacheFile, writeCacheFile } from './cache-file.ts'

const digestLength = 64

/** `record` is the text of `node_modules/.package-lock.json`. */
export function isSealed(cacheDir: string, dir: string, record: string): boolean {
  return readCacheFile(fileFor(cacheDir, dir), digestLength) === digestOf(record)
}

/** Where nothing can be written the next install judges everything. */
export function seal(cacheDir: string, dir: string, record: string): void {
  try {
    writeCacheFile(fileFor(cacheDir, dir), digestOf(record))
  } catch (error) {
    if (!isFileProblem(error)) throw error
  }
}

function fileFor(cacheDir: string, dir: string): string {
  return join(cacheDir, '_cordon', 'installed-v1', digestOf(dir).slice(0, 32))
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

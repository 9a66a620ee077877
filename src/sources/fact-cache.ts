// Facts of tarballs on disk, one small file each, below npm's cache folder. It knows digests, not packages; a verdict
// never stands here. Who can write to this folder can make a package look harmless, just as they could put a script
// into the user's shell start-up: the folder is the user's own. A cache that comes from elsewhere (restored in CI from
// other people's runs) is another matter: until it is authenticated, do not share this folder between trust zones.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Extracted, extractorVersion } from '../domain/release.ts'
import { readCacheFile, writeCacheFile } from './cache-file.ts'
import { fromStored, toStored } from './fact-columns.ts'
import { isStored } from './fact-shape.ts'
import { integrityOf, sha512Of } from './integrity.ts'
import { removeOutdated } from './outdated-facts.ts'

export type FactCache = {
  /**
   * Facts of exactly these bytes. Any SRI text; only one with a single sha512 can be found. `patch` is the digest of the
   * patch that was applied to them, '' for none: facts of one are never served for the other.
   */
  get: (integrity: string, patch: string) => Extracted | undefined
  put: (extracted: Extracted) => void
  /** Why something could not be written, '' when everything was. A slow next run is all it costs. */
  fault: () => string
}

/** Larger files were not written by us in earnest. */
const maxFileBytes = 64 * 1024 * 1024

/** `cacheDir` is npm's cache folder. Nothing is read or written before it is asked for. */
export function openFactCache(cacheDir: string): FactCache {
  const own = join(cacheDir, '_cordon')
  const root = join(own, `facts-v${extractorVersion}`)
  let fault = ''
  return {
    get: (integrity, patch) => {
      const file = fileFor(root, integrity, patch)
      const found = file === '' ? undefined : readRecord(file)
      return found?.integrity === sha512Of(integrity) && patchOf(found) === patch ? found : undefined
    },
    put: (extracted) => {
      const file = fileFor(root, extracted.integrity, patchOf(extracted))
      if (file === '') return
      try {
        const isFirst = !existsSync(root)
        writeRecord(file, extracted)
        if (isFirst) removeOutdated(own, extractorVersion)
      } catch (error) {
        fault ||= error instanceof Error ? error.message : 'not writable'
      }
    },
    fault: () => fault,
  }
}

/** The digests of all patches as one text; npm applies at most one. */
function patchOf({ own }: Extracted): string {
  return own.patches.map(({ integrity }) => integrity).join(' ')
}

/** '' where there is no single sha512. Hex, so that nothing of the text becomes a path. */
function fileFor(root: string, integrity: string, patch: string): string {
  const bytes = sha512Of(integrity)
  if (bytes === '') return ''
  const named = patch === '' ? bytes : integrityOf(Buffer.from(JSON.stringify([bytes, patch])))
  const hex = Buffer.from(named.slice('sha512-'.length), 'base64').toString('hex')
  return join(root, hex.slice(0, 2), `${hex.slice(2)}.json`)
}

/** What is missing, unreadable, cut off or foreign is a miss: the tarball is then read again. */
function readRecord(file: string): Extracted | undefined {
  const text = readCacheFile(file, maxFileBytes)
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isStored(value) ? fromStored(value) : undefined
  } catch {
    return undefined
  }
}

function writeRecord(file: string, extracted: Extracted): void {
  const text = JSON.stringify(toStored(extracted))
  if (text.length <= maxFileBytes) writeCacheFile(file, text)
}

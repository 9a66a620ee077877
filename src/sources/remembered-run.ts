// The last run over a project in which every release was trusted, below npm's cache folder: what was read then, and what
// was reported. It knows no report: whoever remembers one says whether a text is one.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { ownValue } from '../domain/manifest.ts'
import { isFileProblem, readCacheFile, writeCacheFile } from './cache-file.ts'

export type RememberedRun = {
  /** Over everything that the run depended on. */
  digest: string
  /** Milliseconds since 1970. */
  at: number
  /** Paths inside the project that were read, one after the other. */
  reads: readonly string[]
  report: unknown
}

/** A report without its trusted packages has some kilobytes. */
const maxBytes = 4 * 1024 * 1024

/** undefined for what is not there or was not written by us. */
export function readRun(cacheDir: string, dir: string): RememberedRun | undefined {
  const text = readCacheFile(fileFor(cacheDir, dir), maxBytes)
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    const [digest, at, reads] = [ownValue(value, 'digest'), ownValue(value, 'at'), ownValue(value, 'reads')]
    if (typeof digest !== 'string' || typeof at !== 'number' || !isTexts(reads)) return undefined
    return { digest, at, reads, report: ownValue(value, 'report') }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Where nothing can be written the next run is slower. */
export function writeRun(cacheDir: string, dir: string, run: RememberedRun): void {
  try {
    writeCacheFile(fileFor(cacheDir, dir), JSON.stringify(run))
  } catch (error) {
    if (!isFileProblem(error)) throw error
  }
}

function fileFor(cacheDir: string, dir: string): string {
  return join(cacheDir, '_cordon', 'trusted-v1', `${createHash('sha256').update(dir).digest('hex').slice(0, 32)}.json`)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

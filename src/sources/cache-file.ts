// Small files of cordon's own below npm's cache folder: read within a bound, and written so that no reader sees half of one.
import { randomBytes } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** undefined for what is not there, cannot be read, or has more than `maxBytes`: then nothing is remembered. */
export function readCacheFile(file: string, maxBytes: number): string | undefined {
  return readCacheBytes(file, maxBytes)?.toString('utf8')
}

export function readCacheBytes(file: string, maxBytes: number): Buffer | undefined {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    return undefined
  }
  try {
    return fstatSync(handle).size > maxBytes ? undefined : readFileSync(handle)
  } catch {
    return undefined
  } finally {
    closeSync(handle)
  }
}

/** Written beside its place and moved there. Throws the system's errors; then nothing of it is left. */
export function writeCacheFile(file: string, text: string | Buffer): void {
  const beside = `${file}.${randomBytes(6).toString('hex')}`
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(beside, text, { flag: 'wx' })
    renameSync(beside, file)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

/** Whether the system refused, so that remembering is what failed, and nothing of ours. */
export function isFileProblem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

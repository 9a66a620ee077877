// Reads a tarball straight out of npm's content-addressed cache (cacache's `content-v2`), without loading npm's
// transport. What is found is checked by its digest, so nothing there has to be trusted.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { matchesIntegrity, strongestHashes } from './integrity.ts'

/** undefined for what is not there, too large or damaged: npm's transport then fetches it, and repairs its cache. */
export async function readCachedTarball(
  cache: string,
  integrity: string,
  maxBytes: number,
): Promise<Buffer | undefined> {
  const hashes = strongestHashes(integrity)
  if (cache === '' || hashes === undefined) return undefined
  for (const digest of hashes.digests) {
    const hex = Buffer.from(digest, 'base64').toString('hex')
    const file = join(cache, 'content-v2', hashes.algorithm, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4))
    const bytes = await readBounded(file, maxBytes)
    if (bytes !== undefined && matchesIntegrity(bytes, integrity)) return bytes
  }
  return undefined
}

async function readBounded(file: string, maxBytes: number): Promise<Buffer | undefined> {
  try {
    const found = await stat(file)
    return found.isFile() && found.size <= maxBytes ? await readFile(file) : undefined
  } catch {
    return undefined
  }
}

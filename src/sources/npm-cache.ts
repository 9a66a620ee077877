// Reads a tarball straight out of npm's content-addressed cache (cacache's `content-v2`), without loading npm's
// transport. What is found is checked by its digest, so nothing there has to be trusted.
import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkedIntegrity, strongestHashes } from './integrity.ts'

/** How long the file is that should hold these bytes, damaged or not; undefined where there is none, or one too long. */
export function cachedSize(cache: string, integrity: string, maxBytes: number): number | undefined {
  return filesFor(cache, integrity)
    .map(sizeOf)
    .find((size) => size !== undefined && size <= maxBytes)
}

/** undefined for what is not there, too large or damaged: npm's transport then fetches it, and repairs its cache. */
export async function readCachedTarball(
  cache: string,
  integrity: string,
  maxBytes: number,
): Promise<{ bytes: Buffer; integrity: string } | undefined> {
  for (const file of filesFor(cache, integrity)) {
    const bytes = await readBounded(file, maxBytes)
    const own = bytes === undefined ? '' : checkedIntegrity(bytes, integrity)
    if (bytes !== undefined && own !== '') return { bytes, integrity: own }
  }
  return undefined
}

function filesFor(cache: string, integrity: string): string[] {
  const hashes = strongestHashes(integrity)
  if (cache === '' || hashes === undefined) return []
  return hashes.digests.map((digest) => {
    const hex = Buffer.from(digest, 'base64').toString('hex')
    return join(cache, 'content-v2', hashes.algorithm, hex.slice(0, 2), hex.slice(2, 4), hex.slice(4))
  })
}

async function readBounded(file: string, maxBytes: number): Promise<Buffer | undefined> {
  try {
    const size = sizeOf(file)
    return size !== undefined && size <= maxBytes ? await readFile(file) : undefined
  } catch {
    return undefined
  }
}

/** What cannot even be looked at is not there. */
function sizeOf(file: string): number | undefined {
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    return found?.isFile() === true ? found.size : undefined
  } catch {
    return undefined
  }
}

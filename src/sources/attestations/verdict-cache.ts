// What was verified before, one small file each, below npm's cache folder. The key is a digest over the evidence, what it
// should be about and the trust data, so that nothing is ever served for other bytes or under other keys. Who can write
// to this folder is trusted as with the facts of tarballs (`fact-cache.ts`).
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { provenanceStatuses, type Verification } from '../../domain/provenance.ts'
import { isFileProblem, readCacheFile, writeCacheFile } from '../cache-file.ts'
import { member, parsed, text } from '../json-value.ts'

export type VerdictCache = {
  get: (key: string) => Verification | undefined
  put: (key: string, verification: Verification) => void
}

/** Raised whenever the meaning of a `Verification` changes. */
const verdictVersion = 1
const maxFileBytes = 64 * 1024

export function openVerdictCache(cacheDir: string): VerdictCache {
  const root = join(cacheDir, '_cordon', `provenance-v${verdictVersion}`)
  const fileOf = (key: string) => join(root, key.slice(0, 2), `${key.slice(2)}.json`)
  return {
    get: (key) => {
      const json = parsed(readCacheFile(fileOf(key), maxFileBytes) ?? '')
      return isVerification(json) ? json : undefined
    },
    put: (key, verification) => {
      const content = JSON.stringify(verification)
      if (content.length > maxFileBytes) return
      try {
        writeCacheFile(fileOf(key), content)
      } catch (error) {
        // A cache that cannot be written costs a slower next run, and nothing else.
        if (!isFileProblem(error)) throw error
      }
    },
  }
}

/** Of several texts, none of which can be moved into the next. */
export function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

const identityTexts = [
  'issuer',
  'repository',
  'repositoryId',
  'ownerId',
  'commit',
  'ref',
  'refKind',
  'trigger',
  'workflow',
  'signer',
  'runner',
  'runUrl',
  'visibility',
]

function isVerification(json: unknown): json is Verification {
  const identity = member(json, 'identity')
  const isIdentity = identity === 'none' || identityTexts.every((key) => typeof member(identity, key) === 'string')
  return (
    isIdentity &&
    provenanceStatuses.some((status) => status === text(json, 'status')) &&
    typeof member(json, 'code') === 'string' &&
    typeof member(json, 'detail') === 'string' &&
    typeof member(json, 'signedAt') === 'number' &&
    ['agrees', 'disagrees', 'silent'].includes(text(json, 'predicate'))
  )
}

// Which packages a registry host has shown trust data for: a memory over runs, below npm's cache folder. One file per
// host, one name per line, only ever added to.
import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isFileProblem, readCacheFile } from './cache-file.ts'

export type TrustSeen = {
  /** Whether this host showed trust data for the package in an earlier run. */
  had: (host: string, name: string) => boolean
  remember: (host: string, name: string) => void
}

/** A million names; a longer file is not ours, and an attacker who could write it could empty it as well. */
const maxFileBytes = 64 * 1024 * 1024

export function openTrustSeen(cacheDir: string): TrustSeen {
  const root = join(cacheDir, '_cordon', 'trust-seen-v1')
  const known = new Map<string, Set<string>>()
  const fileOf = (host: string) => join(root, `${createHash('sha256').update(host).digest('hex').slice(0, 32)}.txt`)
  const namesOf = (host: string): Set<string> => {
    const names = known.get(host) ?? readNames(fileOf(host))
    known.set(host, names)
    return names
  }
  return {
    had: (host, name) => namesOf(host).has(name),
    remember: (host, name) => {
      // Names come from lockfiles and may be anything; one line each.
      if (namesOf(host).has(name) || name.includes('\n')) return
      namesOf(host).add(name)
      append(fileOf(host), `${name}\n`)
    },
  }
}

function readNames(file: string): Set<string> {
  return new Set((readCacheFile(file, maxFileBytes) ?? '').split('\n'))
}

/** Where nothing can be written nothing is remembered; the judgement of this run is the same. */
function append(file: string, line: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    appendFileSync(file, line)
  } catch (error) {
    if (!isFileProblem(error)) throw error
  }
}

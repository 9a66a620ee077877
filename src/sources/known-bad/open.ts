// Records of known-bad releases as an index: from the cache where it was made of exactly these records, else made anew.
import { createHash } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { KnownBad, KnownBadSnapshot } from '../../domain/known-bad.ts'
import { isFileProblem, readCacheBytes, writeCacheFile } from '../cache-file.ts'
import { systemCodeOf } from '../system-code.ts'
import { buildIndex } from './build-index.ts'
import { digestOf, openBytes } from './byte-source.ts'
import { indexVersion, type KnownBadIndex, readIndex } from './index-format.ts'
import { recordFiles, recordTexts } from './record-texts.ts'

export type RecordsRequest = {
  /** Absolute, and as its user names it. */
  path: string
  shown: string
  /** npm's cache folder. */
  cacheDir: string
  /** Milliseconds since 1970. */
  now: number
  /** Lets the process hear Ctrl-C while an index is made. */
  pause: () => Promise<void>
}

export type Records =
  | { ok: true; known: KnownBad; snapshot: Omit<KnownBadSnapshot, 'isChanged' | 'isPolicys'> }
  /** `why` completes "it ...". */
  | { ok: false; code: string; why: string }

const maxIndexBytes = 512 * 1024 * 1024
/** Each is some 30 MB; yesterday's snapshot is asked for by nobody. */
const keptIndexes = 8

export async function openRecords({ path, shown, cacheDir, now, pause }: RecordsRequest): Promise<Records> {
  const found = keyOf(path)
  if ('why' in found) return { ok: false, ...found }
  const folder = join(cacheDir, '_cordon', `known-bad-v${indexVersion}`)
  const file = join(folder, `${found.key}.idx`)
  const cached = readCacheBytes(file, maxIndexBytes)
  const known = cached === undefined ? undefined : readIndex(cached, found.key)
  if (known !== undefined) return toRecords(known, shown)
  const built = await buildIndex(recordTexts(path, found.isFolder), found.key, now, pause)
  if (!built.ok) return built
  keep(folder, file, built.bytes)
  const index = readIndex(built.bytes, found.key)
  return index === undefined ? { ok: false, code: 'osv-unreadable', why: 'cannot be indexed' } : toRecords(index, shown)
}

function toRecords({ head, find }: KnownBadIndex, shown: string): Records {
  const { records, unread, firstUnread, newest } = head
  const date = newest === -1 ? '' : new Date(newest).toISOString()
  const releases = (name: string) =>
    find(name).map(({ id, harm, why, since, of }) => {
      const claim = { id, harm, why, source: shown, pack: '', list: '', atMost: 'block' as const }
      return { ...claim, name, versions: { kind: 'listed' as const, of }, registry: '', since }
    })
  const snapshot = { source: shown, date, records, unread, firstUnread }
  return { ok: true, known: { values: new Map(), releases }, snapshot }
}

type Key = { key: string; isFolder: boolean } | { code: string; why: string }

/**
 * A file is known by its bytes. A folder may have 250,000 files, and to read them all is what the index saves: it is
 * known by their paths, sizes and times of change. Whatever writes to a file changes the second of its times (ctime),
 * which no program can set back; and whoever may write these files could as well write the index.
 */
function keyOf(path: string): Key {
  try {
    const info = statSync(path)
    if (info.isDirectory()) return { key: folderKey(path), isFolder: true }
    if (!info.isFile()) return { code: 'osv-unreadable', why: 'is neither a file nor a folder' }
    const source = openBytes(path)
    try {
      return { key: digestOf(source), isFolder: false }
    } finally {
      source.close()
    }
  } catch (error) {
    const code = systemCodeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'osv-not-found', why: 'is not there' }
    return { code: 'osv-unreadable', why: `cannot be read (${code})` }
  }
}

/** 250,000 small updates of a hash take as long as all the rest. */
const batchLength = 64 * 1024

function folderKey(folder: string): string {
  const hash = createHash('sha256')
  let some = ''
  for (const found of recordFiles(folder)) {
    if (found.kind !== 'file') continue
    // Of a link the file that it leads to: that is what is read.
    const info = statSync(found.path, { throwIfNoEntry: false })
    some += `${found.path}\0${info?.size} ${info?.mtimeMs} ${info?.ctimeMs}\n`
    if (some.length < batchLength) continue
    hash.update(some)
    some = ''
  }
  return hash.update(some).digest('hex')
}

/** Where nothing can be written the next run makes it again. */
function keep(folder: string, file: string, bytes: Buffer): void {
  try {
    writeCacheFile(file, bytes)
    const others = readdirSync(folder)
      .map((name) => join(folder, name))
      .map((path) => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .toSorted((a, b) => b.at - a.at)
    for (const { path } of others.slice(keptIndexes)) rmSync(path, { force: true })
  } catch (error) {
    if (!isFileProblem(error)) throw error
  }
}

// A package tarball as files in memory, read by the very parser npm extracts with. Nothing is written to disk and
// nothing is interpreted. It knows limits and tar's warnings; what npm would make of a path stands in tarball-tree.ts.
// The bytes are attacker-controlled.
import { Parser, type ReadEntry } from 'tar'
import type { Fetched, Oddity, Unchecked } from '../domain/release.ts'
import { inflate } from './inflate.ts'
import type { Stripping } from './tarball-paths.ts'
import { emptyTree, fileFor, keep, note, type TarballFile, type TarballTree } from './tarball-tree.ts'

export type { TarballFile } from './tarball-tree.ts'

export type UnpackedTarball = {
  /** One per path: the last of several, as npm leaves it on disk. */
  files: readonly TarballFile[]
  oddities: readonly Oddity[]
  /** Bytes of all files together. */
  unpackedBytes: number
}

/** Bytes and counts. */
export type TarballLimits = { maxUnpackedBytes: number; maxEntries: number; maxFileBytes: number }

export const tarballLimits: TarballLimits = {
  maxUnpackedBytes: 512 * 1024 * 1024,
  maxEntries: 200_000,
  maxFileBytes: 512 * 1024 * 1024,
}

/** Characters of all paths together: honest packages stay far below, and work per path grows with its length. */
const maxPathCharacters = 64 * 1024 * 1024

type Reading = {
  limits: TarballLimits
  stripping: Stripping
  tree: TarballTree
  entries: number
  pathCharacters: number
  failure: Unchecked | undefined
  stop: () => void
}

/** Total: any bytes give files or a reason. Time and memory are bounded by `limits`. */
export function unpackTarball(
  bytes: Uint8Array,
  limits: TarballLimits = tarballLimits,
  stripping: Stripping = 'first-folder',
): Fetched<UnpackedTarball> {
  const reading: Reading = {
    limits,
    stripping,
    tree: emptyTree(),
    entries: 0,
    pathCharacters: 0,
    failure: undefined,
    stop: () => {},
  }
  try {
    read(reading, bytes)
  } catch (error) {
    // What makes npm's own parser throw, npm cannot install either.
    fail(reading, 'unreadable-tarball', error instanceof Error ? error.message : 'broken archive')
  }
  if (reading.failure !== undefined) return { ok: false, why: reading.failure }
  const files = [...reading.tree.files.values()]
  const unpackedBytes = files.reduce((total, file) => total + file.bytes.length, 0)
  return { ok: true, value: { files, oddities: reading.tree.oddities, unpackedBytes } }
}

function read(reading: Reading, bytes: Uint8Array): void {
  const { maxUnpackedBytes } = reading.limits
  const inflated = inflate(bytes, maxUnpackedBytes)
  if (inflated.kind === 'too-large') {
    fail(reading, 'too-large', `unpacks to more than ${maxUnpackedBytes} bytes`)
    return
  }
  if (inflated.kind === 'broken') {
    fail(reading, 'unreadable-tarball', inflated.detail)
    return
  }
  const { buffer, byteOffset, length } = inflated.bytes
  const parser = parserFor(reading)
  parser.write(Buffer.from(buffer, byteOffset, length))
  if (reading.failure === undefined) parser.end()
}

/** Warnings that stop npm's extraction stop ours; the others npm shrugs off, and so do we, aloud. */
function parserFor(reading: Reading): Parser {
  const parser = new Parser({
    onReadEntry: (entry) => readEntry(reading, entry),
    onwarn: (code, message) => {
      if (code === 'TAR_BAD_ARCHIVE') fail(reading, 'unreadable-tarball', String(message))
      else if (count(reading, '')) note(reading.tree, 'special-entry', '', `${code}: ${message}`)
    },
  })
  parser.on('ignoredEntry', (entry: ReadEntry) => {
    if (count(reading, entry.path)) note(reading.tree, 'special-entry', entry.path, entry.type)
  })
  parser.on('meta', () => count(reading, ''))
  parser.on('error', (error: unknown) => {
    fail(reading, 'unreadable-tarball', error instanceof Error ? error.message : 'broken archive')
  })
  reading.stop = () => parser.abort(new Error('stopped'))
  return parser
}

function readEntry(reading: Reading, entry: ReadEntry): void {
  const path = count(reading, entry.path) ? wantedPath(reading, entry) : ''
  if (path === undefined) fail(reading, 'unreadable-tarball', 'an entry with more roots than a path can have')
  if (entry.size > reading.limits.maxFileBytes) {
    fail(reading, 'too-large', `${entry.path} has more than ${reading.limits.maxFileBytes} bytes`)
  }
  if (path === undefined || path === '' || reading.failure !== undefined) {
    entry.resume()
    return
  }
  const chunks: Uint8Array[] = []
  entry.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  entry.on('end', () => {
    const [first] = chunks
    const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
    keep(reading.tree, { path, bytes, executable: ((entry.mode ?? 0) & 0o111) !== 0 })
  })
}

/** pacote's filter lets files through and nothing else; tar makes the folders they need. See `fileFor`. */
function wantedPath({ tree, stripping }: Reading, entry: ReadEntry): string | undefined {
  switch (entry.type) {
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      return fileFor(tree, entry.path, stripping)
    case 'Directory':
    case 'GNUDumpDir':
      return ''
    case 'Link':
    case 'SymbolicLink':
      note(tree, 'link-entry', entry.path, `${entry.type} to ${entry.linkpath ?? ''}`)
      return ''
    default:
      note(tree, 'special-entry', entry.path, entry.type)
      return ''
  }
}

/** Everything that has a header counts, so that headers alone cannot keep us busy. False: enough. */
function count(reading: Reading, path: string): boolean {
  reading.entries++
  reading.pathCharacters += path.length
  if (reading.entries > reading.limits.maxEntries) {
    fail(reading, 'too-many-files', `more than ${reading.limits.maxEntries} entries`)
  } else if (reading.pathCharacters > maxPathCharacters) {
    fail(reading, 'too-large', `paths of more than ${maxPathCharacters} characters together`)
  }
  return reading.failure === undefined
}

/** The first reason counts. Stopping makes tar report an error of its own, which comes second. */
function fail(reading: Reading, code: Unchecked['code'], detail: string): void {
  if (reading.failure !== undefined) return
  reading.failure = { code, detail }
  reading.stop()
}

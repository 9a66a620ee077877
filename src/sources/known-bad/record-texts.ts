// The texts of OSV records, one after the other and never all at once, wherever they lie: in a folder, a zip, a file with
// one record per line, or a single file. What a record says is not its business.
import { basename, relative } from 'node:path'
import { createFileReader } from '../file-bytes.ts'
import { findFiles } from '../find-files.ts'
import { parsed } from '../json-value.ts'
import { type ByteSource, openBytes } from './byte-source.ts'
import { readZip } from './zip.ts'

/** `broken`: nothing follows, and what came before is not the whole. `why` completes "it ...". */
export type RecordText =
  /** `isWhole`: all of a file that is no list of lines; it may hold a list of records. */
  | { kind: 'text'; name: string; text: string; isWhole: boolean }
  | { kind: 'unread'; name: string; why: string }
  | { kind: 'broken'; why: string }

/** Bytes of one record among many; some name 10,000 versions and have 200 kB. */
export const maxRecordBytes = 4 * 1024 * 1024
/** A file that is no list of lines is read whole. */
const maxWholeBytes = 16 * 1024 * 1024
const maxFiles = 2_000_000
/** Records are text: all of them together pack to a third. A bomb packs to a thousandth. */
const maxRatio = 40
const leastUnpacked = 32 * 1024 * 1024

export function* recordTexts(path: string, isFolder: boolean): Generator<RecordText> {
  if (isFolder) return yield* inFolder(path)
  const source = openBytes(path)
  try {
    yield* isZip(source) ? inZip(source) : inText(source, basename(path))
  } finally {
    source.close()
  }
}

/** The files that count in a folder: records, not the git data beside them. */
export function recordFiles(folder: string) {
  return findFiles(
    folder,
    (name) => name.endsWith('.json'),
    (name) => name !== '.git',
    () => '',
  )
}

const one = { kind: 'text', isWhole: false } as const

function* inFolder(folder: string): Generator<RecordText> {
  const read = createFileReader(maxRecordBytes)
  for (const found of recordFiles(folder)) {
    if (found.kind === 'folder') continue
    if (found.kind === 'refused') return yield { kind: 'broken', why: found.why }
    const name = relative(found.root, found.path)
    const file = read(found.path, found.root)
    yield file.ok ? { ...one, name, text: file.bytes.toString('utf8') } : { kind: 'unread', name, why: file.why }
  }
}

function isZip(source: ByteSource): boolean {
  const start = source.read(0, 4).toString('latin1')
  // An archive without files begins with its directory's end.
  return start === 'PK\x03\x04' || start === 'PK\x05\x06'
}

function* inZip(source: ByteSource): Generator<RecordText> {
  const maxBytes = leastUnpacked + source.size * maxRatio
  const limits = { maxEntries: maxFiles, maxFileBytes: maxRecordBytes, maxBytes }
  for (const entry of readZip(source, limits, (name) => name.endsWith('.json'))) {
    if (entry.kind === 'broken') return yield entry
    yield { ...one, name: entry.name, text: entry.bytes.toString('utf8') }
  }
}

/** One record per line where the first line is JSON by itself; else the file as a whole. */
function* inText(source: ByteSource, name: string): Generator<RecordText> {
  let line = 0
  let last = ''
  for (const text of readLines(source)) {
    line++
    if (line === 1 && (text === tooLong || parsed(text) === undefined)) return yield* whole(source, name)
    if (text === tooLong) return yield { kind: 'broken', why: `has a line of more than ${maxRecordBytes} bytes` }
    if (text.trim() === '') continue
    last = text
    yield { ...one, name: `${name}:${line}`, text }
  }
  // Whoever cut the file off there may have cut off a thousand records.
  if (last !== '' && parsed(last) === undefined) yield { kind: 'broken', why: 'ends in the middle of a record' }
}

function* whole(source: ByteSource, name: string): Generator<RecordText> {
  if (source.size > maxWholeBytes) {
    return yield { kind: 'broken', why: `has more than ${maxWholeBytes} bytes, and not one record per line` }
  }
  yield { kind: 'text', name, text: source.read(0, source.size).toString('utf8'), isWhole: true }
}

const tooLong = undefined
const chunkBytes = 1024 * 1024
const newline = 0x0a

/** `tooLong` ends them. */
function* readLines(source: ByteSource): Generator<string | typeof tooLong> {
  let rest = Buffer.alloc(0)
  for (let at = 0; at < source.size; ) {
    const chunk = source.read(at, chunkBytes)
    // Cut off while it was read.
    if (chunk.length === 0) break
    at += chunk.length
    rest = Buffer.concat([rest, chunk])
    let start = 0
    for (let end = rest.indexOf(newline); end !== -1; end = rest.indexOf(newline, start)) {
      yield rest.toString('utf8', start, end)
      start = end + 1
    }
    rest = rest.subarray(start)
    if (rest.length > maxRecordBytes) return yield tooLong
  }
  if (rest.length > 0) yield rest.toString('utf8')
}

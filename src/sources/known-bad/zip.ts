// The files of a zip archive one after the other, in bounded memory and never on disk: the central directory decides, as
// the format says (APPNOTE.TXT 4.3), zip64 included. An archive may come from anybody: offsets, sizes and checksums are
// held against each other, and names are only ever looked at for their ending.
import { crc32, inflateRawSync } from 'node:zlib'
import type { ByteSource } from './byte-source.ts'
import { findDirectory, readDirectory, type ZipRecord } from './zip-directory.ts'

export type ZipLimits = {
  maxEntries: number
  /** Bytes of one file, unpacked; larger ones are refused. */
  maxFileBytes: number
  /** Bytes of all files, unpacked. */
  maxBytes: number
}

/** `why` completes "the archive ...". After it nothing follows. */
export type ZipEntry = { kind: 'file'; name: string; bytes: Buffer } | { kind: 'broken'; why: string }

/** Only files whose name `wanted` accepts are unpacked. */
export function* readZip(
  source: ByteSource,
  limits: ZipLimits,
  wanted: (name: string) => boolean,
): Generator<ZipEntry> {
  const directory = findDirectory(source)
  if (typeof directory === 'string') return yield broken(directory)
  let packed = 0
  let unpacked = 0
  for (const entry of readDirectory(source, directory, limits.maxEntries)) {
    if (typeof entry === 'string') return yield broken(entry)
    if (entry.name.endsWith('/') || !wanted(entry.name)) continue
    packed += localLength + entry.nameLength + entry.packed
    unpacked += entry.size
    // The same bytes stand for two files only in a bomb.
    if (packed > directory.start) return yield broken('names the same bytes more than once')
    if (entry.size > limits.maxFileBytes) return yield broken(`has a file of more than ${limits.maxFileBytes} bytes`)
    if (unpacked > limits.maxBytes) return yield broken(`unpacks to more than ${limits.maxBytes} bytes`)
    const bytes = unpack(source, entry, directory.start)
    if (typeof bytes === 'string') return yield broken(bytes)
    yield { kind: 'file', name: entry.name, bytes }
  }
}

const localLength = 30
const localSignature = 0x04034b50
const encrypted = 1

/** The bytes of a file, or what is wrong with them. */
function unpack(source: ByteSource, entry: ZipRecord, limit: number): Buffer | string {
  if ((entry.flags & encrypted) !== 0) return 'has encrypted files'
  const head = entry.offset + localLength <= limit ? source.read(entry.offset, localLength) : Buffer.alloc(0)
  if (head.length < localLength || head.readUInt32LE(0) !== localSignature) return 'has a file out of place'
  const start = entry.offset + localLength + head.readUInt16LE(26) + head.readUInt16LE(28)
  if (start + entry.packed > limit) return 'has a file out of place'
  const packed = source.read(start, entry.packed)
  const bytes = packed.length < entry.packed ? 'has a file out of place' : inflated(packed, entry)
  if (typeof bytes === 'string') return bytes
  return bytes.length === entry.size && crc32(bytes) === entry.crc ? bytes : 'has a file with wrong bytes'
}

/** What zlib takes at least; by default each small file would cost 16 kB. */
const leastChunk = 64

function inflated(packed: Buffer, { method, size }: ZipRecord): Buffer | string {
  if (method === 0) return packed
  if (method !== 8) return `has a file packed in a way (${method}) that is not read`
  if (size === 0) return Buffer.alloc(0)
  try {
    // More than the directory promised is a bomb: it is never unpacked.
    return inflateRawSync(packed, { maxOutputLength: size, chunkSize: Math.max(leastChunk, size) })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'has a file with wrong bytes'
    throw error
  }
}

function broken(why: string): ZipEntry {
  return { kind: 'broken', why }
}

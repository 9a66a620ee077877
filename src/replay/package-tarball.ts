// Builds npm tarballs in memory: an honest one from a file tree, or any list of raw tar entries. It knows npm's
// `package/` prefix and nothing of registries; equal input gives equal bytes on every machine.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type TarEntry, tarOf } from './ustar.ts'

/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** Path to content: text as it is, or an object that is written as indented JSON. */
export type FileTree = Readonly<Record<string, string | JsonObject>>

export type Tarball = {
  bytes: Buffer
  /** `sha512-…` */
  integrity: string
  /** sha1 in hex. */
  shasum: string
  fileCount: number
  unpackedBytes: number
}

/** What `npm pack` would make of a folder with these files. */
export function packageTarball(files: FileTree): Tarball {
  return rawTarball(
    Object.entries(files).map(([path, content]) => ({ path: `package/${path}`, body: textOf(content) })),
  )
}

/** A gzipped tar of exactly these entries, in this order. */
export function rawTarball(entries: readonly TarEntry[]): Tarball {
  const bytes = compressed(tarOf(entries))
  return {
    bytes,
    integrity: integrityOf(bytes),
    shasum: createHash('sha1').update(bytes).digest('hex'),
    fileCount: entries.length,
    unpackedBytes: entries.reduce((total, entry) => total + Buffer.byteLength(Buffer.from(entry.body ?? '')), 0),
  }
}

/** The text a tree's entry stands for; `{ text, repeat, times }` is a long file in one line. */
export function textOf(content: string | JsonObject): string {
  if (typeof content === 'string') return content
  const { text = '', repeat, times } = content
  if (typeof repeat === 'string' && typeof times === 'number') return String(text) + repeat.repeat(times)
  return `${JSON.stringify(content, null, 2)}\n`
}

export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}

/** Stored, not deflated: builds of zlib compress differently, and integrities stand in readable snapshots. */
function compressed(tar: Buffer): Buffer {
  const bytes = gzipSync(tar, { level: 0 })
  // Byte 9 of a gzip header names the operating system; 255 is "unknown" (RFC 1952).
  bytes[9] = 255
  return bytes
}

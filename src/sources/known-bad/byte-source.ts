// A file as something that parts can be read from, and the digest of all of it.
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Random access; `read` gives fewer bytes only at the end. */
export type ByteSource = { size: number; read: (offset: number, length: number) => Buffer }

/** Throws the system's errors. */
export function openBytes(path: string): ByteSource & { close: () => void } {
  const file = openSync(path, 'r')
  const { size } = fstatSync(file)
  return {
    size,
    read: (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset))
      const bytes = Buffer.allocUnsafe(wanted)
      let filled = 0
      for (let more = -1; more !== 0 && filled < wanted; filled += more) {
        more = readSync(file, bytes, filled, wanted - filled, offset + filled)
      }
      return bytes.subarray(0, filled)
    },
    close: () => closeSync(file),
  }
}

const chunkBytes = 4 * 1024 * 1024

/** sha256 in hex. */
export function digestOf(source: ByteSource): string {
  const hash = createHash('sha256')
  for (let at = 0; at < source.size; at += chunkBytes) hash.update(source.read(at, chunkBytes))
  return hash.digest('hex')
}

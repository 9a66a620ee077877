// The tar inside a compressed tarball, within a limit. It knows compression formats and nothing of tar or npm.
import { gunzipSync, zstdDecompressSync } from 'node:zlib'

export type Inflated =
  | { kind: 'tar'; bytes: Uint8Array }
  /** npm cannot unpack it either. */
  | { kind: 'broken'; detail: string }
  | { kind: 'too-large' }

/** npm's tar gives up above this ratio, as a defence of its own. */
const maxRatio = 1000
const gzip = [0x1f, 0x8b]
const zstd = [0x28, 0xb5, 0x2f, 0xfd]

/**
 * `bytes` may be anything. Several gzip members are one stream, zeros behind the last are skipped and any other garbage
 * is an error, as npm's tar has it (both use Node's zlib); what is not compressed at all is taken as it is, again as
 * npm's tar has it.
 */
export function inflate(bytes: Uint8Array, maxBytes: number): Inflated {
  const decompress = startsWith(bytes, gzip) ? gunzipSync : startsWith(bytes, zstd) ? zstdDecompressSync : undefined
  if (decompress === undefined) return bytes.length > maxBytes ? { kind: 'too-large' } : { kind: 'tar', bytes }
  try {
    const inflated = decompress(bytes, { maxOutputLength: maxBytes, chunkSize: outputGuess(bytes, maxBytes) })
    if (inflated.length / bytes.length > maxRatio)
      return { kind: 'broken', detail: `compressed more than ${maxRatio}:1` }
    // Our tar would sniff this and inflate again, npm's would not.
    const twice = startsWith(inflated, gzip) || startsWith(inflated, zstd)
    return twice ? { kind: 'broken', detail: 'compressed twice' } : { kind: 'tar', bytes: inflated }
  } catch (error) {
    if (isOverLimit(error)) return { kind: 'too-large' }
    return { kind: 'broken', detail: error instanceof Error ? error.message : 'not readable' }
  }
}

/** A gzip file ends with its size, which is the attacker's word: believed only within reason. */
function outputGuess(bytes: Uint8Array, maxBytes: number): number {
  const end = bytes.length - 4
  const claimed = end < 0 ? 0 : new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0, true)
  return Math.max(64 * 1024, Math.min(claimed + 64, bytes.length * 32, maxBytes))
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

function isOverLimit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

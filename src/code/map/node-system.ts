// Node's answers about the machine and the user, and its cryptography and compression as far as they hide or check things.
import { type Entry, entry, plain } from './meaning.ts'

export const nodeSystem: readonly Entry[] = [
  entry('node:os', 'hostname', plain('fingerprint:hostname')),
  entry('node:os', 'userInfo', plain('fingerprint:user')),
  entry('node:os', 'networkInterfaces', plain('fingerprint:network')),
  // Whether one is root is asked before files change owners, and platform, architecture and home directory choose binaries and paths in honest code everywhere: no fingerprint.
  entry('node:os', 'version release machine', plain('fingerprint:system')),
  entry('node:os', 'uptime', plain('fingerprint:uptime')),
  entry('node:dns', 'getServers', plain('fingerprint:network')),
  entry(
    'node:crypto',
    'createDecipheriv createDecipher Decipheriv Decipher privateDecrypt publicDecrypt',
    plain('decrypt'),
  ),
  entry('node:crypto.webcrypto.subtle', 'decrypt unwrapKey', plain('decrypt')),
  entry('node:crypto.subtle', 'decrypt unwrapKey', plain('decrypt')),
  entry('node:crypto.webcrypto.subtle', 'verify', plain('verify')),
  entry('node:crypto.subtle', 'verify', plain('verify')),
  entry('node:crypto', 'createVerify Verify verify timingSafeEqual', plain('verify')),
  entry(
    'node:zlib',
    'inflate inflateSync inflateRaw inflateRawSync gunzip gunzipSync unzip unzipSync brotliDecompress brotliDecompressSync zstdDecompress zstdDecompressSync',
    plain('decompress'),
  ),
  entry(
    'node:zlib',
    'createInflate createInflateRaw createGunzip createUnzip createBrotliDecompress createZstdDecompress Inflate InflateRaw Gunzip Unzip BrotliDecompress ZstdDecompress',
    plain('decompress'),
  ),
  entry('node:readline', 'emitKeypressEvents', plain('keyboard')),
  entry('global.process.stdin', 'setRawMode', plain('keyboard')),
  entry('node:tty.ReadStream()', 'setRawMode', plain('keyboard')),
]

// Writes zip archives, right ones and, by what a test changes in them, wrong ones. Zip64 records are written where the
// number of files needs them, or where a test asks.
import { crc32, deflateRawSync } from 'node:zlib'

export type ZipFile = {
  name: string
  bytes: Buffer
  /** 8 is deflate, 0 is stored. */
  method?: number
  /** What the directory says instead of the truth. */
  claims?: { size?: number; packed?: number; crc?: number; offset?: number; flags?: number }
}

export type ZipShape = {
  zip64?: 'always' | 'where needed' | 'never'
  comment?: string
  /** What the end says instead of the truth. */
  entries?: number
}

export function zipOf(files: Iterable<ZipFile>, shape: ZipShape = {}): Buffer {
  const { zip64 = 'where needed', comment = '' } = shape
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  let entries = 0
  for (const { name, bytes, method = 8, claims = {} } of files) {
    // A copy: what zlib gives keeps 16 kB alive, whatever its size.
    const packed = Buffer.from(method === 8 ? deflateRawSync(bytes) : bytes)
    const said = { size: bytes.length, packed: packed.length, crc: crc32(bytes), offset: at, flags: 0, ...claims }
    const nameBytes = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(method, 8)
    local.writeUInt16LE(nameBytes.length, 26)
    parts.push(local, nameBytes, packed)
    at += local.length + nameBytes.length + packed.length
    directory.push(entryOf(nameBytes, method, said, zip64 === 'always'))
    entries++
  }
  const whole = Buffer.concat(directory)
  const large = zip64 === 'always' || (zip64 === 'where needed' && entries >= 0xffff)
  const count = shape.entries ?? entries % 0x10000
  const tail = large ? largeEnd(entries, whole.length, at) : Buffer.alloc(0)
  return Buffer.concat([...parts, whole, tail, endOf(count, whole.length, at, large, comment)])
}

type Said = { size: number; packed: number; crc: number; offset: number; flags: number }

function entryOf(name: Buffer, method: number, said: Said, zip64: boolean): Buffer {
  const extra = zip64 ? Buffer.alloc(28) : Buffer.alloc(0)
  if (zip64) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(24, 2)
    for (const [index, value] of [said.size, said.packed, said.offset].entries()) {
      extra.writeBigUInt64LE(BigInt(value), 4 + index * 8)
    }
  }
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(said.flags, 8)
  head.writeUInt16LE(method, 10)
  head.writeUInt32LE(said.crc, 16)
  head.writeUInt32LE(zip64 ? 0xffffffff : said.packed, 20)
  head.writeUInt32LE(zip64 ? 0xffffffff : said.size, 24)
  head.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(extra.length, 30)
  head.writeUInt32LE(zip64 ? 0xffffffff : said.offset, 42)
  return Buffer.concat([head, name, extra])
}

function largeEnd(entries: number, length: number, start: number): Buffer {
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(entries), 24)
  record.writeBigUInt64LE(BigInt(entries), 32)
  record.writeBigUInt64LE(BigInt(length), 40)
  record.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(start + length), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator])
}

function endOf(entries: number, length: number, start: number, large: boolean, comment: string): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(large ? 0xffff : entries, 8)
  end.writeUInt16LE(large ? 0xffff : entries, 10)
  end.writeUInt32LE(large ? 0xffffffff : length, 12)
  end.writeUInt32LE(large ? 0xffffffff : start, 16)
  end.writeUInt16LE(Buffer.byteLength(comment), 20)
  return Buffer.concat([end, Buffer.from(comment)])
}

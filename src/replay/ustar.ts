// Writes tar bytes, honest or hostile: whatever entry it is given. It knows the ustar header and the pax `path` record
// and nothing of npm; nothing is checked, since the point of many entries is to be wrong.

/** Type flags of POSIX ustar. */
const typeFlags = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
} as const
export type EntryType = keyof typeof typeFlags

/** One entry exactly as it will stand in the tar: `path` is not normalised. */
export type TarEntry = {
  path: string
  type?: EntryType
  body?: string | Uint8Array
  linkpath?: string
  /** Unix permissions, 0o644 unless given. */
  mode?: number
  /** The size the header claims, where that is to be a lie. */
  claimedSize?: number
  /** Leaves a header checksum that does not fit. */
  badChecksum?: boolean
}

const block = 512

/** npm's own fixed time, so that equal trees give equal bytes (1985-10-26T08:15:00Z). */
const fixedTime = 499162500

export function tarOf(entries: readonly TarEntry[]): Buffer {
  const end = Buffer.alloc(2 * block)
  return Buffer.concat([...entries.flatMap(entryBlocks), end])
}

function entryBlocks(entry: TarEntry): Buffer[] {
  const body = Buffer.from(entry.body ?? '')
  const header = headerOf(entry, entry.path, typeFlags[entry.type ?? 'file'], entry.claimedSize ?? body.length)
  const own = [header, padded(body)]
  return Buffer.byteLength(entry.path) > 100 ? [...paxPath(entry.path), ...own] : own
}

/** A ustar name field has 100 bytes; a longer path needs a pax record before the entry. */
function paxPath(path: string): Buffer[] {
  const record = ` path=${path}\n`
  let length = Buffer.byteLength(record)
  while (Buffer.byteLength(`${length}${record}`) !== length) length = Buffer.byteLength(`${length}${record}`)
  const body = Buffer.from(`${length}${record}`)
  return [headerOf({ path }, 'PaxHeader', 'x', body.length), padded(body)]
}

function headerOf(entry: TarEntry, name: string, flag: string, size: number): Buffer {
  const header = Buffer.alloc(block)
  header.write(name, 0, 100)
  header.write(octal(entry.mode ?? 0o644, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(size, 12), 124)
  header.write(octal(fixedTime, 12), 136)
  header.write(' '.repeat(8), 148)
  header.write(flag, 156)
  header.write(entry.linkpath ?? '', 157, 100)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(entry.badChecksum === true ? sum + 1 : sum, 7)}\0 `.slice(-8), 148)
  return header
}

/** Digits and a closing NUL, `width` bytes together. */
function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`
}

function padded(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.alloc((block - (body.length % block)) % block)])
}

// Bytes that are known before the code runs: what Buffers, typed arrays and the encodings make of constants.
import type { Value } from '../value.ts'
import { constant, type Primitive, textLimit } from './build.ts'

type Encoding = 'utf8' | 'hex' | 'base64' | 'base64url' | 'latin1' | 'utf16le' | 'ascii'

const encodings: ReadonlyMap<string, Encoding> = new Map([
  ['utf8', 'utf8'],
  ['utf-8', 'utf8'],
  ['hex', 'hex'],
  ['base64', 'base64'],
  ['base64url', 'base64url'],
  ['latin1', 'latin1'],
  ['binary', 'latin1'],
  ['ascii', 'ascii'],
  ['ucs2', 'utf16le'],
  ['ucs-2', 'utf16le'],
  ['utf16le', 'utf16le'],
  ['utf-16le', 'utf16le'],
])

function encodingOf(value: Primitive): Encoding | undefined {
  return value === undefined || value === null ? 'utf8' : encodings.get(String(value).toLowerCase())
}

/** `Buffer.from(value, encoding)`, or `Uint8Array.from(list)`. */
export function toBytes(value: Value, encoding: Value | undefined): Uint8Array | undefined {
  if (value.kind === 'list' && !value.open) return listBytes(value.items)
  if (value.kind !== 'constant' || typeof value.value !== 'string' || value.value.length > textLimit) return undefined
  if (encoding !== undefined && encoding.kind !== 'constant') return undefined
  const known = encodingOf(encoding?.value)
  return known === undefined ? undefined : Buffer.from(value.value, known)
}

export function listBytes(items: readonly Value[]): Uint8Array | undefined {
  const bytes = new Uint8Array(items.length)
  for (const [index, item] of items.entries()) {
    if (item.kind !== 'constant' || typeof item.value === 'bigint') return undefined
    bytes[index] = Number(item.value)
  }
  return bytes
}

export function bytesText(bytes: Uint8Array, encoding: Value | undefined): Value | undefined {
  if (encoding !== undefined && encoding.kind !== 'constant') return undefined
  const known = encodingOf(encoding?.value)
  if (known === undefined || bytes.length > textLimit) return undefined
  return constant(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(known))
}

/** A method of a Buffer or typed array that gives a constant, or bytes. */
export function bytesMethod(
  bytes: Uint8Array,
  method: string,
  given: readonly Value[],
): Value | Uint8Array | undefined {
  const [first, second] = given
  if (method === 'toString' && given.length <= 1) return bytesText(bytes, first)
  if (method === 'reverse' && given.length === 0) return Uint8Array.from(bytes).reverse()
  if (method === 'readUInt8' && first?.kind === 'constant') return constant(bytes[Number(first.value)])
  if ((method === 'slice' || method === 'subarray') && isIndex(first) && isIndex(second)) {
    return bytes.slice(indexOf(first), indexOf(second))
  }
  return undefined
}

/** Small enough to be looked at one by one. */
export function byteItems(bytes: Uint8Array): Value | undefined {
  if (bytes.length > 65_536) return undefined
  return { kind: 'list', items: Array.from(bytes, (byte) => constant(byte)), open: false }
}

function isIndex(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'constant' && ['number', 'undefined'].includes(typeof value.value))
}

function indexOf(value: Value | undefined): number | undefined {
  return value?.kind === 'constant' && typeof value.value === 'number' ? value.value : undefined
}

// Where the members of a JSON object stand in its bytes, so that the parts of a large document can be read one after
// another and most of them never. It reads no value: whoever does has it parsed. The bytes are attacker-controlled.
import { parsed } from './json-value.ts'

/** Bytes from `start` up to `end`. */
export type Slice = { start: number; end: number }

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/**
 * By key; of several with one key the last, as for `JSON.parse`. undefined for what is no object, or has something behind
 * it. Whether the values are JSON shows when they are parsed; that takes one pass and no recursion.
 */
export function membersIn(bytes: Uint8Array, { start, end }: Slice): ReadonlyMap<string, Slice> | undefined {
  const members = new Map<string, Slice>()
  let at = afterSpace(bytes, start)
  if (bytes[at] !== openBrace) return undefined
  at = afterSpace(bytes, at + 1)
  if (bytes[at] === closeBrace) return afterSpace(bytes, at + 1) >= end ? members : undefined
  while (at < end) {
    const key = bytes[at] === quote ? { start: at, end: endOfString(bytes, at) } : undefined
    const name = key === undefined ? undefined : valueIn(bytes, key)
    if (key === undefined || typeof name !== 'string') return undefined
    at = afterSpace(bytes, key.end)
    if (bytes[at] !== colon) return undefined
    const value = { start: afterSpace(bytes, at + 1), end: 0 }
    value.end = endOfValue(bytes, value.start)
    if (value.end === value.start) return undefined
    members.set(name, value)
    at = afterSpace(bytes, value.end)
    if (bytes[at] === closeBrace) return afterSpace(bytes, at + 1) >= end ? members : undefined
    if (bytes[at] !== comma) return undefined
    at = afterSpace(bytes, at + 1)
  }
  return undefined
}

/** undefined for what is no JSON. */
export function valueIn(bytes: Uint8Array, { start, end }: Slice): unknown {
  return parsed(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString())
}

/** Commas and opening brackets, also those in texts: never fewer than the values there are. Stops above `most`. */
export function structureOf(bytes: Uint8Array, most: number): number {
  let count = 0
  for (const byte of bytes) {
    if ((byte === comma || byte === openBrace || byte === openBracket) && ++count > most) break
  }
  return count
}

function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from
  for (let byte = bytes[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = bytes[at]) at++
  return at
}

function endOfString(bytes: Uint8Array, from: number): number {
  let at = from + 1
  for (let byte = bytes[at]; byte !== quote && byte !== undefined; byte = bytes[at]) at += byte === backslash ? 2 : 1
  return Math.min(at + 1, bytes.length)
}

function endOfValue(bytes: Uint8Array, from: number): number {
  let depth = 0
  let at = from
  for (let byte = bytes[at]; byte !== undefined; byte = bytes[at]) {
    if (byte === quote) {
      at = endOfString(bytes, at)
      if (depth === 0) return at
      continue
    }
    if (byte === openBrace || byte === openBracket) depth++
    else if (byte === closeBrace || byte === closeBracket) {
      if (depth === 0) return at
      if (--depth === 0) return at + 1
    } else if (byte === comma && depth === 0) return at
    at++
  }
  return at
}

// Base58 as wallets write it, with the checksum of "base58check" (https://en.bitcoin.it/wiki/Base58Check_encoding).
import { hash } from 'node:crypto'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const digits: ReadonlyMap<string, number> = new Map([...alphabet].map((letter, index) => [letter, index]))

const maxLength = 64

/** Undefined for what is not Base58. */
export function decodeBase58(text: string): Uint8Array | undefined {
  if (text.length === 0 || text.length > maxLength) return undefined
  const bytes: number[] = []
  for (const letter of text) {
    let carry = digits.get(letter)
    if (carry === undefined) return undefined
    for (let at = 0; at < bytes.length; at++) {
      carry += (bytes[at] ?? 0) * 58
      bytes[at] = carry & 0xff
      carry >>= 8
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff)
  }
  let zeros = 0
  while (text[zeros] === '1') zeros++
  return Uint8Array.from([...new Array<number>(zeros).fill(0), ...bytes.reverse()])
}

/** The version byte of a 21-byte address whose checksum is right, else -1. */
export function base58Version(text: string): number {
  const bytes = decodeBase58(text)
  if (bytes === undefined || bytes.length !== 25) return -1
  const digest = hash('sha256', hash('sha256', bytes.subarray(0, 21), 'buffer'), 'buffer')
  return bytes.subarray(21).every((byte, index) => byte === digest[index]) ? (bytes[0] ?? -1) : -1
}

// The one spelling in which hosts, addresses, digests and e-mail addresses are compared. What is spelled in no way that
// could ever be met gives ''.
import { isIP } from 'node:net'
import type { BadValue } from './known-bad.ts'

const digestKinds: Readonly<Record<string, number>> = { sha512: 64, sha384: 48, sha256: 32, sha1: 20 }

export function normalBad(kind: BadValue['kind'], text: string): string {
  switch (kind) {
    case 'host':
      return normalHost(text)
    case 'ip':
      return normalAddress(text)
    case 'file':
      return /^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : ''
    case 'tarball':
      return normalDigest(text)
    case 'email':
      return normalEmail(text)
  }
}

/** Lower case and in ASCII, as the URL standard has it; a name of one label would name half the world or nobody. */
export function normalHost(text: string): string {
  if (text.length > 253 || /[^\p{L}\p{N}._-]/u.test(text) || !URL.canParse(`https://${text}/`)) return ''
  const host = withoutDot(new URL(`https://${text}/`).hostname)
  return host.includes('.') && isIP(host) === 0 && host.split('.').every((label) => label !== '') ? host : ''
}

/**
 * In the shortest form, as the URL standard writes it: `2001:db8::1`. A zone (`%eth0`) is the machine's own business, and
 * an IPv4 address in the clothes of IPv6 (`::ffff:192.0.2.1`, RFC 4291) leads where the plain one does.
 */
export function normalAddress(text: string): string {
  const address = text.includes(':') ? (text.split('%', 1)[0] ?? '') : text
  const version = isIP(address)
  if (version === 4) return address
  if (version !== 6 || !URL.canParse(`http://[${address}]/`)) return ''
  const shortest = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(shortest) ?? []
  return high === undefined || low === undefined ? shortest : [...bytesOf(high), ...bytesOf(low)].join('.')
}

function bytesOf(hex: string): [number, number] {
  const value = Number.parseInt(hex, 16)
  return [value >> 8, value & 255]
}

/** `sha512:<hex>` of `sha512-<base64>`, or of plain hex, whose length says the algorithm. */
export function normalDigest(text: string): string {
  const [algorithm = '', base64 = ''] = splitOnce(text, '-')
  const length = Object.hasOwn(digestKinds, algorithm) ? digestKinds[algorithm] : undefined
  if (length !== undefined) {
    const bytes = Buffer.from(base64, 'base64')
    return bytes.length === length && bytes.toString('base64') === base64 ? `${algorithm}:${bytes.toString('hex')}` : ''
  }
  const kind = Object.entries(digestKinds).find(([, bytes]) => bytes * 2 === text.length)
  return kind === undefined || !/^[0-9a-fA-F]+$/.test(text) ? '' : `${kind[0]}:${text.toLowerCase()}`
}

/** Providers fold case in the name as well, and an attacker would otherwise only have to press shift. */
export function normalEmail(text: string): string {
  const [name, host] = splitOnce(text, '@')
  return text.length <= 254 && name !== '' && !/\s/.test(text) && normalHost(host) !== ''
    ? `${name.toLowerCase()}@${normalHost(host)}`
    : ''
}

/** A host and every name above it that could stand in a list: `a.evil.test`, `evil.test`. */
export function hostAndAbove(host: string): string[] {
  const labels = host.split('.')
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
}

function withoutDot(host: string): string {
  return host.endsWith('.') ? host.slice(0, -1) : host
}

function splitOnce(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}

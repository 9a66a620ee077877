// IPv4 and IPv6 addresses that lead to somebody: no private, local or unassigned ones. The address at which clouds hand
// out credentials does count, although it is link-local.
import { isIP } from 'node:net'
import { normalAddress } from '../../domain/bad-value.ts'

/** A number of a dotted quad is not spelled with leading zeros; a version may be. */
export function publicAddress(text: string): string {
  const address = normalAddress(text)
  const kind = isIP(address)
  if (kind === 4) return isPublic4(address) ? address : ''
  if (kind === 6) return isPublic6(address) ? address : ''
  return ''
}

const metadata: ReadonlySet<string> = new Set(['169.254.169.254', '169.254.170.2', '100.100.100.200'])

function isPublic4(text: string): boolean {
  if (metadata.has(text)) return true
  const [a = 0, b = 0] = text.split('.').map(Number)
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false
  if (a === 100 && b >= 64 && b <= 127) return false
  if (a === 169 && b === 254) return false
  if (a === 172 && b >= 16 && b <= 31) return false
  return !(a === 192 && b === 168)
}

function isPublic6(text: string): boolean {
  // What is given to the world begins with the bits 001; AWS' metadata service stands in a private range.
  return text === 'fd00:ec2::254' || /^[23][0-9a-f]{3}:/.test(text)
}

const oids = ['2.5.4.', '2.5.29.', '1.3.101.']

/**
 * A whole text that is an address. Object identifiers of certificates (2.5.4.3, 1.3.101.112) and versions such as 4.0.0.0
 * look the same and are none.
 */
export function bareAddress(text: string): string {
  const colon = text.indexOf(':')
  const withPort = colon !== -1 && /^\d{1,5}$/.test(text.slice(colon + 1))
  const host = withPort ? text.slice(0, colon) : text
  const address = publicAddress(host)
  if (address === '' || withPort || address.includes(':')) return address
  const [, , , d = 0] = address.split('.').map(Number)
  return d === 0 || oids.some((start) => host.startsWith(start)) ? '' : address
}

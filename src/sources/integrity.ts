// Subresource integrity as npm reads it (ssri): several hashes in one text, of which the strongest algorithm counts.
// The text comes from a lockfile or a registry and may be anything.
import { createHash } from 'node:crypto'

/** What LockFact calls strength, strongest first. Weaker algorithms prove nothing and count as none. */
const algorithms = ['sha512', 'sha384', 'sha256', 'sha1'] as const
export type Algorithm = (typeof algorithms)[number]

export type Hashes = { algorithm: Algorithm; digests: readonly string[] }

export type Hash = { algorithm: Algorithm; digest: string }

/** The hashes that count; undefined when there are none. Digests are in base64. */
export function strongestHashes(integrity: string): Hashes | undefined {
  const hashes = hashesOf(integrity)
  const algorithm = algorithms.find((candidate) => hashes.some((hash) => hash.algorithm === candidate))
  if (algorithm === undefined) return undefined
  return { algorithm, digests: hashes.filter((hash) => hash.algorithm === algorithm).map((hash) => hash.digest) }
}

/** Whether these are the bytes. False where the text has no hash that counts. */
export function matchesIntegrity(bytes: Uint8Array, integrity: string): boolean {
  const wanted = strongestHashes(integrity)
  return wanted?.digests.includes(createHash(wanted.algorithm).update(bytes).digest('base64')) ?? false
}

/** `sha512-…` of the bytes; '' where they are others than `integrity` names. '' names any. Hashes once where it can. */
export function checkedIntegrity(bytes: Uint8Array, integrity: string): string {
  const own = integrityOf(bytes)
  const wanted = strongestHashes(integrity)
  const isMeant =
    wanted?.algorithm === 'sha512'
      ? wanted.digests.includes(own.slice('sha512-'.length))
      : integrity === '' || matchesIntegrity(bytes, integrity)
  return isMeant ? own : ''
}

export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}

/** The text's only sha512, without options; '' when it has none, or several, which name no single tarball. */
export function sha512Of(integrity: string): string {
  const hashes = strongestHashes(integrity)
  const [digest = '', ...others] = new Set(hashes?.algorithm === 'sha512' ? hashes.digests : [])
  return digest === '' || others.length > 0 ? '' : `sha512-${digest}`
}

/** Every hash in the text, strong or weak. */
export function hashesOf(integrity: string): Hash[] {
  return integrity.split(/\s+/).flatMap((one) => hashOf(one) ?? [])
}

/** A digest as people pass it on: an integrity with one hash, or hex, whose length says the algorithm. */
export function readDigest(text: string): Hash | undefined {
  const [hash, ...more] = hashesOf(text)
  if (hash !== undefined) return more.length === 0 ? hash : undefined
  const algorithm = algorithms.find((candidate) => digestBytes[candidate] * 2 === text.length)
  if (algorithm === undefined || !/^[0-9a-fA-F]+$/.test(text)) return undefined
  return { algorithm, digest: Buffer.from(text, 'hex').toString('base64') }
}

/** `sha512-<base64>?options`. Only the canonical base64 of a digest of the right length. */
function hashOf(text: string): Hash | undefined {
  const [name, digest = ''] = splitOnce(splitOnce(text, '?')[0], '-')
  const algorithm = algorithms.find((candidate) => candidate === name)
  if (algorithm === undefined || Buffer.from(digest, 'base64').toString('base64') !== digest) return undefined
  return Buffer.byteLength(digest, 'base64') === digestBytes[algorithm] ? { algorithm, digest } : undefined
}

const digestBytes: Readonly<Record<Algorithm, number>> = { sha512: 64, sha384: 48, sha256: 32, sha1: 20 }

function splitOnce(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

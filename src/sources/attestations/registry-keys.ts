// The public keys that a registry signs releases with: parsed from what sigstore's trust data or the registry's own
// `/-/npm/v1/keys` says, and the check of one signature. Plain cryptography of Node; no network.
import { createPublicKey, verify } from 'node:crypto'
import type { RegistrySignature, SignatureState } from '../../domain/provenance.ts'
import { member, text } from '../json-value.ts'

export type RegistryKey = {
  keyId: string
  usage: 'npm:signatures' | 'npm:attestations'
  /** SubjectPublicKeyInfo. */
  pem: string
  /** Milliseconds since 1970; Infinity for a key without an end. */
  from: number
  until: number
}

/**
 * Reads both forms: sigstore's (`keys[].publicKey.rawBytes`, `validFor`, `keyUsage`) and the registry's own
 * (`keys[].key`, `expires`), which is for signatures only. Throws a sentence for people where it is neither.
 */
export function readRegistryKeys(json: unknown): RegistryKey[] {
  const keys = member(json, 'keys')
  if (!Array.isArray(keys)) throw new Error('there is no list of keys')
  return keys.slice(0, maxKeys).map((one: unknown) => toKey(one))
}

const maxKeys = 100

/** The keys of a registry's own answer; none where that is something else. */
export function registryKeysIn(json: unknown): RegistryKey[] {
  const keys = member(json, 'keys')
  const listed: readonly unknown[] = Array.isArray(keys) ? keys.slice(0, maxKeys) : []
  return listed.flatMap((one) => {
    try {
      return [toKey(one)]
    } catch {
      // A registry may list kinds of keys that npm does not know, too; a signature by one of them stays unverifiable.
      return []
    }
  })
}

function toKey(json: unknown): RegistryKey {
  const inner = member(json, 'publicKey')
  const [id, raw] = [text(json, 'keyId') || text(json, 'keyid'), text(inner, 'rawBytes') || text(json, 'key')]
  if (id === '' || raw === '') throw new Error('a key needs an id and its bytes')
  const range = member(inner, 'validFor')
  const pem = createPublicKey({ key: Buffer.from(raw, 'base64'), format: 'der', type: 'spki' })
  if (pem.asymmetricKeyType !== 'ec') throw new Error(`the key ${id} is not of the kind that npm knows (ECDSA)`)
  return {
    keyId: id,
    usage: text(json, 'keyUsage') === 'npm:attestations' ? 'npm:attestations' : 'npm:signatures',
    pem: pem.export({ type: 'spki', format: 'pem' }).toString(),
    from: time(text(range, 'start'), Number.NEGATIVE_INFINITY),
    until: time(text(range, 'end') || text(json, 'expires'), Number.POSITIVE_INFINITY),
  }
}

export function validAt({ from, until }: RegistryKey, moment: number): boolean {
  return from <= moment && moment <= until
}

export type SignatureVerdict = { state: SignatureState; detail: string }

/**
 * The registry signs `name@version:integrity`; the integrity is the one that will be installed, so that a registry whose
 * metadata and bytes disagree is found out. One valid signature by a key we know is enough: registries rotate theirs. A
 * key that has ended is a detail, since the time of publication is not signed and mirrors get it wrong.
 */
export function checkSignatures(
  { name, version, integrity }: { name: string; version: string; integrity: string },
  signatures: readonly RegistrySignature[],
  keys: readonly RegistryKey[],
): SignatureVerdict {
  if (signatures.length === 0) return { state: 'absent', detail: '' }
  const message = Buffer.from(`${name}@${version}:${integrity}`)
  const usable = keys.filter(({ usage }) => usage === 'npm:signatures')
  let unknown = ''
  let invalid = ''
  for (const { keyId, signature } of signatures.slice(0, maxSignatures)) {
    const key = usable.find((one) => one.keyId === keyId)
    if (key === undefined) unknown ||= keyId
    else if (isSignedBy(key, message, signature)) {
      return {
        state: 'verified',
        detail: key.until === Number.POSITIVE_INFINITY ? '' : `by ${keyId}, a key that has ended`,
      }
    } else invalid ||= keyId
  }
  if (invalid !== '') return { state: 'invalid', detail: `${invalid} did not sign these bytes` }
  return { state: 'unverifiable', detail: `the key ${unknown} is not known` }
}

const maxSignatures = 10

function isSignedBy(key: RegistryKey, message: Buffer, signature: string): boolean {
  return verify('sha256', message, key.pem, Buffer.from(signature, 'base64'))
}

function time(written: string, otherwise: number): number {
  if (written === '') return otherwise
  const value = Date.parse(written)
  if (Number.isNaN(value)) throw new Error(`${JSON.stringify(written)} is no time`)
  return value
}

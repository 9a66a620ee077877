// The key with which the registry of replays signs. It is made from a word that everybody can read here, so that the
// signatures need not be stored: nobody but a replay trusts it.
import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'

export type KeyPair = { publicKey: KeyObject; privateKey: KeyObject }

/** A P-256 pair, the same in every process. */
export function keysOf(word: string): KeyPair {
  const curve = createECDH('prime256v1')
  const secret = createHash('sha256').update(word).digest()
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '', d: secret.toString('base64url') }
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

export type RegistryKey = KeyPair & {
  keyId: string
  /** SubjectPublicKeyInfo in base64. */
  spki: string
  /** Signs `name@version:integrity` as npm's registry does. */
  sign: (message: string) => { keyid: string; sig: string }
  /** The text of `/-/npm/v1/keys`. */
  published: string
}

export function registryKey(): RegistryKey {
  const pair = keysOf('registry')
  const der = pair.publicKey.export({ format: 'der', type: 'spki' })
  const keyId = `SHA256:${createHash('sha256').update(der).digest('base64').replaceAll('=', '')}`
  const spki = der.toString('base64')
  // ECDSA gives another signature each time; a published one stays what it is, and so does the packument's etag.
  const signed = new Map<string, { keyid: string; sig: string }>()
  const entry = {
    expires: null,
    keyid: keyId,
    keytype: 'ecdsa-sha2-nistp256',
    scheme: 'ecdsa-sha2-nistp256',
    key: spki,
  }
  return {
    ...pair,
    keyId,
    spki,
    sign: (message) => {
      const made = signed.get(message) ?? {
        keyid: keyId,
        sig: sign('sha256', Buffer.from(message), pair.privateKey).toString('base64'),
      }
      signed.set(message, made)
      return made
    },
    published: JSON.stringify({ keys: [entry] }),
  }
}

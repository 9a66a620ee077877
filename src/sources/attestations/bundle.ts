// One sigstore bundle: parsed, its cryptography checked against trust data. The only file that knows the sigstore
// libraries. Whether what was signed means anything for a package is judged elsewhere.

import { createPublicKey } from 'node:crypto'
import { bundleFromJSON, isBundleWithDsseEnvelope, type TransparencyLogEntry } from '@sigstore/bundle'
import type { X509Certificate } from '@sigstore/core'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import {
  type SignedEntity,
  type TrustMaterial,
  toSignedEntity,
  toTrustMaterial,
  VerificationError,
  Verifier,
} from '@sigstore/verify'
import type { ProvenanceCode } from '../../domain/provenance.ts'
import { type RegistryKey, validAt } from './registry-keys.ts'

/** Who signed: a registry with a key of its own, or a job with a certificate for minutes. */
export type SignedBy =
  | { kind: 'registry-key'; keyId: string }
  | { kind: 'certificate'; subject: string; extensions: ReadonlyMap<string, Uint8Array> }

export type CheckedBundle =
  | { ok: true; payload: Uint8Array; payloadType: string; signedBy: SignedBy; signedAt: number }
  | { ok: false; status: 'invalid' | 'unverifiable'; code: ProvenanceCode; detail: string }

export type BundleVerifier = (bundle: unknown) => CheckedBundle

/** What our own look-ups throw through the library: who signed is not known, or its key was not for this. */
type Refusal = Error & { refusal: 'unknown-key' | 'unknown-authority' | 'unknown-log' | 'key-not-valid-then' }

function refusal(why: Refusal['refusal'], who: string): Refusal {
  return Object.assign(new Error(who), { refusal: why })
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'refusal' in error
}

/** `trustedRoot` is the JSON of a sigstore trusted root (protobuf-specs `TrustedRoot`). Throws where it is none. */
export function createBundleVerifier(trustedRoot: unknown, keys: readonly RegistryKey[]): BundleVerifier {
  const usable = keys.filter(({ usage }) => usage === 'npm:attestations')
  const material = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot), (hint) => {
    const found = usable.filter(({ keyId }) => keyId === hint)
    const [first] = found
    if (first === undefined) {
      if (keys.some(({ keyId }) => keyId === hint))
        throw refusal('key-not-valid-then', `${hint} is not for attestations`)
      throw refusal('unknown-key', hint)
    }
    return {
      publicKey: createPublicKey(first.pem),
      validFor: (date) => found.some((key) => validAt(key, date.getTime())),
    }
  })
  const verifier = new Verifier(material)
  return (json) => {
    try {
      return checked(json, verifier, material)
    } catch (error) {
      return refused(error)
    }
  }
}

/** The largest honest bundle seen has 14 kB; each log entry is compared with every other one. */
const maxLogEntries = 4

function checked(json: unknown, verifier: Verifier, material: TrustMaterial): CheckedBundle {
  const bundle = bundleFromJSON(json)
  if (!isBundleWithDsseEnvelope(bundle)) return malformed('it holds no signed statement')
  const { tlogEntries, content } = bundle.verificationMaterial
  if (tlogEntries.length > maxLogEntries) return malformed(`it has ${tlogEntries.length} log entries`)
  const { dsseEnvelope } = bundle.content
  const [signature, second] = dsseEnvelope.signatures
  if (signature === undefined || second !== undefined) return malformed('it needs exactly one signature')
  knowsLogs(tlogEntries, material)
  const entity = toSignedEntity(bundle)
  if (entity.key.$case === 'certificate') knowsAuthority(entity.key.certificate, material)
  try {
    verifier.verify(entity)
  } catch (error) {
    // The log's entry is looked at before the signature. Whether it was the entry or what was signed that changed:
    const differs = error instanceof VerificationError && error.code === 'TLOG_BODY_ERROR'
    if (differs && !isSigned(entity, material)) return invalid('signature-invalid', error.message)
    throw error
  }
  // What npm's own verifier takes from here names a key; a certificate needs none, and another name is a lie.
  const keyId = content.$case === 'publicKey' ? content.publicKey.hint : ''
  if (signature.keyid !== keyId) {
    return invalid('key-id-differs', `the envelope names the key ${signature.keyid}, the bundle ${keyId}`)
  }
  return {
    ok: true,
    payload: dsseEnvelope.payload,
    payloadType: dsseEnvelope.payloadType,
    signedBy:
      entity.key.$case === 'certificate'
        ? { kind: 'certificate', ...certificateFacts(entity.key.certificate) }
        : { kind: 'registry-key', keyId },
    signedAt: timeOf(entity),
  }
}

/** The library says "not enough log entries" for an unknown log; that would look like an attack. */
function knowsLogs(entries: readonly TransparencyLogEntry[], material: TrustMaterial): void {
  for (const { logId } of entries) {
    const id = Buffer.from(logId.keyId)
    if (!material.tlogs.some(({ logID }) => logID.equals(id))) throw refusal('unknown-log', id.toString('hex'))
  }
}

function knowsAuthority(certificate: X509Certificate, material: TrustMaterial): void {
  const issuer = certificate.extAuthorityKeyID?.keyIdentifier
  const known = material.certificateAuthorities.some(({ certChain }) =>
    certChain.some((one) => issuer !== undefined && one.extSubjectKeyID?.keyIdentifier.equals(issuer)),
  )
  if (!known) throw refusal('unknown-authority', issuer?.toString('hex') ?? 'an authority without a name')
  for (const { logID } of certificate.extSCT?.signedCertificateTimestamps ?? []) {
    if (!material.ctlogs.some((log) => log.logID.equals(logID))) {
      throw refusal('unknown-log', logID.toString('hex'))
    }
  }
}

/** Fulcio's own extensions (1.3.6.1.4.1.57264.1.x), by their last number: up to 6 raw text, from 8 on DER UTF8String. */
const fulcio = '1.3.6.1.4.1.57264.1.'
const numbers = Array.from({ length: 23 }, (_, index) => index + 1)

function certificateFacts(certificate: X509Certificate): { subject: string; extensions: Map<string, Uint8Array> } {
  const extensions = new Map<string, Uint8Array>()
  for (const number of numbers) {
    const found = certificate.extension(`${fulcio}${number}`)
    if (found !== undefined)
      extensions.set(String(number), number < 8 ? found.value : (found.valueObj.subs[0]?.value ?? found.valueObj.value))
  }
  return { subject: certificate.extSubjectAltName?.uri ?? certificate.subjectAltName ?? '', extensions }
}

function isSigned({ key, signature }: SignedEntity, material: TrustMaterial): boolean {
  const publicKey =
    key.$case === 'certificate'
      ? createPublicKey({ key: key.certificate.publicKey, format: 'der', type: 'spki' })
      : material.publicKey(key.hint).publicKey
  return signature.verifySignature(publicKey)
}

/** The earliest moment that somebody else saw the signature. A log signs the time of an entry only with its promise. */
function timeOf({ timestamps }: SignedEntity): number {
  const times = timestamps.flatMap((one) => {
    if (one.$case === 'timestamp-authority') return one.timestamp.signingTime.getTime()
    return one.tlogEntry.inclusionPromise === undefined ? [] : Number(one.tlogEntry.integratedTime) * 1000
  })
  return times.length === 0 ? -1 : Math.min(...times)
}

const codes: Partial<Record<VerificationError['code'], ProvenanceCode>> = {
  CERTIFICATE_ERROR: 'certificate-invalid',
  PUBLIC_KEY_ERROR: 'key-not-valid-then',
  SIGNATURE_ERROR: 'signature-invalid',
  TIMESTAMP_ERROR: 'timestamp-invalid',
  TLOG_BODY_ERROR: 'log-entry-differs',
  TLOG_INCLUSION_PROMISE_ERROR: 'log-promise-invalid',
  TLOG_INCLUSION_PROOF_ERROR: 'log-proof-invalid',
  TLOG_MISSING_INCLUSION_ERROR: 'log-proof-invalid',
  TLOG_ERROR: 'log-proof-invalid',
}

/**
 * The library throws its own errors, those of its parsers, and plain ones of Node's cryptography; whatever it is, the
 * bundle was not verified.
 */
function refused(error: unknown): CheckedBundle {
  if (isRefusal(error)) {
    // Trust data that does not know a signer may be too old, which is no sign of an attack.
    const status = error.refusal === 'key-not-valid-then' ? 'invalid' : 'unverifiable'
    return { ok: false, status, code: error.refusal, detail: error.message }
  }
  if (error instanceof VerificationError) return invalid(codes[error.code] ?? 'bundle-malformed', error.message)
  return malformed(error instanceof Error ? error.message : 'it cannot be read')
}

function malformed(detail: string): CheckedBundle {
  return invalid('bundle-malformed', detail)
}

function invalid(code: ProvenanceCode, detail: string): CheckedBundle {
  return { ok: false, status: 'invalid', code, detail }
}

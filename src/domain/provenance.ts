// Who built and published a release, as far as it is proven: the states, and the identity that a certificate names.
// States are never collapsed: what could not be had is not lost, and what could not be checked is not forged.

/** Of the registry's own signature over `name@version:integrity`. `expired` keys on old releases are `verified`. */
export type SignatureState = 'verified' | 'absent' | 'invalid' | 'unverifiable' | 'unavailable'

/**
 * `none`: the registry advertises nothing for this version; `unavailable`: it does so for no version at all;
 * `advertised-unavailable`: it advertises evidence and does not hand it out; `incomplete`: less than it advertises;
 * `unverifiable`: our trust data may be too old; `invalid`: cryptography says no; `mismatch`: about other bytes or
 * another package; `identity-violation`: signed, but not by what may sign it.
 */
export const provenanceStatuses = [
  'verified',
  'none',
  'unavailable',
  'advertised-unavailable',
  'incomplete',
  'unverifiable',
  'invalid',
  'mismatch',
  'identity-violation',
] as const
export type ProvenanceStatus = (typeof provenanceStatuses)[number]

/** Why, one code per way to fail; '' when verified. Stable: policies and tests name these. */
export type ProvenanceCode =
  | ''
  | 'not-found'
  | 'not-served'
  | 'too-large'
  | 'not-json'
  | 'not-attestations'
  | 'too-many'
  | 'empty-list'
  | 'provenance-missing'
  | 'publish-missing'
  | 'duplicate-predicate'
  | 'bundle-malformed'
  | 'unknown-key'
  | 'unknown-authority'
  | 'unknown-log'
  | 'certificate-invalid'
  | 'signature-invalid'
  | 'log-entry-differs'
  | 'log-proof-invalid'
  | 'log-promise-invalid'
  | 'timestamp-invalid'
  | 'key-not-valid-then'
  | 'key-id-differs'
  | 'payload-unreadable'
  | 'statement-type'
  | 'predicate-type'
  | 'subject-count'
  | 'subject-name'
  | 'subject-digest'
  | 'publish-differs'
  | 'not-signed-by-registry'
  | 'not-signed-by-workflow'
  | 'issuer-not-allowed'
  | 'identity-unreadable'
  | 'identity-differs'

export type RefKind = 'branch' | 'tag' | 'pull-request' | 'other'

/** What the certificate says of the job that built the release. '' where the certificate is too old to say it. */
export type Identity = {
  issuer: string
  /** `https://github.com/owner/name` as the issuer spelled it. */
  repository: string
  repositoryId: string
  ownerId: string
  commit: string
  ref: string
  refKind: RefKind
  /** `push`, `release`, `workflow_dispatch`, `pull_request_target`, ... */
  trigger: string
  /** Path of the calling workflow inside its repository, without the ref. */
  workflow: string
  /** The workflow that asked for the certificate: the same, or a reusable one of another repository. */
  signer: string
  runner: 'github-hosted' | 'self-hosted' | ''
  runUrl: string
  visibility: string
}

/** What was found out about the evidence of one release. */
export type Verification = {
  status: ProvenanceStatus
  code: ProvenanceCode
  /** For people: what exactly; may hold a registry's text. */
  detail: string
  /** The job, once its certificate was verified; `none` otherwise. */
  identity: Identity | 'none'
  /** When a log or a time authority saw the signature, milliseconds since 1970; -1 where nothing proves a time. */
  signedAt: number
  /** The predicate, which the job writes itself, against the certificate. */
  predicate: 'agrees' | 'disagrees' | 'silent'
}

/** The evidence of one version: what the registry claims, and what of it was verified. */
export type ReleaseEvidence = {
  version: string
  verification: Verification
  /** Milliseconds since 1970 by the registry's word; -1 where unknown. What was signed counts before it. */
  publishedAt: number
}

/** `lost`: this registry once showed trust data for the package, and now shows none: no mirror does that by itself. */
export type TrustShown = 'shown' | 'never' | 'lost'

/** Everything about a candidate's evidence that comparing needs; `earlier` are verified releases of the package. */
export type Evidence = {
  signature: { state: SignatureState; detail: string }
  shown: TrustShown
  candidate: ReleaseEvidence
  earlier: readonly ReleaseEvidence[]
}

/** One signature of a registry over a version, as the packument has it; `signature` is base64. */
export type RegistrySignature = { keyId: string; signature: string }

/** What a packument says can be verified of one version. */
export type Claims = {
  signatures: readonly RegistrySignature[]
  /** Path and query of the attestations' URL; its host is the registry's, whatever stands there. '' for none. */
  attestations: string
}

/** Shared: a large tree has a hundred thousand versions, and only a few of them are looked at. */
export const noClaims: Claims = { signatures: [], attestations: '' }

export function unverified(status: ProvenanceStatus, code: ProvenanceCode = '', detail = ''): Verification {
  return { status, code, detail, identity: 'none', signedAt: -1, predicate: 'silent' }
}

/** Of a release that no registry shows trust data for. */
export const noEvidence: Evidence = {
  signature: { state: 'unavailable', detail: '' },
  shown: 'never',
  candidate: { version: '', verification: unverified('unavailable'), publishedAt: -1 },
  earlier: [],
}

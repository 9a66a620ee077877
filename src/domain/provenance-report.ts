// What `cordon provenance` answers: what a registry claims of one release, what of it holds, and who built the releases
// before. Plain JSON; its schema is `schemas/provenance-1.schema.json`.
import type { ProvenanceFact } from './change.ts'
import type { Identity, ProvenanceCode, ProvenanceStatus, SignatureState } from './provenance.ts'
import type { TrustLevel } from './release.ts'

/** One earlier release. `level` is what the registry claims, `status` what was found to be true. */
export type ProvenanceStep = {
  version: string
  /** ISO; '' where unknown. */
  publishedAt: string
  level: TrustLevel | 'unavailable'
  /** `unread`: it claims something, and was not looked at. */
  status: ProvenanceStatus | 'unread'
  code: ProvenanceCode
  /** The repository it was built from; '' where nothing is verified. */
  repository: string
  trigger: string
}

export type ProvenanceReport = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  name: string
  version: string
  integrity: string
  status: ProvenanceStatus
  /** What the registry claims. */
  level: TrustLevel | 'unavailable'
  registrySignature: { state: SignatureState; detail: string }
  identity: Identity | 'none'
  /** ISO time of the signature in a log; '' where nothing is proven. */
  signedAt: string
  /** One for the answer of the registry as a whole, none where nothing is advertised. */
  attestations: readonly { path: string; status: ProvenanceStatus; code: ProvenanceCode; detail: string }[]
  /** Against earlier verified releases. */
  continuity: Pick<
    ProvenanceFact,
    | 'history'
    | 'issuer'
    | 'repository'
    | 'owner'
    | 'process'
    | 'processDetail'
    | 'triggerKind'
    | 'runner'
    | 'predicate'
    | 'declared'
    | 'shown'
  >
  trust: { source: string; date: string }
  /** Oldest first. */
  history: readonly ProvenanceStep[]
  /** 0: nothing speaks against it; 1: it is forged, or is less than it claims; 3: it could not be checked. */
  exitCode: 0 | 1 | 3
}

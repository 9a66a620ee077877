// What was signed: an in-toto statement about one package version. Compared exactly with what it should be about.
// Format: github.com/in-toto/attestation (Statement v0.1 and v1), npm's publish predicate, SLSA provenance v0.2 and v1.
import type { ProvenanceCode, ProvenanceStatus } from '../../domain/provenance.ts'
import { member, parsed, text } from '../json-value.ts'

export const publishPredicate = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1'
export const provenancePredicates = ['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2'] as const

const statementTypes = ['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']
const payloadType = 'application/vnd.in-toto+json'

/** The version that the evidence has to be about. `integrity` is a single `sha512-…` of the bytes to be installed. */
export type Subject = { name: string; version: string; integrity: string }

export type Wrong = { ok: false; status: ProvenanceStatus; code: ProvenanceCode; detail: string }
export type Statement = { ok: true; predicateType: string; predicate: unknown } | Wrong

/** `claimed` is the predicate type that stands outside the signature. */
export function readStatement(payload: Uint8Array, type: string, claimed: string, subject: Subject): Statement {
  if (type !== payloadType) return wrong('mismatch', 'statement-type', `the payload is ${type || 'of no type'}`)
  const json = parsed(Buffer.from(payload).toString('utf8'))
  if (json === undefined) return wrong('mismatch', 'payload-unreadable', 'what was signed is no JSON')
  if (!statementTypes.includes(text(json, '_type'))) return wrong('mismatch', 'statement-type', text(json, '_type'))
  const predicateType = text(json, 'predicateType')
  if (predicateType !== claimed) {
    return wrong('mismatch', 'predicate-type', `the registry says ${claimed}, what was signed ${predicateType}`)
  }
  const subjects = member(json, 'subject')
  const count = Array.isArray(subjects) ? subjects.length : 0
  if (count !== 1) return wrong('mismatch', 'subject-count', `it is about ${count} packages`)
  const name = text(json, 'subject', 0, 'name')
  if (name !== packageUrl(subject)) return wrong('mismatch', 'subject-name', `it is about ${name}`)
  const digest = text(json, 'subject', 0, 'digest', 'sha512')
  if (digest === '' || digest !== hexOf(subject.integrity))
    return wrong('mismatch', 'subject-digest', `it is about other bytes: ${digest}`)
  return { ok: true, predicateType, predicate: member(json, 'predicate') }
}

/** npm's publish attestation says the same thing a second time, and names the registry. */
export function checkPublish(predicate: unknown, subject: Subject, registry: string): Wrong | { ok: true } {
  const [name, version, where] = ['name', 'version', 'registry'].map((key) => text(predicate, key))
  if (name !== subject.name || version !== subject.version) {
    return wrong('mismatch', 'publish-differs', `it was published as ${name}@${version}`)
  }
  const same = withoutSlash(where ?? '') === withoutSlash(registry)
  return same ? { ok: true } : wrong('mismatch', 'publish-differs', `it was published to ${where}`)
}

/** purl: only the `@` of a scope is escaped (github.com/package-url/purl-spec, npm type, as npm writes it). */
export function packageUrl({ name, version }: Subject): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`
}

function hexOf(integrity: string): string {
  return Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url
}

export function wrong(status: ProvenanceStatus, code: ProvenanceCode, detail: string): Wrong {
  return { ok: false, status, code, detail }
}

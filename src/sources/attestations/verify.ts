// The evidence that a registry hands out for one version, judged as a whole: cryptography first, then what was signed,
// by whom, and whether everything that is advertised is there. Pure, but for the cryptography that it is given.
import { type Identity, type ProvenanceStatus, unverified, type Verification } from '../../domain/provenance.ts'
import { member, parsed, text } from '../json-value.ts'
import type { BundleVerifier } from './bundle.ts'
import { identityOf, predicateAgrees } from './identity.ts'
import {
  checkPublish,
  provenancePredicates,
  publishPredicate,
  readStatement,
  type Subject,
  type Wrong,
  wrong,
} from './statement.ts'

/** As npm writes it into publish attestations; what else signs with npm's keys is a mirror of it. */
export const npmRegistry = 'https://registry.npmjs.org'

/** An answer is at most this long (bytes); the largest honest one seen has 31 kB. */
export const maxAnswerBytes = 1024 * 1024
const maxAttestations = 8
const maxBundleLength = 128 * 1024

export type Expected = Subject & {
  /** The registry that should have published it, as npm writes it into the publish attestation. */
  registry: string
}

/** One attestation whose cryptography and words are right. */
export type Checked =
  | { ok: true; kind: 'publish'; signedAt: number }
  | { ok: true; kind: 'provenance'; signedAt: number; identity: Identity; predicate: Verification['predicate'] }
  | Wrong

/** Judges the text of `{ "attestations": [{ "predicateType", "bundle" }] }`. Predicate types we do not know are left out. */
export function verifyAttestations(answer: string, expected: Expected, verify: BundleVerifier): Verification {
  const json = parsed(answer)
  if (json === undefined) return failed(wrong('advertised-unavailable', 'not-json', 'the answer is no JSON'))
  const list = member(json, 'attestations')
  if (!Array.isArray(list))
    return failed(wrong('advertised-unavailable', 'not-attestations', 'it lists no attestations'))
  if (list.length === 0)
    return failed(wrong('incomplete', 'empty-list', 'the registry advertises evidence and hands out none'))
  if (list.length > maxAttestations)
    return failed(wrong('invalid', 'too-many', `there are ${list.length} attestations`))
  const known = list.filter((one: unknown) => kindOf(text(one, 'predicateType')) !== 'other' || isUntyped(one))
  return joined(
    known.map((one: unknown) => checkAttestation(member(one, 'bundle'), text(one, 'predicateType'), expected, verify)),
  )
}

/** A claim that is no known type may hide what a known one would show. */
function isUntyped(one: unknown): boolean {
  return text(one, 'predicateType') === '' || looksLikeKnown(text(one, 'predicateType'))
}

function looksLikeKnown(claimed: string): boolean {
  return claimed.startsWith('https://slsa.dev/') || claimed.startsWith('https://github.com/npm/')
}

/** One bundle and the predicate type that the registry claims for it. */
export function checkAttestation(
  bundle: unknown,
  claimed: string,
  expected: Expected,
  verify: BundleVerifier,
): Checked {
  if (JSON.stringify(bundle ?? '').length > maxBundleLength)
    return wrong('invalid', 'too-large', 'a bundle is too large')
  const checked = verify(bundle)
  if (!checked.ok) return wrong(checked.status, checked.code, checked.detail)
  const { payload, payloadType, signedBy, signedAt } = checked
  const statement = readStatement(payload, payloadType, claimed, expected)
  if (!statement.ok) return statement
  switch (kindOf(statement.predicateType)) {
    case 'publish': {
      if (signedBy.kind !== 'registry-key') {
        return wrong(
          'identity-violation',
          'not-signed-by-registry',
          `${signedBy.subject} says that the registry published it`,
        )
      }
      const published = checkPublish(statement.predicate, expected, expected.registry)
      return published.ok ? { ok: true, kind: 'publish', signedAt } : published
    }
    case 'provenance': {
      if (signedBy.kind !== 'certificate') {
        return wrong('identity-violation', 'not-signed-by-workflow', 'a key of the registry says who built it')
      }
      const read = identityOf(signedBy)
      if (!read.ok) return read
      const predicate = predicateAgrees(statement.predicateType, statement.predicate, read.identity)
      return { ok: true, kind: 'provenance', signedAt, identity: read.identity, predicate }
    }
    case 'other':
      return wrong('mismatch', 'predicate-type', `${statement.predicateType} is not known`)
  }
}

function kindOf(predicateType: string): 'publish' | 'provenance' | 'other' {
  if (predicateType === publishPredicate) return 'publish'
  return provenancePredicates.some((known) => known === predicateType) ? 'provenance' : 'other'
}

/** Worst first: one bad attestation is not outweighed by a good one. */
const severity: readonly ProvenanceStatus[] = ['identity-violation', 'mismatch', 'invalid', 'unverifiable']

function joined(checked: readonly Checked[]): Verification {
  for (const status of severity) {
    const worst = checked.find((one) => !one.ok && one.status === status)
    if (worst !== undefined && !worst.ok) return failed(worst)
  }
  const good = checked.filter((one) => one.ok)
  const [provenance, second] = good.filter((one) => one.kind === 'provenance')
  const [publish, again] = good.filter((one) => one.kind === 'publish')
  if (second !== undefined || again !== undefined) {
    return failed(wrong('invalid', 'duplicate-predicate', 'two attestations say the same thing'))
  }
  if (provenance === undefined) return failed(wrong('incomplete', 'provenance-missing', 'nothing says who built it'))
  if (publish === undefined) return failed(wrong('incomplete', 'publish-missing', 'the registry does not confirm it'))
  return {
    status: 'verified',
    code: '',
    detail: '',
    identity: provenance.identity,
    // The registry's own signature comes last, and is the moment of publication.
    signedAt: publish.signedAt === -1 ? provenance.signedAt : publish.signedAt,
    predicate: provenance.predicate,
  }
}

export function failed({ status, code, detail }: Wrong): Verification {
  return unverified(status, code, detail)
}

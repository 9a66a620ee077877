// Small judgements about evidence: what an answer that did not come stands for, and whether two builds are alike.
import { type Identity, type ProvenanceCode, unverified, type Verification } from '../domain/provenance.ts'
import type { Unchecked } from '../domain/release.ts'

/** Whatever a registry does instead of answering, it is no sign that anybody forged something. */
export function notServed({ code, detail }: Unchecked): Verification {
  const why: ProvenanceCode = code === 'not-found' || code === 'too-large' ? code : 'not-served'
  return unverified('advertised-unavailable', why, detail)
}

const compared = [
  'issuer',
  'repository',
  'repositoryId',
  'ownerId',
  'refKind',
  'trigger',
  'workflow',
  'signer',
  'runner',
] as const satisfies (keyof Identity)[]

export function isBuiltAlike(one: Identity | 'none', other: Identity | 'none'): boolean {
  return one !== 'none' && other !== 'none' && compared.every((key) => one[key] === other[key])
}

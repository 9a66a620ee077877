// What is proven of who built and signed a release, and who built the releases before it. Nothing is fetched where the
// registry shows no trust data; where it advertises evidence that cannot be had or checked, that is said.
import type { LockedPackage } from '../domain/locked.ts'
import { type Evidence, noEvidence, type ReleaseEvidence, type TrustShown, unverified } from '../domain/provenance.ts'
import type { History, PublishedVersion, Unchecked } from '../domain/release.ts'
import { timeOf } from '../facts/siblings.ts'
import { checkSignatures, type RegistryKey } from '../sources/attestations/registry-keys.ts'
import { npmRegistry } from '../sources/attestations/verify.ts'
import { sha512Of } from '../sources/integrity.ts'
import type { Registry } from '../sources/registry.ts'
import type { TrustSeen } from '../sources/trust-seen.ts'
import { earlierAttested } from './earlier-evidence.ts'
import { isBuiltAlike, notServed } from './evidence-words.ts'
import { createOwnKeys } from './own-keys.ts'
import type { Verifier } from './verifier.ts'

export type EvidenceSource = {
  of: (locked: Pick<LockedPackage, 'name' | 'version' | 'integrity'>, history: History) => Promise<Evidence>
  /** The earlier releases that tell who builds the package, each looked at; nearest first. */
  earlier: (name: string, version: string, history: History) => Promise<ReleaseEvidence[]>
}

export const noEvidenceSource: EvidenceSource = { of: async () => noEvidence, earlier: async () => [] }

export function createEvidenceSource(
  registry: Registry,
  registryFor: (name: string) => string,
  verifier: Verifier,
  seen: TrustSeen,
): EvidenceSource {
  const ownKeys = createOwnKeys(registry, registryFor)

  const signatureOf = async (name: string, { version, claims }: PublishedVersion, integrity: string) => {
    const { keys } = await verifier.trust()
    const subject = { name, version, integrity }
    const checked = checkSignatures(subject, claims.signatures, keys)
    if (checked.state !== 'unverifiable') return checked
    return checkSignatures(subject, claims.signatures, [...keys, ...(await ownKeys(name, keys))])
  }

  const checked = async (name: string, { version }: PublishedVersion, integrity: string, answer: string) => {
    const expected = { name, version, integrity, registry: npmRegistry }
    const verification = await verifier.verify(answer, expected, [])
    if (verification.code !== 'unknown-key') return verification
    const { keys } = await verifier.trust()
    const own: RegistryKey[] = (await ownKeys(name, keys)).map((key) => ({ ...key, usage: 'npm:attestations' }))
    if (own.length === 0) return verification
    return verifier.verify(answer, { ...expected, registry: registryFor(name) }, own)
  }

  const evidenceOf = async (name: string, published: PublishedVersion, integrity: string): Promise<ReleaseEvidence> => {
    const { version, attested, claims } = published
    const about = { version, publishedAt: timeOf(published) }
    if (!attested) return { ...about, verification: unverified('none') }
    const answer = await registry.evidence(name, claims.attestations, false)
    if (!answer.ok) return { ...about, verification: notServed(answer.why) }
    const verification = await checked(name, published, integrity, answer.value)
    if (verification.status === 'verified' || verification.status === 'unverifiable') return { ...about, verification }
    // Evidence never changes, but what is in the cache may be what a proxy once answered in its place.
    const again = await registry.evidence(name, claims.attestations, true)
    if (!again.ok || again.value === answer.value) return { ...about, verification }
    return { ...about, verification: await checked(name, published, integrity, again.value) }
  }

  /** Ends at the first release that was built alike: who is as before in everything is not made newer by a third one. */
  const earlierOf = async (name: string, candidate: ReleaseEvidence, history: History): Promise<ReleaseEvidence[]> => {
    const found: ReleaseEvidence[] = []
    for (const published of earlierAttested(history, candidate.version)) {
      const one = await evidenceOf(name, published, sha512Of(published.integrity))
      found.push(one)
      if (isBuiltAlike(one.verification.identity, candidate.verification.identity)) break
    }
    return found
  }

  const shownBy = (name: string, host: string, isShown: boolean): TrustShown => {
    if (!isShown) return seen.had(host, name) ? 'lost' : 'never'
    seen.remember(host, name)
    return 'shown'
  }

  return {
    earlier: (name, version, history) =>
      Promise.all(earlierAttested(history, version).map((one) => evidenceOf(name, one, sha512Of(one.integrity)))),
    of: async (locked, history) => {
      const { name } = locked
      const published = history.versions.find(({ version }) => version === locked.version)
      if (published === undefined) return noEvidence
      const shown = shownBy(name, history.registryHost, published.trust.status !== 'unavailable')
      // The registry signs the bytes that will be installed, or it signs something else.
      const integrity = sha512Of(locked.integrity === '' ? published.integrity : locked.integrity)
      if (shown !== 'shown') return { ...noEvidence, shown }
      if (integrity === '') return { ...noEvidence, shown, candidate: unbound(published) }
      const signature =
        published.claims.signatures.length === 0
          ? ({ state: 'absent', detail: '' } as const)
          : await signatureOf(name, published, integrity)
      const candidate = await evidenceOf(name, published, integrity)
      const isVerified = candidate.verification.status === 'verified'
      return { signature, shown, candidate, earlier: isVerified ? await earlierOf(name, candidate, history) : [] }
    },
  }
}

/**
 * Evidence is about a sha512. Where only something weaker is locked nothing can be held against it; a lockfile must not
 * get rid of advertised evidence that way.
 */
function unbound(published: PublishedVersion): ReleaseEvidence {
  const { version, attested } = published
  const detail = 'no single sha512 says which bytes it should be about'
  const verification = attested ? unverified('advertised-unavailable', 'subject-digest', detail) : unverified('none')
  return { version, publishedAt: timeOf(published), verification }
}

/** What could not be looked at: the release is not judged as long as that is so. */
export function gapsIn({ signature, candidate, earlier }: Evidence): Unchecked[] {
  const { status, code, detail } = candidate.verification
  const gaps: Unchecked[] = []
  // Who can forge a packument must not get off more lightly with half an answer than with none.
  if (status === 'advertised-unavailable' || status === 'incomplete')
    gaps.push({ code: 'provenance-unavailable', detail: `${code}: ${detail}` })
  if (status === 'unverifiable') gaps.push({ code: 'trust-data-stale', detail: `${code}: ${detail}` })
  if (signature.state === 'unverifiable') gaps.push({ code: 'trust-data-stale', detail: signature.detail })
  const unknown = earlier.find(({ verification }) => verification.code === 'not-served')
  if (unknown !== undefined && !earlier.some(({ verification }) => verification.status === 'verified')) {
    const why = unknown.verification.detail
    gaps.push({ code: 'provenance-unavailable', detail: `of ${unknown.version}, to compare with: ${why}` })
  }
  return gaps
}

// Who built one published release, on its own: what its registry claims, what holds, and the releases before it. It uses
// the same evidence as a scan, so it cannot come to another answer.
import type { ProvenanceFact } from '../domain/change.ts'
import type { Evidence, ReleaseEvidence } from '../domain/provenance.ts'
import type { ProvenanceReport, ProvenanceStep } from '../domain/provenance-report.ts'
import type { Fetched, History, PublishedVersion } from '../domain/release.ts'
import { provenanceFact } from '../facts/provenance.ts'
import { earlier } from '../facts/siblings.ts'
import type { Registry } from '../sources/registry.ts'
import type { TrustSeen } from '../sources/trust-seen.ts'
import { earlierAttested } from './earlier-evidence.ts'
import { createEvidenceSource } from './evidence.ts'
import type { Verifier } from './verifier.ts'

export type ProvenanceInput = {
  tool: { name: 'cordon'; version: string }
  registry: Registry
  registryFor: (name: string) => string
  verifier: Verifier
  seen: TrustSeen
  /** Later versions are hidden; milliseconds since 1970. */
  visibleUntil: number
}

export async function provenanceOf(
  input: ProvenanceInput,
  name: string,
  version: string,
): Promise<Fetched<ProvenanceReport>> {
  const wanted = (history: History) =>
    new Set([version, ...earlierAttested(history, version).map((one) => one.version)])
  const history = await input.registry.history(name, input.visibleUntil, wanted)
  if (!history.ok) return history
  const published = history.value.versions.find((one) => one.version === version)
  if (published === undefined) {
    return { ok: false, why: { code: 'version-not-found', detail: `the registry shows no ${name}@${version}` } }
  }
  const source = createEvidenceSource(input.registry, input.registryFor, input.verifier, input.seen)
  const evidence = await source.of({ name, version, integrity: published.integrity }, history.value)
  const isShown = evidence.shown === 'shown'
  const before = isShown ? await source.earlier(name, version, history.value) : []
  const all = { ...evidence, earlier: evidence.candidate.verification.status === 'verified' ? before : [] }
  return { ok: true, value: toReport(input, name, published, all, stepsOf(history.value, published, before)) }
}

function toReport(
  { tool, verifier }: ProvenanceInput,
  name: string,
  { version, integrity, trust, attested, claims, manifest }: PublishedVersion,
  evidence: Evidence,
  history: readonly ProvenanceStep[],
): ProvenanceReport {
  const { status, code, detail, identity, signedAt } = evidence.candidate.verification
  const fact = provenanceFact(evidence, manifest.repository, 0)
  return {
    schemaVersion: 1,
    tool,
    name,
    version,
    integrity,
    status,
    level: levelOf(trust),
    registrySignature: evidence.signature,
    identity,
    signedAt: toIso(signedAt),
    attestations: attested ? [{ path: claims.attestations, status, code, detail }] : [],
    continuity: continuityIn(fact),
    trust: verifier.used(),
    history,
    exitCode: exitCodeOf(fact),
  }
}

function continuityIn(fact: ProvenanceFact): ProvenanceReport['continuity'] {
  const { history, issuer, repository, owner, process, processDetail, triggerKind, runner } = fact
  const { predicate, declared, shown } = fact
  return { history, issuer, repository, owner, process, processDetail, triggerKind, runner, predicate, declared, shown }
}

function exitCodeOf({ status, signature, shown }: ProvenanceFact): 0 | 1 | 3 {
  if (signature === 'invalid' || shown === 'lost') return 1
  switch (status) {
    case 'invalid':
    case 'mismatch':
    case 'identity-violation':
    case 'incomplete':
      return 1
    case 'unavailable':
    case 'advertised-unavailable':
    case 'unverifiable':
      return 3
    case 'verified':
    case 'none':
      return signature === 'unverifiable' ? 3 : 0
  }
}

/** Releases on the timeline. */
const mostSteps = 8

/** The latest before it, and those that were looked at however old they are. */
function stepsOf(
  { versions }: History,
  published: PublishedVersion,
  looked: readonly ReleaseEvidence[],
): ProvenanceStep[] {
  const found = new Map(looked.map((one) => [one.version, one.verification]))
  const before = earlier(versions, published).toSorted((a, b) => timeOf(a) - timeOf(b))
  const latest = new Set(before.slice(-mostSteps))
  return before
    .filter((one) => latest.has(one) || found.has(one.version))
    .map((one) => {
      const { identity, status, code } = found.get(one.version) ?? {
        identity: 'none' as const,
        status: one.attested ? ('unread' as const) : one.trust.status === 'unavailable' ? 'unavailable' : 'none',
        code: '' as const,
      }
      const [repository, trigger] = identity === 'none' ? ['', ''] : [identity.repository, identity.trigger]
      const publishedAt = toIso(timeOf(one))
      return { version: one.version, publishedAt, level: levelOf(one.trust), status, code, repository, trigger }
    })
}

function levelOf(trust: PublishedVersion['trust']): ProvenanceReport['level'] {
  if (trust.status === 'known') return trust.value
  return trust.status === 'absent' ? 'none' : 'unavailable'
}

function timeOf({ publishedAt }: PublishedVersion): number {
  return publishedAt.status === 'known' ? publishedAt.value : -1
}

function toIso(time: number): string {
  return time < 0 ? '' : new Date(time).toISOString()
}

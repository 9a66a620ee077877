// What every judgement of a release says of it, whatever the verdict: where it sits, and what the registry showed.
import type { AcceptedRelease } from '../domain/accepted.ts'
import type { Candidate } from '../domain/comparison.ts'
import type { LockedRelease } from '../domain/locked.ts'
import type { JudgedPackage } from '../domain/report.ts'
import { publishedAs } from './candidates.ts'
import { noUses, type Uses } from './conclude.ts'
import type { Coverage } from './summary.ts'

export type JudgedRelease = {
  judged: JudgedPackage
  coverage: Coverage
  /** What makes it trusted. */
  trust: AcceptedRelease | 'none'
  /** `name@version` of accepted baselines whose bytes could no longer be had. */
  lost: readonly string[]
  /** Decisions of the policy that it made use of. */
  uses: Uses
}

/** Trusted by nobody, nothing lost, and nothing of the policy used. */
export const unaccepted = { trust: 'none', lost: [], uses: noUses } as const satisfies Partial<JudgedRelease>

export function placeOf(release: LockedRelease) {
  const { locked, locations, paths, direct, dev, optional } = release
  const { name, version, integrity, kind, line } = locked
  return { name, version, integrity, kind, locations, direct, dev, optional, paths, line }
}

/** Which trust fields this registry shows for the package. */
export function coverageOf(candidate: Candidate): Coverage {
  const published = publishedAs(candidate.locked.version, candidate.history)
  if (published === 'none') return 'none'
  const { publisher, trust, publishedAt } = published
  return { publisher: publisher.status, trust: trust.status, time: publishedAt.status }
}

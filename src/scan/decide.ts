// From findings to a verdict. A pure function of what was found, what could not be looked at, and the policy.
import type { Policy } from '../baseline/policy.ts'
import type { Known, Unchecked } from '../domain/release.ts'
import type { Finding, Reason, Verdict } from '../domain/report.ts'

export type Decision = { verdict: Verdict; eligibleAt: string; reasons: readonly Reason[] }

const hour = 3_600_000

/**
 * Worst first: what is dangerous stays `blocked` even when parts of it could not be looked at; what could not be looked
 * at is never less than `unchecked`; a release that is both young and worth a look is `review` and still has its
 * `eligibleAt`, because waiting does not answer the question.
 */
export function decide(
  findings: readonly Finding[],
  unchecked: readonly Unchecked[],
  publishedAt: Known<number>,
  policy: Policy,
  now: number,
): Decision {
  const eligibleAt = eligible(publishedAt, policy, now)
  const reasons: Reason[] = unchecked.map(({ code, detail }) => ({ code, detail }))
  if (eligibleAt !== '') reasons.push({ code: 'too-young', detail: eligibleAt })
  return { verdict: verdictOf(findings, unchecked, eligibleAt), eligibleAt, reasons }
}

function verdictOf(findings: readonly Finding[], unchecked: readonly Unchecked[], eligibleAt: string): Verdict {
  if (findings.some((finding) => finding.outcome === 'block')) return 'blocked'
  if (unchecked.length > 0) return 'unchecked'
  if (findings.some((finding) => finding.outcome === 'review')) return 'review'
  return eligibleAt === '' ? 'passed' : 'waiting'
}

/** ISO time from which the release is old enough, '' when it is already or its age is not known. */
function eligible(publishedAt: Known<number>, policy: Policy, now: number): string {
  if (publishedAt.status !== 'known') return ''
  const at = publishedAt.value + policy.minAgeHours * hour
  return at > now ? new Date(at).toISOString() : ''
}

// From findings to a verdict. A pure function of what was found, what could not be looked at, and the policy.
import type { Policy } from '../domain/policy.ts'
import type { Known, Unchecked } from '../domain/release.ts'
import type { Finding, Reason, Verdict } from '../domain/report.ts'

export type Decision = { verdict: Verdict; eligibleAt: string; reasons: readonly Reason[] }

const hour = 3_600_000
/** The last one that a date can name (ECMAScript's time values): a registry may claim it. */
const lastMoment = 8.64e15

/**
 * Worst first: what is dangerous stays `blocked` even when parts of it could not be looked at; what could not be looked
 * at is never less than `unchecked`; a release that is both young and worth a look is `review` and still has its
 * `eligibleAt`, because waiting does not answer the question. `publishedAt` is `absent` where the registry dates other
 * versions and not this one: whether it is too young is then not known. Where there are no dates at all (a mirror, a git
 * commit) it is `unavailable`, which the report says for all of them at once. Reasons that are allowed stay reasons, and
 * leave the verdict to the findings.
 */
export function decide(
  findings: readonly Finding[],
  unchecked: readonly Unchecked[],
  publishedAt: Known<number>,
  policy: Policy,
  now: number,
  isAllowed: (reason: string) => boolean = () => false,
): Decision {
  const eligibleAt = eligible(publishedAt, policy, now)
  const unknown: Reason[] = unchecked.map(({ code, detail }) => ({ code, detail }))
  if (publishedAt.status === 'absent' && policy.minAgeHours > 0) unknown.push({ code: 'age-unavailable', detail: '' })
  const isUnknown = unknown.some(({ code }) => !isAllowed(code))
  const young: Reason[] = eligibleAt === '' ? [] : [{ code: 'too-young', detail: eligibleAt }]
  return { verdict: verdictOf(findings, isUnknown, eligibleAt), eligibleAt, reasons: [...unknown, ...young] }
}

function verdictOf(findings: readonly Finding[], isUnknown: boolean, eligibleAt: string): Verdict {
  if (findings.some((finding) => finding.outcome === 'block')) return 'blocked'
  if (isUnknown) return 'unchecked'
  if (findings.some((finding) => finding.outcome === 'review')) return 'review'
  return eligibleAt === '' ? 'passed' : 'waiting'
}

/** ISO time from which the release is old enough, '' when it is already or its age is not known. */
function eligible(publishedAt: Known<number>, policy: Policy, now: number): string {
  if (publishedAt.status !== 'known') return ''
  const at = publishedAt.value + policy.minAgeHours * hour
  return at > now ? new Date(Math.min(at, lastMoment)).toISOString() : ''
}

// What a report means for a script (design section 2). It must not know of formats: the exit code never depends on them.
import type { JudgedPackage } from '../domain/report.ts'

export type FailOn = 'block' | 'review'
export type ExitCode = 0 | 1 | 2 | 3 | 4

/** Wrong usage or a broken input: nothing was judged. The only code that no report has. */
export const nothingJudged: ExitCode = 2

/**
 * 1 wins over 3, 3 over 4. A package in review that is also too young still waits, hence `eligibleAt`. `isIncomplete`:
 * something that the run relied on is older than the policy allows.
 */
export function exitCode(
  packages: readonly Pick<JudgedPackage, 'verdict' | 'eligibleAt'>[],
  failOn: FailOn,
  isIncomplete = false,
): ExitCode {
  const has = (verdict: JudgedPackage['verdict']) => packages.some((one) => one.verdict === verdict)
  if (has('blocked') || (failOn === 'review' && has('review'))) return 1
  if (has('unchecked') || isIncomplete) return 3
  if (has('waiting') || packages.some((one) => one.eligibleAt !== '')) return 4
  return 0
}

// What all projects of a run come to: one word, one exit code, and the numbers that a workflow can read. Pure.
import type { Report } from '../domain/report.ts'

export type Result = 'passed' | 'review' | 'waiting' | 'blocked' | 'proposed' | 'incomplete' | 'error'

export type Outcome = {
  result: Result
  /** As cordon's own: 0 to 4. */
  exitCode: number
  changedPackages: number
  blocked: number
  /** ISO time from which everything that waits may pass; '' when nothing waits. */
  eligibleAt: string
  isIncomplete: boolean
}

export type Parts = {
  scans: readonly { exitCode: number; report: Report | 'none' }[]
  /** The base could not be had, a lockfile went away and left its package.json, or something else was not looked at. */
  isIncomplete: boolean
  /** Acceptances that nobody has approved. */
  isProposed: boolean
}

export function outcomeOf({ scans, isIncomplete, isProposed }: Parts): Outcome {
  const codes = new Set(scans.map(({ exitCode }) => exitCode))
  const reports = scans.flatMap(({ report }) => (report === 'none' ? [] : [report]))
  const sum = (field: 'packages' | 'blocked' | 'review') =>
    reports.reduce((total, { summary }) => total + summary[field], 0)
  const blocked = sum('blocked')
  const [result, exitCode] = worst(codes, { blocked, review: sum('review'), isIncomplete, isProposed })
  return {
    result,
    exitCode,
    changedPackages: sum('packages'),
    blocked,
    // To wait makes nothing of what is blocked any better.
    eligibleAt:
      result === 'blocked' ? '' : latestOf(reports.flatMap(({ packages }) => packages.map((one) => one.eligibleAt))),
    isIncomplete: isIncomplete || codes.has(2) || codes.has(3) || reports.some(({ summary }) => summary.unchecked > 0),
  }
}

type Seen = { blocked: number; review: number; isIncomplete: boolean; isProposed: boolean }

/** 1 wins over 2: what is known to be bad is no less so because another lockfile cannot be read. */
function worst(codes: ReadonlySet<number>, seen: Seen): [Result, number] {
  if (seen.blocked > 0 && codes.has(1)) return ['blocked', 1]
  if (codes.has(2)) return ['error', 2]
  if (seen.isProposed) return ['proposed', 1]
  if (codes.has(1)) return ['review', 1]
  if (codes.has(3) || seen.isIncomplete) return ['incomplete', 3]
  if (codes.has(4)) return ['waiting', 4]
  return [seen.review > 0 ? 'review' : 'passed', 0]
}

/** ISO times in UTC sort as text. */
function latestOf(times: readonly string[]): string {
  return (
    times
      .filter((time) => time !== '')
      .toSorted()
      .at(-1) ?? ''
  )
}

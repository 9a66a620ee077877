// Which packages count for the exit code, and what of a run's own tools is older than the policy allows. Verdicts stay what
// they are.
import { isTooOld } from '../baseline/freshness.ts'
import type { KnownBadSnapshot } from '../domain/known-bad.ts'
import type { Policy } from '../domain/policy.ts'
import type { JudgedPackage, Notice, Report } from '../domain/report.ts'

/** A package in several groups counts when one of them does; the project's own package.json always does. */
export function countsForExit(one: JudgedPackage, { development, optional, production }: Policy['groups']): boolean {
  if (one.kind === 'workspace') return true
  if (!one.dev && !one.optional) return production
  return (one.dev && development) || (one.optional && optional)
}

/** An exit code of 0 beside something that is blocked has to be explained. */
export function uncountedNotices(packages: readonly JudgedPackage[], groups: Policy['groups']): Notice[] {
  const serious = packages.filter((one) => !countsForExit(one, groups)).filter(isSerious).length
  return serious === 0 ? [] : [{ code: 'groups-not-counted', detail: `${serious}` }]
}

function isSerious({ verdict }: JudgedPackage): boolean {
  switch (verdict) {
    case 'blocked':
    case 'unchecked':
    case 'review':
    case 'waiting':
      return true
    case 'passed':
    case 'trusted':
      return false
  }
}

/** Each of these makes the run incomplete. Where nothing had to be verified, no trust data was relied on. */
export function overdueNotices({ source, date }: Report['trust'], policy: Policy, now: number): Notice[] {
  if (source === 'none' || !isTooOld(date, policy.greatestAge.trustHours, now)) return []
  return [{ code: 'trust-data-too-old', detail: date }]
}

/** Records that are too old, that the pull request changed or that nobody can read: each makes the run incomplete. */
export function recordNotices(snapshots: readonly KnownBadSnapshot[], policy: Policy, now: number): Notice[] {
  return snapshots.flatMap(({ source, date, isChanged, isPolicys, unread, firstUnread }) => [
    ...(isTooOld(date, policy.greatestAge.knownBadHours, now)
      ? [{ code: 'records-too-old', detail: `${source}, of ${date === '' ? 'nobody knows when' : date}` }]
      : []),
    ...(isChanged ? [{ code: 'records-changed', detail: source }] : []),
    ...(isPolicys && unread > 0
      ? [{ code: 'records-incomplete', detail: `${unread} of ${source}, first ${firstUnread}` }]
      : []),
  ])
}

// What the report says about the policy: which of its decisions were used, which have ended or end soon. Pure.
import type { Allowance, Exception, Policy } from '../domain/policy.ts'
import type { AllowanceReport, DecisionState, ExceptionReport, PolicyReport } from '../domain/policy-report.ts'
import type { JudgedPackage } from '../domain/report.ts'
import { liesWithin } from '../domain/versions.ts'
import { isActive } from './exceptions.ts'
import { settingsAt } from './settings.ts'

const day = 24 * 3_600_000
const soon = 14 * day

/** One judged release, and the decisions that it made use of. */
export type JudgedUse = {
  judged: Pick<JudgedPackage, 'name' | 'version' | 'verdict'>
  exceptions: readonly Exception[]
  allowances: readonly Allowance[]
}

/**
 * `isWhole`: every release that the policy is for was judged, not only what differs from a base, and not one project of
 * several.
 */
export function toPolicyReport(
  policy: Policy,
  judged: readonly JudgedUse[],
  isWhole: boolean,
  now: number,
): PolicyReport {
  const settled = settingsAt(policy.rules, now)
  return {
    file: policy.file,
    digest: policy.digest,
    overrides: policy.rules.map((setting) => {
      const { rule, outcome, from, reason } = setting
      return { rule, outcome, from: from === 0 ? '' : toDate(from), reason, active: settled.get(rule) === setting }
    }),
    exceptions: policy.exceptions.map((one) => toException(one, judged, isWhole, now)),
    allowances: policy.allowUnchecked.map((one) => toAllowance(one, judged, isWhole, now)),
  }
}

function toException(one: Exception, judged: readonly JudgedUse[], isWhole: boolean, now: number): ExceptionReport {
  const { line, until, ...rest } = one
  const usedBy = judged.filter(({ exceptions }) => exceptions.includes(one))
  const about = judged.filter(
    ({ judged: { name, version } }) => name === one.package && liesWithin(version, one.versions),
  )
  return {
    ...rest,
    until: lastDay(until),
    state: stateOf(one, usedBy.length > 0, about, isWhole, now),
    endsSoon: endsSoon(one, now),
    usedFor: usedBy.map(({ judged: { name, version } }) => `${name}@${version}`),
    line,
  }
}

function toAllowance(one: Allowance, judged: readonly JudgedUse[], isWhole: boolean, now: number): AllowanceReport {
  const { line, until, ...rest } = one
  const isUsed = judged.some(({ allowances }) => allowances.includes(one))
  const about = judged.filter(({ judged: { name, version } }) => name === one.package && version === one.version)
  const state = stateOf(one, isUsed, about, isWhole, now)
  return { ...rest, until: lastDay(until), state, endsSoon: endsSoon(one, now), line }
}

/** A release that could not be looked at may well need its exception tomorrow. */
function stateOf(
  one: { until: number },
  isUsed: boolean,
  about: readonly JudgedUse[],
  isWhole: boolean,
  now: number,
): DecisionState {
  if (!isActive(one, now)) return 'expired'
  if (isUsed) return 'used'
  const isKnown = isWhole && about.every(({ judged }) => judged.verdict !== 'unchecked')
  return isKnown ? 'unused' : 'not-judged'
}

export function endsSoon(one: { until: number }, now: number): boolean {
  return isActive(one, now) && one.until - now <= soon
}

/** `until` is the moment after its last day. */
export function lastDay(until: number): string {
  return toDate(until - day)
}

function toDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

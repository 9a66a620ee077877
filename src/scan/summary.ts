// Adds verdicts up to a report: counts, the exit code, and what could not be checked for a whole source said once.

import { toPolicyReport } from '../baseline/policy-report.ts'
import { isOwnCode } from '../domain/locked.ts'
import type { Known } from '../domain/release.ts'
import type { JudgedPackage, Notice, Report, Verdict } from '../domain/report.ts'
import { exitCode } from '../report/exit-code.ts'
import { countsForExit, overdueNotices, recordNotices, uncountedNotices } from './counting.ts'
import type { JudgedRelease } from './judge-release.ts'
import type { ScanInput } from './scan.ts'

type Shown = Known<unknown>['status']

/** Which trust fields the registry showed for one package; `none` where no registry publishes it. */
export type Coverage = 'none' | { publisher: Shown; trust: Shown; time: Shown }

export function toReport(input: ScanInput, releases: readonly JudgedRelease[]): Report {
  const packages = releases.map((release) => release.judged)
  const { policy } = input
  const trust = input.verifier.used()
  const overdue = [...overdueNotices(trust, policy, input.now), ...recordNotices(input.snapshots, policy, input.now)]
  const uses = releases.map(({ judged, uses }) => ({ judged, ...uses }))
  const count = (verdict: Verdict) => packages.filter((one) => one.verdict === verdict).length
  return {
    schemaVersion: 1,
    tool: input.tool,
    rules: input.packs.map(({ pack, version, digest }) => ({ pack, version, digest })),
    trust,
    startedAt: new Date(input.startedAt).toISOString(),
    lockfile: input.lockfile.file,
    knownBad: input.snapshots.map(({ source, date, records, unread }) => ({ source, date, records, unread })),
    policy: toPolicyReport(policy, uses, input.base === 'none' && !input.sharesPolicy, input.now),
    notices: [
      ...input.notices,
      ...lockNotices(input),
      ...acceptanceNotices(releases),
      ...coverageNotices(releases.map((release) => release.coverage)),
      ...overdue,
      ...letThroughNotices(packages),
      ...uncountedNotices(packages, policy.groups),
    ],
    summary: {
      packages: packages.length,
      trusted: count('trusted'),
      passed: count('passed'),
      review: count('review'),
      waiting: count('waiting'),
      blocked: count('blocked'),
      unchecked: count('unchecked'),
      baselineDebt: releases.filter(isDebt).length,
      exitCode: exitCode(
        packages.filter((one) => countsForExit(one, policy.groups)),
        policy.failOn,
        overdue.length > 0,
      ),
    },
    packages,
  }
}

/** Trusted because it was there when cordon came: nobody looked at it. */
function isDebt({ judged, trust }: JudgedRelease): boolean {
  return judged.verdict === 'trusted' && trust !== 'none' && trust.standard === 'initial'
}

/** What other people's word stands for, by where it was read, and accepted baselines that are gone. */
function acceptanceNotices(releases: readonly JudgedRelease[]): Notice[] {
  const imported = releases.flatMap(({ judged, trust }) =>
    judged.verdict === 'trusted' && trust !== 'none' && trust.from !== '' ? trust.from : [],
  )
  const lost = [...new Set(releases.flatMap((release) => release.lost))]
  return [
    ...[...Map.groupBy(imported, (from) => from)].map(([from, { length }]) => ({
      code: 'trusted-by-import',
      detail: `${length} by ${from}`,
    })),
    ...(lost.length === 0 ? [] : [{ code: 'accepted-bytes-gone', detail: listed(lost) }]),
  ]
}

/** Which record spared them the wait. */
function letThroughNotices(packages: readonly JudgedPackage[]): Notice[] {
  const spared = packages.flatMap(({ name, version, reasons }) =>
    reasons.flatMap(({ code, detail }) => (code === 'mends-known' ? `${name}@${version} (${detail})` : [])),
  )
  return spared.length === 0 ? [] : [{ code: 'let-through', detail: listed(spared) }]
}

function listed(names: readonly string[]): string {
  const more = names.length - maxListed
  return more > 0 ? `${names.slice(0, maxListed).join(', ')} and ${more} more` : names.join(', ')
}

/** A notice is one sentence. */
const maxListed = 5

function lockNotices(input: ScanInput): Notice[] {
  const own = input.lockfile.packages.filter(isOwnCode).length
  const notes: Notice[] = input.lockfile.notes.map(({ code, file }) => ({ code, detail: file }))
  return own === 0 ? notes : [...notes, { code: 'own-code', detail: `${own}` }]
}

/**
 * A mirror that shows a field for no package at all is one sentence, not one finding per package. Fields that only some
 * packages lack stay facts of those packages.
 */
function coverageNotices(coverages: readonly Coverage[]): Notice[] {
  const shown = coverages.filter((coverage) => coverage !== 'none')
  if (shown.length === 0) return []
  const missing = (['publisher', 'trust', 'time'] as const).filter((field) =>
    shown.every((coverage) => coverage[field] !== 'known'),
  )
  const undated = shown.filter(({ time }) => time === 'unavailable').length
  return [
    ...(missing.length === 0 ? [] : [{ code: 'trust-data-unavailable', detail: missing.join(', ') }]),
    // Without dates nothing waits: where that is not so for all of them, it is said for how many.
    ...(missing.includes('time') || undated === 0 ? [] : [{ code: 'age-unavailable', detail: `${undated}` }]),
  ]
}

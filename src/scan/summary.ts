// Adds verdicts up to a report: counts, the exit code, and what could not be checked for a whole source said once.

import { isOwnCode } from '../domain/locked.ts'
import type { Known } from '../domain/release.ts'
import type { Notice, Report, Verdict } from '../domain/report.ts'
import { exitCode } from '../report/exit-code.ts'
import type { JudgedRelease } from './judge-release.ts'
import type { ScanInput } from './scan.ts'

type Shown = Known<unknown>['status']

/** Which trust fields the registry showed for one package; `none` where no registry publishes it. */
export type Coverage = 'none' | { publisher: Shown; trust: Shown; time: Shown }

export function toReport(input: ScanInput, releases: readonly JudgedRelease[]): Report {
  const packages = releases.map((release) => release.judged)
  const count = (verdict: Verdict) => packages.filter((one) => one.verdict === verdict).length
  return {
    schemaVersion: 1,
    tool: input.tool,
    rules: input.packs.map(({ pack, version, digest }) => ({ pack, version, digest })),
    trust: input.verifier.used(),
    startedAt: new Date(input.startedAt).toISOString(),
    lockfile: input.lockfile.file,
    notices: [...input.notices, ...lockNotices(input), ...coverageNotices(releases.map((release) => release.coverage))],
    summary: {
      packages: packages.length,
      trusted: count('trusted'),
      passed: count('passed'),
      review: count('review'),
      waiting: count('waiting'),
      blocked: count('blocked'),
      unchecked: count('unchecked'),
      baselineDebt: 0,
      exitCode: exitCode(packages, input.policy.failOn),
    },
    packages,
  }
}

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

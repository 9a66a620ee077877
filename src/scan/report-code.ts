// The code around the findings of a whole report, worst packages first, for a report that people look at. It is fetched once
// more, out of npm's cache, only when somebody asked for that kind of report.
import type { CodeDiff } from '../domain/code-diff.ts'
import type { JudgedPackage, Report } from '../domain/report.ts'
import { createHistories } from './histories.ts'
import { judgedCode } from './judged-code.ts'
import { mapLimited } from './limit.ts'
import type { ScanInput } from './scan.ts'

/** Comparing takes a thread and both tarballs in memory; nobody reads the code of more packages in one report. */
const maxPackages = 20
const atOnce = 2

export type ReportCode = ReadonlyMap<JudgedPackage, CodeDiff>

export async function reportCode(
  { packages }: Report,
  { registry, visibleUntil }: Pick<ScanInput, 'registry' | 'visibleUntil'>,
): Promise<ReportCode> {
  const histories = createHistories(registry, () => new Set(), visibleUntil)
  const shown = (['blocked', 'review'] as const)
    .flatMap((verdict) => packages.filter((one) => one.verdict === verdict))
    .slice(0, maxPackages)
  const codes = await mapLimited(shown, atOnce, (one) => judgedCode(one, { histories, registry }))
  return new Map(shown.flatMap((one, index) => (codes[index] === undefined ? [] : [[one, codes[index]] as const])))
}

// Rules about publishers, commits and provenance, measured on packuments kept in a folder, because the registry at hand
// may serve none of that. Contents come from the registry's manifests: scripts and dependencies, no files.
import { historyBaselines } from '../../src/baseline/choose.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { History } from '../../src/domain/release.ts'
import type { Outcome } from '../../src/domain/report.ts'
import { isPrerelease, releaseLine } from '../../src/domain/versions.ts'
import { noNames } from '../../src/facts/lookalike.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { timeOf } from '../../src/scan/backtest/times.ts'
import { inputsOf } from '../../src/scan/backtest/unmeasured.ts'
import { momentOf } from '../../src/scan/backtest/upgrades.ts'
import { judgeSpec } from '../../src/scan/judge-spec.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { visibleAt } from '../../src/sources/packument.ts'
import { inFolder, readPackuments } from './packument-folder.ts'

/** `fired` names the releases, `name@version`. */
export type TrustRow = { rule: string; outcome: Outcome; fired: readonly string[] }

export type MeasuredTrust = { pairs: number; proven: number; rows: readonly TrustRow[] }

/** `proven`: the release before it shows some evidence of its origin, so that there is something to lose. */
type Step = { history: History; version: string; proven: boolean }

/** Stable versions that follow another one of their release line; rules that read none of these inputs are left out. */
export async function measureTrust(folder: string, rules: readonly Rule[]): Promise<MeasuredTrust> {
  const about = rules.filter((rule) => inputsOf(rule).length > 0)
  const packuments = readPackuments(folder)
  const steps = [...packuments.values()].flatMap(stepsOf)
  const fired = await mapLimited(steps, 1, async ({ history, version }) => {
    const found = await firedRules(history, version, about, packuments)
    return found.map((rule) => ({ rule, where: `${history.name}@${version}` }))
  })
  const all = fired.flat()
  const rows = about.map(({ id, outcome }) => {
    const where = all.filter(({ rule }) => rule === id).map((one) => one.where)
    return { rule: id, outcome, fired: where }
  })
  return { pairs: steps.length, proven: steps.filter(({ proven }) => proven).length, rows }
}

async function firedRules(
  history: History,
  version: string,
  rules: readonly Rule[],
  packuments: ReadonlyMap<string, History>,
): Promise<string[]> {
  const published = history.versions.find((one) => one.version === version)
  if (published === undefined) return []
  const around = { ...inFolder(packuments), names: noNames, rules, policy: defaultPolicy, now: momentOf(published) }
  const judged = await judgeSpec(history.name, version, around, false)
  return judged.ok ? judged.value.flatMap((one) => one.judged.findings.map(({ rule }) => rule)) : []
}

function stepsOf(history: History): Step[] {
  return history.versions.flatMap((one) => {
    if (isPrerelease(one.version) || timeOf(one) < 0) return []
    const past = visibleAt(history, momentOf(one))
    const [before] = historyBaselines(past, one.version, defaultPolicy.minAgeHours, 1)
    const follows = before !== undefined && releaseLine(before.version) === releaseLine(one.version)
    const proven = before?.trust.status === 'known' && before.trust.value !== 'none'
    return follows ? [{ history, version: one.version, proven }] : []
  })
}

// One upgrade judged as of an hour after its newer release was published, with every packument cut to that moment. What
// keeps it from being a measurement is said, so that it is counted apart and never as quiet.
import type { Upgrade } from '../../domain/backtest.ts'
import type { Fetched, History, PublishedVersion, Unchecked } from '../../domain/release.ts'
import type { Finding } from '../../domain/report.ts'
import { judgeSpec, type SpecSurroundings } from '../judge-spec.ts'
import { withoutLaterWarning } from './as-of.ts'
import { birthVerdict, type TimesVerdict } from './times.ts'
import { momentOf, upgradeTimes } from './upgrades.ts'

export type UpgradeJudgement =
  | { state: 'judged'; findings: readonly Finding[] }
  /** The registry's times cannot be believed. */
  | { state: 'wrong-times'; code: TimesVerdict }
  /** At least one reason. */
  | { state: 'unchecked'; reasons: readonly Unchecked[] }

/** Each upgrade has a moment of its own. */
export type UpgradeSurroundings = Omit<SpecSurroundings, 'now'>

export async function judgeUpgrade(
  upgrade: Upgrade,
  around: UpgradeSurroundings,
  eager: boolean,
): Promise<UpgradeJudgement> {
  const history = await around.histories.of(upgrade.name)
  if (!history.ok) return { state: 'unchecked', reasons: [history.why] }
  const published = versionOf(history.value, upgrade.after)
  if (published === undefined) {
    const detail = `the registry shows no ${upgrade.name}@${upgrade.after}`
    return { state: 'unchecked', reasons: [{ code: 'version-not-found', detail }] }
  }
  const times = upgradeTimes(history.value, upgrade)
  if (times !== 'fit') return { state: 'wrong-times', code: times }
  const added = await addedNames(published, versionOf(history.value, upgrade.before), around)
  const missing = added.flatMap((one) => (one.ok || one.why.code === 'not-found' ? [] : [one.why]))
  if (missing.length > 0) return { state: 'unchecked', reasons: missing }
  const births = added.map((one) => (one.ok ? birthVerdict(one.value, momentOf(published)) : 'fit'))
  if (births.includes('out-of-order')) return { state: 'wrong-times', code: 'out-of-order' }
  return judgeAsOf(upgrade, momentOf(published), around, eager)
}

async function judgeAsOf(
  { name, after }: Upgrade,
  now: number,
  around: UpgradeSurroundings,
  eager: boolean,
): Promise<UpgradeJudgement> {
  const histories = withoutLaterWarning(around.histories, name, after)
  const judged = await judgeSpec(name, after, { ...around, histories, now }, eager)
  if (!judged.ok) return { state: 'unchecked', reasons: [judged.why] }
  // An hour after it was published everything is too young, and that is no gap.
  const reasons = judged.value
    .flatMap((one) => one.judged.reasons)
    .flatMap((one) =>
      one.code === 'too-young' || one.code === 'age-unavailable' || one.code === 'mends-known' ? [] : [one],
    )
  if (reasons.length > 0) return { state: 'unchecked', reasons }
  return { state: 'judged', findings: judged.value.flatMap((one) => one.judged.findings) }
}

/**
 * Histories of the names that the newer release adds: without one, or with a wrong one, no rule about newcomers can
 * tell, and the upgrade would count as quiet or as noise for a reason that lies with this cache or registry.
 */
async function addedNames(
  after: PublishedVersion,
  before: PublishedVersion | undefined,
  { histories }: UpgradeSurroundings,
): Promise<Fetched<History>[]> {
  const known = new Set(before?.manifest.dependencies.map(({ name }) => name))
  const added = after.manifest.dependencies.filter(
    ({ name, group }) => group !== 'peerDependencies' && !known.has(name),
  )
  return Promise.all(added.map(({ name }) => histories.of(name)))
}

export function versionOf(history: History, version: string): PublishedVersion | undefined {
  return history.versions.find((one) => one.version === version)
}

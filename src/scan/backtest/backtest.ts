// Runs rule packs over real upgrades, each as of the hour after it was published: the same judgement as a scan's, many
// times over. It orders the work and counts; it prints nothing.
import type { Backtest, Upgrade } from '../../domain/backtest.ts'
import type { Policy } from '../../domain/policy.ts'
import type { History } from '../../domain/release.ts'
import type { NameIndex } from '../../facts/lookalike.ts'
import type { Rule, RulePack } from '../../rules/rule.ts'
import type { FactCache } from '../../sources/fact-cache.ts'
import type { Registry } from '../../sources/registry.ts'
import { createContentsSource } from '../contents.ts'
import type { ExtractPool } from '../extract-pool.ts'
import { createHistories } from '../histories.ts'
import { mapLimited } from '../limit.ts'
import { judgeUpgrade, type UpgradeSurroundings } from './judge-upgrade.ts'
import { readOnce } from './read-once.ts'
import { type JudgedUpgrade, type Limit, tally, type UnknownPackage } from './tally.ts'
import { type Input, inputs, servedIn } from './unmeasured.ts'
import { lastUpgrades, versionsLookedAt } from './upgrades.ts'

export type BacktestInput = {
  tool: { name: 'cordon'; version: string }
  /** Names of packages, each once. */
  names: readonly string[]
  /** Where the names come from, as their user names it. */
  from: string
  last: number
  packs: readonly RulePack[]
  limits: readonly Limit[]
  registry: Registry
  registryFor: (name: string) => string
  cache: FactCache
  pool: ExtractPool
  nameIndex: NameIndex
  policy: Policy
  /** Releases after this moment are hidden; milliseconds since 1970. */
  visibleUntil: number
  concurrency: number
  clock: () => number
  onProgress: (progress: { done: number; total: number; current: string }) => void
}

type OfPackage = { judged: readonly JudgedUpgrade[]; unknown: readonly UnknownPackage[]; served: readonly Input[] }

export async function backtest(input: BacktestInput): Promise<Backtest> {
  const startedAt = input.clock()
  const histories = createHistories(input.registry, versionsNeeded(input), input.visibleUntil)
  const around: UpgradeSurroundings = {
    histories,
    contents: createContentsSource(input.registry, input.cache, input.pool, histories),
    registryFor: input.registryFor,
    names: input.nameIndex,
    rules: input.packs.flatMap((pack) => pack.rules).map(asShipped),
    policy: input.policy,
  }
  let done = 0
  const found = await mapLimited(input.names, input.concurrency, async (name) => {
    const one = await ofPackage(name, input, around)
    input.onProgress({ done: ++done, total: input.names.length, current: name })
    return one
  })
  const judged = found.flatMap((one) => one.judged)
  const unknown = found.flatMap((one) => one.unknown)
  const served = new Set(found.flatMap((one) => one.served))
  const unserved = inputs.filter((one) => !served.has(one))
  return {
    schemaVersion: 1,
    tool: input.tool,
    packs: input.packs.map(({ pack, version, digest }) => ({ pack, version, digest })),
    from: input.from,
    last: input.last,
    packages: { asked: input.names.length, known: input.names.length - unknown.length },
    ...tally(judged, unknown, input.packs, input.limits, unserved),
    seconds: Math.round((input.clock() - startedAt) / 100) / 10,
  }
}

async function ofPackage(name: string, input: BacktestInput, around: UpgradeSurroundings): Promise<OfPackage> {
  const history = await around.histories.of(name)
  if (!history.ok) return { judged: [], unknown: [{ name, why: history.why }], served: [] }
  const own = { ...around, contents: readOnce(around.contents) }
  const judged: JudgedUpgrade[] = []
  for (const upgrade of upgradesOf(history.value, input)) {
    judged.push({ upgrade, judgement: await judgeUpgrade(upgrade, own, false) })
  }
  return { judged, unknown: [], served: servedIn(history.value) }
}

/**
 * A draft counts as what it would be once it is stable: that is what measuring is for. A note would never cost a
 * baseline in a scan, and so never be counted where the baseline decides: here it is judged like a review.
 */
function asShipped(rule: Rule): Rule {
  return { ...rule, status: 'stable', outcome: rule.outcome === 'note' ? 'review' : rule.outcome }
}

function upgradesOf(history: History, { last, policy }: BacktestInput): Upgrade[] {
  return lastUpgrades(history, last, policy.minAgeHours)
}

/** Of names that are only asked about because something depends on them no manifest is looked at. */
function versionsNeeded(input: BacktestInput): Parameters<typeof createHistories>[1] {
  const wanted = new Set(input.names)
  return (name, history) =>
    wanted.has(name)
      ? versionsLookedAt(history, upgradesOf(history, input), input.policy.minAgeHours)
      : new Set<string>()
}

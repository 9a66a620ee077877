// Why one release of a lockfile gets its verdict: judged eagerly along every road, and each rule taken apart. It judges
// with the same functions as a scan, so it cannot come to another answer.
import { passedOver } from '../baseline/choose.ts'
import { lastDay } from '../baseline/policy-report.ts'
import type { Candidate } from '../domain/comparison.ts'
import type { ExplainedRoad, Explanation, PassedOver } from '../domain/explanation.ts'
import type { LockedRelease } from '../domain/locked.ts'
import type { Unchecked } from '../domain/release.ts'
import { explainRules } from '../rules/trace.ts'
import { assess, assessWithoutBytes, type ChosenBaseline, type Road } from './assess.ts'
import { baselineRoads } from './baselines.ts'
import { gatherCandidate } from './candidates.ts'
import { judgeRelease } from './judge-release.ts'
import { prepareScan, type ScanInput } from './scan.ts'
import type { Surroundings } from './surroundings.ts'

/** Every release of that name and version in the tree; mostly one, several when the same version has several sources. */
export async function explainRelease(input: ScanInput, name: string, version: string): Promise<Explanation> {
  const { releases, around } = await prepareScan(input)
  const wanted = releases.filter(({ locked }) => locked.name === name && locked.version === version)
  const explained: Explanation['releases'][number][] = []
  for (const release of wanted) {
    const [first] = await judgeRelease(release, around, true)
    if (first === undefined) continue
    const { judged, uses } = first
    const silenced = uses.exceptions.map(({ rule, until }) => ({ rule, until: lastDay(until) }))
    explained.push({ judged, silenced, roads: await explainRoads(release, around) })
  }
  return { schemaVersion: 1, tool: input.tool, lockfile: input.lockfile.file, releases: explained }
}

async function explainRoads(release: LockedRelease, around: Surroundings): Promise<ExplainedRoad[]> {
  const { candidate, missing } = await gatherCandidate(release, around)
  const roads: ExplainedRoad[] = []
  for (const road of await baselineRoads(candidate, around)) {
    roads.push(await explainRoad(candidate, road, missing, around))
  }
  return roads
}

async function explainRoad(
  candidate: Candidate,
  road: Road,
  missing: readonly Unchecked[],
  around: Surroundings,
): Promise<ExplainedRoad> {
  const { rules, now } = around
  const refused = new Map<string, PassedOver>()
  const watched: Road = { ...road, chosen: road.chosen.map((choice) => watch(choice, refused)) }
  const { change, baseline } =
    missing.length > 0
      ? assessWithoutBytes(candidate, watched, rules, now, missing)
      : await assess(candidate, watched, rules, now, true)
  return {
    baseline,
    passedOver: stepsOf(candidate, baseline, refused, around),
    change,
    rules: explainRules(rules, change),
  }
}

/** Remembers what the judgement itself found out about a baseline. */
function watch(choice: ChosenBaseline, refused: Map<string, PassedOver>): ChosenBaseline {
  return {
    ...choice,
    load: async () => {
      const loaded = await choice.load()
      if (!loaded.ok) refused.set(choice.version, 'unavailable')
      return loaded
    },
    isSound: async () => {
      const sound = await choice.isSound()
      if (!sound) refused.set(choice.version, 'unsound')
      return sound
    },
  }
}

function stepsOf(
  { locked, history }: Candidate,
  baseline: { status: string; version: string },
  refused: ReadonlyMap<string, PassedOver>,
  around: Surroundings,
): ExplainedRoad['passedOver'] {
  const found = [...refused].map(([version, why]) => ({ version, why }))
  if (history.status !== 'known' || baseline.status === 'base') return found
  const all = [...passedOver(history.value, locked.version, around.policy.minAgeHours, baseline.version), ...found]
  const order = new Map(history.value.versions.map((one, index) => [one.version, index]))
  return all.toSorted((a, b) => (order.get(b.version) ?? -1) - (order.get(a.version) ?? -1))
}

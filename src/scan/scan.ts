// The whole run: a lockfile in, a report out. It orders the stages and counts; what is dangerous is decided elsewhere.

import type { Accepted } from '../domain/accepted.ts'
import type { KnownBad, KnownBadSnapshot } from '../domain/known-bad.ts'
import { knownBadAt } from '../domain/known-bad.ts'
import type { LockedRelease, Lockfile } from '../domain/locked.ts'
import { distinctReleases } from '../domain/locked.ts'
import type { Policy } from '../domain/policy.ts'
import type { History } from '../domain/release.ts'
import type { Notice, Report } from '../domain/report.ts'
import { createNameIndex } from '../facts/lookalike.ts'
import { isJudgedAlways } from '../rules/judged-always.ts'
import type { RulePack } from '../rules/rule.ts'
import type { FactCache } from '../sources/fact-cache.ts'
import type { PatchSource } from '../sources/patch-files.ts'
import type { Registry } from '../sources/registry.ts'
import type { TrustSeen } from '../sources/trust-seen.ts'
import { createAcceptedReleases } from './accepted.ts'
import { judgedVersions } from './baselines.ts'
import { readCompanions } from './companions.ts'
import { createContentsSource } from './contents.ts'
import { earlierAttested } from './earlier-evidence.ts'
import { createEvidenceSource } from './evidence.ts'
import type { ExtractPool } from './extract-pool.ts'
import type { Histories } from './histories.ts'
import { createHistories, isPublished } from './histories.ts'
import { judgeProject } from './judge-project.ts'
import { judgeRelease } from './judge-release.ts'
import { knownNamesOf } from './known-names.ts'
import { mapLimited } from './limit.ts'
import { surplusesOf } from './script-surpluses.ts'
import { createStandings } from './standing.ts'
import { toReport } from './summary.ts'
import type { Surroundings } from './surroundings.ts'
import { readTree, releasesToJudge, withDriftedPatches } from './tree.ts'
import type { Verifier } from './verifier.ts'

/**
 * `stage` says what is being counted: names asked at the registry, then releases judged; before a check the trees that are
 * resolved, after it the versions that were looked at in place of what does not pass.
 */
export type ScanProgress = {
  stage: 'histories' | 'releases' | 'trees' | 'alternatives'
  done: number
  total: number
  current: string
}

export type ScanInput = {
  tool: { name: 'cordon'; version: string }
  lockfile: Lockfile
  base: Lockfile | 'none'
  registry: Registry
  registryFor: (name: string) => string
  /** The URL that npm would fetch for a `resolved`: npm replaces the host of its default registry. */
  fetchedFrom: (resolved: string) => string
  cache: FactCache
  pool: ExtractPool
  verifier: Verifier
  /** What registries showed in earlier runs. */
  seen: TrustSeen
  /** Patch files of the project, and those that its base lockfile speaks of. */
  patches: PatchSource
  basePatches: PatchSource
  packs: readonly RulePack[]
  /** Of the packs' lists and of OSV records, and which sets of records those are. */
  knownBad: KnownBad
  snapshots: readonly KnownBadSnapshot[]
  /** Names worth imitating, most popular first. */
  popularNames: readonly string[]
  policy: Policy
  /** The policy lies elsewhere than the project: others may use it too. */
  sharesPolicy: boolean
  /** The project's own, or its base's, and what the policy imports. */
  accepted: Accepted
  /** The registry as it was at this moment; milliseconds since 1970. */
  now: number
  /**
   * Versions published later are hidden. The same moment as `now` in a replay; without one nothing is hidden, because
   * a registry's clock may be a little ahead of ours.
   */
  visibleUntil: number
  /** When the run began, for the report. */
  startedAt: number
  concurrency: number
  /** Fetch every baseline, needed or not: the tests hold both ways equal. */
  eager: boolean
  notices: readonly Notice[]
  onProgress: (progress: ScanProgress) => void
}

/** The report lists every package; what of it is shown is the renderer's choice. */
export async function scan(input: ScanInput): Promise<Report> {
  const { releases, around } = await prepareScan(input)
  let done = 0
  const order = spread(releases)
  const judged = await mapLimited(order, input.concurrency, async (release) => {
    const one = await judgeRelease(release, around, input.eager)
    input.onProgress({ stage: 'releases', done: ++done, total: releases.length, current: release.locked.name })
    return one
  })
  const found = new Map(order.map(({ key }, index) => [key, judged[index] ?? []]))
  const inOrder = releases.flatMap(({ key }) => found.get(key) ?? [])
  const surpluses = await surplusesOf(input, around)
  return toReport(input, [...judgeProject(input.lockfile, input.base, around, surpluses), ...inOrder])
}

export type PreparedScan = { releases: readonly LockedRelease[]; around: Surroundings }

/** What is to be judged, and what every judgement of the run shares. */
export async function prepareScan(input: ScanInput): Promise<PreparedScan> {
  const all = distinctReleases(input.lockfile.packages)
  const releases = await withDriftedPatches(releasesToJudge(all, input.base), all, input.patches)
  const histories = createHistories(input.registry, judgedVersionsOf(input), input.visibleUntil)
  await askAhead(releases, histories, input)
  const accepted = createAcceptedReleases(input.accepted)
  const rules = input.packs.flatMap((pack) => pack.rules)
  const around: Surroundings = {
    tree: readTree(input.lockfile, input.base),
    histories,
    contents: createContentsSource(input.registry, input.cache, input.pool, histories),
    evidence: createEvidenceSource(input.registry, input.registryFor, input.verifier, input.seen),
    patches: input.patches,
    basePatches: input.basePatches,
    registryFor: input.registryFor,
    fetchedFrom: input.fetchedFrom,
    standingOf: createStandings({ ...input, head: input.lockfile, accepted }),
    knownBad: knownBadAt(input.knownBad, input.visibleUntil),
    names: createNameIndex(knownNamesOf(input.lockfile, input.popularNames)),
    companions: await readCompanions(releases, histories),
    rules,
    lastingRules: rules.filter(isJudgedAlways),
    accepted,
    policy: input.policy,
    now: input.now,
  }
  return { releases, around }
}

/**
 * In the order of their digests, which is as good as none. A lockfile has the builds of one program for ten platforms
 * side by side: the largest tarballs there are, and all of them would be in memory at once.
 */
function spread(releases: readonly LockedRelease[]): LockedRelease[] {
  const digest = (one: LockedRelease) => one.locked.integrity
  return releases.toSorted((a, b) => Number(digest(a) > digest(b)) - Number(digest(a) < digest(b)))
}

/** Packuments are small and many: they are asked for side by side before the tarballs are. */
async function askAhead(releases: readonly LockedRelease[], histories: Histories, input: ScanInput): Promise<void> {
  const names = [...new Set(releases.filter(({ locked }) => isPublished(locked)).map(({ locked }) => locked.name))]
  let done = 0
  await mapLimited(names, input.concurrency * 2, async (name) => {
    await histories.of(name)
    input.onProgress({ stage: 'histories', done: ++done, total: names.length, current: name })
  })
}

/** Registry manifests and claims are looked at for what is locked, for its possible baselines and earlier evidence. */
function judgedVersionsOf({ lockfile, policy }: ScanInput): (name: string, history: History) => ReadonlySet<string> {
  const byName = Map.groupBy(lockfile.packages, (locked) => locked.name)
  return (name, history) => {
    const locked = new Set((byName.get(name) ?? []).map(({ version }) => version))
    return new Set(
      [...locked].flatMap((version) => [
        ...judgedVersions(history, version, policy.minAgeHours),
        ...earlierAttested(history, version).map((one) => one.version),
      ]),
    )
  }
}

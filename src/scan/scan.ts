// The whole run: a lockfile in, a report out. It orders the stages and counts; what is dangerous is decided elsewhere.
import type { Policy } from '../baseline/policy.ts'
import type { LockedRelease, Lockfile } from '../domain/locked.ts'
import { distinctReleases } from '../domain/locked.ts'
import type { Notice, Report } from '../domain/report.ts'
import type { RulePack } from '../rules/rule.ts'
import type { FactCache } from '../sources/fact-cache.ts'
import type { Registry } from '../sources/registry.ts'
import { createContentsSource } from './contents.ts'
import type { ExtractPool } from './extract-pool.ts'
import type { Histories } from './histories.ts'
import { createHistories, isPublished } from './histories.ts'
import { judgeRelease } from './judge-release.ts'
import { mapLimited } from './limit.ts'
import { toReport } from './summary.ts'
import type { Surroundings } from './surroundings.ts'
import { readTree, releasesToJudge } from './tree.ts'

/** `stage` says what is being counted: names asked at the registry, then releases judged. */
export type ScanProgress = { stage: 'histories' | 'releases'; done: number; total: number; current: string }

export type ScanInput = {
  tool: { name: 'cordon'; version: string }
  lockfile: Lockfile
  base: Lockfile | 'none'
  registry: Registry
  registryFor: (name: string) => string
  cache: FactCache
  pool: ExtractPool
  packs: readonly RulePack[]
  policy: Policy
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
  const releases = releasesToJudge(distinctReleases(input.lockfile.packages), input.base)
  const histories = createHistories(input.registry, lockedVersionsOf(input.lockfile), input.visibleUntil)
  await askAhead(releases, histories, input)
  const around: Surroundings = {
    tree: readTree(input.lockfile, input.base),
    histories,
    contents: createContentsSource(input.registry, input.cache, input.pool),
    registryFor: input.registryFor,
    rules: input.packs.flatMap((pack) => pack.rules),
    policy: input.policy,
    now: input.now,
  }
  let done = 0
  const judged = await mapLimited(releases, input.concurrency, async (release) => {
    const one = await judgeRelease(release, around, input.eager)
    input.onProgress({ stage: 'releases', done: ++done, total: releases.length, current: release.locked.name })
    return one
  })
  return toReport(input, judged.flat())
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

function lockedVersionsOf(lockfile: Lockfile): (name: string) => ReadonlySet<string> {
  const byName = Map.groupBy(lockfile.packages, (locked) => locked.name)
  return (name) => new Set((byName.get(name) ?? []).map((locked) => locked.version))
}

// The whole run: a lockfile in, a report out. It orders the stages and counts; what is dangerous is decided elsewhere.
import type { Policy } from '../baseline/policy.ts'
import type { Candidate } from '../domain/comparison.ts'
import type { LockedRelease, Lockfile } from '../domain/locked.ts'
import { distinctReleases } from '../domain/locked.ts'
import type { Unchecked } from '../domain/release.ts'
import type { Finding, JudgedPackage, Notice, Report } from '../domain/report.ts'
import type { RulePack } from '../rules/rule.ts'
import type { FactCache } from '../sources/fact-cache.ts'
import type { Registry } from '../sources/registry.ts'
import type { Assessment } from './assess.ts'
import { assess, assessWithoutBytes } from './assess.ts'
import { baselineRoads } from './baselines.ts'
import { gatherCandidate, publishedAs } from './candidates.ts'
import { createContentsSource } from './contents.ts'
import { decide } from './decide.ts'
import type { ExtractPool } from './extract-pool.ts'
import type { Histories } from './histories.ts'
import { createHistories, isPublished } from './histories.ts'
import { mapLimited } from './limit.ts'
import type { Coverage } from './summary.ts'
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
  const histories = createHistories(input.registry, lockedVersionsOf(input.lockfile), input.now)
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
  return toReport(input, judged)
}

export type JudgedRelease = { judged: JudgedPackage; coverage: Coverage }

async function judgeRelease(release: LockedRelease, around: Surroundings, eager: boolean): Promise<JudgedRelease> {
  const gathered = await gatherCandidate(release, around)
  if (!gathered.ok) {
    const decision = decide([], [gathered.why], { status: 'absent' }, around.policy, around.now)
    const nothing = { baseline: { status: 'none', version: '' }, findings: [] }
    return { judged: { ...about(release), ...decision, ...nothing }, coverage: 'none' }
  }
  const { candidate, missing } = gathered.value
  const { rules, now, policy } = around
  const assessments: Assessment[] = []
  for (const road of await baselineRoads(candidate, around)) {
    const assessment =
      missing.length > 0
        ? assessWithoutBytes(candidate, road, rules, now, missing)
        : await assess(candidate, road, rules, now, eager)
    assessments.push(assessment)
  }
  const findings = withoutRepeats(assessments.flatMap((assessment) => assessment.findings))
  const unchecked = withoutRepeatedReasons(assessments.flatMap((assessment) => assessment.unchecked))
  const published = publishedAs(release.locked.version, candidate.history)
  const publishedAt = published === 'none' ? ({ status: 'absent' } as const) : published.publishedAt
  const decision = decide(findings, unchecked, publishedAt, policy, now)
  const baseline = assessments[0]?.baseline ?? { status: 'none', version: '' }
  return { judged: { ...about(release), ...decision, baseline, findings }, coverage: coverageOf(candidate) }
}

function about(release: LockedRelease) {
  const { locked, locations, paths, direct, dev, optional } = release
  const { name, version, integrity, kind, line } = locked
  return { name, version, integrity, kind, locations, direct, dev, optional, paths, line }
}

/** Which trust fields this registry shows for the package. */
function coverageOf(candidate: Candidate): Coverage {
  const published = publishedAs(candidate.locked.version, candidate.history)
  if (published === 'none') return 'none'
  const { publisher, trust, publishedAt } = published
  return { publisher: publisher.status, trust: trust.status, time: publishedAt.status }
}

/** Two roads often find the same thing; the fingerprint leaves positions out. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.fingerprint, finding])).values()]
}

function withoutRepeatedReasons(unchecked: readonly Unchecked[]): Unchecked[] {
  return [...new Map(unchecked.map((why) => [JSON.stringify([why.code, why.detail]), why])).values()]
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

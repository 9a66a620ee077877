// Two releases that a person names, compared as a scan compares them and judged by all rules: everything that differs, and
// on request the code of it. It knows no project; what of the two could not be had is said, never made up.
import { becauses, type CodeDiff } from '../domain/code-diff.ts'
import type { Baseline, Candidate } from '../domain/comparison.ts'
import type { CarriedDiff, DiffReport } from '../domain/diff-report.ts'
import type { NamedRelease } from '../domain/explained-on.ts'
import type { Fetched, Unchecked } from '../domain/release.ts'
import type { Finding } from '../domain/report.ts'
import { wantedFiles } from '../facts/wanted-files.ts'
import { exitCode, type FailOn } from '../report/exit-code.ts'
import type { RulePack } from '../rules/rule.ts'
import type { Registry } from '../sources/registry.ts'
import { type AskedRelease, releaseOf } from './asked-release.ts'
import { momentOf } from './backtest/upgrades.ts'
import { codeDiff } from './code-diff.ts'
import { decide } from './decide.ts'
import { carriedDiffs, toDiffVerdict, worst } from './diff-carried.ts'
import { bytesOf, sideOf, unknownSide } from './diff-side.ts'
import { gapsIn } from './evidence.ts'
import { type Judgement, judge } from './judge.ts'
import { baselineOf, candidateOf, type NamedRoad, publishedOf } from './named-releases.ts'
import type { Verifier } from './verifier.ts'

export type DiffInput = {
  tool: { name: 'cordon'; version: string }
  before: AskedRelease
  after: AskedRelease
  packs: readonly RulePack[]
  road: NamedRoad
  registry: Pick<Registry, 'tarball'>
  verifier: Pick<Verifier, 'used'>
  /** The moment of judging; 'unset': an hour after the later of the two was published, or `clock`. */
  now: number | 'unset'
  clock: number
  failOn: FailOn
  /** Also the code. */
  code: boolean
}

/** Both named to the version. */
type Named = DiffInput & { before: NamedRelease; after: NamedRelease }

export async function diffReleases(input: DiffInput): Promise<DiffReport> {
  const { histories } = input.road.around
  const [before, after] = [await releaseOf(input.before, histories), await releaseOf(input.after, histories)]
  if (before.ok && after.ok) return diffNamed({ ...input, before: before.value, after: after.value })
  return unchecked(input, withoutRepeats([before, after].flatMap((one) => (one.ok ? [] : [one.why]))))
}

async function diffNamed(input: Named): Promise<DiffReport> {
  const { before, after, road } = input
  const now = await momentOfBoth(input)
  const baseline = await baselineOf(before, road)
  const candidate = now.ok ? await candidateOf(after, road, now.value) : now
  if (!now.ok || !baseline.ok || !candidate.ok) {
    return unchecked(input, withoutRepeats([now, baseline, candidate].flatMap((one) => (one.ok ? [] : [one.why]))))
  }
  const compared = asNamed(baseline.value, candidate.value)
  const rules = input.packs.flatMap((pack) => pack.rules)
  const judgement = judge(compared, candidate.value, rules, now.value)
  const { policy } = road.around
  const inside = await carriedDiffs(baseline.value.bundled, candidate.value.carries, rules, policy, now.value)
  const reasons = [...judgement.unchecked, ...gapsIn(candidate.value.evidence), ...inside.reasons]
  const own = decide(judgement.findings, reasons, { status: 'unavailable' }, policy, now.value).verdict
  const { carried } = inside
  const verdict = worst([toDiffVerdict(own), ...carried.map((one) => one.verdict)])
  const { histories } = road.around
  const old = { manifest: baseline.value.contents.manifest, integrity: baseline.value.integrity }
  const young = { manifest: candidate.value.contents.manifest, integrity: candidate.value.locked.integrity }
  return {
    ...about(input),
    asOf: new Date(now.value).toISOString(),
    before: await sideOf(before, old, histories, road.evidence),
    after: await sideOf(after, young, histories, road.evidence),
    verdict,
    reasons,
    findings: judgement.findings,
    change: judgement.change,
    carried,
    code: input.code ? await codeOf(input, wantedOf(judgement, carried)) : 'none',
    trust: input.verifier.used(),
    exitCode: exitCodeOf(verdict, input.failOn),
  }
}

/** As published, both are visible: also when the older one is looked at as the newer. */
async function momentOfBoth({ before, after, now, clock, road }: Named): Promise<Fetched<number>> {
  if (now !== 'unset') return { ok: true, value: now }
  const moments: number[] = []
  for (const release of [before, after]) {
    if (release.kind !== 'published') continue
    const published = await publishedOf(release, road.around)
    if (!published.ok) return published
    if (published.value.publishedAt.status === 'known') moments.push(momentOf(published.value))
  }
  return { ok: true, value: after.kind === 'published' && moments.length > 0 ? Math.max(...moments) : clock }
}

/** A package of another name is no earlier version of this one: its number says nothing in this one's history. */
function asNamed(baseline: Baseline, { locked }: Candidate): Baseline {
  const { name } = baseline.contents.manifest
  return name === '' || name === locked.name ? baseline : { ...baseline, version: '' }
}

async function codeOf(
  { before, after, road, registry }: Named,
  wanted: ReturnType<typeof wantedFiles>,
): Promise<CodeDiff> {
  const { histories } = road.around
  const [old, young] = [await bytesOf(before, histories, registry), await bytesOf(after, histories, registry)]
  if (old.ok && young.ok) return codeDiff(old.value, young.value, wanted)
  return { files: [], unchecked: [old, young].flatMap((one) => (one.ok ? [] : [one.why])), cut: 0 }
}

/** Its own files, and those of what it carries by their paths in the tarball. */
function wantedOf({ change, findings }: Judgement, carried: readonly CarriedDiff[]): ReturnType<typeof wantedFiles> {
  const own = wantedFiles(change, worthShowing(findings))
  const others = carried.flatMap((one) => {
    if (one.change === 'none') return []
    const { files, cut } = wantedFiles(one.change, worthShowing(one.findings))
    const inside = (path: string) => (path === '' ? '' : `${one.location}/${path}`)
    const moved = files.map((file) => ({ ...file, path: inside(file.path), pathBefore: inside(file.pathBefore) }))
    return { files: moved, cut }
  })
  const files = [own, ...others].flatMap((one) => one.files)
  return {
    files: files.toSorted((a, b) => becauses.indexOf(a.because) - becauses.indexOf(b.because)),
    cut: [own, ...others].reduce((sum, { cut }) => sum + cut, 0),
  }
}

/** What a note points at is shown among everything else. */
function worthShowing(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ outcome }) => outcome !== 'note')
}

function unchecked(input: DiffInput, reasons: readonly Unchecked[]): DiffReport {
  return {
    ...about(input),
    asOf: '',
    before: unknownSide(input.before),
    after: unknownSide(input.after),
    verdict: 'unchecked',
    reasons,
    findings: [],
    change: 'none',
    carried: [],
    code: 'none',
    trust: input.verifier.used(),
    exitCode: 3,
  }
}

function about({ tool, packs }: DiffInput): Pick<DiffReport, 'schemaVersion' | 'tool' | 'rules'> {
  const rules = packs.map(({ pack, version, digest }) => ({ pack, version, digest }))
  return { schemaVersion: 1, tool, rules }
}

function exitCodeOf(verdict: DiffReport['verdict'], failOn: FailOn): DiffReport['exitCode'] {
  const code = exitCode([{ verdict, eligibleAt: '' }], failOn)
  return code === 1 || code === 3 ? code : 0
}

function withoutRepeats(reasons: readonly Unchecked[]): Unchecked[] {
  return [...new Map(reasons.map((why) => [JSON.stringify([why.code, why.detail]), why])).values()]
}

// What somebody would get who installs a package that lies on the disk: the package itself, against what its registry has
// of that name, and everything that it asks for. Its files are read as data; nothing of it is built or run.
import type { CheckReport } from '../domain/check.ts'
import { type Baseline, type Candidate, emptyRelease } from '../domain/comparison.ts'
import { type NamedRelease, shownRelease } from '../domain/explained-on.ts'
import type { Lockfile } from '../domain/locked.ts'
import { dependencyGroups, type Fetched, type Manifest, type Unchecked } from '../domain/release.ts'
import type { JudgedPackage, Report } from '../domain/report.ts'
import { compareVersions, isPrerelease } from '../domain/versions.ts'
import { exitCode } from '../report/exit-code.ts'
import type { Resolution, Resolved, Unresolvable } from '../sources/resolve-request.ts'
import type { Assessment } from './assess.ts'
import { shownFor } from './brings.ts'
import { unresolvedReport } from './check.ts'
import { toIncoming } from './check-difference.ts'
import { withoutLines } from './check-tree.ts'
import { countsForExit } from './counting.ts'
import { decide } from './decide.ts'
import { judge } from './judge.ts'
import { baselineOf, candidateOf, type NamedCandidate, type NamedRoad } from './named-releases.ts'
import { prepareScan, type ScanInput, scan } from './scan.ts'

type LocalRelease = Extract<NamedRelease, { path: string }>

export type LocalInput = {
  scan: ScanInput
  release: LocalRelease
  /** What npm would make of an empty project with this package.json. */
  resolve: (manifest: string) => Promise<Resolution>
  lockfileOf: (resolved: Resolved) => Lockfile
}

export type LocalChecked =
  | { kind: 'report'; value: CheckReport }
  | { kind: 'unresolvable'; why: Unresolvable }
  /** The package itself cannot be read. */
  | { kind: 'unreadable'; why: Unchecked }

export async function checkRelease(input: LocalInput): Promise<LocalChecked> {
  const { around } = await prepareScan(input.scan)
  const road: NamedRoad = { around, evidence: around.evidence, knownBad: around.knownBad, pool: input.scan.pool }
  const candidate = await candidateOf(input.release, road, input.scan.now)
  if (!candidate.ok) return { kind: 'unreadable', why: candidate.why }
  const { manifest } = candidate.value.contents
  const resolution = await input.resolve(consumerOf(manifest))
  if (resolution.status === 'unresolvable') return { kind: 'unresolvable', why: resolution.why }
  const judged = await judgeOwn(candidate.value, road, input.scan)
  const spec = {
    ...{ spec: shownRelease(input.release), installedAs: manifest.name, name: manifest.name },
    ...{ version: manifest.version, before: judged[0]?.baseline.version ?? '', status: 'added' as const },
    ...{ published: '', publisher: '' },
  }
  if (resolution.status === 'unchecked') {
    const value = unresolvedReport(input.scan, 'consumer', [spec], resolution.why)
    return { kind: 'report', value: { ...value, report: withPackages(judged, value.report, input.scan) } }
  }
  const head = input.lockfileOf(resolution.value)
  const tree = await scan({ ...input.scan, lockfile: head, base: 'none' })
  const id = `${manifest.name}@${manifest.version}`
  const brought = tree.packages.map((one) => ({ ...withoutLines(one), paths: one.paths.map((path) => [id, ...path]) }))
  const report = withPackages(judged, { ...tree, packages: brought }, input.scan)
  return {
    kind: 'report',
    value: {
      schemaVersion: 1,
      tool: input.scan.tool,
      project: 'consumer',
      specs: [spec],
      unresolved: { code: '', detail: '' },
      incoming: report.packages.map((one) => toIncoming(one, [spec], head, 'none')),
      leaving: [],
      alternatives: [],
      report,
    },
  }
}

/** A package.json that asks for what the package asks for, but for what it carries itself. */
function consumerOf({ dependencies, bundled }: Manifest): string {
  const groups = dependencyGroups.map((group) => {
    const asked = dependencies.filter((one) => one.group === group && !bundled.includes(one.name))
    return [group, Object.fromEntries(asked.map(({ name, spec }) => [name, spec]))]
  })
  return JSON.stringify({ name: 'consumer', version: '1.0.0', private: true, ...Object.fromEntries(groups) })
}

/** The package, and after it what its tarball carries, each against what stood in its place before. */
async function judgeOwn(candidate: NamedCandidate, road: NamedRoad, input: ScanInput): Promise<JudgedPackage[]> {
  const { name, version, bundled } = candidate.contents.manifest
  const found = await baselineOf(await releaseBefore(name, version, road), road)
  const baseline = found.ok ? found.value : { ...emptyRelease, bundled: [] }
  const there = new Set(candidate.carries.map(({ contents }) => contents.manifest.name))
  const missing = bundled.filter((one) => !there.has(one))
  const gaps: Unchecked[] = [
    ...(found.ok ? [] : [found.why]),
    ...(missing.length === 0 ? [] : [{ code: 'unsupported-source' as const, detail: `it would carry ${missing[0]}` }]),
  ]
  const path = [`${name}@${version}`]
  const own = judgeAlone(candidate, baseline, path, gaps, road, input)
  const carried: JudgedPackage[] = []
  for (const { location, contents, asCandidate } of candidate.carries) {
    const was = baseline.bundled.find((one) => one.location === location)?.contents
    const before: Baseline =
      was === undefined ? emptyRelease : { status: 'history', version: was.manifest.version, contents: was }
    const way = [...path, `${contents.manifest.name}@${contents.manifest.version}`]
    carried.push(judgeAlone(await asCandidate(), before, way, [], road, input))
  }
  return [own, ...carried]
}

/** Nobody can know when and by whom it will be published: that is unavailable, as with a mirror that does not tell. */
function judgeAlone(
  candidate: Candidate,
  baseline: Baseline,
  path: readonly string[],
  gaps: readonly Unchecked[],
  { around }: NamedRoad,
  { now, policy }: ScanInput,
): JudgedPackage {
  const judgement = judge(baseline, candidate, around.rules, now)
  const decision = decide(judgement.findings, [...judgement.unchecked, ...gaps], { status: 'unavailable' }, policy, now)
  const { status, version: before } = baseline
  const assessment: Assessment = { ...judgement, baseline: { status, version: before }, lost: '', isCompared: true }
  const { name, version, integrity } = candidate.locked
  const isOwn = path.length === 1
  return {
    ...{ name, version, integrity, kind: isOwn ? 'file' : 'bundled', locations: [] },
    ...{ direct: isOwn, dev: false, optional: false, paths: [path], line: 0 },
    ...{ baseline: { status, version: before }, acceptedIn: '', findings: judgement.findings },
    ...decision,
    ...shownFor(decision.verdict, candidate, assessment, before),
  }
}

/** The newest one that the registry has before this version, else its newest. */
async function releaseBefore(name: string, version: string, { around }: NamedRoad): Promise<NamedRelease> {
  const history: Fetched<{ versions: readonly { version: string }[] }> = await around.histories.of(name)
  if (!history.ok) return { kind: 'nothing' }
  const released = history.value.versions.filter((one) => !isPrerelease(one.version))
  const before = released.findLast((one) => compareVersions(one.version, version) < 0) ?? released.at(-1)
  return before === undefined ? { kind: 'nothing' } : { kind: 'published', name, version: before.version }
}

function withPackages(judged: readonly JudgedPackage[], report: Report, { policy }: ScanInput): Report {
  const packages = [...judged, ...report.packages]
  const count = (verdict: JudgedPackage['verdict']) => packages.filter((one) => one.verdict === verdict).length
  const counted = packages.filter((one) => countsForExit(one, policy.groups))
  return {
    ...report,
    packages,
    summary: {
      ...report.summary,
      packages: packages.length,
      passed: count('passed'),
      review: count('review'),
      blocked: count('blocked'),
      unchecked: count('unchecked'),
      exitCode: exitCode(counted, policy.failOn, report.summary.exitCode === 3),
    },
  }
}

// Runs the test cases of rules through the real comparison: two file trees become two releases, as if they had been
// published the way the case says.
import { Buffer } from 'node:buffer'
import type { Baseline, Candidate, Newcomer } from '../domain/comparison.ts'
import { emptyRelease } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import { toManifest } from '../domain/manifest.ts'
import type { Contents, History, Manifest, PublishedVersion } from '../domain/release.ts'
import { compareVersions } from '../domain/versions.ts'
import { extract } from '../facts/extract.ts'
import { ordinaryNewcomer } from '../rules/case-about.ts'
import type { CaseAbout, CasePackage, CaseRelease, RuleCase } from '../rules/cases.ts'
import type { Rule, RulePack } from '../rules/rule.ts'
import { isPublished } from './histories.ts'
import { judge } from './judge.ts'

/** `missing`: should fire and did not; `noisy`: should be quiet; `broken`: the condition could not be evaluated. */
export type CaseResult = {
  rule: string
  case: string
  result: 'right' | 'missing' | 'noisy' | 'broken'
  detail: string
}

export function runCases(pack: RulePack): CaseResult[] {
  return pack.rules.flatMap((rule) => rule.cases.map((one) => runCase(rule, one)))
}

export function runCase(rule: Rule, one: RuleCase): CaseResult {
  const { baseline, candidate } = toReleases(one)
  const { findings, unchecked } = judge(baseline, candidate, [rule], one.about.now)
  const [failure] = unchecked
  if (failure !== undefined) return { rule: rule.id, case: one.name, result: 'broken', detail: failure.detail }
  const fired = findings.length > 0
  const wanted = one.expect === 'fires'
  return {
    rule: rule.id,
    case: one.name,
    result: fired === wanted ? 'right' : wanted ? 'missing' : 'noisy',
    detail: '',
  }
}

/** The two releases of a case, ready to be compared. */
export function toReleases(one: RuleCase): { baseline: Baseline; candidate: Candidate } {
  const after = contentsOf(one.after)
  const before = one.before === 'nothing' ? 'nothing' : contentsOf(one.before)
  const locked = toLocked(after, one.about)
  const known = isPublished(locked)
  const candidate: Candidate = {
    locked,
    requestedBy: one.about.requestedBy,
    direct: one.about.direct,
    dev: one.about.dev,
    optional: one.about.optional,
    newToTree: one.about.newToTree,
    contents: after,
    history: known ? { status: 'known', value: toHistory(locked, after, before, one.about) } : { status: 'absent' },
    source: one.about.source,
    host: 'registry.example.test',
    newcomers: toNewcomers(after, one.about),
  }
  if (before === 'nothing') return { baseline: emptyRelease, candidate }
  return { baseline: { status: 'history', version: before.manifest.version, contents: before }, candidate }
}

/** Equal bytes are all that matters for the integrity of a case. */
const servedIntegrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`
const otherIntegrity = `sha512-${Buffer.alloc(64, 2).toString('base64')}`

function contentsOf(tree: CasePackage): Contents {
  const files = tree.files.map(({ path, text }) => ({ path, bytes: Buffer.from(text), executable: false }))
  const unpackedBytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  return extract({ files, oddities: [], unpackedBytes }, servedIntegrity).own
}

function toLocked(after: Contents, about: CaseAbout): LockedPackage {
  const at = about.locked.lastIndexOf('@')
  const name = at > 0 ? about.locked.slice(0, at) : after.manifest.name
  const version = at > 0 ? about.locked.slice(at + 1) : after.manifest.version
  const integrity = { equal: servedIntegrity, different: otherIntegrity, absent: '' }[about.integrity]
  const installs = after.scripts.some((script) => ['preinstall', 'install', 'postinstall'].includes(script.name))
  return {
    kind: about.kind,
    location: `node_modules/${name}`,
    installedAs: name,
    name,
    version,
    integrity,
    resolved: '',
    line: 1,
    dev: about.dev,
    optional: about.optional,
    peer: false,
    hasInstallScript: installs ? 'yes' : 'no',
    direct: about.direct,
    path: [...(about.requestedBy === '' ? [] : [about.requestedBy]), `${name}@${version}`],
    bundledIn: '',
    patch: { path: '', integrity: '' },
    leavesProject: about.kind === 'link' || about.kind === 'file',
  }
}

function toHistory(locked: LockedPackage, after: Contents, before: Contents | 'nothing', about: CaseAbout): History {
  const versions = [
    { ...toPublished(locked.version, after, about), manifest: registryManifest(after, about) },
    ...(before === 'nothing' ? [] : [toPublished(before.manifest.version, before, about.before)]),
    ...about.history.map((release) => toPublished(release.version, 'nothing', release)),
  ]
  return {
    name: locked.name,
    registryHost: 'registry.example.test',
    versions: versions.toSorted((a, b) => compareVersions(a.version, b.version)),
    latest: locked.version,
  }
}

function registryManifest(after: Contents, about: CaseAbout): Manifest {
  return about.registryManifest === '' ? after.manifest : toManifest(JSON.parse(about.registryManifest), () => 0)
}

function toPublished(version: string, contents: Contents | 'nothing', release: CaseRelease): PublishedVersion {
  const manifest = contents === 'nothing' ? emptyRelease.contents.manifest : contents.manifest
  return {
    version,
    integrity: servedIntegrity,
    shasum: '',
    tarball: '',
    publishedAt: release.published,
    publisher: release.publisher,
    gitHead: release.gitHead,
    trust: release.trust,
    deprecated: release.deprecated,
    manifest,
    hasInstallScript: manifest.scripts.some((script) => ['preinstall', 'install', 'postinstall'].includes(script.name)),
  }
}

function toNewcomers(after: Contents, about: CaseAbout): Newcomer[] {
  const told = new Map(about.newcomers.map((newcomer) => [newcomer.name, newcomer]))
  return after.manifest.dependencies.map(({ name }) => told.get(name) ?? ordinaryNewcomer(name, about.now))
}

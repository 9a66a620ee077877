// Runs the test cases of rules through the real comparison: two file trees become two releases, as if they had been
// published the way the case says.
import { Buffer } from 'node:buffer'
import type { Baseline, Candidate, Newcomer } from '../domain/comparison.ts'
import { emptyContents, emptyRelease, noResemblance, noTogether } from '../domain/comparison.ts'
import type { LockedPackage, LockedPatch } from '../domain/locked.ts'
import { hostOf } from '../domain/locked.ts'
import { toManifest } from '../domain/manifest.ts'
import { noClaims } from '../domain/provenance.ts'
import type { Contents, Extracted, History, Manifest, PatchRecord, PublishedVersion } from '../domain/release.ts'
import type { CaseResult } from '../domain/rule-test.ts'
import { compareVersions } from '../domain/versions.ts'
import { dependencyTarget } from '../facts/dependencies.ts'
import { findKnownBad } from '../facts/known-bad.ts'
import { createNameIndex, type NameIndex } from '../facts/lookalike.ts'
import { ordinaryNewcomer } from '../rules/case-about.ts'
import type { CaseAbout, CasePackage, CaseRelease, RuleCase } from '../rules/cases.ts'
import { compareEvidence } from '../rules/expected-evidence.ts'
import type { Rule, RulePack } from '../rules/rule.ts'
import { integrityOf } from '../sources/integrity.ts'
import type { UnpackedTarball } from '../sources/tarball.ts'
import { emptyTree, fileFor, keep } from '../sources/tarball-tree.ts'
import { publishedAs } from './candidates.ts'
import type { ExtractAnswer, ExtractTree } from './extract-request.ts'
import { isPublished } from './histories.ts'
import { judge } from './judge.ts'

/** Reads the code of files elsewhere: packs come from other people, and a file can be the death of its reader. */
export type ExtractTrees = (trees: readonly ExtractTree[]) => Promise<ExtractAnswer>

/** Those of the pack's own rules, then those it adds; `rules` has every rule that its added cases are about. */
export async function runCases(
  pack: RulePack,
  rules: ReadonlyMap<string, Rule>,
  extractTrees: ExtractTrees,
): Promise<CaseResult[]> {
  const own = pack.rules.flatMap((rule) => rule.cases.map((one) => ({ rule, one })))
  const added = pack.addedCases.flatMap((about) => {
    const rule = rules.get(about.rule)
    return rule === undefined ? [] : about.cases.map((one) => ({ rule, one }))
  })
  return Promise.all([...own, ...added].map(({ rule, one }) => runCase(rule, one, extractTrees)))
}

export async function runCase(rule: Rule, one: RuleCase, extractTrees: ExtractTrees): Promise<CaseResult> {
  const about = { rule: rule.id, case: one.name, file: one.place.file, line: one.place.line, ...asExpected }
  const extracted = await extractTrees(treesOf(one))
  if (!extracted.ok) return { ...about, result: 'broken', detail: extracted.why.detail }
  const { baseline, candidate } = toReleases(one, extracted.value)
  const { findings, unchecked } = judge(baseline, candidate, [rule], one.about.now)
  const failure = unchecked.find(({ code }) => code === 'rule-failed')
  if (failure !== undefined) return { ...about, result: 'broken', detail: failure.detail }
  const [finding] = findings
  if (finding === undefined) return { ...about, result: one.expect === 'quiet' ? 'right' : 'missing', detail: '' }
  if (one.expect === 'quiet') return { ...about, result: 'noisy', detail: '', unexpected: finding.evidence }
  if (one.finds === 'any') return { ...about, result: 'right', detail: '' }
  const evidence = compareEvidence(one.finds, finding.evidence)
  const isRight = evidence.notFound.length === 0 && evidence.unexpected.length === 0
  return { ...about, result: isRight ? 'right' : 'wrong', detail: '', ...evidence }
}

const asExpected = { unexpected: [], notFound: [] }

/** The files of a case: of the release as it is published, as it is patched, and of the one before, if there is one. */
export function treesOf(one: RuleCase): ExtractTree[] {
  const before = one.before === 'nothing' ? [] : [treeOf(one.before, one.about.before.patch)]
  return [treeOf(one.after, 'none'), treeOf(one.after, one.about.patch), ...before]
}

/** The two releases of a case, ready to be compared. `extracted`: of the trees of the same case. */
export function toReleases(
  one: RuleCase,
  extracted: readonly Extracted[],
): { baseline: Baseline; candidate: Candidate } {
  const [{ own: asPublished } = noPackage, { own: after } = noPackage, { own: before } = { own: 'nothing' as const }] =
    extracted
  const locked = { ...toLocked(asPublished, one.about), patch: toLockedPatch(after) }
  const known = isPublished(locked)
  const names = createNameIndex(one.about.knownNames)
  const history: Candidate['history'] = known
    ? { status: 'known', value: toHistory(locked, asPublished, before, one.about) }
    : { status: 'absent' }
  const published = publishedAs(locked.version, history)
  const { name, version } = locked
  const candidate: Candidate = {
    locked,
    requestedBy: one.about.requestedBy,
    direct: one.about.direct,
    dev: one.about.dev,
    optional: one.about.optional,
    newToTree: one.about.newToTree,
    contents: after,
    asPublished,
    history,
    evidence: one.about.evidence,
    source: one.about.source,
    host: 'registry.example.test',
    resemblance: known ? names.resemblanceOf(locked.name) : noResemblance,
    burstPackages: one.about.burstPackages,
    standing: one.about.tree.standing,
    project: one.about.tree.project,
    knownBad: findKnownBad(
      {
        locked,
        releases: [{ name, version }],
        isPublic: known,
        hosts: [hostOf(locked.resolved) || 'registry.example.test'],
        published,
        contents: after,
      },
      one.about.knownBad,
    ),
    newcomers: toNewcomers(after, one.about, names),
    together: noTogether,
  }
  if (before === 'nothing') return { baseline: emptyRelease, candidate }
  return { baseline: { status: 'history', version: before.manifest.version, contents: before }, candidate }
}

/** Equal bytes are all that matters for the integrity of a case. */
const servedIntegrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`
const servedShasum = Buffer.alloc(20, 1).toString('hex')
const weakIntegrity = `sha1-${Buffer.alloc(20, 1).toString('base64')}`
const otherIntegrity = `sha512-${Buffer.alloc(64, 2).toString('base64')}`

const noPackage = { own: emptyContents }

function treeOf(tree: CasePackage, patch: CasePackage | 'none'): ExtractTree {
  const patched = patch === 'none' ? [] : patch.files
  const written = new Map([...tree.files, ...patched].map(({ path, text }) => [path, text]))
  const { files, oddities } = asUnpacked(written)
  const unpackedBytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  const patches = patch === 'none' ? [] : [toPatchRecord(tree, patch)]
  return { tarball: { files, oddities, unpackedBytes }, integrity: servedIntegrity, patches }
}

/** What npm's extraction would leave of these paths, and what is odd about them. */
function asUnpacked(written: ReadonlyMap<string, string>): Pick<UnpackedTarball, 'files' | 'oddities'> {
  const tree = emptyTree()
  for (const [spelled, text] of written) {
    const path = fileFor(tree, `package/${spelled}`) ?? ''
    if (path !== '') keep(tree, { path, bytes: Buffer.from(text), executable: false })
  }
  return { files: [...tree.files.values()], oddities: tree.oddities }
}

/** As a patch that replaces each file whole would be recorded. Equal patches have equal digests. */
function toPatchRecord(tree: CasePackage, patch: CasePackage): PatchRecord {
  const before = new Map(tree.files.map(({ path, text }) => [path, text]))
  const files = patch.files.map(({ path, text }) => ({
    path,
    added: linesIn(text),
    removed: linesIn(before.get(path) ?? ''),
  }))
  return { integrity: integrityOf(Buffer.from(JSON.stringify(patch.files))), files }
}

function linesIn(text: string): number {
  return text === '' ? 0 : text.trimEnd().split('\n').length
}

function toLockedPatch({ manifest, patches }: Contents): LockedPatch {
  const [patch] = patches
  return patch === undefined ? noPatch : { path: `patches/${manifest.name}.patch`, integrity: patch.integrity }
}

const noPatch: LockedPatch = { path: '', integrity: '' }

function toLocked(after: Contents, about: CaseAbout): LockedPackage {
  const at = about.locked.lastIndexOf('@')
  const name = at > 0 ? about.locked.slice(0, at) : after.manifest.name
  const version = at > 0 ? about.locked.slice(at + 1) : after.manifest.version
  const integrity = { equal: servedIntegrity, different: otherIntegrity, absent: '', weak: weakIntegrity }[
    about.integrity
  ]
  const installs = after.scripts.some((script) => ['preinstall', 'install', 'postinstall'].includes(script.name))
  return {
    kind: about.kind,
    location: `node_modules/${name}`,
    installedAs: name,
    name,
    version,
    integrity,
    resolved: about.tree.resolved,
    line: 1,
    dev: about.dev,
    optional: about.optional,
    peer: false,
    hasInstallScript: installs ? 'yes' : 'no',
    direct: about.direct,
    path: [...(about.requestedBy === '' ? [] : [about.requestedBy]), `${name}@${version}`],
    bundledIn: '',
    patch: noPatch,
    leavesProject: about.kind === 'link' || about.kind === 'file',
    bins: after.manifest.bin.map((bin) => bin.name),
    platform: about.tree.platform,
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
    shasum: servedShasum,
    tarball: '',
    publishedAt: release.published,
    publisher: release.publisher,
    viaWorkflow: release.viaWorkflow,
    gitHead: release.gitHead,
    trust: release.trust,
    attested: false,
    claims: noClaims,
    deprecated: release.deprecated,
    manifest,
    hasInstallScript: manifest.scripts.some((script) => ['preinstall', 'install', 'postinstall'].includes(script.name)),
  }
}

function toNewcomers(after: Contents, about: CaseAbout, names: NameIndex): Newcomer[] {
  const told = new Map(about.newcomers.map((newcomer) => [newcomer.name, newcomer]))
  return after.manifest.dependencies.map(({ name, spec }) => {
    const resemblance = names.resemblanceOf(dependencyTarget(name, spec).name)
    return { ...(told.get(name) ?? ordinaryNewcomer(name, about.now)), resemblance }
  })
}

// One rule on two releases that a person names: published ones, .tgz files or folders. The same comparison as a scan's;
// what nobody can know of a release that was never published is unavailable, not made up.

import type { Baseline, Candidate } from '../domain/comparison.ts'
import { emptyRelease, noResemblance } from '../domain/comparison.ts'
import { type ExplainedOn, type NamedRelease, shownRelease } from '../domain/explained-on.ts'
import { noEvidence } from '../domain/provenance.ts'
import type { Contents, Extracted, Fetched, PublishedVersion } from '../domain/release.ts'
import { ordinaryStanding } from '../domain/standing.ts'
import type { Rule } from '../rules/rule.ts'
import { explainRules } from '../rules/trace.ts'
import { integrityOf } from '../sources/integrity.ts'
import { readPackageFolder, readTarballFile } from '../sources/local-package.ts'
import { withoutLaterWarning } from './backtest/as-of.ts'
import { momentOf } from './backtest/upgrades.ts'
import { gatherCandidate } from './candidates.ts'
import type { ExtractPool } from './extract-pool.ts'
import { judge } from './judge.ts'
import { aloneAs, prepareSpec, type SpecSurroundings } from './judge-spec.ts'
import { newcomersOf } from './newcomers.ts'

export type ExplainOnInput = {
  tool: { name: 'cordon'; version: string }
  rule: Rule
  before: NamedRelease
  after: NamedRelease
  around: Omit<SpecSurroundings, 'now' | 'rules'>
  pool: ExtractPool
  /** The moment of judging; 'unset': an hour after a published release appeared, or `clock`. */
  now: number | 'unset'
  clock: number
}

type LocalRelease = Extract<NamedRelease, { path: string }>

/** Why one of the two could not be had stands for the whole. */
export async function explainOn(input: ExplainOnInput): Promise<Fetched<ExplainedOn>> {
  const { tool, rule, before, after } = input
  const now = await momentFor(input)
  if (!now.ok) return now
  const baseline = await baselineOf(before, input)
  if (!baseline.ok) return baseline
  const candidate = await candidateOf(after, input, now.value)
  if (!candidate.ok) return candidate
  const { change, findings, unchecked } = judge(baseline.value, candidate.value, [rule], now.value)
  const [explained] = explainRules([rule], change)
  if (explained === undefined) throw new Error('a rule that is there was not explained')
  return {
    ok: true,
    value: {
      schemaVersion: 1,
      tool,
      before: shownRelease(before),
      after: shownRelease(after),
      asOf: new Date(now.value).toISOString(),
      rule: explained,
      evidence: findings[0]?.evidence ?? [],
      unchecked,
      change,
    },
  }
}

async function momentFor({ after, now, clock, around }: ExplainOnInput): Promise<Fetched<number>> {
  if (now !== 'unset' || after.kind !== 'published') return { ok: true, value: now === 'unset' ? clock : now }
  const published = await publishedOf(after, around)
  if (!published.ok) return published
  const isDated = published.value.publishedAt.status === 'known'
  return { ok: true, value: isDated ? momentOf(published.value) : clock }
}

async function candidateOf(after: NamedRelease, input: ExplainOnInput, now: number): Promise<Fetched<Candidate>> {
  const around = { ...input.around, rules: [input.rule], now }
  if (after.kind === 'nothing') {
    return { ok: false, why: { code: 'not-found', detail: 'nothing is no release that a rule could look at' } }
  }
  if (after.kind === 'published') {
    const { name, version } = after
    const histories = withoutLaterWarning(around.histories, name, version)
    const prepared = await prepareSpec(name, version, { ...around, histories })
    if (!prepared.ok) return prepared
    const gathered = await gatherCandidate(prepared.value.release, prepared.value.around)
    const [missing] = gathered.missing
    return missing === undefined ? { ok: true, value: gathered.candidate } : { ok: false, why: missing }
  }
  const extracted = await extractedFrom(after, input.pool)
  return extracted.ok ? { ok: true, value: await unpublished(extracted.value, around) } : extracted
}

/** As if a registry had it that says nothing of it. */
async function unpublished({ own, integrity }: Extracted, around: SpecSurroundings): Promise<Candidate> {
  const { name, version } = own.manifest
  const hasInstallScript = own.scripts.length > 0
  const { release, around: whole } = aloneAs(name, { version, integrity, tarball: '', hasInstallScript }, around)
  return {
    locked: release.locked,
    requestedBy: '',
    direct: true,
    dev: false,
    optional: false,
    newToTree: 'unknown',
    contents: own,
    asPublished: own,
    history: { status: 'unavailable' },
    evidence: noEvidence,
    source: 'unstated',
    host: '',
    resemblance: name === '' ? noResemblance : around.names.resemblanceOf(name),
    burstPackages: 0,
    standing: ordinaryStanding,
    project: 'none',
    knownBad: [],
    newcomers: await newcomersOf(own.manifest.dependencies, whole, whole.now),
  }
}

async function baselineOf(before: NamedRelease, { around, pool }: ExplainOnInput): Promise<Fetched<Baseline>> {
  if (before.kind === 'nothing') return { ok: true, value: emptyRelease }
  if (before.kind !== 'published') {
    const extracted = await extractedFrom(before, pool)
    return extracted.ok ? toBaseline(extracted.value.own.manifest.version, extracted.value.own) : extracted
  }
  const published = await publishedOf(before, around)
  if (!published.ok) return published
  const { name, version } = before
  const { integrity, tarball } = published.value
  if (integrity === '') {
    return {
      ok: false,
      why: { code: 'no-integrity', detail: `the registry does not say which bytes ${name}@${version} has` },
    }
  }
  const extracted = await around.contents.of({ name, version, integrity, url: tarball, kind: 'registry' }, 'none')
  return extracted.ok ? toBaseline(version, extracted.value.own) : extracted
}

function toBaseline(version: string, contents: Contents): Fetched<Baseline> {
  return { ok: true, value: { status: 'history', version, contents } }
}

async function publishedOf(
  { name, version }: { name: string; version: string },
  { histories }: ExplainOnInput['around'],
): Promise<Fetched<PublishedVersion>> {
  const history = await histories.of(name)
  if (!history.ok) return history
  const found = history.value.versions.find((one) => one.version === version)
  if (found !== undefined) return { ok: true, value: found }
  return { ok: false, why: { code: 'version-not-found', detail: `the registry shows no ${name}@${version}` } }
}

/** Files of a person's own may be as hostile as any: they are read where a package can do no harm. */
async function extractedFrom({ kind, path, shown }: LocalRelease, pool: ExtractPool): Promise<Fetched<Extracted>> {
  if (kind === 'tarball') {
    const tarball = readTarballFile(path)
    if (!tarball.ok) return tarball
    const extracted = await pool.extract(
      { size: tarball.value.bytes.length, inCache: 'none', read: async () => tarball },
      'none',
    )
    return extracted.ok ? withManifest(extracted.value, shown) : extracted
  }
  const files = readPackageFolder(path)
  if (!files.ok) return files
  const listed = files.value.files.map((file) => [file.path, integrityOf(Buffer.from(file.bytes))])
  const integrity = integrityOf(Buffer.from(JSON.stringify(listed)))
  const extracted = await pool.extractTrees([{ tarball: files.value, integrity, patches: [] }])
  if (!extracted.ok) return extracted
  const [only] = extracted.value
  if (only === undefined) throw new Error('a folder that was read gave no facts')
  return withManifest(only, shown)
}

/** Without one nobody knows what npm would do with it. */
function withManifest(extracted: Extracted, shown: string): Fetched<Extracted> {
  const wrong = extracted.own.oddities.find(({ kind }) => kind === 'no-manifest' || kind === 'manifest-unreadable')
  if (wrong === undefined) return { ok: true, value: extracted }
  return { ok: false, why: { code: 'unreadable-tarball', detail: `${shown} has no package.json that can be read` } }
}

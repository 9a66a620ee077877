// Two releases that a person names - published ones, .tgz files, folders - as what is compared: a baseline and a candidate.
// What nobody can know of a release that was never published is unavailable, not made up.
import type { Baseline, Candidate } from '../domain/comparison.ts'
import { emptyRelease, noResemblance } from '../domain/comparison.ts'
import type { NamedRelease } from '../domain/explained-on.ts'
import type { KnownBad } from '../domain/known-bad.ts'
import type { Extracted, Fetched, PublishedVersion } from '../domain/release.ts'
import { integrityOf } from '../sources/integrity.ts'
import { readPackageFolder, readTarballFile } from '../sources/local-package.ts'
import { withoutLaterWarning } from './backtest/as-of.ts'
import { momentOf } from './backtest/upgrades.ts'
import { extractedOf } from './bytes.ts'
import { gatherCandidate } from './candidates.ts'
import { type Carried, carriedBy, unpublishedCandidate } from './carried.ts'
import type { EvidenceSource } from './evidence.ts'
import type { ExtractPool } from './extract-pool.ts'
import { aloneAs, prepareSpec, type SpecSurroundings } from './judge-spec.ts'

/** What naming a release leads through; `evidence` and `knownBad` are asked about published releases only. */
export type NamedRoad = {
  around: Omit<SpecSurroundings, 'now'>
  evidence: EvidenceSource
  knownBad: KnownBad
  pool: Pick<ExtractPool, 'extract' | 'extractTrees'>
}

type LocalRelease = Extract<NamedRelease, { path: string }>

/** The moment of judging. 'unset': an hour after a published release appeared, or `clock`. */
export async function momentFor(
  after: NamedRelease,
  now: number | 'unset',
  clock: number,
  { around }: Pick<NamedRoad, 'around'>,
): Promise<Fetched<number>> {
  if (now !== 'unset' || after.kind !== 'published') return { ok: true, value: now === 'unset' ? clock : now }
  const published = await publishedOf(after, around)
  if (!published.ok) return published
  const isDated = published.value.publishedAt.status === 'known'
  return { ok: true, value: isDated ? momentOf(published.value) : clock }
}

/** With the packages that its tarball carries. */
export type NamedCandidate = Candidate & { carries: readonly Carried[] }

export async function candidateOf(after: NamedRelease, road: NamedRoad, now: number): Promise<Fetched<NamedCandidate>> {
  const around = { ...road.around, now }
  if (after.kind === 'nothing') {
    return { ok: false, why: { code: 'not-found', detail: 'nothing is no release that a rule could look at' } }
  }
  if (after.kind === 'published') {
    const { name, version } = after
    const histories = withoutLaterWarning(around.histories, name, version)
    const prepared = await prepareSpec(name, version, { ...around, histories })
    if (!prepared.ok) return prepared
    const { release } = prepared.value
    const whole = { ...prepared.value.around, evidence: road.evidence, knownBad: road.knownBad }
    const { candidate, missing } = await gatherCandidate(release, whole)
    const extracted = await extractedOf(release.locked, '', whole)
    if (!extracted.ok) return extracted
    const [why] = missing
    return why === undefined
      ? { ok: true, value: { ...candidate, carries: carriedBy(release, extracted.value, whole) } }
      : { ok: false, why }
  }
  const extracted = await extractedFrom(after, road.pool)
  return extracted.ok ? { ok: true, value: await unpublished(extracted.value, around, road.knownBad) } : extracted
}

/** As if a registry had it that says nothing of it. */
async function unpublished(
  extracted: Extracted,
  around: SpecSurroundings,
  knownBad: KnownBad,
): Promise<NamedCandidate> {
  const { own, integrity } = extracted
  const { name, version } = own.manifest
  const hasInstallScript = own.scripts.length > 0
  const alone = aloneAs(name, { version, integrity, tarball: '', hasInstallScript }, around)
  const { release } = alone
  const whole = { ...alone.around, knownBad }
  const resemblance = name === '' ? noResemblance : around.names.resemblanceOf(name)
  const candidate = await unpublishedCandidate(release.locked, own, whole)
  return { ...candidate, resemblance, carries: carriedBy(release, extracted, whole) }
}

/** `integrity` is '' for the empty release. */
export type NamedBaseline = Baseline & Pick<Extracted, 'integrity' | 'bundled'>

export async function baselineOf(before: NamedRelease, { around, pool }: NamedRoad): Promise<Fetched<NamedBaseline>> {
  if (before.kind === 'nothing') return { ok: true, value: { ...emptyRelease, integrity: '', bundled: [] } }
  if (before.kind !== 'published') {
    const extracted = await extractedFrom(before, pool)
    return extracted.ok ? toBaseline(extracted.value.own.manifest.version, extracted.value) : extracted
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
  return extracted.ok ? toBaseline(version, extracted.value) : extracted
}

function toBaseline(version: string, { own, integrity, bundled }: Extracted): Fetched<NamedBaseline> {
  return { ok: true, value: { status: 'history', version, contents: own, integrity, bundled } }
}

export async function publishedOf(
  { name, version }: { name: string; version: string },
  { histories }: Pick<SpecSurroundings, 'histories'>,
): Promise<Fetched<PublishedVersion>> {
  const history = await histories.of(name)
  if (!history.ok) return history
  const found = history.value.versions.find((one) => one.version === version)
  if (found !== undefined) return { ok: true, value: found }
  return { ok: false, why: { code: 'version-not-found', detail: `the registry shows no ${name}@${version}` } }
}

/** Files of a person's own may be as hostile as any: they are read where a package can do no harm. */
async function extractedFrom(
  { kind, path, shown }: LocalRelease,
  pool: NamedRoad['pool'],
): Promise<Fetched<Extracted>> {
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

// Builds what one release is judged by: its bytes' facts, its history and the names around it. Everything that cannot
// be had comes back as a reason.
import type { Candidate } from '../domain/comparison.ts'
import { emptyContents, noResemblance } from '../domain/comparison.ts'
import type { LockedPackage, LockedRelease } from '../domain/locked.ts'
import { hostOf } from '../domain/locked.ts'
import { noEvidence } from '../domain/provenance.ts'
import type { Fetched, History, Known, PublishedVersion, Unchecked } from '../domain/release.ts'
import { unlistedBundles } from './bundles.ts'
import { bringBytes } from './bytes.ts'
import { isPublished } from './histories.ts'
import { newcomersOf } from './newcomers.ts'
import { sourceOf } from './source.ts'
import type { Surroundings } from './surroundings.ts'
import { isNewToTree, requestedBy } from './tree.ts'

/**
 * A candidate whose bytes could not be had is empty, and `missing` says why: what its metadata shows still counts.
 * `unlisted` are packages in its tarball that the lockfile does not speak of.
 */
export type Gathered = { candidate: Candidate; missing: readonly Unchecked[]; unlisted: readonly LockedRelease[] }

export async function gatherCandidate(release: LockedRelease, around: Surroundings): Promise<Fetched<Gathered>> {
  const { locked } = release
  const history = await historyOf(locked, around)
  if (!history.ok) return history
  const published = publishedAs(locked.version, history.value)
  if (history.value.status === 'known' && published === 'none') {
    const detail = `the registry shows no ${locked.name}@${locked.version}`
    return { ok: false, why: { code: 'version-not-found', detail } }
  }
  const [fetched, evidence] = await Promise.all([
    bringBytes(locked, published === 'none' ? '' : published.integrity, around),
    history.value.status === 'known' ? around.evidence.of(locked, history.value.value) : noEvidence,
  ])
  const contents = fetched.ok ? fetched.value.own : emptyContents
  const newcomers = await newcomersOf(contents.manifest.dependencies, around, around.now)
  const registry = around.registryFor(locked.name)
  const candidate: Candidate = {
    locked,
    requestedBy: requestedBy(locked),
    direct: release.direct,
    dev: release.dev,
    optional: release.optional,
    newToTree: isNewToTree(around.tree, locked.name),
    contents,
    asPublished: fetched.ok ? fetched.value.asPublished : emptyContents,
    history: history.value,
    evidence,
    source: sourceOf(locked, registry, published === 'none' ? '' : published.tarball, around.fetchedFrom),
    host: hostOf(locked.resolved === '' ? registry : around.fetchedFrom(locked.resolved)),
    standing: around.standingOf(release),
    project: 'none',
    resemblance: isPublished(locked) ? around.names.resemblanceOf(locked.name) : noResemblance,
    burstPackages: around.companions(locked.name, locked.version),
    newcomers,
  }
  const unlisted = fetched.ok ? unlistedBundles(release, fetched.value.carries, around) : []
  return { ok: true, value: { candidate, missing: fetched.ok ? [] : [fetched.why], unlisted } }
}

export function publishedAs(version: string, history: Known<History>): PublishedVersion | 'none' {
  if (history.status !== 'known') return 'none'
  return history.value.versions.find((one) => one.version === version) ?? 'none'
}

export async function historyOf(locked: LockedPackage, around: Surroundings): Promise<Fetched<Known<History>>> {
  if (!isPublished(locked)) return { ok: true, value: { status: 'absent' } }
  const history = await around.histories.of(locked.name)
  return history.ok ? { ok: true, value: { status: 'known', value: history.value } } : history
}

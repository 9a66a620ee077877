// Builds what one release is judged by: its bytes' facts, its history and the names around it. Everything that cannot
// be had comes back as a reason.
import type { Candidate } from '../domain/comparison.ts'
import { emptyContents, noResemblance } from '../domain/comparison.ts'
import type { LockedPackage, LockedRelease } from '../domain/locked.ts'
import { hostOf } from '../domain/locked.ts'
import { noEvidence } from '../domain/provenance.ts'
import type { Fetched, History, Known, PublishedVersion, Unchecked } from '../domain/release.ts'
import { unlistedBundles } from './bundles.ts'
import { type Brought, bringBytes } from './bytes.ts'
import { isPublished } from './histories.ts'
import { knownBadOf } from './known-bad.ts'
import { newcomersOf } from './newcomers.ts'
import { sourceOf } from './source.ts'
import type { Surroundings } from './surroundings.ts'
import { togetherOf } from './together.ts'
import { isNewToTree, requestedBy } from './tree.ts'

/**
 * A candidate whose bytes could not be had is empty, and `missing` says why: what its metadata shows still counts. So
 * does its lock entry where the registry says nothing of it: what was taken down is often what is known to be bad.
 * `unlisted` are packages in its tarball that the lockfile does not speak of.
 */
export type Gathered = { candidate: Candidate; missing: readonly Unchecked[]; unlisted: readonly LockedRelease[] }

export function gatherCandidate(release: LockedRelease, around: Surroundings): Promise<Gathered> {
  return gather(release, around, bringBytes)
}

/** What its metadata shows; the candidate itself is empty, and its bytes are not missing. */
export function gatherMetadata(release: LockedRelease, around: Surroundings): Promise<Gathered> {
  return gather(release, around, async () => unread)
}

const unread: Fetched<Brought> = {
  ok: true,
  value: { own: emptyContents, asPublished: emptyContents, carries: [] },
}

async function gather(release: LockedRelease, around: Surroundings, bring: typeof bringBytes): Promise<Gathered> {
  const { locked } = release
  const found = await listedHistoryOf(locked, around)
  const history: Known<History> = found.ok ? found.value : { status: 'unavailable' }
  const published = publishedAs(locked.version, history)
  const [fetched, evidence] = await Promise.all([
    found.ok ? bring(locked, published === 'none' ? '' : published.integrity, around) : found,
    history.status === 'known' ? around.evidence.of(locked, history.value) : noEvidence,
  ])
  const contents = fetched.ok ? fetched.value.own : emptyContents
  const newcomers = await newcomersOf(contents.manifest.dependencies, around, around.now)
  const integrity = published === 'none' ? '' : published.integrity
  const together = await togetherOf({ locked, integrity, contents, newcomers }, around)
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
    history,
    evidence,
    source: sourceOf(locked, registry, published === 'none' ? '' : published.tarball, around.fetchedFrom),
    host: hostOf(locked.resolved === '' ? registry : around.fetchedFrom(locked.resolved)),
    standing: around.standingOf(release),
    project: 'none',
    resemblance: isPublished(locked) ? around.names.resemblanceOf(locked.name) : noResemblance,
    burstPackages: around.companions(locked.name, locked.version),
    knownBad: knownBadOf(locked, published, contents, around),
    newcomers,
    together,
  }
  const unlisted = fetched.ok ? unlistedBundles(release, fetched.value.carries, around) : []
  return { candidate, missing: fetched.ok ? [] : [fetched.why], unlisted }
}

/** A history in which the locked version stands. */
async function listedHistoryOf(locked: LockedPackage, around: Surroundings): Promise<Fetched<Known<History>>> {
  const history = await historyOf(locked, around)
  if (!history.ok || history.value.status !== 'known' || publishedAs(locked.version, history.value) !== 'none') {
    return history
  }
  const detail = `the registry shows no ${locked.name}@${locked.version}`
  return { ok: false, why: { code: 'version-not-found', detail } }
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

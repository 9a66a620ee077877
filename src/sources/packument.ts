// A packument as a History: what the registry says of every version, read for judging. Pure; it asks nothing. The JSON
// is attacker-controlled, most of it by whoever publishes: own properties only, a wrong type counts as absent.
import { noLines, ownValue, toManifest } from '../domain/manifest.ts'
import type { Fetched, History, Known, PublishedVersion, Publisher, TrustLevel } from '../domain/release.ts'
import { compareVersions, isPrerelease, isVersion } from '../domain/versions.ts'
import { membersIn, type Slice, structureOf, valueIn } from './json-slices.ts'
import { text as textOf } from './json-value.ts'
import { claimsOf, isRecord, type Shown, shownBy } from './packument-version.ts'

/** More commas and brackets than this are no packument; parsing them would cost gigabytes. The largest known has 1 M. */
const maxStructure = 10_000_000
/** Shorter ones cannot hold enough structure to hurt. */
const uncountedLength = 4 * 1024 * 1024

/**
 * The versions whose manifests are wanted. Manifests are most of a packument, in bytes and in the time it takes to read
 * it, and nobody asks for more than a few of them. The history that is shown to it has none yet.
 */
export type ManifestsOf = (history: History) => ReadonlySet<string>

/**
 * Reads a full packument, given as bytes or as text. Versions published after `now` (milliseconds since 1970) are hidden,
 * and so is what is no version to semver: npm cannot install it. The manifests of other versions than `manifestsOf` stay
 * empty. Version by version: as one value the largest takes hundreds of megabytes.
 */
export function toHistory(
  body: Uint8Array | string,
  name: string,
  registryHost: string,
  now: number,
  manifestsOf: ManifestsOf,
): Fetched<History> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  if (bytes.length > uncountedLength && structureOf(bytes, maxStructure) > maxStructure) {
    return {
      ok: false,
      why: { code: 'too-large', detail: `the packument of ${name} has more than ${maxStructure} values` },
    }
  }
  const members = membersIn(bytes, { start: 0, end: bytes.length })
  const member = (key: string) => {
    const slice = members?.get(key)
    return slice === undefined ? undefined : valueIn(bytes, slice)
  }
  const says = member('name')
  if (typeof says === 'string' && says !== name)
    return unreadable(name, `it is the packument of ${JSON.stringify(says)}`)
  const at = members?.get('versions')
  const shown = at === undefined ? undefined : membersIn(bytes, at)
  const time = member('time')
  // What was unpublished as a whole keeps its name and its `time.unpublished`.
  const unpublished = at === undefined && isRecord(ownValue(time, 'unpublished'))
  if (shown === undefined && !unpublished) return unreadable(name, 'it has no versions')
  const slices: ReadonlyMap<string, Slice> = shown ?? new Map()
  const versions = publishedVersions(bytes, slices, time)
  if (versions === 'broken') return unreadable(name, 'it is no JSON')
  const latest = textOf(member('dist-tags'), 'latest')
  const history = visibleAt({ name, registryHost, versions, latest }, now)
  return { ok: true, value: withManifests(history, bytes, slices, manifestsOf(history)) }
}

/** Without what came after `now`. A tag that was moved later falls back to the highest version there was. */
export function visibleAt(history: History, now: number): History {
  const versions = history.versions.filter(
    ({ publishedAt }) => publishedAt.status !== 'known' || publishedAt.value <= now,
  )
  if (versions.length === history.versions.length) return history
  const numbers = versions.map(({ version }) => version)
  const latest = numbers.includes(history.latest)
    ? history.latest
    : (numbers.findLast((version) => !isPrerelease(version)) ?? numbers.at(-1) ?? '')
  return { ...history, versions, latest }
}

/** Lowest first. A field that this registry shows for no version is unavailable; for one version only, absent. */
function publishedVersions(
  bytes: Uint8Array,
  slices: ReadonlyMap<string, Slice>,
  time: unknown,
): PublishedVersion[] | 'broken' {
  const all: Shown[] = []
  const publishers = new Map<string, Known<Publisher>>()
  for (const [version, slice] of slices) {
    const value = valueIn(bytes, slice)
    if (value === undefined) return 'broken'
    if (isVersion(version) && isRecord(value)) all.push(shownBy(version, value, time, publishers))
  }
  all.sort((a, b) => compareVersions(a.version, b.version))
  const showsTime = all.some(({ publishedAt }) => publishedAt !== undefined)
  const showsPublisher = all.some(({ publisher }) => publisher !== undefined)
  const showsGitHead = all.some(({ gitHead }) => gitHead !== undefined)
  const showsTrust = all.some((one) => one.showsTrust)
  // Member by member, without a spread: a large tree has a hundred thousand of them, and V8 keeps these in half the room.
  return all.map((one) => ({
    version: one.version,
    integrity: one.integrity,
    shasum: one.shasum,
    tarball: one.tarball,
    publishedAt: known(one.publishedAt, showsTime),
    publisher: one.publisher ?? (showsPublisher ? absent : unavailable),
    viaWorkflow: one.viaWorkflow,
    gitHead: known(one.gitHead, showsGitHead),
    trust: showsTrust ? trustLevels[one.trust] : unavailable,
    attested: one.attested,
    claims: one.claims,
    deprecated: one.deprecated,
    manifest: one.manifest,
    hasInstallScript: one.hasInstallScript,
  }))
}

function withManifests(
  history: History,
  bytes: Uint8Array,
  slices: ReadonlyMap<string, Slice>,
  wanted: ReadonlySet<string>,
): History {
  const versions = history.versions.map((one) => {
    const slice = wanted.has(one.version) ? slices.get(one.version) : undefined
    if (slice === undefined) return one
    const value = valueIn(bytes, slice)
    return { ...one, manifest: toManifest(value, noLines), claims: claimsOf(value) }
  })
  return { ...history, versions }
}

function known<T>(value: T | undefined, shown: boolean): Known<T> {
  if (value !== undefined) return { status: 'known', value }
  return shown ? absent : unavailable
}

/** Shared, all of them. */
const absent = { status: 'absent' } as const
const unavailable = { status: 'unavailable' } as const
const trustLevels: Record<TrustLevel, Known<TrustLevel>> = {
  none: { status: 'known', value: 'none' },
  provenance: { status: 'known', value: 'provenance' },
  trustedPublisher: { status: 'known', value: 'trustedPublisher' },
  stagedPublish: { status: 'known', value: 'stagedPublish' },
}

function unreadable(
  name: string,
  detail: string,
): { ok: false; why: { code: 'unreadable-packument'; detail: string } } {
  return { ok: false, why: { code: 'unreadable-packument', detail: `the registry's answer for ${name}: ${detail}` } }
}

// A packument as a History: what the registry says of every version, read for judging. Pure; it asks nothing. The JSON
// is attacker-controlled, most of it by whoever publishes: own properties only, a wrong type counts as absent.
import { emptyContents } from '../domain/comparison.ts'
import { noLines, ownValue, toManifest } from '../domain/manifest.ts'
import { type Claims, noClaims, type RegistrySignature } from '../domain/provenance.ts'
import {
  type Fetched,
  type History,
  installEvents,
  type Known,
  type PublishedVersion,
  type Publisher,
  type TrustLevel,
} from '../domain/release.ts'
import { compareVersions, isPrerelease, isVersion } from '../domain/versions.ts'
import { parsed, text as textOf } from './json-value.ts'
import { isHttpUrl } from './registry-url.ts'

/** More commas and brackets than this are no packument; parsing them would cost gigabytes. The largest known has 1 M. */
const maxStructure = 10_000_000
/** Shorter texts cannot hold enough structure to hurt. */
const uncountedLength = 4 * 1024 * 1024

/**
 * The versions whose manifests are wanted. Manifests are most of a packument, in bytes and in the time it takes to read
 * it, and nobody asks for more than a few of them. The history that is shown to it has none yet.
 */
export type ManifestsOf = (history: History) => ReadonlySet<string>

/**
 * Reads the text of a full packument. Versions published after `now` (milliseconds since 1970) are hidden, and so is
 * what is no version to semver: npm cannot install it. The manifests of other versions than `manifestsOf` stay empty.
 */
export function toHistory(
  text: string,
  name: string,
  registryHost: string,
  now: number,
  manifestsOf: ManifestsOf,
): Fetched<History> {
  if (text.length > uncountedLength && structureOf(text) > maxStructure) {
    return {
      ok: false,
      why: { code: 'too-large', detail: `the packument of ${name} has more than ${maxStructure} values` },
    }
  }
  const packument = parsed(text)
  const says = ownValue(packument, 'name')
  if (typeof says === 'string' && says !== name)
    return unreadable(name, `it is the packument of ${JSON.stringify(says)}`)
  const shown = ownValue(packument, 'versions')
  // What was unpublished as a whole keeps its name and its `time.unpublished`.
  const unpublished = isRecord(ownValue(ownValue(packument, 'time'), 'unpublished'))
  if (!isRecord(shown) && !(shown === undefined && unpublished)) return unreadable(name, 'it has no versions')
  const versions = publishedVersions(isRecord(shown) ? shown : {}, ownValue(packument, 'time'))
  const latest = textOf(ownValue(packument, 'dist-tags'), 'latest')
  const history = visibleAt({ name, registryHost, versions, latest }, now)
  return { ok: true, value: withManifests(history, shown, manifestsOf(history)) }
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
function publishedVersions(shown: object, time: unknown): PublishedVersion[] {
  const entries: [string, unknown][] = Object.entries(shown)
  const valid = entries.filter(([version, value]) => isVersion(version) && isRecord(value))
  valid.sort(([a], [b]) => compareVersions(a, b))
  const values = valid.map(([, value]) => value)
  const showsTime = valid.some(([version]) => timeOf(time, version) !== undefined)
  const showsPublisher = values.some((value) => publisherOf(value) !== undefined)
  const showsGitHead = values.some((value) => textOf(value, 'gitHead') !== '')
  const showsTrust = values.some(showsTrustData)
  return valid.map(([version, value]) => {
    const dist = ownValue(value, 'dist')
    return {
      version,
      integrity: textOf(dist, 'integrity'),
      shasum: textOf(dist, 'shasum'),
      tarball: textOf(dist, 'tarball'),
      publishedAt: known(timeOf(time, version), showsTime),
      publisher: known(publisherOf(value), showsPublisher),
      viaWorkflow: isRecord(ownValue(ownValue(value, '_npmUser'), 'trustedPublisher')),
      gitHead: known(textOf(value, 'gitHead') || undefined, showsGitHead),
      trust: known(showsTrust ? trustOf(value) : undefined, showsTrust),
      attested: isAttested(value),
      claims: noClaims,
      deprecated: deprecationOf(value),
      manifest: emptyContents.manifest,
      hasInstallScript: hasInstallScript(value),
    }
  })
}

function withManifests(history: History, shown: unknown, wanted: ReadonlySet<string>): History {
  const versions = history.versions.map((one) => {
    if (!wanted.has(one.version)) return one
    const value = ownValue(shown, one.version)
    return { ...one, manifest: toManifest(value, noLines), claims: claimsOf(value) }
  })
  return { ...history, versions }
}

function isAttested(value: unknown): boolean {
  return isRecord(ownValue(ownValue(ownValue(value, 'dist'), 'attestations'), 'provenance'))
}

/** npm's registry signs with one key, and with two while it changes them. */
const maxSignatures = 10
const maxClaimLength = 4096

function claimsOf(value: unknown): Claims {
  const dist = ownValue(value, 'dist')
  const signatures = ownValue(dist, 'signatures')
  const listed: readonly unknown[] = Array.isArray(signatures) ? signatures.slice(0, maxSignatures) : []
  return { signatures: listed.map(toSignature), attestations: pathOf(textOf(ownValue(dist, 'attestations'), 'url')) }
}

/** What is no signature stays one that no key has made. */
function toSignature(value: unknown): RegistrySignature {
  const [keyId, signature] = [textOf(value, 'keyid'), textOf(value, 'sig')]
  const fits = keyId.length + signature.length <= maxClaimLength
  return fits ? { keyId, signature } : { keyId: '', signature: '' }
}

/**
 * The host of the URL does not count: a mirror hands out what it took over, and nobody else is asked. Only what has a
 * host has a path: that of `x:@evil` would become one behind the registry's own.
 */
function pathOf(url: string): string {
  if (url.length > maxClaimLength || !isHttpUrl(url)) return ''
  const { pathname, search } = new URL(url)
  return pathname + search
}

function known<T>(value: T | undefined, shown: boolean): Known<T> {
  if (value !== undefined) return { status: 'known', value }
  return shown ? absent : unavailable
}

/** Shared: a large tree has a hundred thousand versions. */
const absent = { status: 'absent' } as const
const unavailable = { status: 'unavailable' } as const

function timeOf(time: unknown, version: string): number | undefined {
  const at = Date.parse(textOf(time, version))
  // No registry is older than 1970: such a date is as good as none.
  return Number.isNaN(at) || at < 0 ? undefined : at
}

function publisherOf(value: unknown): Publisher | undefined {
  const user = ownValue(value, '_npmUser')
  const publisher = { name: textOf(user, 'name'), email: textOf(user, 'email') }
  return publisher.name === '' && publisher.email === '' ? undefined : publisher
}

/**
 * The registry that npm publishes to signs every version, old ones too; a mirror that strips such fields strips all of
 * them. So one version that shows any of them tells the two apart, also for packages that never had provenance.
 */
function showsTrustData(value: unknown): boolean {
  const dist = ownValue(value, 'dist')
  const signatures = ownValue(dist, 'signatures')
  return (
    (Array.isArray(signatures) && signatures.length > 0) ||
    isRecord(ownValue(dist, 'attestations')) ||
    trustOf(value) !== 'none'
  )
}

/** The levels of pnpm's `trustPolicy` (see TrustLevel): a trusted publisher counts only together with provenance. */
function trustOf(value: unknown): TrustLevel {
  const user = ownValue(value, '_npmUser')
  if (isRecord(ownValue(user, 'approver'))) return 'stagedPublish'
  if (!isAttested(value)) return 'none'
  return isRecord(ownValue(user, 'trustedPublisher')) ? 'trustedPublisher' : 'provenance'
}

/** Some old versions carry `true` instead of a sentence. */
function deprecationOf(value: unknown): string {
  return ownValue(value, 'deprecated') === true ? 'deprecated' : textOf(value, 'deprecated')
}

/** `gypfile` is what `npm publish` leaves of a `binding.gyp`. Read as a manifest is, without the rest of one. */
function hasInstallScript(value: unknown): boolean {
  const scripts = ownValue(value, 'scripts')
  return (
    ownValue(value, 'gypfile') === true ||
    ownValue(value, 'hasInstallScript') === true ||
    installEvents.some((event) => typeof ownValue(scripts, event) === 'string')
  )
}

function structureOf(text: string): number {
  let count = 0
  for (const mark of [',', '[', '{']) {
    for (let at = text.indexOf(mark); at !== -1 && count <= maxStructure; at = text.indexOf(mark, at + 1)) count++
  }
  return count
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unreadable(
  name: string,
  detail: string,
): { ok: false; why: { code: 'unreadable-packument'; detail: string } } {
  return { ok: false, why: { code: 'unreadable-packument', detail: `the registry's answer for ${name}: ${detail}` } }
}

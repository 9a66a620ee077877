// One version of a packument, as far as it shows anything by itself. The JSON is attacker-controlled, most of it by whoever
// publishes: own properties only, a wrong type counts as absent.
import { emptyContents } from '../domain/comparison.ts'
import { ownValue } from '../domain/manifest.ts'
import { type Claims, noClaims, type RegistrySignature } from '../domain/provenance.ts'
import { installEvents, type Known, type PublishedVersion, type Publisher, type TrustLevel } from '../domain/release.ts'
import { text as textOf } from './json-value.ts'
import { isHttpUrl } from './registry-url.ts'

/** undefined for what it does not show. */
export type Shown = Omit<PublishedVersion, 'publishedAt' | 'publisher' | 'gitHead' | 'trust'> & {
  publishedAt: number | undefined
  publisher: Known<Publisher> | undefined
  gitHead: string | undefined
  showsTrust: boolean
  trust: TrustLevel
}

/** `time` is the packument's. Of several versions with one publisher all get the one in `publishers`. */
export function shownBy(
  version: string,
  value: object,
  time: unknown,
  publishers: Map<string, Known<Publisher>>,
): Shown {
  const dist = ownValue(value, 'dist')
  return {
    version,
    integrity: textOf(dist, 'integrity'),
    shasum: textOf(dist, 'shasum'),
    tarball: textOf(dist, 'tarball'),
    publishedAt: timeOf(time, version),
    publisher: publisherOf(value, publishers),
    viaWorkflow: isRecord(ownValue(ownValue(value, '_npmUser'), 'trustedPublisher')),
    gitHead: textOf(value, 'gitHead') || undefined,
    showsTrust: showsTrustData(value),
    trust: trustOf(value),
    attested: isAttested(value),
    claims: noClaims,
    deprecated: deprecationOf(value),
    manifest: emptyContents.manifest,
    hasInstallScript: hasInstallScript(value),
  }
}

function isAttested(value: unknown): boolean {
  return isRecord(ownValue(ownValue(ownValue(value, 'dist'), 'attestations'), 'provenance'))
}

/** npm's registry signs with one key, and with two while it changes them. */
const maxSignatures = 10
const maxClaimLength = 4096

/** What can be verified of it. */
export function claimsOf(value: unknown): Claims {
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

function timeOf(time: unknown, version: string): number | undefined {
  const at = Date.parse(textOf(time, version))
  // No registry is older than 1970: such a date is as good as none.
  return Number.isNaN(at) || at < 0 ? undefined : at
}

function publisherOf(value: unknown, publishers: Map<string, Known<Publisher>>): Known<Publisher> | undefined {
  const user = ownValue(value, '_npmUser')
  const publisher = { name: textOf(user, 'name'), email: textOf(user, 'email') }
  if (publisher.name === '' && publisher.email === '') return undefined
  const key = JSON.stringify([publisher.name, publisher.email])
  const found = publishers.get(key) ?? { status: 'known', value: publisher }
  publishers.set(key, found)
  return found
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

export function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

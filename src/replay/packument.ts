// Shows a published package as npm's registry does: the full packument, the abbreviated one, and what a mirror leaves
// of them. It knows the registry's JSON and no HTTP.

import { objectAt } from './json-object.ts'
import type { JsonObject } from './package-tarball.ts'
import type { PublishedPackage, PublishedRelease } from './published.ts'

export type Showing = {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  origin: string
  trust: 'full' | 'stripped'
  /** Milliseconds since 1970; what was published later is not shown. */
  until: number
  /** Signs `name@version:integrity` as the registry does. */
  sign: (message: string) => { keyid: string; sig: string }
}

/** The part of a release's manifest that npm's abbreviated packument keeps. */
const abbreviatedKeys = [
  'name',
  'version',
  'deprecated',
  'dependencies',
  'optionalDependencies',
  'devDependencies',
  'bundleDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bin',
  'directories',
  'dist',
  'engines',
  '_hasShrinkwrap',
  'cpu',
  'os',
]

/** `undefined` when nothing of the package is published yet. */
export function fullPackument(published: PublishedPackage, showing: Showing): JsonObject | undefined {
  const releases = visibleReleases(published, showing)
  const [first] = releases
  const last = releases.at(-1)
  if (first === undefined || last === undefined) return undefined
  return {
    _id: published.name,
    _rev: `${releases.length}-fixture`,
    name: published.name,
    'dist-tags': distTags(releases),
    versions: Object.fromEntries(releases.map((one) => [one.version, versionOf(one, published, showing)])),
    time: {
      created: isoMillis(first.published),
      modified: isoMillis(last.published),
      ...Object.fromEntries(releases.map((one) => [one.version, isoMillis(one.published)])),
    },
    maintainers: published.maintainers,
    ...describing(last.manifest),
  }
}

/** The `application/vnd.npm.install-v1+json` form: no `time`, no publisher, no scripts. */
export function abbreviatedPackument(published: PublishedPackage, showing: Showing): JsonObject | undefined {
  const full = fullPackument(published, showing)
  if (full === undefined) return undefined
  const releases = visibleReleases(published, showing)
  const versions = releases.map((one) => {
    const shown = Object.entries(versionOf(one, published, showing)).filter(([key]) => abbreviatedKeys.includes(key))
    return [one.version, { ...Object.fromEntries(shown), ...(one.hasInstallScript && { hasInstallScript: true }) }]
  })
  return {
    name: published.name,
    'dist-tags': distTags(releases),
    versions: Object.fromEntries(versions),
    modified: objectAt(full, 'time').modified ?? '',
  }
}

/** The packument's text. Own `__proto__` keys, where asked for, cannot be written in an object literal. */
export function packumentText(published: PublishedPackage, packument: JsonObject): string {
  if (!published.hostileKeys) return JSON.stringify(packument)
  const planted = '{"__proto__":{"polluted":true},'
  return JSON.stringify(packument)
    .replace(/^\{/, planted)
    .replace('"versions":{', `"versions":${planted}`)
    .replace('"dist-tags":{', '"dist-tags":{"__proto__":"9.9.9",')
    .replace('"time":{', '"time":{"__proto__":"2001-01-01T00:00:00.000Z",')
}

/** Where npm puts a tarball: the scope stands only before the dash. */
export function tarballPath(name: string, version: string): string {
  const base = name.startsWith('@') ? name.slice(name.indexOf('/') + 1) : name
  return `/${name}/-/${base}-${version}.tgz`
}

function visibleReleases(published: PublishedPackage, showing: Showing): PublishedRelease[] {
  return published.releases.filter((one) => Date.parse(one.published) <= showing.until)
}

/** Each publication moves its tag, as `npm publish --tag` does. */
function distTags(releases: readonly PublishedRelease[]): JsonObject {
  const [first] = releases
  const initial = first === undefined ? [] : [['latest', first.version]]
  return Object.fromEntries([...initial, ...releases.map((one) => [one.tag, one.version])])
}

function versionOf(release: PublishedRelease, published: PublishedPackage, showing: Showing): JsonObject {
  const full = showing.trust === 'full'
  return {
    ...release.manifest,
    _id: `${release.name}@${release.version}`,
    ...(full && release.gitHead !== '' && { gitHead: release.gitHead }),
    _nodeVersion: '24.14.0',
    _npmVersion: '11.9.0',
    dist: {
      integrity: release.tarball.integrity,
      shasum: release.tarball.shasum,
      tarball: `${showing.origin}${tarballPath(release.name, release.version)}`,
      fileCount: release.tarball.fileCount,
      unpackedSize: release.tarball.unpackedBytes,
      ...(full && trustOf(release, showing)),
    },
    ...(full && { _npmUser: publisherOf(release) }),
    maintainers: published.maintainers,
    directories: {},
    _hasShrinkwrap: false,
    ...(release.deprecated !== '' && { deprecated: release.deprecated }),
  }
}

function trustOf(release: PublishedRelease, showing: Showing): JsonObject {
  const spec = `${release.name}@${release.version}`
  return {
    ...(release.signatures && { signatures: [showing.sign(`${spec}:${release.tarball.integrity}`)] }),
    ...(release.provenance && {
      attestations: {
        url: `${showing.origin}/-/npm/v1/attestations/${spec}`,
        provenance: { predicateType: 'https://slsa.dev/provenance/v1' },
      },
    }),
  }
}

function publisherOf(release: PublishedRelease): JsonObject {
  const { trustedPublisher, name, email } = release.publisher
  const id = trustedPublisher?.id
  const oidc = id === undefined ? {} : { trustedPublisher: { id, oidcConfigId: `oidc:fixture-${release.name}` } }
  return { name, email, ...oidc }
}

function describing(manifest: JsonObject): JsonObject {
  const keys = ['description', 'repository', 'license', 'homepage', 'keywords', 'author', 'bugs']
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => keys.includes(key)))
}

function isoMillis(time: string): string {
  return new Date(time).toISOString()
}

// Turns the packages of a scenario into published releases: files with what they inherit, the tarball, the manifest a
// registry would show, and how each was published. It knows no HTTP; `packument.ts` shows these to the world.
import { createHash } from 'node:crypto'
import { aBuild, type Build } from './build.ts'
import { inheritedFiles } from './inherited-files.ts'
import { isJsonObject, objectAt } from './json-object.ts'
import { type FileTree, type JsonObject, packageTarball, type Tarball } from './package-tarball.ts'
import type { EvidenceFault, Person, WrittenPackage, WrittenVersion } from './written.ts'

export type PublishedRelease = {
  name: string
  version: string
  /** ISO. */
  published: string
  files: FileTree
  tarball: Tarball
  /** The registry's manifest; the tarball's own package.json unless the scenario makes them differ. */
  manifest: JsonObject
  publisher: Person & { trustedPublisher?: { id: string } }
  provenance: boolean
  build: Build
  evidence: EvidenceFault | 'good'
  signatures: boolean
  /** '' when the publication named no commit. */
  gitHead: string
  deprecated: string
  tag: string
  hasInstallScript: boolean
}

export type PublishedPackage = {
  name: string
  maintainers: readonly Person[]
  hostileKeys: boolean
  /** In the order of publication. */
  releases: readonly PublishedRelease[]
}

const somebody: Person = { name: 'maintainer', email: 'maintainer@example.test' }

export function publishPackages(
  written: Readonly<Record<string, WrittenPackage>>,
  file: string,
): ReadonlyMap<string, PublishedPackage> {
  return new Map(Object.entries(written).map(([name, one]) => [name, publishPackage(name, one, file)]))
}

/** `name@version` apart; the first character may be the `@` of a scope. */
export function splitSpec(spec: string): { name: string; version: string } {
  const at = spec.indexOf('@', 1)
  if (at === -1) throw new Error(`${spec}: a release is written name@version`)
  return { name: spec.slice(0, at), version: spec.slice(at + 1) }
}

export function findRelease(packages: ReadonlyMap<string, PublishedPackage>, spec: string): PublishedRelease {
  const { name, version } = splitSpec(spec)
  const release = packages.get(name)?.releases.find((one) => one.version === version)
  if (release === undefined) throw new Error(`${spec}: the scenario's registry has no such release`)
  return release
}

function publishPackage(name: string, written: WrittenPackage, file: string): PublishedPackage {
  const releases = Object.entries(written.versions).map(([version, one]) => {
    const files = inheritedFiles(written, version, `${file}: ${name}`, [])
    return publishRelease(name, version, completeFiles(name, version, files), { ...defaultsOf(written), ...one })
  })
  return {
    name,
    maintainers: written.maintainers ?? [somebody],
    hostileKeys: written.hostileKeys ?? false,
    releases: releases.sort((a, b) => Date.parse(a.published) - Date.parse(b.published)),
  }
}

function defaultsOf(written: WrittenPackage): Partial<WrittenVersion> {
  const { maintainers: _, hostileKeys: __, versions: ___, ...publication } = written
  return publication
}

function publishRelease(name: string, version: string, files: FileTree, written: WrittenVersion): PublishedRelease {
  const own = manifestIn(files)
  return {
    name,
    version,
    published: written.published,
    files,
    tarball: packageTarball(files),
    manifest: { ...own, ...implicitBuild(own, files), name, version, ...written.registryManifest },
    publisher: written.publisher ?? somebody,
    provenance: written.provenance ?? false,
    build: { ...ordinaryBuild(name, own), ...written.build },
    evidence: written.evidence ?? 'good',
    signatures: written.signatures ?? true,
    gitHead: commitOf(name, version, written.gitHead ?? false),
    deprecated: written.deprecated ?? '',
    tag: written.tag ?? 'latest',
    hasInstallScript: hasInstallScript(own, files),
  }
}

/** The repository that the manifest names, on a host that the issuer speaks for; numbers made up from the name. */
function ordinaryBuild(name: string, manifest: JsonObject): Build {
  const { url } = objectAt(manifest, 'repository')
  const said = typeof url === 'string' && url.includes('://') ? new URL(url.replace('git+', '')).pathname.slice(1) : ''
  const path = said === '' ? `fixture/${name.replace('@', '').replace('/', '-')}` : said.replace('.git', '')
  const number = (text: string) => String(createHash('sha256').update(text).digest().readUInt32BE())
  return {
    ...aBuild,
    repository: `https://github.com/${path}`,
    repositoryId: number(path),
    ownerId: number(path.split('/')[0] ?? ''),
  }
}

function commitOf(name: string, version: string, gitHead: string | boolean): string {
  if (typeof gitHead === 'string') return gitHead
  return gitHead ? createHash('sha1').update(`${name}@${version}`).digest('hex') : ''
}

/** As npm decides it: a script that runs on install, or the implicit build of a `binding.gyp`. */
function hasInstallScript(manifest: JsonObject, files: FileTree): boolean {
  const scripts = objectAt(manifest, 'scripts')
  if (['preinstall', 'install', 'postinstall'].some((event) => Object.hasOwn(scripts, event))) return true
  return Object.hasOwn(files, 'binding.gyp') && manifest.gypfile !== false
}

/** `npm publish` writes an implicit build into the registry's manifest (`gypfile` step of @npmcli/package-json). */
function implicitBuild(manifest: JsonObject, files: FileTree): JsonObject {
  const scripts = objectAt(manifest, 'scripts')
  if (!Object.hasOwn(files, 'binding.gyp') || manifest.gypfile === false) return {}
  if (Object.hasOwn(scripts, 'install') || Object.hasOwn(scripts, 'preinstall')) return {}
  return { scripts: { ...scripts, install: 'node-gyp rebuild' }, gypfile: true }
}

/** Every package has a manifest with its name and version, unless a scenario writes the text itself. */
function completeFiles(name: string, version: string, files: FileTree): FileTree {
  const own = files['package.json'] ?? {}
  const manifest = typeof own === 'string' ? own : { name, version, ...own }
  return { 'package.json': manifest, ...withoutManifest(files) }
}

function withoutManifest(files: FileTree): FileTree {
  const { 'package.json': _, ...others } = files
  return others
}

/** The tarball's package.json as an object; empty where a scenario wrote something that is none. */
function manifestIn(files: FileTree): JsonObject {
  const own = files['package.json']
  if (own === undefined) return {}
  if (typeof own === 'object') return own
  try {
    const value: unknown = JSON.parse(own)
    return isJsonObject(value) ? value : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

// Writes the lockfile (version 3, 4 with patches) that npm would have written for a scenario's tree: integrities from the
// built tarballs, dependency ranges from the manifests. It knows no resolution: the scenario says what sits where.

import { isJsonObject } from './json-object.ts'
import type { Json, JsonObject } from './package-tarball.ts'
import { tarballPath } from './packument.ts'
import { findRelease, type PublishedPackage, type PublishedRelease } from './published.ts'
import type { WrittenLock, WrittenLockEntry } from './written.ts'

type Packages = ReadonlyMap<string, PublishedPackage>

/** Manifest fields that npm copies into a lock entry as they are. */
const copiedKeys = [
  'license',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bin',
  'engines',
  'cpu',
  'os',
]

/** And into the root entry. */
const rootKeys = ['name', 'version', ...copiedKeys, 'devDependencies', 'workspaces']

export function lockfileOf(packages: Packages, origin: string, lock: WrittenLock, manifest: JsonObject): JsonObject {
  const root = { ...pick(manifest, rootKeys), ...lock.root }
  const locations = Object.keys(lock.tree).sort((a, b) => a.localeCompare(b, 'en'))
  const entries = locations.map((location): [string, JsonObject] => {
    const written = lock.tree[location]
    return [location, written === undefined ? {} : entryOf(packages, origin, lock, location, written)]
  })
  return {
    name: manifest.name ?? 'project',
    ...(manifest.version !== undefined && { version: manifest.version }),
    lockfileVersion: entries.some(([, entry]) => Object.hasOwn(entry, 'patched')) ? 4 : 3,
    requires: true,
    packages: { '': root, ...Object.fromEntries(entries) },
  }
}

function entryOf(
  packages: Packages,
  origin: string,
  lock: WrittenLock,
  location: string,
  written: WrittenLockEntry,
): JsonObject {
  const entry = typeof written === 'string' ? { package: written } : written
  if (entry.package === undefined) return entry.set ?? {}
  const release = findRelease(packages, entry.package)
  const resolved = `${origin}${tarballPath(release.name, release.version)}`
  return {
    // npm names a package only where the folder does not.
    ...(!location.endsWith(`node_modules/${release.name}`) && { name: release.name }),
    version: release.version,
    ...(lock.resolved === true && { resolved }),
    integrity: release.tarball.integrity,
    ...flagsOf(release),
    ...pick(release.manifest, copiedKeys),
    ...entry.set,
  }
}

function flagsOf(release: PublishedRelease): JsonObject {
  return {
    ...(release.deprecated !== '' && { deprecated: release.deprecated }),
    ...(release.hasInstallScript && { hasInstallScript: true }),
  }
}

/** Members in the order of `keys`; npm leaves empty maps out and writes a single `bin` as a map. */
function pick(manifest: JsonObject, keys: readonly string[]): JsonObject {
  const members = keys.flatMap((key): [string, Json][] => {
    const value = Object.hasOwn(manifest, key) ? manifest[key] : undefined
    if (value === undefined || (isJsonObject(value) && Object.keys(value).length === 0)) return []
    const single = key === 'bin' && typeof value === 'string'
    return [[key, single ? { [baseOf(manifest.name)]: value } : value]]
  })
  return Object.fromEntries(members)
}

function baseOf(name: Json | undefined): string {
  const text = typeof name === 'string' ? name : ''
  return text.slice(text.lastIndexOf('/') + 1)
}

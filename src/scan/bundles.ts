// Packages that a tarball carries under `node_modules/` without the lockfile saying so. npm unpacks them all the same,
// and the package that carries them finds them first: they are judged like the bundled ones that are listed.
import type { LockedPackage, LockedRelease } from '../domain/locked.ts'
import { releaseKey } from '../domain/locked.ts'
import type { Extracted } from '../domain/release.ts'
import type { Surroundings } from './surroundings.ts'

export function unlistedBundles(
  carrier: LockedRelease,
  carries: Extracted['bundled'],
  around: Pick<Surroundings, 'tree'>,
): LockedRelease[] {
  const { locked } = carrier
  return carries
    .filter(({ location }) => !isListed(`${locked.location}/${location}`, around))
    .map(({ location, contents }) => toRelease(carrier, `${locked.location}/${location}`, contents.manifest))
}

function toRelease(
  carrier: LockedRelease,
  location: string,
  manifest: { name: string; version: string },
): LockedRelease {
  const { locked } = carrier
  const installedAs = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const name = manifest.name === '' ? installedAs : manifest.name
  const path = [...locked.path, `${name}@${manifest.version}`]
  const bundled: LockedPackage = {
    ...locked,
    kind: 'bundled',
    location,
    installedAs,
    name,
    version: manifest.version,
    integrity: '',
    resolved: '',
    hasInstallScript: 'unknown',
    direct: false,
    path,
    bundledIn: locked.location,
    patch: { path: '', integrity: '' },
    bins: [],
    platform: 'any',
  }
  return { ...carrier, key: releaseKey(bundled), locked: bundled, locations: [location], paths: [path], direct: false }
}

/** An entry that brings its own tarball to the same place does not speak for the bytes that are carried there. */
function isListed(location: string, around: Pick<Surroundings, 'tree'>): boolean {
  const name = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
  const entries = around.tree.byInstalledName.get(name) ?? []
  return entries.some((entry) => entry.location === location && entry.kind === 'bundled')
}

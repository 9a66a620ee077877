// Makes the two lockfiles of a pull request out of a large one: the head is the part of it that some of its direct
// dependencies bring, and the base is the same tree with a few packages at the release before.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareVersions, isPrerelease, majorOf } from '../../src/domain/versions.ts'

type Entry = {
  version: string
  resolved?: string
  integrity?: string
  name?: string
  inBundle?: boolean
  os?: readonly string[]
  cpu?: readonly string[]
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}
export type Lock = { name: string; lockfileVersion: number; packages: Record<string, Entry> }
export type Manifest = { name: string; dependencies: Record<string, string>; devDependencies: Record<string, string> }
export type Project = { manifest: Manifest; lock: Lock }

/**
 * Direct dependencies are taken in their order until the tree has at least `size` packages. Entries say where they come
 * from, as npm writes it: without that npm asks for a packument each, and would be slower than it is.
 */
export function reduced(folder: string, size: number, origin: string): Project {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const lock: Lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
  const kept = new Set<string>()
  const direct = new Set<string>()
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
    if (kept.size >= size) break
    direct.add(name)
    keep(lock, '', name, kept)
  }
  const only = (all: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => direct.has(name)))
  const root = lock.packages[''] ?? { version: '' }
  const packages = Object.entries(lock.packages).flatMap(([location, entry]): [string, Entry][] =>
    kept.has(location) ? [[location, { ...entry, ...resolvedOf(location, entry, origin) }]] : [],
  )
  return {
    manifest: {
      ...manifest,
      dependencies: only(manifest.dependencies),
      devDependencies: only(manifest.devDependencies),
    },
    lock: {
      ...lock,
      packages: {
        '': { ...root, dependencies: only(root.dependencies), devDependencies: only(root.devDependencies) },
        ...Object.fromEntries(packages),
      },
    },
  }
}

function resolvedOf(location: string, { name, version, inBundle }: Entry, origin: string): { resolved?: string } {
  if (inBundle === true) return {}
  const full = name ?? location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
  return { resolved: `${origin}${full}/-/${full.slice(full.indexOf('/') + 1)}-${version}.tgz` }
}

/** Everything that `name` leads to, as Node looks for it from `from`. */
function keep(lock: Lock, from: string, name: string, kept: Set<string>): void {
  const location = found(lock, from, name)
  if (location === '' || kept.has(location)) return
  kept.add(location)
  const { dependencies, optionalDependencies, peerDependencies } = lock.packages[location] ?? {}
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    keep(lock, location, next, kept)
  }
}

function found(lock: Lock, from: string, name: string): string {
  const here = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (Object.hasOwn(lock.packages, here)) return here
  if (from === '') return ''
  const above = from.lastIndexOf('node_modules/')
  return found(lock, from.slice(0, Math.max(0, above - 1)), name)
}

type Packument = { versions: Record<string, { dist: { integrity?: string; tarball: string } }> }

/** `count` packages, spread over the tree, get the release that came before; gives what changed. */
export async function before(
  { lock }: Project,
  count: number,
  packument: (name: string) => Promise<Packument>,
): Promise<{ base: Lock; changed: string[] }> {
  const base: Lock = structuredClone(lock)
  const candidates = Object.entries(base.packages).filter(
    ([location, entry]) =>
      location.lastIndexOf('node_modules/') === 0 &&
      entry.name === undefined &&
      entry.os === undefined &&
      entry.cpu === undefined,
  )
  const changed: string[] = []
  const step = Math.floor(candidates.length / count)
  for (let index = 0; index < candidates.length && changed.length < count; index++) {
    // Where one has no earlier release the next one is taken.
    if (index < changed.length * step) continue
    const [location, entry] = candidates[index] ?? ['', { version: '' }]
    const name = location.slice('node_modules/'.length)
    const { versions } = await packument(name)
    const earlier = previous(Object.keys(versions), entry.version)
    const dist = versions[earlier]?.dist
    if (dist?.integrity === undefined) continue
    Object.assign(entry, { version: earlier, integrity: dist.integrity, resolved: dist.tarball })
    changed.push(`${name} ${earlier} -> ${lock.packages[location]?.version}`)
  }
  return { base, changed }
}

/** The greatest release of the same major below `version`; '' for none. */
function previous(versions: readonly string[], version: string): string {
  const earlier = versions.filter(
    (one) => !isPrerelease(one) && majorOf(one) === majorOf(version) && compareVersions(one, version) < 0,
  )
  return earlier.toSorted(compareVersions).at(-1) ?? ''
}

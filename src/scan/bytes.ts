// From a lock entry to what its bytes hold: its own tarball, or its place inside the tarball that carries it.
import { emptyContents } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Contents, Extracted, Fetched, Unchecked } from '../domain/release.ts'
import { type WantedBytes, wantedFor } from './contents.ts'
import { isPublished } from './histories.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * What a lock entry brings: its own files, patched if the project patches it, the same as the registry has them, and the
 * packages that its tarball carries under `node_modules/`.
 */
export type Brought = { own: Contents; asPublished: Contents; carries: Extracted['bundled'] }

/** What of a run's surroundings leads to bytes. */
export type ByteRoad = Pick<Surroundings, 'tree' | 'histories' | 'contents' | 'patches'>

/** Folders and links that leave the project are not read: their place is the fact. */
export async function bringBytes(
  locked: LockedPackage,
  registryIntegrity: string,
  around: ByteRoad,
): Promise<Fetched<Brought>> {
  if (locked.kind === 'link' || locked.kind === 'file') return only(emptyContents)
  if (locked.kind === 'bundled') return bundledContents(locked, around)
  const extracted = await extractedOf(locked, registryIntegrity, around)
  if (!extracted.ok) return extracted
  const published =
    locked.kind === 'patched' ? await extractedOf(unpatched(locked), registryIntegrity, around) : extracted
  if (!published.ok) return published
  const { own, bundled } = extracted.value
  return readable({ own, asPublished: published.value.own, carries: bundled })
}

/** Each of them is a question to the registry; the largest honest package.json has some hundred. */
const maxDependencies = 2000
/** Each of them is judged by itself; npm, which carries its whole tree, has some two hundred. */
const maxCarried = 2000

/**
 * npm acts on package.json. Where it is beyond our limits, or where it depends on the file system which file npm takes
 * for it, nobody knows what would run.
 */
function readable(brought: Brought): Fetched<Brought> {
  for (const { kind, path, detail } of brought.own.oddities) {
    if (kind === 'no-manifest') return unreadable('it has no package.json')
    if (kind === 'manifest-unreadable') return unreadable(`its package.json cannot be read (${detail})`)
    if (kind === 'case-collision' && path.toLowerCase() === 'package.json') {
      return unreadable(`${path} and ${detail} are one file on some systems`)
    }
  }
  if (brought.own.manifest.dependencies.length > maxDependencies) {
    const detail = `its package.json names more than ${maxDependencies} dependencies`
    return { ok: false, why: { code: 'too-large', detail } }
  }
  if (brought.carries.length > maxCarried) {
    const detail = `it carries more than ${maxCarried} packages of its own`
    return { ok: false, why: { code: 'too-many-files', detail } }
  }
  return { ok: true, value: brought }
}

function unreadable(detail: string): { ok: false; why: Unchecked } {
  return { ok: false, why: { code: 'unreadable-tarball', detail } }
}

export async function extractedOf(
  locked: LockedPackage,
  registryIntegrity: string,
  around: ByteRoad,
): Promise<Fetched<Extracted>> {
  const bytes = await bytesOf(locked, registryIntegrity, around)
  return bytes.ok ? around.contents.of(bytes.value.wanted, bytes.value.patch) : bytes
}

/** Its own tarball as locked, and the patch that the project has for it. */
export async function bytesOf(
  locked: LockedPackage,
  registryIntegrity: string,
  around: Pick<ByteRoad, 'patches'>,
): Promise<Fetched<WantedBytes>> {
  const wanted = wantedFor(locked, registryIntegrity)
  if (!wanted.ok) return wanted
  if (locked.kind !== 'patched') return { ok: true, value: { wanted: wanted.value, patch: 'none' } }
  const patch = await around.patches(locked.patch)
  return patch.ok ? { ok: true, value: { wanted: wanted.value, patch: patch.value } } : patch
}

/** The same release as the registry has it. */
export function unpatched(locked: LockedPackage): LockedPackage {
  return locked.kind === 'patched' ? { ...locked, kind: 'registry', patch: { path: '', integrity: '' } } : locked
}

/** The integrity that the registry serves for exactly this version, '' when it serves none. */
export async function registryIntegrity(locked: LockedPackage, around: ByteRoad): Promise<string> {
  if (!isPublished(locked)) return ''
  const history = await around.histories.of(locked.name)
  if (!history.ok) return ''
  return history.value.versions.find((one) => one.version === locked.version)?.integrity ?? ''
}

/** The entry whose tarball brings a bundled one along. */
export function carrierOf(locked: LockedPackage, around: Pick<ByteRoad, 'tree'>): LockedPackage | 'none' {
  const modules = 'node_modules/'
  const name = locked.bundledIn.slice(locked.bundledIn.lastIndexOf(modules) + modules.length)
  const entries = around.tree.byInstalledName.get(name) ?? []
  return entries.find((one) => one.location === locked.bundledIn) ?? 'none'
}

/** The bundled package inside its carrier's tarball, `emptyContents` when it is not there. */
export function insideOf(extracted: Extracted, locked: LockedPackage): Contents {
  const location = locked.location.slice(locked.bundledIn.length + 1)
  return extracted.bundled.find((one) => one.location === location)?.contents ?? emptyContents
}

/** Whether the bytes of the carrier hold this package; no when they cannot be had. */
export async function isCarried(locked: LockedPackage, around: ByteRoad): Promise<boolean> {
  return (await bundledContents(locked, around)).ok
}

async function bundledContents(locked: LockedPackage, around: ByteRoad): Promise<Fetched<Brought>> {
  const carrier = carrierOf(locked, around)
  if (carrier === 'none') {
    return { ok: false, why: { code: 'unsupported-source', detail: `${locked.bundledIn} is not in the lockfile` } }
  }
  const extracted = await extractedOf(carrier, await registryIntegrity(carrier, around), around)
  if (!extracted.ok) return extracted
  const contents = insideOf(extracted.value, locked)
  if (contents !== emptyContents) return only(contents)
  return unreadable(`the tarball of ${carrier.name}@${carrier.version} does not carry it`)
}

/** The carrier speaks for what lies below a bundled package, too. */
function only(own: Contents): Fetched<Brought> {
  return readable({ own, asPublished: own, carries: [] })
}

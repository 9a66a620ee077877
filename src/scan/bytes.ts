// From a lock entry to what its bytes hold: its own tarball, or its place inside the tarball that carries it.
import { emptyContents } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Contents, Extracted, Fetched } from '../domain/release.ts'
import { wantedFor } from './contents.ts'
import { isPublished } from './histories.ts'
import type { Surroundings } from './surroundings.ts'

/** What a lock entry brings: its own files, and the packages that its tarball carries under `node_modules/`. */
export type Brought = { own: Contents; carries: Extracted['bundled'] }

/** Folders and links that leave the project are not read: their place is the fact. */
export async function bringBytes(
  locked: LockedPackage,
  registryIntegrity: string,
  around: Surroundings,
): Promise<Fetched<Brought>> {
  if (locked.kind === 'link' || locked.kind === 'file') return only(emptyContents)
  if (locked.kind === 'bundled') return bundledContents(locked, around)
  const extracted = await extractedOf(locked, registryIntegrity, around)
  return extracted.ok ? { ok: true, value: { own: extracted.value.own, carries: extracted.value.bundled } } : extracted
}

export async function extractedOf(
  locked: LockedPackage,
  registryIntegrity: string,
  around: Surroundings,
): Promise<Fetched<Extracted>> {
  const wanted = wantedFor(locked, registryIntegrity)
  return wanted.ok ? around.contents.of(wanted.value) : wanted
}

/** The integrity that the registry serves for exactly this version, '' when it serves none. */
export async function registryIntegrity(locked: LockedPackage, around: Surroundings): Promise<string> {
  if (!isPublished(locked)) return ''
  const history = await around.histories.of(locked.name)
  if (!history.ok) return ''
  return history.value.versions.find((one) => one.version === locked.version)?.integrity ?? ''
}

/** The entry whose tarball brings a bundled one along. */
export function carrierOf(locked: LockedPackage, around: Surroundings): LockedPackage | 'none' {
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

async function bundledContents(locked: LockedPackage, around: Surroundings): Promise<Fetched<Brought>> {
  const carrier = carrierOf(locked, around)
  if (carrier === 'none') {
    return { ok: false, why: { code: 'unsupported-source', detail: `${locked.bundledIn} is not in the lockfile` } }
  }
  const extracted = await extractedOf(carrier, await registryIntegrity(carrier, around), around)
  if (!extracted.ok) return extracted
  const contents = insideOf(extracted.value, locked)
  if (contents !== emptyContents) return only(contents)
  const detail = `the tarball of ${carrier.name}@${carrier.version} does not carry it`
  return { ok: false, why: { code: 'unreadable-tarball', detail } }
}

/** The carrier speaks for what lies below a bundled package, too. */
function only(own: Contents): Fetched<Brought> {
  return { ok: true, value: { own, carries: [] } }
}

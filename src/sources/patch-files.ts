// Brings the patch files that a lockfile names (npm 12's `patchedDependencies`), and holds each against the digest that
// the lockfile pins for it, exactly as `npm ci` does: any other file there stops npm. The path and the digest come from
// the lockfile and may be anything.
import { realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { LockedPatch } from '../domain/locked.ts'
import type { Fetched, Unchecked } from '../domain/release.ts'
import { integrityOf } from './integrity.ts'
import { maxTextLength } from './lockfile/limits.ts'
import { leavesRepository } from './lockfile/location.ts'
import { type FileBytes, readInside } from './lockfile/project-files.ts'
import type { Patch } from './patch.ts'

export type PatchSource = (patch: LockedPatch) => Promise<Fetched<Patch>>

/** Patches of bundled code have some hundred kilobytes; parsing takes a multiple of it in memory. */
export const maxPatchBytes = 8 * 1024 * 1024

/** `bytesAt` reads a path relative to the project, with `/`; it never sees one that leads out of the project. */
export function createPatchSource(bytesAt: (path: string) => Promise<FileBytes>): PatchSource {
  return async (patch) => {
    const { path } = patch
    if (!staysInside(path)) return refuse('patch-unreadable', `${shown(path)} leads out of the project`)
    const file = await bytesAt(path)
    switch (file.status) {
      case 'missing':
        return refuse('patch-unreadable', `there is no ${shown(path)}`)
      case 'refused':
        return refuse('patch-unreadable', `${shown(path)} ${file.why}`)
      case 'bytes':
        return matching(patch, file.bytes)
    }
  }
}

/** Files in the project's own folder `dir`. Throws where there is no such folder. */
export function patchesIn(dir: string): PatchSource {
  const folder = realpathSync(resolve(dir))
  return createPatchSource(async (path) => readInside(join(folder, ...path.split('/')), folder, maxPatchBytes))
}

/** The first source that has what the lockfile pins; the last one says what is wrong. */
export function eitherOf(first: PatchSource, second: PatchSource): PatchSource {
  return async (patch) => {
    const found = await first(patch)
    return found.ok ? found : second(patch)
  }
}

function matching({ path, integrity }: LockedPatch, bytes: Buffer): Fetched<Patch> {
  if (bytes.length > maxPatchBytes) {
    return refuse('patch-unreadable', `${shown(path)} has ${bytes.length} bytes, more than ${maxPatchBytes}`)
  }
  // npm compares the two texts: one sha512, without options, and nothing beside it.
  if (integrityOf(bytes) !== integrity) {
    return refuse('patch-mismatch', `${shown(path)} is not the file that the lockfile pins`)
  }
  return { ok: true, value: { bytes, integrity } }
}

/** npm refuses the same, whatever the path would lead to. */
function staysInside(path: string): boolean {
  return path.length <= maxTextLength && !/\p{Cc}/u.test(path) && !leavesRepository(path, '')
}

function shown(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path)
}

function refuse(code: Unchecked['code'], detail: string): { ok: false; why: Unchecked } {
  return { ok: false, why: { code, detail } }
}

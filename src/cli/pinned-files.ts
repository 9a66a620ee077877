// The files that decide what npm installs, as they were when judging began: whether they are still so, and how they are
// put back. Bytes, not texts.
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nowhere, Problem } from '../domain/problem.ts'
import { maxFileBytes } from '../sources/lockfile/limits.ts'
import { replaceProjectFile } from '../sources/project-edit.ts'
import { systemCodeOf } from '../sources/system-code.ts'
import { usageMistake } from './mistakes.ts'

/** By name; undefined for what is not there. */
export type Pinned = ReadonlyMap<string, Buffer | undefined>

const deciding = ['package-lock.json', 'npm-shrinkwrap.json', 'package.json', '.npmrc'] as const

/** `folders` of the project have a package.json that counts, too. Throws a Problem for what is no file to be read. */
export function pinFiles(dir: string, consequence: string, folders: readonly string[] = []): Pinned {
  const names = [...deciding, ...folders.map((folder) => `${folder}/package.json`)]
  return new Map(
    names.map((name) => {
      const bytes = bytesOf(join(dir, name))
      if (typeof bytes === 'string') throw unreadable(name, bytes, consequence)
      return [name, bytes]
    }),
  )
}

/** Names of those that are not as they were. */
export function changedSince(pinned: Pinned, dir: string): string[] {
  return [...pinned].filter(([name, bytes]) => !isEqual(bytes, bytesOf(join(dir, name)))).map(([name]) => name)
}

/** Somebody else changed them while they were judged: what is there now was not judged. */
export function refuseChanged(pinned: Pinned, dir: string, consequence: string): void {
  const changed = changedSince(pinned, dir)
  if (changed.length === 0) return
  const message = `${changed.join(' and ')} changed while it was judged`
  throw new Problem([usageMistake('changed-meanwhile', message, 'Run it again.')], consequence)
}

/** `texts` replaces whole files; what is undefined there is left alone. */
export function writeFiles(dir: string, texts: ReadonlyMap<string, string>, consequence: string): void {
  for (const [name, text] of texts) replaceProjectFile(dir, name, text, consequence)
}

/** Byte for byte what was there, also where npm or somebody else wrote meanwhile. */
export function putBack(dir: string, pinned: Pinned, consequence: string): void {
  for (const [name, bytes] of pinned) {
    if (isEqual(bytes, bytesOf(join(dir, name)))) continue
    if (bytes === undefined) rmSync(join(dir, name), { force: true })
    else replaceProjectFile(dir, name, bytes, consequence)
  }
}

function isEqual(left: Buffer | undefined, right: Buffer | undefined | string): boolean {
  return left === undefined || right === undefined || typeof right === 'string' ? left === right : left.equals(right)
}

/** Completes "it ..." where it cannot be read: a device or a pipe, which a link of the project leads to, has no end. */
function bytesOf(path: string): Buffer | undefined | string {
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return 'is no ordinary file'
    return stat.size > maxFileBytes ? `has ${stat.size} bytes, more than ${maxFileBytes}` : readFileSync(path)
  } catch (error) {
    const code = systemCodeOf(error)
    return code === 'ENOENT' ? undefined : `cannot be read (${code})`
  }
}

function unreadable(name: string, why: string, consequence: string): Problem {
  const help = 'npm would read it, too: it has to be an ordinary file.'
  const place = { ...nowhere, file: name }
  return new Problem([{ code: 'project-file-unreadable', message: `it ${why}`, help, place }], consequence)
}

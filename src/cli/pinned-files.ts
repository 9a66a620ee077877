// The files that decide what npm installs, as they were when judging began: whether they are still so, and how they are
// put back. Bytes, not texts.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '../domain/problem.ts'
import { replaceProjectFile } from '../sources/project-edit.ts'
import { systemCodeOf } from '../sources/system-code.ts'
import { usageMistake } from './mistakes.ts'

/** By name; undefined for what is not there. */
export type Pinned = ReadonlyMap<string, Buffer | undefined>

const deciding = ['package-lock.json', 'npm-shrinkwrap.json', 'package.json', '.npmrc'] as const

/** `folders` of the project have a package.json that counts, too. */
export function pinFiles(dir: string, folders: readonly string[] = []): Pinned {
  const names = [...deciding, ...folders.map((folder) => `${folder}/package.json`)]
  return new Map(names.map((name) => [name, bytesOf(join(dir, name))]))
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

function isEqual(left: Buffer | undefined, right: Buffer | undefined): boolean {
  return left === undefined || right === undefined ? left === right : left.equals(right)
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

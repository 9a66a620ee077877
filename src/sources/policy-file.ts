// Finds `cordon.yml` on disk: in the project's folder, else in the nearest folder above it, but never above the repository
// that the project lies in. What the file means is not its business.
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, parse, resolve } from 'node:path'
import { type FileBytes, readInside, repositoryOf } from './lockfile/project-files.ts'

export const policyName = 'cordon.yml'
/** It would look like a policy and never be read. */
const misspelt = 'cordon.yaml'

/** Bytes; more are refused before they are read. */
const maxBytes = 1024 * 1024

export type PolicyFile = {
  /** Absolute. */
  path: string
  read: Exclude<FileBytes, { status: 'missing' }> | { status: 'misspelt' }
}

/** The folders to look in, the project's first, the repository's last. Real paths. */
export function policyFolders(dir: string): string[] {
  const project = realpathSync(dir)
  const root = repositoryOf(project)
  const folders = [project]
  for (let at = project; at !== root; ) {
    at = dirname(at)
    folders.push(at)
  }
  return folders
}

export function findPolicy(dir: string): PolicyFile | 'none' {
  const folders = policyFolders(dir)
  const root = folders.at(-1) ?? dir
  for (const folder of folders) {
    const path = join(folder, policyName)
    const read = readInside(path, root, maxBytes)
    if (read.status !== 'missing') return { path, read }
    if (existsSync(join(folder, misspelt))) return { path: join(folder, misspelt), read: { status: 'misspelt' } }
  }
  return 'none'
}

/** A file that the user names may lie anywhere. */
export function readNamedPolicy(path: string): FileBytes {
  return readInside(resolve(path), parse(resolve(path)).root, maxBytes)
}

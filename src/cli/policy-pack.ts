// A pack that the policy names by a path: from the folder of the policy, inside its repository, and in a pull request as
// the base commit has it.
import { realpath } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import type { PackFile } from '../domain/pack-layout.ts'
import type { PackUse } from '../domain/policy.ts'
import { type Mistake, type Place, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import type { GitFile } from '../sources/git.ts'
import { readPackFiles } from '../sources/pack-files.ts'
import { isBelow, leadsInto } from '../sources/written-path.ts'
import type { PolicyPlace } from './policy-place.ts'

/** Throws a Problem; `place` is where the policy names the pack. */
export async function readPolicyPack(
  use: PackUse,
  place: Place,
  policy: PolicyPlace,
  shown: (path: string) => string,
  consequence: string,
): Promise<PackFile[]> {
  const path = resolve(policy.dir, use.from)
  const { commit } = policy
  if (!isBelow(policy.root, path)) throw new Problem([leaves(use.from, place)], consequence)
  if (commit !== 'none' && (isBelow(commit.dir, path) || leadsInto(commit.dir, path))) {
    const files = await readFromCommit(path, commit, shown(path), consequence)
    if (files !== undefined) return files
    // What no commit has (an installed or a built pack) is the pull request's own word, unless it is pinned.
    if (use.digest === '') throw new Problem([unpinned(use.from, place)], consequence)
  }
  const files = await readPackFiles(path, consequence, shown)
  if (!isBelow(await realpath(policy.root), await realpath(path))) {
    throw new Problem([leaves(use.from, place)], consequence)
  }
  return files
}

/**
 * A pack of the command line, `path` absolute: in a pull request as the base commit has it, too. One that only the pull
 * request has judges nothing yet, and that is said; it could only add findings.
 */
export async function readNamedPack(
  path: string,
  commit: PolicyPlace['commit'],
  shown: (path: string) => string,
  consequence: string,
): Promise<{ files: readonly PackFile[]; notices: readonly Notice[] }> {
  const onDisk = () => readPackFiles(path, consequence, shown)
  const inside = commit !== 'none' && (isBelow(commit.dir, path) || leadsInto(commit.dir, path))
  if (!inside) return { files: await onDisk(), notices: [] }
  const files = await readFromCommit(path, commit, shown(path), consequence)
  if (files !== undefined) return { files, notices: [] }
  await onDisk()
  return { files: [], notices: [{ code: 'pack-not-in-base', detail: shown(path) }] }
}

/** By the path as it is written: what a link of the work tree leads to is the pull request's choice. */
async function readFromCommit(
  path: string,
  commit: Omit<GitFile, 'path'>,
  shown: string,
  consequence: string,
): Promise<PackFile[] | undefined> {
  if (!isBelow(commit.dir, path)) return undefined
  const file = { ...commit, path: relative(commit.dir, path).split(sep).join('/') }
  const { readGitPack } = await import('../sources/pack-git.ts')
  return readGitPack(file, shown, consequence)
}

function leaves(from: string, place: Place): Mistake {
  const help = 'Keep the pack in the repository, or publish it and write npm:name@1.2.0.'
  return { code: 'pack-outside', message: `${from} leaves the repository`, help, place }
}

function unpinned(from: string, place: Place): Mistake {
  const help = 'Pin it with a digest ("cordon rules lint" prints it), or commit it.'
  return { code: 'pack-unpinned', message: `${from} is not in the base commit, and nothing pins it`, help, place }
}

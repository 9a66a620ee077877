// A pack that the policy names by a path: from the folder of the policy, inside its repository, and in a pull request as
// the base commit has it.
import { realpath } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import type { PackFile } from '../domain/pack-layout.ts'
import type { PackUse } from '../domain/policy.ts'
import { type Mistake, type Place, Problem } from '../domain/problem.ts'
import type { GitFile } from '../sources/git.ts'
import { readPackFiles } from '../sources/pack-files.ts'

export type PolicyPlace = {
  /** As its user names it, and what it says: mistakes quote its lines. */
  file: string
  text: string
  /** Absolute: its folder, and the repository's (the same where there is none). */
  dir: string
  root: string
  /** The base commit of a pull request, when that is where the policy was read. */
  commit: 'none' | Pick<GitFile, 'ref' | 'env' | 'platform'>
}

/** Throws a Problem; `place` is where the policy names the pack. */
export async function readPolicyPack(
  use: PackUse,
  place: Place,
  policy: PolicyPlace,
  shown: (path: string) => string,
  consequence: string,
): Promise<PackFile[]> {
  const path = resolve(policy.dir, use.from)
  if (!isInside(path, policy.root)) throw new Problem([leaves(use.from, place)], consequence)
  if (policy.commit !== 'none') {
    const file = { ...policy.commit, dir: policy.root, path: relative(policy.root, path).split(sep).join('/') }
    const { readGitPack } = await import('../sources/pack-git.ts')
    const files = await readGitPack(file, shown(path), consequence)
    if (files !== undefined) return files
    // What no commit has (an installed or a built pack) is the pull request's own word, unless it is pinned.
    if (use.digest === '') throw new Problem([unpinned(use.from, place)], consequence)
  }
  const files = await readPackFiles(path, consequence, shown)
  if (!isInside(await realpath(path), await realpath(policy.root))) {
    throw new Problem([leaves(use.from, place)], consequence)
  }
  return files
}

function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

function leaves(from: string, place: Place): Mistake {
  const help = 'Keep the pack in the repository, or publish it and write npm:name@1.2.0.'
  return { code: 'pack-outside', message: `${from} leaves the repository`, help, place }
}

function unpinned(from: string, place: Place): Mistake {
  const help = 'Pin it with a digest ("cordon rules lint" prints it), or commit it.'
  return { code: 'pack-unpinned', message: `${from} is not in the base commit, and nothing pins it`, help, place }
}

// Paths that the workflow writes, as they are meant: from its working directory, or from the workspace.
import { existsSync, realpathSync } from 'node:fs'
import { join, posix, relative, resolve, sep } from 'node:path'
import { usageMistake } from '../cli/mistakes.ts'
import { Problem } from '../domain/problem.ts'
import type { TreeEntry } from '../sources/git-tree.ts'
import { isBelow, linkInRepository } from '../sources/written-path.ts'
import type { Inputs } from './inputs.ts'
import { lockfileNames } from './projects.ts'
import type { Place } from './repository.ts'
import type { Setting } from './setting.ts'

/** The workflow's own packs and records, from the root of the repository. */
export function packsIn({ inputs, place }: Setting): string[] {
  const named = [...inputs.rules, ...inputs.osv, ...(inputs.policy === '' ? [] : [inputs.policy])]
  return named.filter((one) => !one.startsWith('npm:')).map((one) => posix.normalize(posix.join(place.folder, one)))
}

/** Paths of the workflow are meant from its working directory. */
export function seenFrom(inputs: Inputs, { root, folder }: Place): Inputs {
  const at = (path: string) => (path === '' || path.startsWith('npm:') ? path : resolve(root, folder, path))
  const { policy, trustedRoot, registryKeys } = inputs
  return {
    ...inputs,
    policy: at(policy),
    trustedRoot: at(trustedRoot),
    registryKeys: at(registryKeys),
    rules: inputs.rules.map(at),
    osv: inputs.osv.map(at),
  }
}

/** Throws a Problem for a folder that a pull request could fill with links: what is kept would be written through them. */
export function keptFolder(
  cache: string,
  { workspace, env, place }: Pick<Setting, 'workspace' | 'env' | 'place'>,
  head: readonly TreeEntry[],
): string {
  if (cache === '') return ''
  const home = env.HOME ?? env.USERPROFILE ?? ''
  const folder = resolve(workspace, cache.startsWith('~/') ? join(home, cache.slice(2)) : cache)
  const inside = relative(place.root, folder).split(sep).join('/')
  const isTracked = isBelow(place.root, folder) && head.some(({ path }) => inside === '' || isAt(path, inside))
  if (!isTracked && linkInRepository(folder) === '') return folder
  const help = 'Name a folder outside of the repository, such as ~/.cordon-tarballs.'
  const message = `cache ${cache} is a folder that the repository has files or links in`
  throw new Problem([usageMistake('cache-in-repository', message, help)], 'nothing was judged')
}

/** At or below it, or on the way to it. */
function isAt(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || folder.startsWith(`${path}/`)
}

/** The lockfiles in the folder that a link of the work tree leads to, from the root; those outside of it are nobody's here. */
export function lockfilesThrough(root: string, link: string): string[] {
  const path = join(root, link)
  if (!existsSync(path)) return []
  const [start, there] = [realpathSync(root), realpathSync(path)]
  if (!isBelow(start, there)) return []
  const lockfiles = lockfileNames.map((name) => join(there, name)).filter((file) => existsSync(file))
  return lockfiles.map((file) => relative(start, file).split(sep).join('/'))
}

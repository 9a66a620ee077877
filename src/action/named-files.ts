// Records and trust data that the workflow names by a path of the repository: they are read from the work tree, so a change
// that brings others would choose what it is judged by.
import { dirname, relative, resolve, sep } from 'node:path'
import { differsFromCommit } from '../sources/git-changes.ts'
import { isBelow, linkInRepository } from '../sources/written-path.ts'
import type { Inputs } from './inputs.ts'
import type { Environment, Place } from './repository.ts'

/** Those that are not as the base commit has them, from the root of the repository. */
export async function changedNames(
  { osv, trustedRoot, registryKeys }: Pick<Inputs, 'osv' | 'trustedRoot' | 'registryKeys'>,
  { root, folder }: Place,
  base: string,
  env: Environment,
): Promise<string[]> {
  const paths = [...osv, trustedRoot, registryKeys]
    .filter((path) => path !== '')
    .map((path) => resolve(root, folder, path))
    .filter((path) => isBelow(root, path))
  const changed: string[] = []
  for (const path of new Set(paths)) {
    const shown = relative(root, path).split(sep).join('/') || '.'
    const file = { dir: root, ref: base, path: shown, env, platform: process.platform }
    // What a link on the way leads to is compared with nothing.
    if (linkInRepository(dirname(path)) !== '' || (await differsFromCommit(file))) changed.push(shown)
  }
  return changed
}

export function changedNamesLines(names: readonly string[]): string[] {
  return names.map(
    (name) =>
      `This change brings another \`${name}\`, which the workflow judges by: the run is incomplete until that is merged.`,
  )
}

// Where the policy of a pull request may stand in its base commit: paths as they are written, through no link.
import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, join, posix, relative, sep } from 'node:path'
import { type Mistake, Problem } from '../domain/problem.ts'
import { policyFolders, policyName } from '../sources/policy-file.ts'
import { isBelow, linkInRepository, writtenIn } from '../sources/written-path.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { shownPath } from './shown-path.ts'

/**
 * Where the policy may stand in the base commit, seen from the repository's root, the nearest first. A link on the way
 * would let the pull request choose another place: nothing is judged then.
 */
export function policyPathsInBase(
  { dir, file, consequence, baseFolder }: { dir: string; file: string; consequence: string; baseFolder: string },
  root: string,
  { cwd, env }: Pick<Io, 'cwd' | 'env'>,
): string[] | 'outside' {
  const project = writtenIn(root, join(dir, policyName))
  const link = linkInRepository(asTyped(dir, cwd, env.PWD ?? ''))
  if (link !== '' || project.status !== 'inside') {
    const shown = shownPath(link === '' ? dir : link, cwd)
    throw new Problem([throughLink('project-through-link', shown, 'the project')], consequence)
  }
  if (file === '' && baseFolder !== '') return foldersAbove(baseFolder).map((folder) => posix.join(folder, policyName))
  if (file === '') {
    return policyFolders(dir).map((folder) => relative(root, join(folder, policyName)).split(sep).join('/'))
  }
  const named = writtenIn(root, file)
  if (named.status !== 'linked') return named.status === 'inside' ? [named.path] : 'outside'
  throw new Problem([throughLink('policy-through-link', shownPath(named.link, cwd), 'the policy')], consequence)
}

/** The folder itself first, the root ('') last. */
function foldersAbove(folder: string): string[] {
  const steps = folder === '.' ? [] : folder.split('/')
  return Array.from({ length: steps.length + 1 }, (_, index) => steps.slice(0, steps.length - index).join('/'))
}

/** A shell that was sent into a link knows by which way; the system only says where that led. */
function asTyped(dir: string, cwd: string, shell: string): string {
  const isShells = isAbsolute(shell) && existsSync(shell) && realpathSync(shell) === cwd && isBelow(cwd, dir)
  return isShells ? join(shell, relative(cwd, dir)) : dir
}

function throughLink(code: string, link: string, what: string): Mistake {
  const message = `${link} is a link, and a pull request can change where such a link leads`
  return usageMistake(code, message, `With --base, name ${what} by the path it has in the repository itself.`)
}

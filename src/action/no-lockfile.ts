// A gate over a folder that has nothing to judge is open and looks shut: told from the paths of both commits. Pure.
import { posix } from 'node:path'
import { usageMistake } from '../cli/mistakes.ts'
import { Problem } from '../domain/problem.ts'
import { foreignLockfiles } from '../sources/lockfile/read.ts'
import { lockfileNames } from './projects.ts'

/** `folder`: the working directory, '' for the root. A repository without any lockfile at all has nothing to guard. */
export function refuseNoLockfile(paths: Iterable<string>, folder: string): void {
  const known = [...paths].filter((path) => !path.split('/').includes('node_modules'))
  const ours = known.filter((path) => lockfileNames.includes(posix.basename(path)))
  if (ours.some((path) => folder === '' || path.startsWith(`${folder}/`))) return
  const foreign = foreignLockfiles.filter((name) => known.includes(posix.join(folder, name)))
  if (folder === '' && foreign.length === 0) return
  const above = ours.find((path) => folder.startsWith(`${posix.dirname(path)}/`) || posix.dirname(path) === '.')
  const message = `there is no lockfile of npm in ${folder || 'this repository'}${foreign.length === 0 ? '' : `, only ${foreign.join(', ')}`}`
  const help =
    above === undefined
      ? 'cordon reads package-lock.json and npm-shrinkwrap.json.'
      : `Its packages are locked in ${above}: leave working-directory out, or name the folder of that file.`
  throw new Problem([usageMistake('no-lockfile', message, help)], 'nothing was judged')
}

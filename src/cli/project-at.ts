// The files of a project with names as its user would type them.
import { loadProjectFiles, type ProjectFiles } from '../sources/lockfile/project-files.ts'
import type { Io } from './io.ts'
import { shownPath } from './shown-path.ts'

/** `dir` is absolute. Throws a Problem when there is no such folder. */
export function projectAt(dir: string, io: Pick<Io, 'cwd'>): ProjectFiles {
  const shown = shownPath(dir, io.cwd).replaceAll('\\', '/')
  return { ...loadProjectFiles(dir), shown: (name) => (shown === '.' ? name : `${shown}/${name}`) }
}

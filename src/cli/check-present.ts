// What a check starts from: the texts of the project and the tree that it locks now, or nothing of both.
import type { Lockfile } from '../domain/locked.ts'
import type { ProjectFiles } from '../sources/lockfile/project-files.ts'
import { parseLockfile, readProjectLockfile } from '../sources/lockfile/read.ts'
import { textsOf, withResolved } from '../sources/resolve-project.ts'
import type { ProjectTexts, Resolved } from '../sources/resolve-request.ts'
import type { Target } from './check-options.ts'
import type { Io } from './io.ts'
import { projectAt } from './project-at.ts'

export type Present = {
  texts: ProjectTexts
  /**
   * `none`: it locks nothing yet, so everything is new. Read when it is called, which takes longer than all the rest.
   * Throws a Problem.
   */
  present: () => Lockfile | 'none'
  /** A tree without packages. */
  nothing: Lockfile
  /** What npm would write, as the lockfile of this project. */
  lockfileOf: (resolved: Resolved) => Lockfile
}

/** Throws a Problem. A lockfile that package.json has moved on from is no mistake here: npm would resolve the rest. */
export function readPresent({ dir, hasProject }: Target, consequence: string, io: Pick<Io, 'cwd'>): Present {
  const project = projectAt(dir, io)
  const texts = hasProject ? textsOf(project, consequence) : { manifest: '', lockfile: '', files: new Map() }
  return {
    texts,
    present: () => presentIn(project, texts),
    nothing: {
      file: project.shown('package-lock.json'),
      lockfileVersion: 3,
      packages: [],
      notes: [],
      project: 'unknown',
    },
    lockfileOf: (resolved) => readProjectLockfile(withResolved(project, resolved)),
  }
}

function presentIn(project: ProjectFiles, { manifest, lockfile }: ProjectTexts): Lockfile | 'none' {
  if (lockfile === '') return 'none'
  return parseLockfile({
    file: project.shown('package-lock.json'),
    text: lockfile,
    manifest: manifest === '' ? 'none' : { file: project.shown('package.json'), text: manifest },
    projectFolder: project.projectFolder,
  })
}

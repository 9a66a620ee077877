// What an install would make of a project, worked out in a scratch folder and judged: the next lockfile, the verdicts on what
// would come in, and its install scripts. Nothing of the project is written here.
import { basename } from 'node:path'
import type { Lockfile } from '../domain/locked.ts'
import { Problem } from '../domain/problem.ts'
import type { Unchecked } from '../domain/release.ts'
import type { Report } from '../domain/report.ts'
import { type Listed, listScripts } from '../scan/scripts.ts'
import { parsed, text } from '../sources/json-value.ts'
import type { ProjectFiles } from '../sources/lockfile/project-files.ts'
import { readProjectLockfile } from '../sources/lockfile/read.ts'
import { withMember } from '../sources/package-json-edit.ts'
import { textsOf, withResolved } from '../sources/resolve-project.ts'
import type { Resolved } from '../sources/resolve-request.ts'
import { longestResolve, resolveTree } from '../sources/resolve-tree.ts'
import { unresolvableProblem } from './check-unresolvable.ts'
import type { InstallAsked } from './install-arguments.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { withProject } from './project.ts'
import { projectAt } from './project-at.ts'
import type { ScanOptions } from './scan-options.ts'
import { scriptSettings, textOf } from './scripts-write.ts'

export type Prepared =
  | { status: 'judged'; report: Report; judged: Lockfile; resolved: Resolved; listed: readonly Listed[] }
  | { status: 'unchecked'; why: Unchecked }

/** What of the new tree is in `installed` was let in earlier; everything else enters now and is judged. */
export async function prepareInstall(
  asked: InstallAsked,
  options: ScanOptions,
  installed: Lockfile | 'none',
  consequence: string,
  io: Io,
): Promise<Prepared> {
  const project = projectAt(asked.dir, io)
  refuseShrinkwrap(project, consequence)
  const texts = textsOf(project, consequence)
  return withProject(
    options,
    consequence,
    io,
    async (input, settings) => {
      const resolution = await resolveTree(
        {
          ...texts,
          ...asked.change,
          settings,
          options: asked.options,
          before: beforeOf(asked, options),
          complete: true,
          longest: longestResolve,
        },
        io.interrupt,
      )
      if (resolution.status === 'unchecked') return resolution
      if (resolution.status === 'unresolvable') throw unresolvableProblem(resolution.why, [], consequence)
      const resolved = withFolderName(resolution.value, asked.dir)
      const { scan } = await import('../scan/scan.ts')
      const judged = readProjectLockfile(withResolved(project, resolved))
      const report = await scan({ ...input, lockfile: judged, base: installed })
      const npmrc = textOf(project, '.npmrc', consequence)
      const isWanted = report.summary.exitCode === 0 && asked.scripts !== 'none'
      const listed = isWanted
        ? (await listScripts({ ...input, lockfile: judged, settings: scriptSettings(npmrc) }, 'told')).listed
        : []
      return { status: 'judged', report, judged, resolved, listed }
    },
    () => unread,
  )
}

/** npm calls a project without a name by its folder, and it was resolved in another one. */
function withFolderName(resolved: Resolved, dir: string): Resolved {
  if (text(parsed(resolved.manifest), 'name') !== '') return resolved
  return { ...resolved, lockfile: withMember(resolved.lockfile, 'name', basename(dir)) ?? resolved.lockfile }
}

/** npm 11 goes on writing that one, npm 12 does not read it: two lockfiles would be the end of it. */
function refuseShrinkwrap(project: ProjectFiles, consequence: string): void {
  if (project.read('npm-shrinkwrap.json').status === 'missing') return
  const message = `cordon writes package-lock.json, and this project has ${project.shown('npm-shrinkwrap.json')}`
  const help = 'Rename it to package-lock.json: npm 12 reads no other. "cordon ci" installs from it as it is.'
  throw new Problem([usageMistake('shrinkwrap-not-written', message, help)], consequence)
}

/** The lockfile of now is not judged here, and may be missing or behind its package.json: npm mends that. */
const unread: Lockfile = { file: 'package-lock.json', lockfileVersion: 3, packages: [], notes: [], project: 'unknown' }

/** In a replay the registry is as it was then. */
function beforeOf({ before }: InstallAsked, { visibleUntil }: ScanOptions): number | 'unset' {
  if (before !== 'unset') return before
  return visibleUntil === Number.POSITIVE_INFINITY ? 'unset' : visibleUntil
}

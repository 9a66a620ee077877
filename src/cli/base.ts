// What `--base` leads to: the lockfile to compare with, and the .npmrc that counts then.
import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import type { Accepted } from '../domain/accepted.ts'
import type { Lockfile } from '../domain/locked.ts'
import { Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import { findGitEntry, readGitEntry, readGitFile } from '../sources/git.ts'
import { withNpmrcAllowed } from '../sources/lockfile/npmrc-allowed.ts'
import { loadProjectFiles, type ProjectFiles, repositoryOf } from '../sources/lockfile/project-files.ts'
import { type LockfileText, parseLockfile } from '../sources/lockfile/read.ts'
import type { NpmConfigInput } from '../sources/npm-config.ts'
import { createPatchSource, eitherOf, type PatchSource, patchesIn } from '../sources/patch-files.ts'
import { acceptedAtBase, readOwnAccepted } from './accepted.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import type { ScanOptions } from './scan-options.ts'

export type Base = {
  /** What counts as accepted. */
  accepted: Accepted
  lockfile: Lockfile | 'none'
  projectNpmrc: NpmConfigInput['projectNpmrc']
  /** The patch files that the base lockfile speaks of. */
  patches: PatchSource
  notices: readonly Notice[]
}

export async function readBase(options: ScanOptions, project: ProjectFiles, io: Io): Promise<Base> {
  refuseWithoutCommit(options)
  if (options.base === '') {
    const patches = patchesIn(options.dir)
    return { lockfile: 'none', projectNpmrc: 'from-disk', patches, accepted: readOwnAccepted(project), notices: [] }
  }
  return isFileName(options.base) ? baseFromFile(options, project, io) : baseFromGit(options, project, io)
}

/**
 * Decided by the spelling alone. Were it decided by what exists, a pull request could add a file called `main` and with
 * it choose what `--base main` compares with.
 */
export function isFileName(base: string): boolean {
  const relative = ['./', '../', `.${sep}`, `..${sep}`].some((start) => base.startsWith(start))
  return relative || isAbsolute(base) || base.endsWith('.json')
}

function baseFromFile({ base, dir }: ScanOptions, project: ProjectFiles, io: Io): Base {
  const path = resolve(io.cwd, base)
  const beside = loadProjectFiles(dirname(path))
  const read = beside.read(basename(path))
  if (read.status !== 'text') {
    const why = read.status === 'missing' ? 'there is no such file' : `it ${read.why}`
    const help = 'Name a lockfile or a git reference. What ends in .json or starts with ./ is taken for a file.'
    throw new Problem([usageMistake('base-unreadable', `--base ${base}: ${why}`, help)], 'nothing was scanned')
  }
  const { projectFolder } = project
  // In the project's own folder the package.json belongs to the lockfile that is judged.
  const manifest = dirname(path) === dir ? 'none' : manifestBeside(base, beside)
  const npmrc = beside.read('.npmrc')
  const lockfile = withNpmrc(
    parseLockfile({ file: base, text: read.text, manifest, projectFolder }),
    join(dirname(base), '.npmrc'),
    npmrc.status === 'text' ? npmrc.text : '',
  )
  // A lockfile taken aside mostly comes without its patches; the project still has those that did not change.
  const patches = eitherOf(patchesIn(dirname(path)), patchesIn(dir))
  return { lockfile, projectNpmrc: 'from-disk', patches, accepted: readOwnAccepted(project), notices: [] }
}

function withNpmrc(lockfile: Lockfile, file: string, text: string): Lockfile {
  const { project } = lockfile
  return project === 'unknown' ? lockfile : { ...lockfile, project: withNpmrcAllowed(project, file, text) }
}

function manifestBeside(base: string, beside: ProjectFiles): LockfileText['manifest'] {
  const read = beside.read('package.json')
  return read.status === 'text' ? { file: join(dirname(base), 'package.json'), text: read.text } : 'none'
}

/** A pull request: everything that decides comes from the base commit, the .npmrc included (design section 11). */
async function baseFromGit(options: ScanOptions, project: ProjectFiles, io: Io): Promise<Base> {
  const { base, baseFolder } = options
  const { dir, folder, prefix } = placeAtBase(options, project)
  const fileAt = (path: string) => ({ dir, ref: base, path: `${prefix}${path}`, env: io.env, platform: io.platform })
  const at = (path: string) => readGitFile(fileAt(path))
  const patches = createPatchSource(async (path) => {
    const entry = await findGitEntry(fileAt(path))
    if (entry === 'none') return { status: 'missing' }
    if (entry.kind !== 'file') return { status: 'refused', why: 'is no ordinary file' }
    return { status: 'bytes', bytes: await readGitEntry(fileAt(path), entry) }
  })
  const projectNpmrc = { text: (await at('.npmrc')) ?? '' }
  const { accepted, notices } = acceptedAtBase(base, await at('cordon.lock'), project, options.proposals)
  const manifest = await at('package.json')
  const shown = baseFolder === '' ? '' : prefix
  for (const name of ['package-lock.json', 'npm-shrinkwrap.json']) {
    const text = await at(name)
    if (text === undefined) continue
    const lockfile = parseLockfile({
      file: `${base}:${shown}${name}`,
      text,
      manifest: manifest === undefined ? 'none' : { file: `${base}:${shown}package.json`, text: manifest },
      projectFolder: folder,
    })
    return {
      lockfile: withNpmrc(lockfile, `${base}:${shown}.npmrc`, projectNpmrc.text),
      projectNpmrc,
      patches,
      accepted,
      notices,
    }
  }
  // The pull request brings the first lockfile: all of it is new, so all of it is judged.
  const first = { code: 'no-base-lockfile', detail: base }
  return { lockfile: 'none', projectNpmrc, patches, accepted, notices: [first, ...notices] }
}

/** Seen from the project, as long as it has not moved since; else from the root of its repository. */
function placeAtBase({ dir, baseFolder }: ScanOptions, { projectFolder }: ProjectFiles) {
  if (baseFolder === '') return { dir, folder: projectFolder, prefix: '' }
  const folder = baseFolder === '.' ? '' : baseFolder
  return { dir: repositoryOf(realpathSync(dir)), folder, prefix: folder === '' ? '' : `${folder}/` }
}

/** Whoever gives one of these counts on it. */
function refuseWithoutCommit({ base, baseFolder, proposals }: ScanOptions): void {
  if (base !== '' && !isFileName(base)) return
  const flags = [...(baseFolder === '' ? [] : ['--base-folder']), ...(proposals === '' ? [] : ['--proposals'])]
  const help = 'Name the commit that decides: --base main.'
  const mistakes = flags.map((flag) => usageMistake('needs-base-commit', `${flag} means nothing without one`, help))
  if (mistakes.length > 0) throw new Problem(mistakes, 'nothing was scanned')
}

// What `--base` leads to: the lockfile to compare with, and the .npmrc that counts then.
import { basename, dirname, isAbsolute, resolve, sep } from 'node:path'
import type { Lockfile } from '../domain/locked.ts'
import { Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import { readGitFile } from '../sources/git.ts'
import { loadProjectFiles, type ProjectFiles } from '../sources/lockfile/project-files.ts'
import { parseLockfile } from '../sources/lockfile/read.ts'
import type { NpmConfigInput } from '../sources/npm-config.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import type { ScanOptions } from './scan-options.ts'

export type Base = {
  lockfile: Lockfile | 'none'
  projectNpmrc: NpmConfigInput['projectNpmrc']
  notices: readonly Notice[]
}

export async function readBase(options: ScanOptions, project: ProjectFiles, io: Io): Promise<Base> {
  if (options.base === '') return { lockfile: 'none', projectNpmrc: 'from-disk', notices: [] }
  return isFileName(options.base) ? baseFromFile(options.base, project, io) : baseFromGit(options, project, io)
}

/**
 * Decided by the spelling alone. Were it decided by what exists, a pull request could add a file called `main` and with
 * it choose what `--base main` compares with.
 */
export function isFileName(base: string): boolean {
  const relative = ['./', '../', `.${sep}`, `..${sep}`].some((start) => base.startsWith(start))
  return relative || isAbsolute(base) || base.endsWith('.json')
}

function baseFromFile(base: string, project: ProjectFiles, io: Io): Base {
  const path = resolve(io.cwd, base)
  const read = loadProjectFiles(dirname(path)).read(basename(path))
  if (read.status !== 'text') {
    const why = read.status === 'missing' ? 'there is no such file' : `it ${read.why}`
    const help = 'Name a lockfile or a git reference. What ends in .json or starts with ./ is taken for a file.'
    throw new Problem([usageMistake('base-unreadable', `--base ${base}: ${why}`, help)], 'nothing was scanned')
  }
  const { projectFolder } = project
  const lockfile = parseLockfile({ file: base, text: read.text, manifest: 'none', projectFolder })
  return { lockfile, projectNpmrc: 'from-disk', notices: [] }
}

/** A pull request: everything that decides comes from the base commit, the .npmrc included (design section 11). */
async function baseFromGit(options: ScanOptions, project: ProjectFiles, io: Io): Promise<Base> {
  const { base } = options
  const at = (path: string) => readGitFile({ dir: options.dir, ref: base, path, env: io.env, platform: io.platform })
  const projectNpmrc = { text: (await at('.npmrc')) ?? '' }
  const manifest = await at('package.json')
  for (const name of ['package-lock.json', 'npm-shrinkwrap.json']) {
    const text = await at(name)
    if (text === undefined) continue
    const lockfile = parseLockfile({
      file: `${base}:${name}`,
      text,
      manifest: manifest === undefined ? 'none' : { file: `${base}:package.json`, text: manifest },
      projectFolder: project.projectFolder,
    })
    return { lockfile, projectNpmrc, notices: [] }
  }
  // The pull request brings the first lockfile: all of it is new, so all of it is judged.
  return { lockfile: 'none', projectNpmrc, notices: [{ code: 'no-base-lockfile', detail: base }] }
}

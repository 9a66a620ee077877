// Where the repository lies on the runner, and the environment in which cordon and git look at it: without GitHub's tokens,
// and with git told that the checkout is the runner's own even where another user owns it (in containers).
import { lstatSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { usageMistake } from '../cli/mistakes.ts'
import { Problem } from '../domain/problem.ts'
import { isInRepository, repositoryOf } from '../sources/lockfile/project-files.ts'
import { isBelow, linkInRepository } from '../sources/written-path.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type Place = {
  /** The root of the repository, absolute. */
  root: string
  /** The working directory from there, with `/`; '' for the root. */
  folder: string
}

/** Throws a Problem where there is no checkout, or where a link of the pull request leads elsewhere. */
export function findRepository(workspace: string, workingDirectory: string): Place {
  const folder = resolve(workspace, workingDirectory)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw wrong('no-working-directory', `there is no folder ${workingDirectory}`, 'Check the repository out first.')
  }
  if (!isInRepository(folder)) {
    throw wrong(
      'no-checkout',
      `${workingDirectory} is in no git repository`,
      'Put actions/checkout before cordon; in a container it needs git.',
    )
  }
  const link = linkInRepository(folder)
  if (link !== '') {
    const help = 'Name the folder by the path it has in the repository itself.'
    throw wrong(
      'project-through-link',
      `${workingDirectory} is a link, and a pull request can change such a link`,
      help,
    )
  }
  const root = repositoryOf(folder)
  return { root, folder: relative(root, folder).split(sep).join('/') }
}

/** What lies in the workspace may have been put there by the pull request: a link would choose what is overwritten. */
export function refuseLinkedOutput(workspace: string, file: string): void {
  const path = resolve(workspace, file)
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  if (!isLink && (!isBelow(workspace, path) || linkInRepository(resolve(path, '..')) === '')) return
  throw wrong('output-through-link', `sarif-file ${file} leads through a link`, 'Name a path without links.')
}

/** `folder` is this run's own. */
export function quietEnvironment(env: Environment, root: string, folder: string): Environment {
  const kept = Object.entries(env).filter(([name]) => !secret.test(name) && name !== 'PWD')
  const config = join(folder, 'gitconfig')
  const own = env.GIT_CONFIG_GLOBAL
  const home = env.HOME ?? env.USERPROFILE ?? homedir()
  const xdg = env.XDG_CONFIG_HOME ?? join(home, '.config')
  const included = own === undefined ? [join(xdg, 'git', 'config'), join(home, '.gitconfig')] : own === '' ? [] : [own]
  const lines = [
    ...included.map((path) => `[include]\n\tpath = ${quoted(path)}`),
    `[safe]\n\tdirectory = ${quoted(root)}`,
  ]
  writeFileSync(config, `${lines.join('\n')}\n`, { flag: 'wx' })
  return { ...Object.fromEntries(kept), GIT_CONFIG_GLOBAL: config }
}

/** Hands the tokens over and takes them out of the environment: whatever is started from here reads hostile files. */
export function dropSecrets(env: NodeJS.ProcessEnv): Environment {
  const all = { ...env }
  for (const name of Object.keys(all)) if (secret.test(name)) delete env[name]
  return all
}

const secret = /^(INPUT_.*|ACTIONS_.*|GITHUB_TOKEN|GH_TOKEN)$/

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function wrong(code: string, message: string, help: string): Problem {
  return new Problem([usageMistake(code, message, help)], 'nothing was judged')
}

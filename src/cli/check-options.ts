// The flags of `cordon check` that scan does not have: where the packages would go, and as what. All mistakes at once.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '../domain/nearest.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import { parsed, text } from '../sources/json-value.ts'
import type { SaveAs } from '../sources/resolve-request.ts'
import type { Arguments } from './arguments.ts'
import { findPlace, workspacesOf } from './check-place.ts'
import { usageMistake } from './mistakes.ts'

export type Target = {
  /** Absolute. */
  dir: string
  /** False: checked for an empty project, since there is none or it is not meant. */
  hasProject: boolean
  /** The folder and the name of the workspace that is meant; both '' for the project itself. */
  workspace: { folder: string; name: string }
  saveAs: SaveAs
}

const saveFlags = { 'save-dev': 'dev', 'save-optional': 'optional', 'save-peer': 'peer' } as const

/** Throws a Problem. */
export function toTarget({ flags }: Arguments, cwd: string, consequence: string): Target {
  const mistakes: Mistake[] = []
  const [workspace = ''] = flags.get('workspace') ?? []
  const saved = (['save-dev', 'save-optional', 'save-peer'] as const).filter((name) => flags.has(name))
  const [first, second] = saved
  if (second !== undefined) {
    mistakes.push(usageMistake('flags-disagree', `--${first} and --${second} are both given`, 'Give one of them.'))
  }
  const saveAs = first === undefined ? 'unset' : saveFlags[first]
  const isGlobal = flags.has('global')
  if (isGlobal && workspace !== '') {
    mistakes.push(usageMistake('flags-disagree', '--global knows no workspaces', 'Leave --workspace out.'))
  }
  const place = isGlobal ? 'none' : findPlace(cwd)
  const none = { folder: '', name: '' }
  let target: Target = { dir: cwd, hasProject: false, workspace: none, saveAs }
  if (place !== 'none') {
    const folders = workspace === '' ? [] : workspacesOf(place.dir)
    const folder = workspace === '' ? place.workspace : named(workspace, folders, place.dir, cwd)
    if (folder === undefined) mistakes.push(unknownWorkspace(workspace, folders, place.dir))
    const found = folder === undefined || folder === '' ? none : { folder, name: nameIn(join(place.dir, folder)) }
    target = { dir: place.dir, hasProject: true, workspace: found, saveAs }
  } else if (workspace !== '') {
    mistakes.push(
      usageMistake(
        'unknown-workspace',
        `there is no project with a workspace ${workspace}`,
        'Run it inside the project.',
      ),
    )
  }
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return target
}

/** By its name or its folder, as npm takes it. */
function named(workspace: string, folders: readonly string[], dir: string, cwd: string): string | undefined {
  const plain = workspace.replace(/^\.\//, '').replace(/\/+$/, '')
  return folders.find(
    (folder) => folder === plain || nameIn(join(dir, folder)) === workspace || join(dir, folder) === join(cwd, plain),
  )
}

function unknownWorkspace(workspace: string, folders: readonly string[], dir: string): Mistake {
  const names = folders.map((folder) => nameIn(join(dir, folder)))
  const near = nearest(workspace, [...names, ...folders])
  const help =
    near !== ''
      ? `Did you mean "${near}"?`
      : names.length === 0
        ? 'This project has no workspaces.'
        : `It has ${names.slice(0, 10).join(', ')}.`
  return usageMistake('unknown-workspace', `there is no workspace ${workspace}`, help)
}

/** npm calls a workspace without a name by its folder. */
function nameIn(folder: string): string {
  const name = text(parsed(readFileSync(join(folder, 'package.json'), 'utf8')), 'name')
  return name === '' ? (folder.split(/[\\/]/).at(-1) ?? '') : name
}

// Which project and which of its workspaces npm would install into from the current folder, and from what `-w` names. It
// reads package.json files only.
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Mistake } from '../domain/problem.ts'
import { parsed, text } from '../sources/json-value.ts'
import { readTextOr } from '../sources/npm-run.ts'
import { findPlace, workspacesOf } from './check-place.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import type { GivenOption } from './npm-arguments.ts'

/** The project of the current folder as npm finds it, and the workspaces that are meant by name. */
export function meantPlace(
  options: readonly GivenOption[],
  io: Io,
  mistakes: Mistake[],
): { dir: string; workspaces: string[] } {
  const place = findPlace(io.cwd)
  const dir = realpathSync(place === 'none' ? io.cwd : place.dir)
  return { dir, workspaces: meantWorkspaces(options, dir, place === 'none' ? '' : place.workspace, mistakes) }
}

export function asOptions(workspaces: readonly string[]): GivenOption[] {
  return workspaces.map((value) => ({ name: 'workspace', road: 'tree', value }))
}

/** Names of workspaces, which `-w` may also give by their folder; `here` is the one that the current folder is. */
function meantWorkspaces(options: readonly GivenOption[], dir: string, here: string, mistakes: Mistake[]): string[] {
  const folders = workspacesOf(dir)
  const nameOf = (folder: string) => {
    const name = text(parsed(readTextOr(join(dir, folder, 'package.json'))), 'name')
    return name === '' ? (folder.split('/').at(-1) ?? '') : name
  }
  const named = new Map(folders.map((folder) => [nameOf(folder), folder]))
  const asked = options.filter(({ name }) => name === 'workspace').map(({ value }) => `${value}`)
  const every = isOn(options, 'workspaces') ? folders : []
  const wanted = asked.length === 0 && every.length === 0 && here !== '' ? [here] : [...asked, ...every]
  return wanted.flatMap((one) => {
    const folder = one.replace(/^\.\//, '').replace(/\/+$/, '')
    if (named.has(one)) return [one]
    if (folders.includes(folder)) return [nameOf(folder)]
    mistakes.push(
      usageMistake('no-workspace', `there is no workspace ${one}`, 'Name it, or its folder in the project.'),
    )
    return []
  })
}

/** A switch that is given and not taken back. */
export function isOn(options: readonly GivenOption[], wanted: string): boolean {
  return options.findLast(({ name }) => name === wanted)?.value === true
}

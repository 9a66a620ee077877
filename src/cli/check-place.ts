// Where `npm install` would go from a folder: the project around it, and its workspace there. As npm finds it: the nearest
// package.json, and the project above whose workspaces that folder is one of.
import { statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { readManifest } from '../sources/lockfile/manifest.ts'
import { loadProjectFiles } from '../sources/lockfile/project-files.ts'

/** `workspace`: the folder of the project that is meant, '' for the project itself. `none`: there is no project. */
export type CheckPlace = { dir: string; workspace: string } | 'none'

export function findPlace(cwd: string): CheckPlace {
  const folders = upwards(cwd).filter(hasManifest)
  const [nearest, ...above] = folders
  if (nearest === undefined) return 'none'
  const root = above.find((folder) => workspacesOf(folder).includes(relative(folder, nearest).split(sep).join('/')))
  if (root === undefined) return { dir: nearest, workspace: '' }
  return { dir: root, workspace: relative(root, nearest).split(sep).join('/') }
}

function upwards(folder: string): string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...upwards(above)]
}

function hasManifest(folder: string): boolean {
  return statSync(join(folder, 'package.json'), { throwIfNoEntry: false })?.isFile() === true
}

/** What cannot be read has none. */
export function workspacesOf(folder: string): readonly string[] {
  const project = loadProjectFiles(folder)
  const read = project.read('package.json')
  if (read.status !== 'text') return []
  return project.workspaces(readManifest('package.json', read.text).workspaces.patterns)
}

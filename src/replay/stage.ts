// Puts a replay's project on disk in a folder of its own, beside an empty home and a place for markers. It knows
// paths and placeholders; what cordon makes of the project is not its business.
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { isJsonObject } from './json-object.ts'
import { lockfileOf } from './lockfile.ts'
import { type JsonObject, textOf } from './package-tarball.ts'
import { findRelease, type PublishedPackage } from './published.ts'
import type { WrittenLock, WrittenTree } from './written.ts'

/** `file` names it in errors. */
export type WrittenProject = {
  file: string
  packages: ReadonlyMap<string, PublishedPackage>
  project: WrittenTree
  lock: WrittenLock | undefined
  baseLock: WrittenLock | undefined
}

export type Stage = {
  /** The project's folder: where commands run. */
  project: string
  home: string
  /** Whatever appears in here was run by somebody who must not run it. */
  marker: string
  /** Names of the files in `marker`. */
  planted: () => Promise<string[]>
  remove: () => Promise<void>
  /** At once, for a process that is about to end. */
  removeNow: () => void
  [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * Project files and lockfiles may hold `{{project}}`, `{{home}}`, `{{marker}}`, `{{registry}}`,
 * `{{integrity:name@version}}` and `{{sha512:path}}` of another project file. A path may begin with `../` to stand beside
 * the project. A file that begins with `#!` is made executable.
 */
export async function stageProject(written: WrittenProject, origin: string): Promise<Stage> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'cordon-scenario-')))
  const places = { project: join(root, 'project'), home: join(root, 'home'), marker: join(root, 'marker') }
  const remove = () => rm(root, { recursive: true, force: true })
  const removeNow = () => rmSync(root, { recursive: true, force: true })
  try {
    await Promise.all(Object.values(places).map((place) => mkdir(place)))
    for (const [path, content] of Object.entries(projectFiles(written, origin))) {
      await writeProjectFile(root, join(places.project, path), filled(content, places, written, origin))
    }
  } catch (error) {
    await remove()
    throw error
  }
  return { ...places, planted: () => readdir(places.marker), remove, removeNow, [Symbol.asyncDispose]: remove }
}

/** The project as it is written, with the lockfiles that are made from the tree. */
function projectFiles(written: WrittenProject, origin: string): Record<string, string> {
  const { project, packages, lock, baseLock } = written
  const manifest = manifestOf(project)
  const files = Object.entries(project).flatMap(([path, content]) =>
    content === null ? [] : [[path, textOf(content)]],
  )
  return {
    ...Object.fromEntries(files),
    ...(lock && { 'package-lock.json': textOf(lockfileOf(packages, origin, lock, manifest)) }),
    ...(baseLock && { 'base/package-lock.json': textOf(lockfileOf(packages, origin, baseLock, manifest)) }),
  }
}

function manifestOf(project: WrittenTree): JsonObject {
  const manifest = project['package.json']
  return isJsonObject(manifest) ? manifest : {}
}

function filled(content: string, places: Record<string, string>, written: WrittenProject, origin: string): string {
  return content.replace(/\{\{([^{}]+)\}\}/g, (_, word: string) => {
    const place = word === 'registry' ? origin : places[word]
    if (place !== undefined) return place
    if (word.startsWith('integrity:')) {
      return findRelease(written.packages, word.slice('integrity:'.length)).tarball.integrity
    }
    const file = word.startsWith('sha512:') ? written.project[word.slice('sha512:'.length)] : undefined
    if (typeof file === 'string') return integrityOf(filled(file, places, written, origin))
    throw new Error(`${written.file}: no such placeholder: {{${word}}}`)
  })
}

function integrityOf(text: string): string {
  return `sha512-${createHash('sha512').update(text).digest('base64')}`
}

async function writeProjectFile(root: string, path: string, content: string): Promise<void> {
  if (!path.startsWith(root + sep)) throw new Error(`${path}: leaves the folder of its own`)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  if (content.startsWith('#!')) await chmod(path, 0o755)
}

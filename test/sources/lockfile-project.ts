// A project in memory, and what is wrong with it as codes: the words of the lockfile tests.

import type { LockedPackage, Lockfile } from '../../src/domain/locked.ts'
import { Problem } from '../../src/domain/problem.ts'
import type { FileText, ProjectFiles } from '../../src/sources/lockfile/project-files.ts'
import { parseLockfile, readProjectLockfile } from '../../src/sources/lockfile/read.ts'

export type Contents = Readonly<Record<string, unknown>>

/** Texts stay as they are, everything else becomes JSON. `folders` is what the workspace patterns match. */
export function project(contents: Contents, folders: readonly string[] = [], projectFolder = ''): ProjectFiles {
  const files = new Map(Object.entries(contents).map(([name, value]) => [name, textOf(value)]))
  return {
    shown: (name) => name,
    projectFolder,
    list: () => [...files.keys()],
    read: (path): FileText => {
      const text = files.get(path)
      return text === undefined ? { status: 'missing' } : { status: 'text', text }
    },
    workspaces: () => folders,
  }
}

/** A version 3 lockfile whose root asks for `dependencies`, as text. */
export function lockV3(packages: Contents, root: Contents = {}): string {
  return textOf({ lockfileVersion: 3, requires: true, packages: { '': root, ...packages } })
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

/** The codes of the Problem that `act` throws, without repeats; none when it throws nothing. */
export function codesOf(act: () => unknown): string[] {
  return [...new Set(mistakesOf(act).map((mistake) => mistake.code))]
}

export function mistakesOf(act: () => unknown): Problem['mistakes'] {
  try {
    act()
    return []
  } catch (error) {
    if (error instanceof Problem) return error.mistakes
    throw error
  }
}

/** Reads a lockfile text by itself, as `--base` does. */
export function parse(text: unknown, manifest: unknown = 'none', projectFolder = ''): Lockfile {
  const file = 'package-lock.json'
  const beside = manifest === 'none' ? manifest : { file: 'package.json', text: textOf(manifest) }
  return parseLockfile({ file, text: textOf(text), manifest: beside, projectFolder })
}

/** The entries of a version 3 lockfile whose project asks for `asks`, by location. */
export function packagesOf(packages: Contents, asks: Contents = {}, more: Contents = {}): Map<string, LockedPackage> {
  const manifest = { name: 'p', dependencies: asks, ...more }
  const root = { name: 'p', dependencies: asks }
  const files = project({
    'package.json': manifest,
    'package-lock.json': lockV3(packages, { ...root, ...workspacesOf(more) }),
  })
  return new Map(readProjectLockfile(files).packages.map((locked) => [locked.location, locked]))
}

function workspacesOf(more: Contents): Contents {
  return 'workspaces' in more ? { workspaces: more.workspaces } : {}
}

// Which packages a backtest looks at: those of a lockfile, or those of a list. It reads files and asks nobody.

import { statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Lockfile } from '../domain/locked.ts'
import { type Mistake, Problem, placeAt } from '../domain/problem.ts'
import { isPublished } from '../scan/histories.ts'
import { loadProjectFiles } from '../sources/lockfile/project-files.ts'
import { parseLockfile, readProjectLockfile } from '../sources/lockfile/read.ts'
import type { BacktestOptions } from './backtest-options.ts'
import { usageMistake } from './mistakes.ts'
import { shownPath } from './shown-path.ts'

/** `folder`: the one whose .npmrc counts. Names sorted, each once. */
export type BacktestNames = { names: readonly string[]; from: string; folder: string }

export function readBacktestNames(options: BacktestOptions, cwd: string, consequence: string): BacktestNames {
  const path = options.list === '' ? options.lockfile : options.list
  const from = shownPath(path, cwd).replaceAll('\\', '/')
  if (options.list !== '')
    return { names: namesInList(textOf(path, from, consequence), from, consequence), from, folder: cwd }
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  if (isFolder) {
    const files = loadProjectFiles(path)
    const shown = (name: string) => (from === '.' ? name : `${from}/${name}`)
    return { ...namesOf(readProjectLockfile({ ...files, shown })), folder: path }
  }
  // A file is taken by itself: the package.json beside it may belong to another moment.
  const text = textOf(path, from, consequence)
  return { ...namesOf(parseLockfile({ file: from, text, manifest: 'none', projectFolder: '' })), folder: dirname(path) }
}

function namesOf({ file, packages }: Lockfile): { names: string[]; from: string } {
  return { names: [...new Set(packages.filter(isPublished).map(({ name }) => name))].sort(), from: file }
}

/** As npm takes it: of at most 214 characters, with or without a scope. */
const packageName = /^(?:@[^\s/@#?%]+\/)?[^\s/@#?%][^\s/@#?%]*$/

/** One name on a line; blank lines and lines that begin with `#` are left out. */
export function namesInList(text: string, file: string, consequence: string): string[] {
  const mistakes: Mistake[] = []
  const names = new Set<string>()
  let offset = 0
  for (const line of text.split('\n')) {
    const name = line.trim()
    const place = placeAt(file, text, offset)
    offset += line.length + 1
    if (name === '' || name.startsWith('#')) continue
    if (packageName.test(name) && name.length <= 214) names.add(name)
    else mistakes.push({ code: 'bad-name', message: 'This is not the name of a package', help: nameHelp, place })
  }
  if (names.size === 0 && mistakes.length === 0) {
    mistakes.push(usageMistake('no-names', `${file} names no package`, nameHelp))
  }
  if (mistakes.length > 0) throw new Problem(mistakes.slice(0, 100), consequence)
  return [...names].sort()
}

const nameHelp = 'Write one name on each line, without a version: axios, @scope/name.'

function textOf(path: string, shown: string, consequence: string): string {
  const folder = dirname(path)
  const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
  const read = isThere ? loadProjectFiles(folder).read(basename(path)) : { status: 'missing' as const }
  if (read.status === 'text') return read.text
  const why = read.status === 'missing' ? 'there is no such file' : `it ${read.why}`
  const help = 'Name a lockfile, a folder with one, or with --list a file of names.'
  throw new Problem([usageMistake('names-unreadable', `${shown}: ${why}`, help)], consequence)
}

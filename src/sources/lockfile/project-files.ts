// The files of a project that are read beside its lockfile, as an argument: tests and git bring their own. The disk
// version reads ordinary files of bounded size inside the repository, and nothing through a link that leaves it: the
// text of a lockfile is quoted in messages, and a pull request must not be able to quote a file of the machine.
import {
  closeSync,
  fstatSync,
  globSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { dirname, join, matchesGlob, relative, resolve, sep } from 'node:path'
import { maxFileBytes } from './limits.ts'
import { mistakeNowhere, problemOf } from './mistakes.ts'

export type FileText =
  | { status: 'text'; text: string }
  | { status: 'missing' }
  /** `why` completes "it ...". */
  | { status: 'refused'; why: string }

export type FileBytes = { status: 'bytes'; bytes: Buffer } | Exclude<FileText, { status: 'text' }>

export type ProjectFiles = {
  /** Name of a file as the user would write it. */
  shown: (name: string) => string
  /** The project's own folder in its repository with `/`, '' when it is the repository's root. */
  projectFolder: string
  /** Names in the project's own folder. */
  list: () => readonly string[]
  /** A file by its path relative to the project, with `/`. */
  read: (path: string) => FileText
  /** Folders with a package.json that the workspace patterns match, with `/`; node_modules left out. */
  workspaces: (patterns: readonly string[]) => readonly string[]
}

/** Throws a Problem when `dir` is no folder. */
export function loadProjectFiles(dir: string): ProjectFiles {
  const project = resolve(dir)
  if (statSync(project, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw problemOf([mistakeNowhere('project-missing', `there is no folder ${dir}`)])
  }
  return filesOf(realpathSync(project), dir)
}

function filesOf(project: string, dir: string): ProjectFiles {
  const repository = repositoryOf(project)
  return {
    shown: (name) => join(dir, name).split(sep).join('/'),
    projectFolder: slashed(relative(repository, project)),
    list: () => readdirSync(project),
    read: (path) => toText(readInside(join(project, ...path.split('/')), repository, maxFileBytes)),
    workspaces: (patterns) => findWorkspaces(patterns, project),
  }
}

export function isInRepository(dir: string): boolean {
  const real = realpathSync(dir)
  return lstatSync(join(repositoryOf(real), '.git'), { throwIfNoEntry: false }) !== undefined
}

/** The nearest folder with a `.git` (a folder, or a file in a worktree); without one the project is all there is. */
export function repositoryOf(project: string): string {
  for (let at = project; ; at = dirname(at)) {
    if (lstatSync(join(at, '.git'), { throwIfNoEntry: false }) !== undefined) return at
    if (dirname(at) === at) return project
  }
}

function toText(file: FileBytes): FileText {
  return file.status === 'bytes' ? { status: 'text', text: file.bytes.toString('utf8') } : file
}

/** An ordinary file of at most `maxBytes`, itself and through every link below `folder`, which is a real path. */
export function readInside(path: string, folder: string, maxBytes: number): FileBytes {
  const missing = ['ENOENT', 'ENOTDIR']
  try {
    const real = realpathSync(path)
    if (real !== folder && !real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) {
      return { status: 'refused', why: 'leads outside' }
    }
    return readOrdinary(real, maxBytes)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return missing.includes(code) ? { status: 'missing' } : { status: 'refused', why: `cannot be read (${code})` }
  }
}

function readOrdinary(path: string, maxBytes: number): FileBytes {
  // Looked at before it is opened: opening a pipe would wait for its other end.
  if (!lstatSync(path).isFile()) return { status: 'refused', why: 'is no ordinary file' }
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    if (size > maxBytes) return { status: 'refused', why: `has ${size} bytes, more than ${maxBytes}` }
    return { status: 'bytes', bytes: readFileSync(file) }
  } finally {
    closeSync(file)
  }
}

/** Of workspaces: whether it is short and simple, and cannot lead out of the project. The others match nothing here. */
export function isWorkspacePattern(pattern: string): boolean {
  const plain = plainPattern(pattern)
  return plain === '' || (isPlainPattern(plain) && !plain.includes('..') && !plain.includes(':'))
}

function plainPattern(pattern: string): string {
  return pattern
    .replace(/^!+/, '')
    .replaceAll('\\', '/')
    .replace(/^\.?\/+/, '')
    .replace(/\/+$/, '')
}

/**
 * Real patterns are short and simple. What leads out, and what could keep a matcher busy for hours (many braces, groups
 * or stars), matches nothing here.
 */
function isPlainPattern(pattern: string): boolean {
  const count = (text: string, mark: string) => text.split(mark).length - 1
  const parts = pattern.split('/')
  return (
    pattern !== '' &&
    pattern.length <= 200 &&
    count(pattern, '{') <= 2 &&
    count(pattern, '(') <= 1 &&
    count(pattern, '**') <= 3 &&
    parts.every((part) => part !== '..' && count(part, '*') <= 3)
  )
}

/**
 * As npm's map-workspaces: a pattern with `!` counts for all patterns, unless a later one names what it excludes.
 * Only folders that have a package.json are workspaces.
 */
function findWorkspaces(patterns: readonly string[], project: string): string[] {
  const wanted: string[] = []
  let unwanted: string[] = []
  for (const pattern of patterns) {
    const marks = pattern.length - pattern.replace(/^!+/, '').length
    const plain = plainPattern(pattern)
    if (!isPlainPattern(plain)) continue
    if (marks % 2 === 1) unwanted.push(plain)
    else {
      unwanted = unwanted.filter((negated) => !matchesGlob(plain, negated))
      wanted.push(plain)
    }
  }
  const excluded = new Set(unwanted.flatMap((pattern) => foldersWithManifest(pattern, project)))
  const found = new Set(wanted.flatMap((pattern) => foldersWithManifest(pattern, project)))
  return [...found].filter((folder) => !excluded.has(folder)).sort()
}

function foldersWithManifest(pattern: string, project: string): string[] {
  return globSync(`${pattern}/package.json`, { cwd: project, exclude: ['**/node_modules/**'] })
    .map((manifest) => slashed(dirname(manifest)))
    .filter((folder) => folder !== '.' && !folder.split('/').includes('node_modules'))
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}

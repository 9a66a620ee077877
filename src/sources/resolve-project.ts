// The texts of a project that npm's resolving reads, and the project as it would be with what npm wrote. Files are read
// through `ProjectFiles`, which keeps them ordinary, bounded and inside the repository.
import { nowhere, Problem } from '../domain/problem.ts'
import { member, parsed } from './json-value.ts'
import { readManifest } from './lockfile/manifest.ts'
import { mistakeNowhere, problemOf } from './lockfile/mistakes.ts'
import { type FileText, isWorkspacePattern, type ProjectFiles } from './lockfile/project-files.ts'
import { foreignLockfiles } from './lockfile/read.ts'
import { readSpec } from './lockfile/spec.ts'
import type { ProjectTexts, Resolved } from './resolve-request.ts'

/** npm 12 runs these when it resolves. */
const extensionFiles = ['.npm-extension.mjs', '.npm-extension.cjs']
const lockNames = ['package-lock.json', 'npm-shrinkwrap.json']

/** More folders than this have no place in one project; each is one small file in the scratch folder. */
const maxFolders = 5000

/** Throws a Problem for files that cannot be read, and for a project whose own code would take part in resolving. */
export function textsOf(project: ProjectFiles, consequence: string): ProjectTexts {
  const there = new Set(project.list())
  const extension = extensionFiles.find((name) => there.has(name))
  if (extension !== undefined) throw withExtension(project.shown(extension), consequence)
  const manifest = needed(project, 'package.json')
  const lockName = lockNames.find((name) => project.read(name).status !== 'missing')
  const lockfile = lockName === undefined ? '' : needed(project, lockName)
  const foreign = lockName === undefined ? foreignLockfiles.find((name) => there.has(name)) : undefined
  if (foreign !== undefined) throw withForeign(project.shown(foreign), consequence)
  const found = readManifest(project.shown('package.json'), manifest === '' ? '{}' : manifest)
  if (found.mistakes.found.length > 0) throw new Problem(found.mistakes.found, consequence)
  const odd = found.workspaces.patterns.find((pattern) => !isWorkspacePattern(pattern))
  if (odd !== undefined) throw withOddWorkspaces(project.shown('package.json'), odd, consequence)
  const folders = new Set([
    ...project.workspaces(found.workspaces.patterns),
    ...lockedFolders(lockfile),
    ...[...found.asks.values()].flatMap(({ spec }) => folderOf(spec)),
  ])
  const paths = [...folders].slice(0, maxFolders).map((folder) => `${folder}/package.json`)
  const files = [...paths, ...found.patches.map(({ path }) => path)].flatMap((path): [string, string][] => {
    const read: FileText = isRelative(path) ? project.read(path) : { status: 'missing' }
    return read.status === 'text' ? [[path, read.text]] : []
  })
  // Its presence alone makes npm add an install script to the project's own entry.
  if (there.has('binding.gyp')) files.push(['binding.gyp', '{}\n'])
  return { manifest, lockfile, files: new Map(files) }
}

/** The project with what npm would write in the place of its own files. */
export function withResolved(project: ProjectFiles, { manifest, lockfile, manifests }: Resolved): ProjectFiles {
  const texts = new Map([...manifests, ['package.json', manifest], ['package-lock.json', lockfile]])
  return {
    ...project,
    shown: (name) => (name === 'package-lock.json' ? `the new ${project.shown(name)}` : project.shown(name)),
    read: (path) => {
      const text = texts.get(path)
      if (text !== undefined) return { status: 'text', text }
      return path === 'npm-shrinkwrap.json' ? { status: 'missing' } : project.read(path)
    },
  }
}

function needed(project: ProjectFiles, name: string): string {
  const read = project.read(name)
  if (read.status === 'refused') {
    throw problemOf([
      mistakeNowhere(
        name === 'package.json' ? 'manifest-unreadable' : 'lockfile-unreadable',
        `${project.shown(name)} ${read.why}`,
      ),
    ])
  }
  return read.status === 'text' ? read.text : ''
}

/** Entries of a lockfile that are folders of the project's own, whatever they are for. */
function lockedFolders(lockfile: string): string[] {
  const packages = member(parsed(lockfile), 'packages')
  if (typeof packages !== 'object' || packages === null) return []
  return Object.keys(packages).filter((location) => location !== '' && !location.includes('node_modules'))
}

function folderOf(text: string): string[] {
  const spec = readSpec(text)
  return spec.kind === 'file' && !spec.tarball ? [spec.path.replace(/^\.\//, '').replace(/\/+$/, '')] : []
}

/** What leads out by an absolute path is nothing that a scratch folder could hold. */
function isRelative(path: string): boolean {
  const isPlain = path.length < 1000 && !path.startsWith('/') && !path.startsWith('~') && !/[\\:\0]/.test(path)
  return isPlain && path.split('/').filter((part) => part === '..').length <= 16
}

/** Its tree is not the one that npm would make, so an answer would be about nobody's. */
function withForeign(file: string, consequence: string): Problem {
  return new Problem([mistakeNowhere('lockfile-not-read-yet', `${file} is not read yet`)], consequence)
}

/** npm's code would look for these itself: all over the machine, or for hours. */
function withOddWorkspaces(file: string, pattern: string, consequence: string): Problem {
  const message = `${file} names workspaces by ${pattern}, which leads out of the project or is too involved to follow`
  const help = 'Name the folders of the workspaces, or a pattern such as packages/*.'
  return new Problem([{ code: 'workspace-pattern', message, help, place: nowhere }], consequence)
}

function withExtension(file: string, consequence: string): Problem {
  const message = `${file} is code of the project that npm runs when it resolves; cordon does not run it`
  const help =
    'Have npm write the lockfile ("npm install --package-lock-only --ignore-scripts"), then compare: "cordon scan --base main".'
  return new Problem([{ code: 'npm-extension', message, help, place: nowhere }], consequence)
}

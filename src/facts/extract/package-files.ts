// The files of one package and how a specifier leads from one to another, as Node and bundlers resolve it. Nothing
// leaves the package: what lies outside resolves to ''.
import { memberOf, readJson } from '../../domain/json.ts'
import { insidePackage, joinInside } from '../../domain/package-path.ts'
import type { Manifest } from '../../domain/release.ts'
import { manifestLimits } from './package-json.ts'

export type PackageFiles = {
  bytes: ReadonlyMap<string, Buffer>
  manifest: Manifest
  /** `main` of nested package.json files, read when first needed. */
  mains: Map<string, string>
  /** Bodies by name, and the paths of own commands. */
  scripts: ReadonlyMap<string, string>
  commands: ReadonlyMap<string, string>
}

export function toPackageFiles(bytes: ReadonlyMap<string, Buffer>, manifest: Manifest): PackageFiles {
  return {
    bytes,
    manifest,
    mains: new Map(),
    scripts: new Map(manifest.scripts.map(({ name, body }) => [name, body])),
    commands: new Map(manifest.bin.map(({ name, path }) => [name, path])),
  }
}

const extensions = ['.js', '.cjs', '.mjs', '.json', '.node', '.ts', '.tsx', '.jsx', '.mts', '.cts'] as const

/** TypeScript sources name the file that will be built. */
const sourceOf: ReadonlyMap<string, string> = new Map([
  ['.js', '.ts'],
  ['.mjs', '.mts'],
  ['.cjs', '.cts'],
  ['.jsx', '.tsx'],
])

/** The file that `specifier` means in `folder`; '' when there is none. */
export function resolveFile(files: PackageFiles, folder: string, specifier: string): string {
  const target = joinInside(folder, specifier)
  if (target === undefined) return ''
  const found = resolveTarget(files, target)
  if (found !== '') return found
  const query = specifier.search(/[?#]/)
  const bare = query === -1 ? undefined : joinInside(folder, specifier.slice(0, query))
  return bare === undefined ? '' : resolveTarget(files, bare)
}

/** The file with exactly this path, '' when there is none. */
export function exactFile(files: PackageFiles, folder: string, path: string): string {
  const target = joinInside(folder, path)
  return target !== undefined && files.bytes.has(target) ? target : ''
}

function resolveTarget(files: PackageFiles, target: string): string {
  return asFile(files, target) || asFolder(files, target)
}

function asFile(files: PackageFiles, target: string): string {
  if (files.bytes.has(target)) return target
  const added = extensions.find((extension) => files.bytes.has(target + extension))
  if (added !== undefined) return target + added
  const dot = target.lastIndexOf('.')
  const source = sourceOf.get(target.slice(dot))
  return source !== undefined && files.bytes.has(target.slice(0, dot) + source) ? target.slice(0, dot) + source : ''
}

function asFolder(files: PackageFiles, target: string): string {
  const main = mainOf(files, target)
  const path = main === '' ? undefined : joinInside(target, main)
  const found = path === undefined || path === target ? '' : asFile(files, path) || asFile(files, inside(path, 'index'))
  return found || asFile(files, inside(target, 'index'))
}

function inside(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function mainOf(files: PackageFiles, folder: string): string {
  if (folder === '') return files.manifest.main
  const known = files.mains.get(folder)
  if (known !== undefined) return known
  const bytes = files.bytes.get(`${folder}/package.json`)
  const read = bytes === undefined ? undefined : readJson(bytes.toString('utf8'), manifestLimits)
  const main = read?.ok ? memberOf(read.root, 'main') : undefined
  const value = main?.kind === 'string' ? main.value : ''
  files.mains.set(folder, value)
  return value
}

/** Beyond this much comparing, every file counts as matched: too much rather than too long. */
const maxPatternWork = 20_000_000

/** The files that entry points of a manifest lead to; `*` and a trailing `/` stand for any files. */
export function entryFiles(files: PackageFiles, entries: readonly string[]): string[] {
  const found = new Set<string>()
  const patterns: { before: string; after: string }[] = []
  for (const entry of ['.', ...entries]) {
    const star = entry.indexOf('*')
    if (star !== -1) patterns.push({ before: entry.slice(0, star), after: entry.slice(entry.lastIndexOf('*') + 1) })
    else found.add(resolveFile(files, '', entry) || prefixOf(patterns, entry))
  }
  if (patterns.length * files.bytes.size > maxPatternWork) return [...files.bytes.keys()]
  for (const path of files.bytes.keys()) {
    if (patterns.some(({ before, after }) => path.startsWith(before) && path.endsWith(after))) found.add(path)
  }
  found.delete('')
  return [...found]
}

/** An entry that is no file may be a folder that exports everything in it. */
function prefixOf(patterns: { before: string; after: string }[], entry: string): '' {
  const folder = insidePackage(entry)
  if (folder !== '') patterns.push({ before: `${folder}/`, after: '' })
  return ''
}

// What leads to which file of a package: from entry points and bins through relative specifiers, and from scripts
// through everything they name. Lexical, so an over-estimate for odd code and blind for computed names.
import { baseName, extensionOf, folderOf } from '../../domain/package-path.ts'
import type { FileRecord, FileType } from '../../domain/release.ts'
import { filesNamed } from './command-files.ts'
import { filesBeside } from './files-beside.ts'
import { type Findings, readFile } from './imports.ts'
import { entryFiles, exactFile, type PackageFiles, resolveFile } from './package-files.ts'
import { eachQuoted } from './quoted.ts'
import { quotedParts } from './shell-words.ts'

export type Reading = { files: PackageFiles; findings: Findings; types: ReadonlyMap<string, FileType> }

/** Every file that an entry point leads to is `import`, every other one that a bin leads to is `bin`. */
export function reachOf(reading: Reading): ReadonlyMap<string, FileRecord['reach']> {
  const found = new Map<string, FileRecord['reach']>()
  const { import: entries, bin } = rootsOf(reading.files)
  const next = (from: string) => [...imported(reading, from), ...beside(reading, from)]
  for (const path of closure([...entries], next)) found.set(path, 'import')
  for (const path of closure([...bin], next)) if (!found.has(path)) found.set(path, 'bin')
  return found
}

/** The files that the manifest leads straight to. */
export function rootsOf(files: PackageFiles): { import: ReadonlySet<string>; bin: ReadonlySet<string> } {
  const commands = new Set(files.manifest.bin.map(({ path }) => path))
  const entries = files.manifest.entries.filter((entry) => !commands.has(entry))
  return {
    import: new Set(entryFiles(files, entries)),
    bin: new Set(files.manifest.bin.map(({ path }) => resolveFile(files, '', path))),
  }
}

/**
 * Everything that `roots` lead to when they are run or built on install. package.json is left out: every release
 * changes it, install scripts like to read their own version from it, and it has facts of its own.
 */
export function installReach(reading: Reading, roots: readonly string[], followed: Set<string>): string[] {
  return closure(roots, (from) => named(reading, from, followed))
    .filter((path) => path !== 'package.json')
    .sort()
}

/** Breadth first, each file once. */
function closure(roots: readonly string[], next: (path: string) => readonly string[]): string[] {
  const found = new Set<string>(roots)
  found.delete('')
  // A Set gives what is added while it is walked.
  for (const path of found) for (const reached of next(path)) if (reached !== '') found.add(reached)
  return [...found]
}

/** The files whose relative names stand in a file. */
export function imported({ files, findings, types }: Reading, path: string): string[] {
  const bytes = files.bytes.get(path)
  if (bytes === undefined || !isReadable(types.get(path))) return []
  readFile(findings, path, bytes, 'code')
  return (findings.relative.get(path) ?? []).map((specifier) => resolveFile(files, folderOf(path), specifier))
}

function beside({ files, types }: Reading, path: string): string[] {
  const bytes = files.bytes.get(path)
  return bytes === undefined || !isReadable(types.get(path)) ? [] : filesBeside(files, folderOf(path), bytes)
}

/** A main or a bin without an extension is text to us and JavaScript to Node. */
function isReadable(type: FileType | undefined): boolean {
  return type === 'javascript' || type === 'text'
}

const gypExtensions = new Set(['gyp', 'gypi'])
const programExtensions = new Set('js cjs mjs ts node sh ps1 psm1 bat cmd vbs py exe dll so dylib wasm'.split(' '))

/** Longer scripts are data: what they name is not looked for. */
const maxScript = 4_000_000

/** What a file run on install leads to: relative specifiers, and names of programs beside it. */
function named(reading: Reading, path: string, followed: Set<string>): string[] {
  const { files, types } = reading
  const bytes = files.bytes.get(path)
  if (bytes === undefined) return []
  const length = Math.min(bytes.length, maxScript)
  if (gypExtensions.has(extensionOf(path))) return gypFiles(files, bytes.toString('utf8', 0, length), followed)
  const type = types.get(path)
  if (type === 'script') return filesNamed(files, bytes.toString('utf8', 0, length), folderOf(path), followed)
  if (!isReadable(type)) return []
  return [...imported(reading, path), ...programs(files, folderOf(path), bytes.toString('latin1', 0, length))]
}

/** gyp files are Python literals: sources, includes and actions are paths, `<!(…)` is a command line. */
function gypFiles(files: PackageFiles, source: string, followed: Set<string>): string[] {
  const parts = quotedParts(source, '#')
  const commands = parts.filter((part) => part.includes('<!')).flatMap((part) => filesNamed(files, part, '', followed))
  return [...parts.map((part) => exactFile(files, '', part)), ...commands]
}

const anyByte = new Uint8Array(256).fill(1)

/**
 * `fork(join(__dirname, 'child.js'))` names a file without `./`. Only programs count, and no index: an install script
 * that joins its way to `lib/index.js` would otherwise seem to run whatever index lies beside it.
 */
function programs(files: PackageFiles, folder: string, source: string): string[] {
  const found = new Set<string>()
  eachQuoted(source, anyByte, ({ text }) => {
    if (!programExtensions.has(extensionOf(text)) || baseName(text).startsWith('index.')) return
    found.add(exactFile(files, folder, text)).add(exactFile(files, '', text))
  })
  return [...found]
}

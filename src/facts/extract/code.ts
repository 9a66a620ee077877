// Which files of a package are code, in which language, from where each is run, and what they can do together. How a file
// is read is `code/`'s business, and how far that goes is the reader's.
import type { FileCode } from '../../code/file-code.ts'
import { mergedCode } from '../../code/merged-code.ts'
import { toCode } from '../../code/package-code.ts'
import { type Language, readCommands } from '../../code/read-file.ts'
import type { CodeFile, CodeReader } from '../../code/reader.ts'
import type { RunInputs } from '../../code/run-inputs.ts'
import { type Code, type Reach, reaches } from '../../domain/code.ts'
import { extensionOf, folderOf } from '../../domain/package-path.ts'
import { type FileRecord, installEvents, type ScriptRecord } from '../../domain/release.ts'
import { type PackageFiles, resolveFile } from './package-files.ts'
import { imported, type Reading } from './reach.ts'

export type CodeInput = {
  reading: Reading
  records: readonly FileRecord[]
  scripts: readonly ScriptRecord[]
  /** Names of the scripts that run on an install, directly or through others. */
  installing: ReadonlySet<string>
  read: CodeReader
}

/** `inputs`: what the programs that run on install depend on, by path. `whole`: files that were read to their end. */
export type PackageCode = { code: Code; inputs: ReadonlyMap<string, RunInputs>; whole: ReadonlySet<string> }

/** What runs on install is read first: where bounds end the reading, what is left out matters least. */
export function readPackageCode({ reading, records, scripts, installing, read }: CodeInput): PackageCode {
  const { files } = reading
  const { ordered, reachOf } = codeFilesOf({ reading, records, scripts })
  const { code, inputs } = readFiles(ordered, reading, read)
  const bodies = files.manifest.scripts.filter(({ name }) => installing.has(name)).map(bodyCode)
  if (bodies.length > 0) code.set(manifestPath, mergedCode(bodies))
  const digests = new Map(records.map(({ path, sha256 }) => [path, sha256]))
  const together = toCode({
    files: code,
    reachOf: (path) => (path === manifestPath ? 'install' : reachOf(path)),
    sha256Of: (path) => digests.get(path) ?? '',
    resolve: (from, specifier) => ownFile(files, from, specifier),
  })
  const whole = new Set([...code].flatMap(([path, { unreadable }]) => (unreadable === '' ? [path] : [])))
  return { code: together, inputs, whole }
}

/** Those that run on install first, those that nothing leads to last. */
export function codeFilesOf({
  reading: { files },
  records,
  scripts,
}: Pick<CodeInput, 'reading' | 'records' | 'scripts'>): {
  ordered: readonly CodeFile[]
  reachOf: (path: string) => Reach
} {
  const reachOf = reachesOf(records, scripts)
  const byReach = Map.groupBy(records, ({ path }) => reachOf(path))
  const ordered = reaches.flatMap((reach) => (byReach.get(reach) ?? []).flatMap((one) => codeFile(one, reach, files)))
  return { ordered, reachOf }
}

/** The own file that a specifier in another one means, '' for none. */
export function ownFile(files: PackageFiles, from: string, specifier: string): string {
  return isRelative(specifier) ? resolveFile(files, folderOf(from), specifier) : ''
}

function codeFile(record: FileRecord, reach: Reach, files: PackageFiles): CodeFile[] {
  const { path, sha256 } = record
  const bytes = files.bytes.get(path)
  const language = languageOf(record, reach)
  return language === 'none' || bytes === undefined
    ? []
    : [{ path, bytes, sha256, language, runs: reach === 'install' }]
}

/** Most files are cleared without a tree; those that may hand something on from one file to another are not. */
function readFiles(
  ordered: readonly CodeFile[],
  reading: Reading,
  read: CodeReader,
): { code: Map<string, FileCode>; inputs: Map<string, RunInputs> } {
  const code = new Map<string, FileCode>()
  const inputs = new Map<string, RunInputs>()
  const cleared = new Map<string, CodeFile>()
  for (const file of ordered) {
    const found = read(file, 'gated')
    code.set(file.path, found.code)
    if (file.runs) inputs.set(file.path, found.inputs)
    if (found.cleared) cleared.set(file.path, file)
  }
  const givers = [...code].filter(([, { exports }]) => exports.some(isGiving)).map(([path]) => path)
  for (const path of givers.length === 0 ? [] : importersOf(givers, [...code.keys()], reading)) {
    const file = cleared.get(path)
    if (file !== undefined) code.set(path, read(file, 'wholly').code)
  }
  return { code, inputs }
}

/** Something comes out of the function that is worth following, or something goes where it matters. */
function isGiving({ gives, sends, passes }: FileCode['exports'][number]): boolean {
  return gives.length > 0 || sends.length > 0 || passes.some(({ becomes }) => becomes !== '')
}

/** Every file that leads to one of `paths`, however far. */
function importersOf(paths: readonly string[], all: readonly string[], reading: Reading): ReadonlySet<string> {
  const importers = new Map<string, string[]>()
  for (const from of all) {
    for (const to of imported(reading, from)) {
      const known = importers.get(to)
      if (known === undefined) importers.set(to, [from])
      else known.push(from)
    }
  }
  const found = new Set<string>(paths)
  // A Set gives what is added while it is walked.
  for (const path of found) for (const importer of importers.get(path) ?? []) found.add(importer)
  return found
}

const manifestPath = 'package.json'

export function isRelative(specifier: string): boolean {
  return specifier.startsWith('./') || specifier.startsWith('../') || specifier === '.' || specifier === '..'
}

function reachesOf(records: readonly FileRecord[], scripts: readonly ScriptRecord[]): (path: string) => Reach {
  const run = scripts.filter(({ name }) => installEvents.some((event) => event === name))
  const installed = new Set(run.flatMap((script) => script.reaches))
  const others = new Map(records.map(({ path, reach }) => [path, reach]))
  return (path) => (installed.has(path) ? 'install' : (others.get(path) ?? 'none'))
}

/** A command line stands in package.json, whatever its own lines are. */
function bodyCode({ body, line }: { body: string; line: number }): FileCode {
  const code = readCommands('shell', body)
  const here = <T>(records: readonly T[]) => records.map((record) => ({ ...record, line, column: 0 }))
  return {
    ...code,
    capabilities: here(code.capabilities),
    arguments: here(code.arguments),
    flows: here(code.flows),
    disguises: here(code.disguises),
    indicators: here(code.indicators),
  }
}

const gypExtensions: ReadonlySet<string> = new Set(['gyp', 'gypi'])
const proseExtensions: ReadonlySet<string> = new Set(['md', 'mdx', 'mdc', 'markdown', 'rst', 'txt'])
const types: readonly string[] = ['.d.ts', '.d.mts', '.d.cts']

/** Text that something leads to may be JavaScript whatever it is called: Node runs a `.txt` or a `.map` as such. */
function languageOf({ path, type }: FileRecord, reach: Reach): Language | 'none' {
  const extension = extensionOf(path)
  if (type === 'javascript') return reach === 'none' && types.some((ending) => path.endsWith(ending)) ? 'none' : type
  if (type === 'script') return scriptLanguages.get(extension) ?? 'shell'
  if (type === 'text' && reach === 'none') return proseExtensions.has(extension) ? 'prose' : 'none'
  if (reach === 'none' || path === manifestPath) return 'none'
  if (gypExtensions.has(extension)) return reach === 'install' ? 'gyp' : 'none'
  if (type === 'json') return extension === 'json' ? 'none' : 'maybe-javascript'
  return type === 'text' ? 'maybe-javascript' : 'none'
}

/** Every other interpreter's words for starting and fetching are near enough to a shell's. */
const scriptLanguages: ReadonlyMap<string, Language> = new Map([
  ['ps1', 'powershell'],
  ['psm1', 'powershell'],
  ['bat', 'batch'],
  ['cmd', 'batch'],
  ['py', 'python'],
])

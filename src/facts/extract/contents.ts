// One package's files as Contents: the records a comparison needs, without the bytes. It does not know whether the
// package came alone or bundled in another.
import type { CodeReader } from '../../code/reader.ts'
import { type RunInputs, runInputsOf } from '../../code/run-inputs.ts'
import type { Contents, FileRecord } from '../../domain/release.ts'
import { vendoredPackages } from './carried.ts'
import { readPackageCode } from './code.ts'
import { toFileRecord } from './file-record.ts'
import { gypOddities } from './gyp.ts'
import {
  type Findings,
  importRecords,
  isComplete,
  mention,
  mentionTargets,
  noFindings,
  readFile,
  readingOf,
} from './imports.ts'
import { installInputs } from './install-inputs.ts'
import { namesOf } from './names.ts'
import { toPackageFiles } from './package-files.ts'
import { readManifest } from './package-json.ts'
import { type Reading, reachOf, rootsOf } from './reach.ts'
import { scriptRecords } from './scripts.ts'
import { secondManifests } from './second-manifest.ts'

/** `files` by path inside the package; `read` reads its code. */
export function toContents(files: ReadonlyMap<string, Buffer>, read: CodeReader): Contents {
  const { manifest, oddities, targets } = readManifest(files.get('package.json'), files.keys())
  const records = [...files].map(([path, bytes]) => toFileRecord(path, bytes))
  const decoys = secondManifests(files, manifest)
  const findings = noFindings(namesOf(manifest))
  const types = new Map(records.map(({ path, type }) => [path, type]))
  const reading: Reading = { files: toPackageFiles(files, manifest), findings, types }
  searchNames(files, records, new Set(decoys.map(({ path }) => path)), findings)
  for (const { name, body, line } of manifest.scripts) mention(findings, name, body, line)
  mentionTargets(findings, targets)
  const { scripts, installing } = scriptRecords(manifest, reading)
  const reach = reachOf(reading)
  const roots = rootsOf(reading.files)
  const reached = records.map(
    (record): FileRecord => ({
      ...record,
      reach: reach.get(record.path) ?? 'none',
      entry: roots.import.has(record.path) ? 'import' : roots.bin.has(record.path) ? 'bin' : 'none',
    }),
  )
  const { code, inputs, whole } = readPackageCode({ reading, records: reached, scripts, installing, read })
  return {
    manifest,
    files: reached,
    scripts,
    imports: importRecords(findings),
    oddities: [...oddities, ...decoys, ...gypOddities(reading.files), ...vendoredPackages(files, manifest)],
    patches: [],
    code,
    install: installInputs({
      files: reading.files,
      records: reached,
      scripts,
      // What only a command in a program leads to was read as code, and not for its inputs.
      inputsAt: (path) => inputs.get(path) ?? (whole.has(path) ? inputsOfFile(path, files) : 'unread'),
      inputsOf: (text) => runInputsOf('', text),
    }),
  }
}

function inputsOfFile(path: string, files: ReadonlyMap<string, Buffer>): RunInputs {
  const text = files.get(path)?.toString('utf8') ?? ''
  return runInputsOf(path, text.startsWith('\ufeff') ? text.slice(1) : text)
}

/** Code first: a name that is loaded needs no mention, and most packages load all they declare early on. */
function searchNames(
  files: ReadonlyMap<string, Buffer>,
  records: readonly FileRecord[],
  decoys: ReadonlySet<string>,
  findings: Findings,
): void {
  for (const wanted of ['code', 'data'] as const) {
    for (const { path, type } of records) {
      if (isComplete(findings)) return
      const bytes = files.get(path)
      if (bytes === undefined || decoys.has(path) || readingOf(path, type) !== wanted) continue
      readFile(findings, path, bytes, wanted)
    }
  }
}

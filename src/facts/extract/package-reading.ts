// What a package is made of before its code is read: its manifest, its files, what leads to them, its scripts.
import type { FileRecord, Oddity, ScriptRecord } from '../../domain/release.ts'
import { toFileRecord } from './file-record.ts'
import { type Findings, isComplete, mention, mentionTargets, noFindings, readFile, readingOf } from './imports.ts'
import { namesOf } from './names.ts'
import { toPackageFiles } from './package-files.ts'
import { readManifest } from './package-json.ts'
import { type Reading, reachOf, rootsOf } from './reach.ts'
import { scriptRecords } from './scripts.ts'
import { secondManifests } from './second-manifest.ts'

export type PackageReading = {
  manifest: Reading['files']['manifest']
  oddities: readonly Oddity[]
  /** Files that some take for the manifest. */
  decoys: readonly Oddity[]
  reading: Reading
  /** Of all files, with what leads to them. */
  records: readonly FileRecord[]
  scripts: readonly ScriptRecord[]
  /** Names of the scripts that run on an install, directly or through others. */
  installing: ReadonlySet<string>
}

/** `files` by path inside the package. */
export function readPackage(files: ReadonlyMap<string, Buffer>): PackageReading {
  const { manifest, oddities, targets } = readManifest(files.get('package.json'), files.keys())
  const bare = [...files].map(([path, bytes]) => toFileRecord(path, bytes))
  const decoys = secondManifests(files, manifest)
  const findings = noFindings(namesOf(manifest))
  const types = new Map(bare.map(({ path, type }) => [path, type]))
  const reading: Reading = { files: toPackageFiles(files, manifest), findings, types }
  searchNames(files, bare, new Set(decoys.map(({ path }) => path)), findings)
  for (const { name, body, line } of manifest.scripts) mention(findings, name, body, line)
  mentionTargets(findings, targets)
  const { scripts, installing } = scriptRecords(manifest, reading)
  const reach = reachOf(reading)
  const roots = rootsOf(reading.files)
  const records = bare.map(
    (record): FileRecord => ({
      ...record,
      reach: reach.get(record.path) ?? 'none',
      entry: roots.import.has(record.path) ? 'import' : roots.bin.has(record.path) ? 'bin' : 'none',
    }),
  )
  return { manifest, oddities, decoys, reading, records, scripts, installing }
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

// The scripts of a package as records, with the implicit build npm adds, and the own files that those reach which npm
// may run on install. Which of them run depends on how the package is locked; that is the comparison's business.
import { gitEvents, installEvents, type Manifest, type ScriptRecord } from '../../domain/release.ts'
import { buildFiles, filesNamed } from './command-files.ts'
import type { PackageFiles } from './package-files.ts'
import { installReach, type Reading } from './reach.ts'

const events: ReadonlySet<string> = new Set([...installEvents, ...gitEvents])

/** Only scripts that npm may run by itself have `reaches`: a test script's files are nobody's concern here. */
export function scriptRecords(manifest: Manifest, reading: Reading): ScriptRecord[] {
  const implicit = isBuiltImplicitly(manifest, reading.files)
  // npm sets the implicit script in the place of an empty one.
  const written = manifest.scripts.filter(({ name }) => !(implicit && name === 'install'))
  const records = written.map(({ name, body, line }) => {
    return { name, body, implicit: false, reaches: events.has(name) ? reachesOf(reading, name, body) : [], line }
  })
  if (!implicit) return records
  const reaches = installReach(reading, buildFiles(reading.files), new Set())
  return [...records, { name: 'install', body: 'node-gyp rebuild', implicit: true, reaches, line: 0 }]
}

function reachesOf(reading: Reading, name: string, body: string): string[] {
  const followed = new Set([name])
  return installReach(reading, filesNamed(reading.files, body, '', followed), followed)
}

/** arborist's rule (lib/arborist/rebuild.js): a binding.gyp, no preinstall and no install, and `gypfile` is not false. */
function isBuiltImplicitly(manifest: Manifest, files: PackageFiles): boolean {
  const has = (event: string) => manifest.scripts.some(({ name, body }) => name === event && body !== '')
  return manifest.gypfile !== 'false' && !has('install') && !has('preinstall') && buildFiles(files).length > 0
}

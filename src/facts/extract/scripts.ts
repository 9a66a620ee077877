// The scripts of a package as records, with the implicit build npm adds, and the own files that those reach which npm
// may run on install. Which of them run depends on how the package is locked; that is the comparison's business.
import { gitEvents, installEvents, type Manifest, type ScriptRecord } from '../../domain/release.ts'
import { buildFiles, filesNamed } from './command-files.ts'
import type { PackageFiles } from './package-files.ts'
import { installReach, type Reading } from './reach.ts'

const events: ReadonlySet<string> = new Set([...installEvents, ...gitEvents])

/**
 * Only scripts that npm may run by itself have `reaches`: a test script's files are nobody's concern here. `installing`:
 * the names of those that run on an install, directly or through others.
 */
export function scriptRecords(
  manifest: Manifest,
  reading: Reading,
): { scripts: ScriptRecord[]; installing: ReadonlySet<string> } {
  const installing = new Set<string>()
  const implicit = isBuiltImplicitly(manifest, reading.files)
  // npm sets the implicit script in the place of an empty one.
  const written = manifest.scripts.filter(({ name }) => !(implicit && name === 'install'))
  const records = written.map(({ name, body, line }) => {
    const followed = new Set([name])
    const reaches = events.has(name) ? reachesOf(reading, body, followed) : []
    if (body !== '' && runsOnInstall(name)) for (const one of followed) installing.add(one)
    return { name, body, implicit: false, reaches, line }
  })
  if (!implicit) return { scripts: records, installing }
  const reaches = installReach(reading, buildFiles(reading.files), installing)
  const built = { name: 'install', body: 'node-gyp rebuild', implicit: true, reaches, line: 0 }
  return { scripts: [...records, built], installing }
}

function runsOnInstall(name: string): boolean {
  return installEvents.some((event) => event === name)
}

function reachesOf(reading: Reading, body: string, followed: Set<string>): string[] {
  return installReach(reading, filesNamed(reading.files, body, '', followed), followed)
}

/** arborist's rule (lib/arborist/rebuild.js): a binding.gyp, no preinstall and no install, and `gypfile` is not false. */
function isBuiltImplicitly(manifest: Manifest, files: PackageFiles): boolean {
  const has = (event: string) => manifest.scripts.some(({ name, body }) => name === event && body !== '')
  return manifest.gypfile !== 'false' && !has('install') && !has('preinstall') && buildFiles(files).length > 0
}

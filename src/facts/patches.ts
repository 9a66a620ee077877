// The patch of the project that was applied to a release, against the one its baseline was judged with. It reads what
// was recorded when the patch was applied, and never the patch itself.
import type { PatchFact, Status } from '../domain/change.ts'
import type { Candidate } from '../domain/comparison.ts'
import type { PackageKind } from '../domain/locked.ts'
import type { Contents, PatchRecord } from '../domain/release.ts'
import { installedFiles, runsOnInstall } from './scripts.ts'

/** Empty for a package that neither is patched nor was. */
export function comparePatches(before: Contents, candidate: Candidate): PatchFact[] {
  const { contents: after, locked } = candidate
  if (after.patches.length === 0) return before.patches.map((patch) => toFact(patch, 'removed', '', false, locked.line))
  const known = new Set(before.patches.map(({ integrity }) => integrity))
  return after.patches.map((patch) => {
    const status = known.has(patch.integrity) ? 'kept' : known.size === 0 ? 'added' : 'changed'
    return toFact(patch, status, locked.patch.path, changesInstall(patch, candidate), locked.line)
  })
}

function toFact(patch: PatchRecord, status: Status, path: string, installs: boolean, line: number): PatchFact {
  const { integrity, files } = patch
  return {
    record: 'patch',
    status,
    path,
    integrity,
    files: files.map((file) => file.path),
    added: files.reduce((sum, file) => sum + file.added, 0),
    removed: files.reduce((sum, file) => sum + file.removed, 0),
    touchesManifest: files.some((file) => file.path === 'package.json'),
    changesInstall: installs,
    line,
  }
}

/** Against the same release unpatched: what its publisher changed in the scripts is not the patch's doing. */
function changesInstall({ files }: PatchRecord, { contents, asPublished, locked: { kind } }: Candidate): boolean {
  if (installScripts(asPublished, kind) !== installScripts(contents, kind)) return true
  const reached = installedFiles(asPublished, kind).union(installedFiles(contents, kind))
  return files.some(({ path }) => reached.has(path))
}

/** Equal texts for equal scripts. */
function installScripts({ scripts }: Contents, kind: PackageKind): string {
  const run = scripts.filter((script) => runsOnInstall(script, kind))
  return JSON.stringify(run.map(({ name, body }) => JSON.stringify([name, body])).sort())
}

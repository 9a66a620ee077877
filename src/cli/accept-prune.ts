// `cordon accept --prune`: takes out of `cordon.lock` what the lockfile does not install any more. It asks nobody and
// fetches nothing.

import { counted, toCount } from '../report/ages.ts'
import { readProjectLockfile } from '../sources/lockfile/read.ts'
import { readOwnAccepted } from './accepted.ts'
import type { Io } from './io.ts'
import { writeCordonLock } from './lock-file.ts'
import { projectAt } from './project-at.ts'
import { installedIn } from './reviewed.ts'
import type { ScanOptions } from './scan-options.ts'

export async function pruneAccepted({ dir }: ScanOptions, consequence: string, io: Io): Promise<number> {
  const project = projectAt(dir, io)
  const lockfile = readProjectLockfile(project)
  const before = readOwnAccepted(project, consequence)
  const isInstalled = installedIn(lockfile)
  const names = new Set(lockfile.packages.map(({ name }) => name))
  const releases = before.releases.filter(isInstalled)
  const scripts = before.scripts.filter(({ name }) => names.has(name))
  const removed = before.releases.length + before.scripts.length - releases.length - scripts.length
  if (removed > 0) writeCordonLock(dir, { releases, scripts })
  const kept = releases.length + scripts.length
  await io.stdout.write(`removed ${counted(removed, 'line')} from cordon.lock, kept ${toCount(kept)}\n`)
  return 0
}

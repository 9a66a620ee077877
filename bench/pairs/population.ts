// The names a draw is made from: every package that the projects under `bench/lockfiles/` lock from a registry. It reads
// committed lockfiles and asks nobody.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LockedPackage } from '../../src/domain/locked.ts'
import { parseLockfile } from '../../src/sources/lockfile/read.ts'
import { type Ranked, type StratumId, stratumOf, unlisted } from './strata.ts'

/** What the lockfiles say of a name: in any of them is enough. */
export type Named = Ranked & {
  hasInstallScript: boolean
  hasCommand: boolean
  /** For one platform only: a program or an add-on that is built already. */
  isForPlatform: boolean
  /** A project asks for it by name. */
  isAskedFor: boolean
}

export type Population = {
  /** Folders whose lockfiles were read, sorted. */
  projects: readonly string[]
  names: readonly Named[]
  perStratum: ReadonlyMap<StratumId, readonly Named[]>
}

export function readPopulation(folder: string, listed: readonly Ranked[]): Population {
  const projects = readdirSync(folder).toSorted()
  const locked = projects.flatMap((project) => lockedIn(join(folder, project, 'package-lock.json')))
  const ranks = new Map(listed.map((one) => [one.name, one]))
  const names = [...Map.groupBy(locked, ({ name }) => name)].map(
    ([name, entries]): Named => ({
      ...(ranks.get(name) ?? { name, downloads: 0, rank: unlisted }),
      hasInstallScript: entries.some(({ hasInstallScript }) => hasInstallScript === 'yes'),
      hasCommand: entries.some(({ bins }) => bins.length > 0),
      isForPlatform: entries.some(({ platform }) => platform === 'limited'),
      isAskedFor: entries.some(({ direct }) => direct),
    }),
  )
  return { projects, names, perStratum: Map.groupBy(names, ({ rank }) => stratumOf(rank)) }
}

function lockedIn(file: string): readonly LockedPackage[] {
  const text = readFileSync(file, 'utf8')
  const { packages } = parseLockfile({ file, text, manifest: 'none', projectFolder: '' })
  return packages.filter(({ kind }) => kind === 'registry' || kind === 'alias')
}

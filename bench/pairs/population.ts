// The names a draw is made from: every package that the projects under `bench/lockfiles/` lock from a registry. It reads
// committed lockfiles and asks nobody.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseLockfile } from '../../src/sources/lockfile/read.ts'
import { type Ranked, type StratumId, stratumOf, unlisted } from './strata.ts'

export type Population = {
  /** Folders whose lockfiles were read, sorted. */
  projects: readonly string[]
  perStratum: ReadonlyMap<StratumId, readonly Ranked[]>
}

export function readPopulation(folder: string, listed: readonly Ranked[]): Population {
  const projects = readdirSync(folder).toSorted()
  const names = new Set(projects.flatMap((project) => namesIn(join(folder, project, 'package-lock.json'))))
  const ranks = new Map(listed.map((one) => [one.name, one]))
  const all = [...names].map((name) => ranks.get(name) ?? { name, downloads: 0, rank: unlisted })
  return { projects, perStratum: Map.groupBy(all, ({ rank }) => stratumOf(rank)) }
}

function namesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const { packages } = parseLockfile({ file, text, manifest: 'none', projectFolder: '' })
  return packages.filter(({ kind }) => kind === 'registry' || kind === 'alias').map(({ name }) => name)
}

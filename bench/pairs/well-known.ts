// The packages that are judged as new, as they are committed: how they were drawn, and one line per package.
import { readFileSync } from 'node:fs'
import { ownValue } from '../../src/domain/manifest.ts'
import { shuffled } from './chance.ts'
import type { Named } from './population.ts'
import { unlisted } from './strata.ts'

/** Each group is drawn from what those before it left; `most` is the greatest rank by downloads that is well known. */
export const groups = [
  { id: 'top', share: 150, most: unlisted - 1, has: () => true },
  { id: 'install-script', share: 45, most: 100_000, has: (one: Named) => one.hasInstallScript },
  { id: 'platform', share: 15, most: 20_000, has: (one: Named) => one.isForPlatform },
  { id: 'command', share: 45, most: 20_000, has: (one: Named) => one.hasCommand },
  { id: 'asked-for', share: 45, most: 20_000, has: (one: Named) => one.isAskedFor },
] as const

export type GroupId = (typeof groups)[number]['id']
export type WellKnown = { name: string; version: string; group: GroupId }

export type WellKnownFile = {
  seed: string
  /** ISO date. */
  drawnOn: string
  names: string
  projects: readonly string[]
  procedure: readonly string[]
  packages: readonly WellKnown[]
}

/** Each group's names in the order in which they are tried: the first by downloads, all others by chance. */
export function candidatesOf(names: readonly Named[], seed: string, group: GroupId): Named[] {
  const found = groups.find(({ id }) => id === group)
  if (found === undefined) return []
  const fit = names.filter((one) => !one.name.startsWith('@types/') && one.rank <= found.most && found.has(one))
  if (group === 'top') return fit.toSorted((a, b) => a.rank - b.rank)
  return shuffled(fit, seed, `well-known ${group}`, ({ name }) => name)
}

export function writtenWellKnown({ packages, ...about }: WellKnownFile): string {
  const head = JSON.stringify(about, null, 2).slice(0, -2)
  return `${head},\n  "packages": [\n${packages.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]\n}\n`
}

/** Reads our own committed file; whatever is no package in it is an error. */
export function readWellKnown(file: string): WellKnown[] {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const packages = ownValue(value, 'packages')
  if (!Array.isArray(packages)) throw new Error(`${file} has no list of packages`)
  return packages.map((one: unknown, index) => {
    const [name, version] = [ownValue(one, 'name'), ownValue(one, 'version')]
    const group = groups.find(({ id }) => id === ownValue(one, 'group'))?.id
    if (typeof name !== 'string' || typeof version !== 'string' || group === undefined)
      throw new Error(`${file}: entry ${index + 1} is no package`)
    return { name, version, group }
  })
}

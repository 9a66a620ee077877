// Draws the packages that are judged as new and writes them to `well-known.json`. Run by hand:
//   node bench/pairs/draw-well-known.ts --names LIST.tsv [--cache-dir DIR] [--date 2026-11-22] [--online]
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isPrerelease } from '../../src/domain/versions.ts'
import { timeOf } from '../../src/scan/backtest/times.ts'
import { readFlags } from './arguments.ts'
import { drawingFlags, openDrawing, seed } from './drawing.ts'
import { candidatesOf, groups, type WellKnown, writtenWellKnown } from './well-known.ts'

const month = 30 * 24 * 3_600_000

const procedure = [
  'The population is that of pairs.json: the packages that the projects under bench/lockfiles/ install. Names below @types/ are left out, since they have no code.',
  'top: the names with most downloads a month. The other groups are drawn from what is left, in the order of sha256(seed, group, name): names with an install script, of the first 100,000 by downloads; builds for one platform, with a command, and those that a project asks for by name (SDKs, wallets, frameworks), each of the first 20,000.',
  'The version is the highest stable one of at least a month before the date. A name without one, or whose history could not be had, is passed over.',
  'Each is judged as if no release of its package had ever been trusted: everything in it is new. None may be blocked.',
]

const flags = readFlags(drawingFlags, process.argv.slice(2))
const { about, drawnAt, population, setting } = await openDrawing(flags)

const packages: WellKnown[] = []
for (const { id, share } of groups) {
  const taken = new Set(packages.map(({ name }) => name))
  let found = 0
  for (const { name } of candidatesOf(population.names, seed, id)) {
    if (found === share) break
    const version = taken.has(name) ? '' : await versionOf(name)
    if (version === '') continue
    packages.push({ name, version, group: id })
    found++
  }
}
await setting.close()
const output = fileURLToPath(new URL('well-known.json', import.meta.url))
writeFileSync(output, writtenWellKnown({ ...about, procedure, packages }))

/** '' where there is none. */
async function versionOf(name: string): Promise<string> {
  const history = await setting.histories.of(name)
  if (!history.ok) return ''
  const old = history.value.versions.filter((one) => timeOf(one) >= 0 && timeOf(one) < drawnAt - month)
  return old.findLast(({ version }) => !isPrerelease(version))?.version ?? ''
}

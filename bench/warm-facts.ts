// How long the facts of a lockfile's packages take from the cache by integrity (`node bench/warm-facts.ts`): what a second
// scan does instead of reading code. Beside it, the same facts as plain JSON with a row for each file, out of memory.
//   --cache-dir DIR      npm's cache folder, as `cordon scan --cache-dir` has filled it; ~/.npm by default
//   --lockfile DIR       the folder of a package-lock.json; bench/lockfiles/large by default
//   --packages 1500      how many
// The median of seven rounds. CPU time, since a busy machine is nobody's fault; wall time for who wants it.
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openFactCache } from '../src/sources/fact-cache.ts'
import { isExtracted } from '../src/sources/fact-shape.ts'
import { readFlags } from './pairs/arguments.ts'

const given = readFlags({ 'cache-dir': 'text', lockfile: 'text', packages: 'text' } as const, process.argv.slice(2))
const cacheDir = given['cache-dir'] === '' ? join(homedir(), '.npm') : given['cache-dir']
const lockfile = given.lockfile === '' ? fileURLToPath(new URL('./lockfiles/large', import.meta.url)) : given.lockfile
const wanted = given.packages === '' ? 1500 : Number(given.packages)
if (!Number.isInteger(wanted) || wanted < 1) throw new Error('--packages needs a number from 1 on')
const rounds = 7

const cache = openFactCache(cacheDir)
const integrities = locked().filter((integrity) => cache.get(integrity, '') !== undefined)
const chosen = integrities.slice(0, wanted)
if (chosen.length === 0) throw new Error(`no facts for ${lockfile} are in ${cacheDir}: scan it with --cache-dir first`)
const texts = chosen.map((integrity) => JSON.stringify(cache.get(integrity, '')))

const cached: Taken[] = []
const rows: Taken[] = []
// One after the other, so that a machine that grows slower does so for both.
for (let round = 0; round < rounds; round++) {
  cached.push(timed(() => chosen.every((integrity) => cache.get(integrity, '') !== undefined)))
  rows.push(timed(() => texts.every((text) => isExtracted(JSON.parse(text)))))
}
const [ours, plain] = [median(cached), median(rows)]
const megabytes = texts.reduce((sum, { length }) => sum + length, 0) / 1e6
console.log(`${chosen.length} packages, ${megabytes.toFixed(1)} MB as plain JSON\n`)
console.log('| step | CPU ms | wall ms |\n| --- | ---: | ---: |')
console.log(`| from the cache by integrity | ${ours.cpu.toFixed(0)} | ${ours.wall.toFixed(0)} |`)
console.log(`| plain JSON, in memory already | ${plain.cpu.toFixed(0)} | ${plain.wall.toFixed(0)} |`)
console.log(`\nratio of CPU times ${(ours.cpu / plain.cpu).toFixed(2)}`)

type Taken = { cpu: number; wall: number }

function locked(): string[] {
  const { packages } = JSON.parse(readFileSync(join(lockfile, 'package-lock.json'), 'utf8'))
  const all = Object.values<{ integrity?: string }>(packages).flatMap(({ integrity }) => integrity ?? [])
  return [...new Set(all)]
}

function timed(work: () => boolean): Taken {
  const [cpu, wall] = [process.cpuUsage(), performance.now()]
  if (!work()) throw new Error('facts went missing')
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: (user + system) / 1000, wall: performance.now() - wall }
}

function median(all: readonly Taken[]): Taken {
  const middle = (pick: (one: Taken) => number) => all.map(pick).sort((a, b) => a - b)[all.length >> 1] ?? 0
  return { cpu: middle(({ cpu }) => cpu), wall: middle(({ wall }) => wall) }
}

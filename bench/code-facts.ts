// How fast facts are taken from JavaScript (`npm run -s bench:code`): megabytes of source per second and core, for the gate
// alone, for the parser alone, and for what a scan does, over the tarballs of a lockfile that npm's cache holds.
//   --cache-dir DIR      npm's cache; ~/.npm/_cacache by default
//   --lockfile DIR       the folder of a package-lock.json; bench/lockfiles/large by default
//   --every 8            every eighth package only
// One core does all the work, and CPU time is what is counted. Files above the limit for a tree are left out.
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isTooDeep } from '../src/code/depth.ts'
import { readWithoutTree } from '../src/code/gate/clears.ts'
import { parseSource } from '../src/code/parse.ts'
import { readCode } from '../src/code/read-file.ts'
import { createResolver } from '../src/code/resolver.ts'
import { readCachedTarball } from '../src/sources/npm-cache.ts'
import { unpackTarball } from '../src/sources/tarball.ts'
import { readFlags } from './pairs/arguments.ts'

type Source = { path: string; bytes: Uint8Array; text: string }

const maxTree = 16 * 1024 * 1024
const maxTarball = 64 * 1024 * 1024

const given = readFlags({ 'cache-dir': 'text', lockfile: 'text', every: 'text' } as const, process.argv.slice(2))
const cache = given['cache-dir'] === '' ? join(homedir(), '.npm/_cacache') : given['cache-dir']
const lockfile = given.lockfile === '' ? fileURLToPath(new URL('./lockfiles/large', import.meta.url)) : given.lockfile
const every = given.every === '' ? 1 : Number(given.every)
if (!Number.isInteger(every) || every < 1) throw new Error('--every needs a number from 1 on')

type Step = { name: string; run: (source: Source) => void }

const steps: readonly Step[] = [
  { name: 'text of bytes', run: ({ bytes }) => void Buffer.from(bytes).toString('utf8') },
  { name: 'gate', run: ({ bytes }) => void readWithoutTree(bytes) },
  { name: 'depth', run: ({ bytes }) => void isTooDeep(bytes) },
  { name: 'parse', run: ({ path, text }) => void parseSource(path, text) },
  { name: 'parse + names', run: ({ path, text }) => void createResolver(parseSource(path, text).program) },
  { name: 'parse + all facts', run: ({ path, text }) => void readCode(path, text) },
  { name: 'gate, depth, all facts', run: asInScan },
]

function asInScan({ path, bytes, text }: Source): void {
  if (readWithoutTree(bytes) === 'needs-tree' && !isTooDeep(bytes)) readCode(path, text)
}

const used = new Map(steps.map(({ name }) => [name, 0]))
const counts = { packages: 0, files: 0, bytes: 0, cleared: 0, clearedBytes: 0 }
let peak = 0
for await (const sources of packages()) {
  counts.packages++
  for (const source of sources) {
    counts.files++
    counts.bytes += source.bytes.length
    if (readWithoutTree(source.bytes) !== 'needs-tree') {
      counts.cleared++
      counts.clearedBytes += source.bytes.length
    }
  }
  // Package by package and step by step, so that a machine that grows slower does so for all.
  for (const { name, run } of steps) {
    const from = process.cpuUsage()
    for (const source of sources) run(source)
    const { user, system } = process.cpuUsage(from)
    used.set(name, (used.get(name) ?? 0) + user + system)
  }
  peak = Math.max(peak, process.memoryUsage().rss)
}
print()

async function* packages(): AsyncGenerator<readonly Source[]> {
  const { packages: locked } = JSON.parse(readFileSync(join(lockfile, 'package-lock.json'), 'utf8'))
  const integrities = new Set<string>()
  for (const entry of Object.values<{ integrity?: string }>(locked)) {
    if (entry.integrity !== undefined) integrities.add(entry.integrity)
  }
  for (const integrity of [...integrities].filter((_, index) => index % every === 0)) {
    const tarball = await readCachedTarball(cache, integrity, maxTarball)
    const unpacked = tarball === undefined ? undefined : unpackTarball(tarball.bytes)
    if (unpacked?.ok === true) yield unpacked.value.files.filter(isSource).map(toSource)
  }
}

function isSource({ path, bytes }: { path: string; bytes: Uint8Array }): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && bytes.length <= maxTree
}

function toSource({ path, bytes }: { path: string; bytes: Uint8Array }): Source {
  return {
    path,
    bytes,
    text: Buffer.from(bytes)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  }
}

function print(): void {
  const { packages: count, files, bytes, cleared, clearedBytes } = counts
  if (bytes === 0) throw new Error(`no tarball of ${lockfile} is in ${cache}`)
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
  console.log(`${count} packages, ${files} files, ${(bytes / 1e6).toFixed(1)} MB of JavaScript and TypeScript`)
  console.log(`cleared by the gate: ${share(cleared, files)} of files, ${share(clearedBytes, bytes)} of bytes`)
  const parse = used.get('parse') ?? 1
  console.log('\n| step | MB/s and core | CPU time, × parse |\n| --- | ---: | ---: |')
  for (const [name, time] of used) {
    console.log(`| ${name} | ${(bytes / time).toFixed(1)} | ${(time / parse).toFixed(2)} |`)
  }
  console.log(`\npeak memory ${(peak / 2 ** 20).toFixed(0)} MiB`)
}

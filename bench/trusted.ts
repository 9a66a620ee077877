// A tree in which everything was accepted, judged again: `cordon init` and `cordon scan` on a real lockfile, beside an empty
// Node in the same run, and then the same tree with five packages upgraded (`npm run -s bench:trusted`). It needs the npm
// registry. Run by hand: it prints ratios and what was judged.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildInto } from '../test/support/built.ts'
import { readFlags } from './pairs/arguments.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const given = readFlags({ lockfile: 'text', runs: 'text', 'cache-dir': 'text' }, process.argv.slice(2))
const lockfile = given.lockfile === '' ? join(root, 'bench/lockfiles/large') : given.lockfile
const runs = given.runs === '' ? 11 : Number(given.runs)
const upgrades = 5

type Locked = { version: string; integrity?: string; resolved?: string }
type Judged = { name: string; version: string; verdict: string }

const work = mkdtempSync(join(tmpdir(), 'cordon-bench-trusted-'))
try {
  const cordon = buildInto(join(work, 'built'))
  const project = join(work, 'project')
  cpSync(lockfile, project, { recursive: true })
  const cache = given['cache-dir'] === '' ? join(work, 'cache') : given['cache-dir']
  const run = (...args: readonly string[]) => {
    const all = [cordon, ...args, '--cache-dir', cache, '--no-progress']
    return spawnSync(process.execPath, all, { cwd: project, encoding: 'utf8', maxBuffer: 512 * 1024 * 1024 })
  }

  // The tree before the upgrade is what gets accepted.
  const file = join(project, 'package-lock.json')
  const upgraded = readFileSync(file, 'utf8')
  const changed = downgrade(file)
  const from = performance.now()
  const init = run('init')
  console.log(`cordon init: ${((performance.now() - from) / 1000).toFixed(1)} s\n${init.stdout}${init.stderr}`)
  console.log(run('scan').stdout)

  const empty = medianOf(() => execFileSync(process.execPath, ['-e', '0']))
  const scan = medianOf(() => run('scan'))
  console.log(
    `empty Node ${empty.toFixed(0)} ms; cordon scan ${scan.toFixed(0)} ms: ${(scan / empty).toFixed(1)} times`,
  )

  writeFileSync(file, upgraded)
  const after = JSON.parse(run('scan', '--format', 'json', '--all').stdout)
  const judged = after.packages.filter((one: Judged) => one.verdict !== 'trusted')
  console.log(`upgraded ${changed.join(', ')}`)
  console.log(`judged   ${judged.map((one: Judged) => `${one.name}@${one.version} ${one.verdict}`).join(', ')}`)
} finally {
  rmSync(work, { recursive: true, force: true })
}

function medianOf(work: () => unknown): number {
  const times: number[] = []
  for (let index = 0; index < runs; index++) {
    const from = performance.now()
    work()
    times.push(performance.now() - from)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
}

/** Takes five packages that others brought back to the release before; gives the names with the version they had. */
function downgrade(file: string): string[] {
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const own = new Set(Object.keys({ ...lock.packages[''].dependencies, ...lock.packages[''].devDependencies }))
  const changed: string[] = []
  for (const [location, entry] of Object.entries<Locked>(lock.packages)) {
    const name = location.slice('node_modules/'.length)
    if (changed.length === upgrades) break
    if (name === '' || name.includes('node_modules/') || own.has(name) || entry.integrity === undefined) continue
    const versions: unknown = JSON.parse(npmView(name, 'versions'))
    const before = Array.isArray(versions) ? versions[versions.indexOf(entry.version) - 1] : undefined
    if (typeof before !== 'string' || before.includes('-')) continue
    changed.push(`${name}@${entry.version}`)
    const { integrity, tarball } = JSON.parse(npmView(`${name}@${before}`, 'dist'))
    Object.assign(entry, { version: before, integrity, ...(entry.resolved !== undefined && { resolved: tarball }) })
  }
  writeFileSync(file, JSON.stringify(lock, null, 2))
  return changed
}

function npmView(spec: string, field: string): string {
  return execFileSync('npm', ['view', spec, field, '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

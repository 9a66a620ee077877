// `cordon check` of one package in a large project, beside what npm takes to resolve the same (`npm install
// --package-lock-only --dry-run`), both warm and in turns (`node bench/check.ts`). It needs the npm registry. Run by
// hand: it prints medians and their ratio.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { npmAtHand } from '../src/cli/npm-at-hand.ts'
import { buildInto } from '../test/support/built.ts'
import { readFlags } from './pairs/arguments.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const given = readFlags({ lockfile: 'text', spec: 'text', runs: 'text', 'cache-dir': 'text' }, process.argv.slice(2))
const lockfile = given.lockfile === '' ? join(root, 'bench/lockfiles/large') : given.lockfile
const spec = given.spec === '' ? 'left-pad@1.3.0' : given.spec
const runs = given.runs === '' ? 9 : Number(given.runs)

const work = mkdtempSync(join(tmpdir(), 'cordon-bench-check-'))
try {
  const cordon = buildInto(join(work, 'built'))
  const project = join(work, 'project')
  cpSync(lockfile, project, { recursive: true })
  const cache = given['cache-dir'] === '' ? join(work, 'cache') : given['cache-dir']
  // npm's own program by the Node that runs this, so that both have the same one.
  const npm = npmAtHand(process, 'nothing was measured').cli
  const run = (program: string, ...args: readonly string[]) => {
    const options = { cwd: project, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options)
    if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}\n${stdout}${stderr}`)
    return stdout
  }
  const quick = ['--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--cache', cache]
  // Only what the new package brings is to be measured: npm first completes what the lockfile leaves out.
  run(npm, 'install', ...quick)
  const ways = {
    npm: () => run(npm, 'install', spec, '--dry-run', ...quick),
    cordon: () => run(cordon, 'check', spec, '--cache-dir', cache, '--no-progress'),
  }
  ways.npm()
  console.log(ways.cordon())
  const times = { npm: [] as number[], cordon: [] as number[] }
  for (let index = 0; index < runs; index++) {
    for (const name of ['npm', 'cordon'] as const) {
      const from = performance.now()
      ways[name]()
      times[name].push(performance.now() - from)
    }
  }
  const [ours, theirs] = [medianOf(times.cordon), medianOf(times.npm)]
  const { packages } = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))
  console.log(`${Object.keys(packages).length - 1} entries, ${spec}, ${runs} runs in turns, medians`)
  console.log(`npm ${theirs.toFixed(0)} ms; cordon check ${ours.toFixed(0)} ms: ${(ours / theirs).toFixed(2)} times`)
} finally {
  rmSync(work, { recursive: true, force: true })
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

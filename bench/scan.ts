// How long `cordon scan` takes on the large lockfile, and how much memory, beside `npm ci --ignore-scripts` on the same one
// (`npm run -s bench:scan`). It needs the npm registry, Linux, 5 GB of disk and ten minutes.
//   --runs 3             medians of several passes
//   --concurrency 8,32   several values, each a table
//   --built              what `tsc` makes of the sources, as it is published, instead of the sources
//   --no-npm             cordon alone
//   --shared             each of the two after the other, with one cache
//   --write              bench/RESULTS.md too
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildInto } from '../test/support/built.ts'
import { readFlags } from './pairs/arguments.ts'
import { writeSection } from './results-file.ts'
import { type Measured, measure } from './scan/run.ts'
import { type Step, stepsOf } from './scan/steps.ts'
import { type Row, toTable } from './scan/table.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const lockfile = join(root, 'bench/lockfiles/large')
const flags = {
  runs: 'text',
  concurrency: 'text',
  built: 'flag',
  'no-npm': 'flag',
  shared: 'flag',
  write: 'flag',
} as const
const given = readFlags(flags, process.argv.slice(2))
const runs = given.runs === '' ? 1 : Number(given.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs needs a number from 1 on')

const work = mkdtempSync(join(tmpdir(), 'cordon-bench-scan-'))
try {
  const cordon = given.built ? buildInto(join(work, 'built')) : join(root, 'bin/cordon.js')
  const tables: string[] = []
  for (const concurrency of given.concurrency.split(',')) {
    const steps = stepsOf({ work, lockfile, cordon, concurrency, npm: !given['no-npm'], shared: given.shared })
    const title = concurrency === '' ? '' : `--concurrency ${concurrency}\n\n`
    tables.push(`${title}${await measured(steps)}`)
    console.log(`\n${tables.at(-1)}`)
  }
  if (given.write) writeSection('scan', toPage(tables))
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** Round by round, so that a machine that grows slower does so for all. */
async function measured(steps: readonly Step[]): Promise<string> {
  const rows = steps.map((step) => ({ step, runs: [] as Measured[] }))
  const verdicts = new Set<string>()
  for (let round = 0; round < runs; round++) {
    for (const { step, runs: done } of rows) {
      step.prepare()
      const one = await measure(step.command)
      if (step.isScan) verdicts.add(verdictsIn(one.stdout))
      else if (one.exitCode !== 0) throw new Error(`${step.name} ended with ${one.exitCode}\n${one.stdout}`)
      console.error(`${step.name}: ${(one.wallMs / 1000).toFixed(1)} s`)
      done.push(one)
    }
  }
  const table = toTable(rows.map(({ step, runs: done }): Row => ({ ...step, runs: done })))
  return `${table}\n\nVerdicts: ${[...verdicts].join('; then ')}.`
}

type Shown = {
  summary: Record<string, number>
  packages: readonly { name: string; version: string; verdict: string }[]
}

/** `2243 packages: 2240 passed, 3 review (a@1.0.0, …)`; whatever is no report is a mistake of this benchmark. */
function verdictsIn(report: string): string {
  const { summary, packages: listed }: Shown = JSON.parse(report)
  const { packages, exitCode, baselineDebt: _, ...counts } = summary
  const named = (verdict: string) => {
    const names = listed.filter((one) => one.verdict === verdict).map(({ name, version }) => `${name}@${version}`)
    return names.length === 0 || verdict === 'passed' ? '' : ` (${names.join(', ')})`
  }
  const found = Object.entries(counts).filter(([, count]) => count > 0)
  return `${packages} packages: ${found.map(([verdict, count]) => `${count} ${verdict}${named(verdict)}`).join(', ')}, exit ${exitCode}`
}

function toPage(tables: readonly string[]): string {
  const entries = Object.keys(JSON.parse(readFileSync(join(lockfile, 'package-lock.json'), 'utf8')).packages).length - 1
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
  return `## \`cordon scan\` beside \`npm ci\`

Made by \`npm run -s bench:scan -- --write\` on ${new Date().toISOString().slice(0, 10)}: ${machine}.
The lockfile is \`bench/lockfiles/large\` (${entries} entries); median of ${runs} run${runs === 1 ? '' : 's'}. Memory is that of all processes together, with the pages that they share counted once.
cordon fetches the tarballs of every platform and those of the baselines it needs; npm fetches this platform's.
Load of the machine when all was done, over fifteen minutes: ${loadavg()[2]?.toFixed(1)}; on a quiet one it is about 2.

${tables.join('\n\n')}
`
}

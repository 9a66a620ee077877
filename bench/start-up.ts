// What a command costs before it does anything: `cordon --version` and `--help` of the built package beside an empty Node, in
// one run (`npm run -s bench:start-up`). Nothing is fetched. Run by hand: it prints ratios.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildInto } from '../test/support/built.ts'
import { readFlags } from './pairs/arguments.ts'

const given = readFlags({ runs: 'text' }, process.argv.slice(2))
const runs = given.runs === '' ? 31 : Number(given.runs)
const work = mkdtempSync(join(tmpdir(), 'cordon-bench-start-up-'))
try {
  const cordon = buildInto(join(work, 'built'))
  const commands = [
    ['-e', '0'],
    [cordon, '--version'],
    [cordon, '--help'],
    [cordon, 'scan', '--help'],
  ]
  const times = commands.map((): number[] => [])
  // One of each after the other, so that what else the machine does meets all alike.
  for (let run = 0; run <= runs; run++) {
    for (const [index, command] of commands.entries()) {
      const from = performance.now()
      execFileSync(process.execPath, command)
      // The first round fills the caches of the system.
      if (run > 0) times[index]?.push(performance.now() - from)
    }
  }
  const [empty = 0, ...rest] = times.map(median)
  console.log(`empty Node          ${empty.toFixed(0)} ms, median of ${runs}`)
  for (const [index, time] of rest.entries()) {
    const words = commands[index + 1]?.slice(1).join(' ') ?? ''
    console.log(`cordon ${words.padEnd(12)} ${time.toFixed(0)} ms: ${(time / empty).toFixed(2)} times`)
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

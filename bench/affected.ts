// How long `cordon affected` takes over 3,000 lockfiles: copies of the fixtures and, every fiftieth, of the large one.
// Run by hand (`npm run -s bench:affected`): it prints milliseconds and judges nothing.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findAffected } from '../src/scan/affected.ts'
import { type Sought, toSeeker } from '../src/scan/sought.ts'

const count = 3000
const largeEvery = 50
const root = fileURLToPath(new URL('../', import.meta.url))
const fixtures = join(root, 'test/fixtures/lockfiles')

const release = (name: string, range: string): Sought => ({ kind: 'release', text: `${name}@${range}`, name, range })

/** From what no lockfile has to what many have: the last ones have to be read. */
const questions: readonly Sought[] = [
  release('plain-crypto-js', '*'),
  release('ms', '2.1.99'),
  release('debug', '>=99'),
  { kind: 'digest', text: 'sha512-…', hash: { algorithm: 'sha512', digest: `${'A'.repeat(86)}==` } },
  release('react', '19.3.1'),
]

function writeLockfiles(folder: string): number {
  const small = readdirSync(fixtures).map((name) => join(fixtures, name, 'package-lock.json'))
  const large = join(root, 'bench/lockfiles/large/package-lock.json')
  let bytes = 0
  for (let index = 0; index < count; index++) {
    const source = index % largeEvery === 0 ? large : (small[index % small.length] ?? large)
    const target = join(folder, `team-${index % 60}`, `project-${index}`)
    mkdirSync(target, { recursive: true })
    cpSync(source, join(target, 'package-lock.json'))
    bytes += readFileSync(source).length
  }
  return bytes
}

const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
try {
  const megabytes = Math.round(writeLockfiles(folder) / 1_000_000)
  console.log(`${count} lockfiles, ${megabytes} MB`)
  for (const sought of questions) {
    const times: number[] = []
    let found = 0
    for (let round = 0; round < 3; round++) {
      const start = performance.now()
      const { summary } = await findAffected({
        tool: { name: 'cordon', version: 'bench' },
        seeker: toSeeker(sought),
        roots: [folder],
        shown: (path) => path,
        pause: async () => {},
      })
      times.push(performance.now() - start)
      found = summary.affected
    }
    const [best = 0] = times.toSorted((a, b) => a - b)
    console.log(`${sought.text.padEnd(20)} ${best.toFixed(0).padStart(6)} ms, ${found} affected`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

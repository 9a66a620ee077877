// Judges every pair of `pairs.json` with all rules and prints how often each fires (`npm run bench:pairs`):
//   [--cache-dir DIR] [--rules DIR] [--packuments DIR] [--json FILE] [--eager] [--online] [--pairs FILE] [--sample N]
// Nobody is asked without `--online`; pairs of which something is not in npm's cache are counted apart. `--sample` takes
// that many of the list by chance, for measuring time.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readFlags } from './arguments.ts'
import { shuffled } from './chance.ts'
import { readClassified } from './classified.ts'
import { readPairs } from './pairs-file.ts'
import { printedTally, printedTrust } from './print.ts'
import { measurePairs } from './run.ts'
import { measureTrust } from './trust.ts'

const flags = readFlags(
  {
    pairs: 'text',
    'cache-dir': 'text',
    rules: 'text',
    packuments: 'text',
    json: 'text',
    sample: 'text',
    eager: 'flag',
    online: 'flag',
  },
  process.argv.slice(2),
)
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const all = readPairs(flags.pairs === '' ? here('pairs.json') : flags.pairs)
const drawn = shuffled(all, 'sample', 'pair', ({ name, after }) => `${name}@${after}`)
const pairs = flags.sample === '' ? all : drawn.slice(0, Number(flags.sample))
const startedAt = Date.now()
const measured = await measurePairs({
  pairs,
  cacheDir: flags['cache-dir'],
  online: flags.online,
  rules: flags.rules === '' ? [] : [flags.rules],
  eager: flags.eager,
  onProgress: (done, total) => {
    if (done % 100 !== 0 && done !== total) return
    process.stderr.write(`${done} of ${total} pairs, ${Math.round((Date.now() - startedAt) / 1000)} s\n`)
  },
})
const { rules, unserved, unmeasured, judged } = measured

console.log(printedTally(measured.tally, readClassified(here('classified.yml'))))
console.log(
  `\nNot fully measured here (the registry shows no ${unserved.join(', ') || 'less than the rules read'}): ${unmeasured.join(', ') || 'none'}`,
)
const trust = flags.packuments === '' ? { pairs: 0, proven: 0, rows: [] } : await measureTrust(flags.packuments, rules)
if (flags.packuments !== '') console.log(`\n${printedTrust(trust)}`)
console.log(`\n${rules.length} rules, ${pairs.length} pairs, ${Math.round(measured.seconds)} s`)
if (flags.json !== '') {
  const document = { ...measured.tally, unmeasured, trust, pairs: judged }
  writeFileSync(flags.json, `${JSON.stringify(document, null, 2)}\n`)
}

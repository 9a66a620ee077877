// Judges every pair of `pairs.json` with all rules and prints how often each fires (`npm run bench:pairs`):
//   [--cache-dir DIR] [--rules DIR] [--packuments DIR] [--json FILE] [--eager] [--online]
// Nobody is asked without `--online`; pairs of which something is not in npm's cache are counted apart.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inputs, inputsOf } from '../../src/scan/backtest/unmeasured.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { readFlags } from './arguments.ts'
import { readClassified } from './classified.ts'
import { type JudgedPair, judgePair } from './judge-pair.ts'
import { readPairs } from './pairs-file.ts'
import { printedTally, printedTrust } from './print.ts'
import { concurrency, openSetting, type Setting } from './setting.ts'
import { tally } from './tally.ts'
import { measureTrust } from './trust.ts'

const flags = readFlags(
  {
    pairs: 'text',
    'cache-dir': 'text',
    rules: 'text',
    packuments: 'text',
    json: 'text',
    eager: 'flag',
    online: 'flag',
  },
  process.argv.slice(2),
)
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const startedAt = Date.now()
const pairs = readPairs(flags.pairs === '' ? here('pairs.json') : flags.pairs)
const byName = Map.groupBy(pairs, ({ name }) => name)
const setting = await openSetting({
  online: flags.online,
  cacheDir: flags['cache-dir'],
  rules: flags.rules === '' ? [] : [flags.rules],
  versionsOf: (name) => new Set((byName.get(name) ?? []).flatMap(({ before, after }) => [before, after])),
})
const judged = await mapLimited(pairs, concurrency, (pair) => judgePair(pair, setting, flags.eager))
await setting.close()
const rules = setting.packs.flatMap((pack) => pack.rules)
const result = tally(judged)
const unserved = await inputsNotServed(judged, setting)
const unmeasured = rules.filter((rule) => inputsOf(rule).some((input) => unserved.includes(input)))

console.log(printedTally(result, readClassified(here('classified.yml'))))
console.log(
  `\nNot fully measured here (the registry shows no ${unserved.join(', ') || 'less than the rules read'}): ${unmeasured.map(({ id }) => id).join(', ') || 'none'}`,
)
const trust = flags.packuments === '' ? { pairs: 0, proven: 0, rows: [] } : await measureTrust(flags.packuments, rules)
if (flags.packuments !== '') console.log(`\n${printedTrust(trust)}`)
console.log(`\n${rules.length} rules, ${pairs.length} pairs, ${Math.round((Date.now() - startedAt) / 1000)} s`)
if (flags.json !== '') {
  // Of the holdout nothing but the counts leaves this program.
  const shown = judged.filter(({ holdout }) => !holdout)
  const document = { ...result, unmeasured: unmeasured.map(({ id }) => id), trust, pairs: shown }
  writeFileSync(flags.json, `${JSON.stringify(document, null, 2)}\n`)
}

/** What the registry shows for no version of any package measured. */
async function inputsNotServed(all: readonly JudgedPair[], { histories }: Setting) {
  const served = { publisher: false, gitHead: false, trust: false }
  for (const { name, state } of all) {
    const history = state === 'measured' ? await histories.of(name) : undefined
    if (history?.ok !== true) continue
    for (const input of inputs) served[input] ||= history.value.versions.some((one) => one[input].status === 'known')
  }
  return inputs.filter((input) => !served[input])
}

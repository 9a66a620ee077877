// Draws real upgrades at random over download ranks and writes them to `pairs.json`. Run by hand:
//   node bench/pairs/draw.ts --names LIST.tsv [--cache-dir DIR] [--wanted 1400] [--date 2026-11-22] [--online]
// Without `--online` only names count whose packument and tarball npm's cache holds, and the list says so: that is no
// random sample of the registry. With it some thousand names are asked at the registry: only where that is allowed.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { step } from '../../src/domain/versions.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { readFlags } from './arguments.ts'
import { isHoldout, shuffled } from './chance.ts'
import { upgradesOf } from './choose-pair.ts'
import { readNames } from './names-file.ts'
import { type Pair, type PairsFile, writtenPairs } from './pairs-file.ts'
import { concurrency, openSetting, type Setting } from './setting.ts'
import { quotas, type Ranked, ranked, type StratumId, strata } from './strata.ts'

const seed = 'cordon pairs 1'

const procedure = [
  'Names are ranked by monthly downloads and cut into the strata of bench/pairs/strata.ts, each with its share of the pairs wanted.',
  'Within a stratum names are taken in the order of sha256(seed, name) until its share is full or no name is left.',
  'Of each name one upgrade is taken: to a version drawn in the same way from its ten newest stable ones of the two years before the date, of those that had an earlier release to compare with when they appeared and whose tarball can be had.',
  'before is what the judge would compare with one hour after after was published.',
  'Every pair whose sha256(seed, name@version) divides by five is holdout: counted, never looked at.',
]

const ofTheCache =
  "Nobody was asked: only what npm's cache held counts, from scans of lockfiles such as bench/lockfiles/large. These are names that well-known frameworks install, and no random sample of the registry."

const flags = readFlags(
  { names: 'text', 'cache-dir': 'text', wanted: 'text', date: 'text', output: 'text', online: 'flag' },
  process.argv.slice(2),
)
if (flags.names === '') throw new Error('--names FILE is needed: a list of names with monthly downloads')
const drawnAt = flags.date === '' ? Date.now() : Date.parse(flags.date)
const names = Map.groupBy(ranked(readNames(flags.names)), ({ rank }) => stratumOf(rank))
const setting = await openSetting({
  online: flags.online,
  cacheDir: flags['cache-dir'],
  rules: [],
  versionsOf: () => new Set(),
})
const wanted = quotas(flags.wanted === '' ? 1400 : Number(flags.wanted))
const drawn: { stratum: StratumId; names: number; pairs: Pair[] }[] = []
for (const { id } of strata) {
  const order = shuffled(names.get(id) ?? [], seed, 'name', ({ name }) => name)
  const one = await drawStratum(id, order, wanted[id], setting)
  process.stderr.write(`${id}: ${one.pairs.length} pairs from ${one.names} names\n`)
  drawn.push(one)
}
await setting.close()
const file: PairsFile = {
  seed,
  drawnOn: new Date(drawnAt).toISOString().slice(0, 10),
  names: 'a public list of npm package names with monthly downloads, of 2026-11',
  asked: flags.online ? 'registry' : 'cache-only',
  procedure: flags.online ? procedure : [...procedure, ofTheCache],
  counts: countsOf(drawn),
  pairs: drawn.flatMap(({ pairs }) => pairs),
}
const output = flags.output === '' ? fileURLToPath(new URL('pairs.json', import.meta.url)) : flags.output
writeFileSync(output, writtenPairs(file))

function stratumOf(rank: number): StratumId {
  return strata.find(({ from, to }) => from <= rank && rank <= to)?.id ?? 'tail'
}

/** Names are tried a few at a time and taken in their order, so that what arrives first decides nothing. */
async function drawStratum(stratum: StratumId, order: readonly Ranked[], quota: number, from: Setting) {
  const pairs: Pair[] = []
  let looked = 0
  while (looked < order.length && pairs.length < quota) {
    const few = order.slice(looked, looked + concurrency * 4)
    const found = await mapLimited(few, concurrency, ({ name }) => pairOf(name, stratum, from))
    for (const one of found) {
      if (pairs.length === quota) break
      looked++
      pairs.push(...one)
    }
  }
  return { stratum, names: looked, pairs }
}

/** Empty for a name that gives no pair. */
async function pairOf(name: string, stratum: StratumId, { histories, contents }: Setting): Promise<Pair[]> {
  const history = await histories.of(name)
  if (!history.ok) return []
  for (const { before, after } of upgradesOf(history.value, seed, drawnAt)) {
    const { version, integrity, tarball } = after
    const had = await contents.of({ name, version, integrity, url: tarball, kind: 'registry' }, 'none')
    if (!had.ok) continue
    const holdout = isHoldout(seed, name, version)
    return [{ name, before, after: version, step: step(before, version), stratum, holdout }]
  }
  return []
}

function countsOf(all: readonly { stratum: StratumId; names: number; pairs: readonly Pair[] }[]): PairsFile['counts'] {
  const of = (id: StratumId) => {
    const one = all.find(({ stratum }) => stratum === id)
    return { names: one?.names ?? 0, pairs: one?.pairs.length ?? 0 }
  }
  return { top: of('top'), high: of('high'), middle: of('middle'), low: of('low'), tail: of('tail') }
}

// Draws real upgrades at random from the packages that the projects under `bench/lockfiles/` install, and writes them to
// `pairs.json`. Run by hand:
//   node bench/pairs/draw.ts --names LIST.tsv [--cache-dir DIR] [--wanted 2400] [--date 2026-11-22] [--output FILE] [--online]
// Without `--online` nobody is asked: it reads the packuments that resolving those lockfiles left in npm's cache.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { step } from '../../src/domain/versions.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { readFlags } from './arguments.ts'
import { isHoldout, shuffled } from './chance.ts'
import { upgradesOf } from './choose-pair.ts'
import { drawingFlags, openDrawing, seed } from './drawing.ts'
import { type DrawnCounts, type Pair, type PairsFile, writtenPairs } from './pairs-file.ts'
import { concurrency } from './registry.ts'
import type { Setting } from './setting.ts'
import { eachStratum, quotas, type Ranked, type StratumId, strata } from './strata.ts'

const perName = 3

const procedure = [
  'The population is the packages that the projects under bench/lockfiles/ install: what they ask for by name, and all that comes with it. It is not the registry at random: a registry is no catalogue to scan, so no name was asked for that npm did not ask for when it resolved these projects, whose own dependencies people chose by hand.',
  'The rates therefore hold for upgrades of packages that such projects install. Packages that hardly anybody installs are in it only as far as these projects do; the counts per stratum say how far.',
  'Names are ranked by monthly downloads and cut into the strata of bench/pairs/strata.ts, each with its share of the pairs wanted; names that the list does not know are a stratum of their own. What a stratum cannot fill goes to the next more popular one.',
  'Within a stratum names are taken in the order of sha256(seed, name) until its share is full or no name is left.',
  'Of each name up to three upgrades are taken: to versions drawn in the same way from its ten newest stable ones of the two years before the date, of those that had an earlier release to compare with when they appeared. Upgrades around which the times of the registry cannot be believed (src/scan/backtest/times.ts) are passed over and counted: a mirror dates what it took over late to that moment. Whether a tarball can be had decides nothing; measuring counts apart what cannot be had.',
  'before is what the judge would compare with one hour after after was published.',
  'Every pair whose sha256(seed, name@version) divides by five is holdout: counted, never looked at. The seed has been the same since the first draw, so what was holdout stays it.',
]

const flags = readFlags({ ...drawingFlags, wanted: 'text', output: 'text' }, process.argv.slice(2))
const { about, drawnAt, population, setting } = await openDrawing(flags)
const wanted = quotas(flags.wanted === '' ? 2400 : Number(flags.wanted))
const drawn: Drawn[] = []
let missing = 0
for (const { id } of strata.toReversed()) {
  const names = population.perStratum.get(id) ?? []
  const order = shuffled(names, seed, 'name', ({ name }) => name)
  const one = await drawStratum(id, order, wanted[id] + missing, setting)
  missing += wanted[id] - one.pairs.length
  process.stderr.write(`${id}: ${one.pairs.length} pairs from ${one.names} of ${one.population} names\n`)
  drawn.unshift(one)
}
await setting.close()
const file: PairsFile = {
  ...about,
  asked: flags.online ? 'registry' : 'cache-only',
  procedure,
  counts: countsOf(drawn),
  pairs: drawn.flatMap(({ pairs }) => pairs),
}
const output = flags.output === '' ? fileURLToPath(new URL('pairs.json', import.meta.url)) : flags.output
writeFileSync(output, writtenPairs(file))

type Drawn = Omit<DrawnCounts, 'pairs'> & { stratum: StratumId; pairs: readonly Pair[] }
type OfName = { known: boolean; wrongTimes: number; pairs: readonly Pair[] }

/** Names are tried a few at a time and taken in their order, so that what arrives first decides nothing. */
async function drawStratum(stratum: StratumId, order: readonly Ranked[], quota: number, from: Setting): Promise<Drawn> {
  const pairs: Pair[] = []
  const counts = { population: order.length, names: 0, unknown: 0, wrongTimes: 0 }
  while (counts.names < order.length && pairs.length < quota) {
    const few = order.slice(counts.names, counts.names + concurrency * 4)
    const found = await mapLimited(few, concurrency, ({ name }) => pairsOf(name, stratum, from))
    for (const one of found) {
      if (pairs.length >= quota) break
      counts.names++
      if (!one.known) counts.unknown++
      counts.wrongTimes += one.wrongTimes
      pairs.push(...one.pairs.slice(0, quota - pairs.length))
    }
  }
  return { stratum, ...counts, pairs }
}

async function pairsOf(name: string, stratum: StratumId, { histories }: Setting): Promise<OfName> {
  const history = await histories.of(name)
  if (!history.ok) return { known: false, wrongTimes: 0, pairs: [] }
  const upgrades = upgradesOf(history.value, seed, drawnAt)
  const fit = upgrades.filter(({ times }) => times === 'fit').slice(0, perName)
  const pairs = fit.map(({ before, after: { version } }) => {
    const holdout = isHoldout(seed, name, version)
    return { name, before, after: version, step: step(before, version), stratum, holdout }
  })
  return { known: true, wrongTimes: upgrades.filter(({ times }) => times === 'wrong').length, pairs }
}

const nothing = { population: 0, names: 0, unknown: 0, wrongTimes: 0, pairs: [] }

function countsOf(all: readonly Drawn[]): PairsFile['counts'] {
  const of = (id: StratumId) => {
    const one = all.find(({ stratum }) => stratum === id)
    const { population, names, unknown, wrongTimes, pairs } = one ?? nothing
    return { population, names, unknown, wrongTimes, pairs: pairs.length }
  }
  return eachStratum(of)
}

// Every pair of the drawn list judged, package by package: what `npm run bench:pairs` and the evaluation both call. It
// prints nothing. Stopped and started again it goes on where it was, because facts of tarballs are kept by their digest.
import type { Rule } from '../../src/rules/rule.ts'
import { readOnce } from '../../src/scan/backtest/read-once.ts'
import { type Input, inputs, inputsOf, servedIn } from '../../src/scan/backtest/unmeasured.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { type JudgedPair, judgePair } from './judge-pair.ts'
import type { Pair } from './pairs-file.ts'
import { atOnce, openSetting, type Setting } from './setting.ts'
import { type Tally, tally } from './tally.ts'

export type PairsInput = {
  pairs: readonly Pair[]
  /** npm's cache folder, '' for npm's own. */
  cacheDir: string
  /** Without it nobody is asked: what is not in the cache is counted apart. */
  online: boolean
  /** Folders of rule packs beside the built-in one. */
  rules: readonly string[]
  /** Fetch every baseline, needed or not. */
  eager: boolean
  onProgress: (done: number, total: number) => void
}

export type MeasuredPairs = {
  tally: Tally
  /** Outside the holdout, in the order of the list: of the holdout nothing but the counts leaves this function. */
  judged: readonly JudgedPair[]
  rules: readonly Rule[]
  /** What this registry shows for no version of any package measured, and the rules that read some of it. */
  unserved: readonly Input[]
  unmeasured: readonly string[]
  seconds: number
}

export async function measurePairs(input: PairsInput): Promise<MeasuredPairs> {
  const startedAt = Date.now()
  const { cacheDir, online, pairs } = input
  const byName = Map.groupBy(pairs, ({ name }) => name)
  const setting = await openSetting({
    online,
    cacheDir,
    rules: input.rules,
    upgradesOf: (name) => byName.get(name) ?? [],
  })
  const served = new Set<Input>()
  let done = 0
  const ofName = async (name: string, own: readonly Pair[]): Promise<JudgedPair[]> => {
    const around = { ...setting, contents: readOnce(setting.contents) }
    const found: JudgedPair[] = []
    for (const pair of own) {
      found.push(await judgePair(pair, around, input.eager))
      input.onProgress(++done, pairs.length)
    }
    if (found.some(({ state }) => state === 'measured'))
      for (const one of await servedFor(name, setting)) served.add(one)
    return found
  }
  try {
    const all = await mapLimited([...byName], atOnce, ([name, own]) => ofName(name, own))
    const found = new Map(all.flat().map((one) => [keyOf(one), one]))
    const judged = pairs.flatMap((pair) => found.get(keyOf(pair)) ?? [])
    const rules = setting.packs.flatMap((pack) => pack.rules)
    const unserved = inputs.filter((one) => !served.has(one))
    const blind = rules.filter((rule) => inputsOf(rule).some((one) => unserved.includes(one)))
    return {
      tally: tally(judged),
      judged: judged.filter(({ holdout }) => !holdout),
      rules,
      unserved,
      unmeasured: blind.map(({ id }) => id),
      seconds: (Date.now() - startedAt) / 1000,
    }
  } finally {
    await setting.close()
  }
}

function keyOf({ name, after }: Pair): string {
  return `${name}@${after}`
}

async function servedFor(name: string, { histories }: Setting): Promise<Input[]> {
  const history = await histories.of(name)
  return history.ok ? servedIn(history.value) : []
}

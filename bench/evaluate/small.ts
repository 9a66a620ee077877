// The fixed small part of the evaluation that CI runs: every replay as it is told, a draw of the mutations, a draw of the real
// upgrades. It fails when an attack gets further, or an honest upgrade is disturbed more, than the last whole evaluation saw.
import { fileURLToPath } from 'node:url'
import type { BareVerdict } from '../../src/domain/replay.ts'
import { outcomeOf } from '../../src/replay/outcome.ts'
import { readReplays, replayIds } from '../../src/replay/read-replay.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { shuffled } from '../pairs/chance.ts'
import { readPairs, somePairs } from '../pairs/pairs-file.ts'
import { measurePairs } from '../pairs/run.ts'
import { disturbedBy, fallen, readFloor, risen } from './floor.ts'
import { judgeMutant } from './judge-mutant.ts'
import { mutations } from './mutations/mutations.ts'
import { realTools } from './mutations/real-tools.ts'
import { openShared, playReplay } from './play.ts'

const seed = 'cordon small 1'
const mutants = 60
const upgrades = 40
const pairsFile = fileURLToPath(new URL('../pairs/pairs.json', import.meta.url))

type Progress = (name: string) => (done: number, total: number) => void

/** The exit code. */
export async function judgeSmall(cacheDir: string, progress: Progress): Promise<number> {
  const floor = readFloor()
  const { told, played } = await judgeAttacks(cacheDir, progress('attacks'))
  const pairs = somePairs(readPairs(pairsFile), seed, upgrades)
  const onProgress = progress('upgrades')
  const { judged } = await measurePairs({ pairs, cacheDir, online: true, rules: [], eager: false, onProgress })
  const unseen = judged.filter(({ state }) => state === 'unchecked').length
  const worse = [
    ...fallen(floor.replays, Object.fromEntries(told)),
    ...fallen(floor.mutations, Object.fromEntries(played)),
    ...risen(floor.disturbed, disturbedBy(judged)),
  ]
  console.log(
    `${told.length} replays, ${played.length} mutations, ${judged.length} upgrades (${unseen} could not be looked at)`,
  )
  for (const line of worse) console.log(`worse: ${line}`)
  return worse.length === 0 ? 0 : 1
}

/** Under the keys of the floor. */
type Attacks = { told: (readonly [string, BareVerdict])[]; played: (readonly [string, BareVerdict])[] }

async function judgeAttacks(cacheDir: string, show: ReturnType<Progress>): Promise<Attacks> {
  const replays = readReplays(replayIds())
  const shared = openShared(cacheDir)
  // Obfuscators are no part of the product and are not fetched for this.
  const jobs = shuffled(
    replays.flatMap((replay) =>
      mutations.filter(({ id }) => !id.startsWith('obfuscated')).map((mutation) => ({ replay, mutation })),
    ),
    seed,
    'mutation',
    ({ replay, mutation }) => `${replay.id} ${mutation.id}`,
  ).slice(0, mutants)
  const total = replays.length + jobs.length
  let done = 0
  const told = await mapLimited(replays, 2, async (replay) => {
    const { verdict } = outcomeOf(replay, 'told', await playReplay(replay, shared), () => 'tarball')
    show(++done, total)
    return [`${replay.id} told`, verdict] as const
  })
  const mutated = await mapLimited(jobs, 2, async ({ replay, mutation }) => {
    const row = await judgeMutant(replay, mutation, realTools, shared)
    show(++done, total)
    return row
  })
  await shared.pool.close()
  const played = mutated.flatMap(({ replay, mutation, verdict, state }) =>
    state === 'skipped' ? [] : [[`${replay} ${mutation}`, verdict] as const],
  )
  return { told, played }
}

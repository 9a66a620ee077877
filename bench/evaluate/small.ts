// The fixed small part of the evaluation that CI runs: every replay as it is told, a draw of the mutations, a draw of the real
// upgrades. It fails when an attack gets further, or an honest upgrade is disturbed more, than the last whole evaluation saw.
import { fileURLToPath } from 'node:url'
import { outcomeOf } from '../../src/replay/outcome.ts'
import { readReplays, replayIds } from '../../src/replay/read-replay.ts'
import { shuffled } from '../pairs/chance.ts'
import { readPairs } from '../pairs/pairs-file.ts'
import { measurePairs } from '../pairs/run.ts'
import { worst } from '../pairs/tally.ts'
import { fallen, readFloor, risen } from './floor.ts'
import { inParallel } from './in-parallel.ts'
import { judgeMutant } from './judge-mutant.ts'
import { mutations } from './mutations/mutations.ts'
import { realTools } from './mutations/real-tools.ts'
import { openShared, playReplay } from './play.ts'

const mutants = 60
const upgrades = 40

type Progress = (name: string) => (done: number, total: number) => void

/** The exit code. */
export async function judgeSmall(cacheDir: string, progress: Progress): Promise<number> {
  const floor = readFloor()
  const replays = readReplays(replayIds())
  const shared = openShared(cacheDir)
  const show = progress('attacks')
  // Obfuscators are no part of the product and are not fetched for this.
  const jobs = shuffled(
    replays.flatMap((replay) =>
      mutations.filter(({ id }) => !id.startsWith('obfuscated')).map((mutation) => ({ replay, mutation })),
    ),
    'cordon small 1',
    'mutation',
    ({ replay, mutation }) => `${replay.id} ${mutation.id}`,
  ).slice(0, mutants)
  const total = replays.length + jobs.length
  let done = 0
  const told = await inParallel(replays, 2, async (replay) => {
    const { verdict } = outcomeOf(replay, 'told', await playReplay(replay, shared), () => 'tarball')
    show(++done, total)
    return [`${replay.id} told`, verdict] as const
  })
  const mutated = await inParallel(jobs, 2, async ({ replay, mutation }) => {
    const row = await judgeMutant({ ...replay, unknown: replay.unknown ?? [] }, mutation, realTools, shared)
    show(++done, total)
    return row
  })
  await shared.pool.close()
  const played = mutated.flatMap(({ replay, mutation, verdict, state }) =>
    state === 'skipped' ? [] : [[`${replay} ${mutation}`, verdict] as const],
  )

  const all = readPairs(fileURLToPath(new URL('../pairs/pairs.json', import.meta.url)))
  const drawn = shuffled(
    all.filter(({ holdout }) => !holdout),
    'cordon small 1',
    'pair',
    ({ name, after }) => `${name}@${after}`,
  ).slice(0, upgrades)
  const onProgress = progress('upgrades')
  const { judged } = await measurePairs({ pairs: drawn, cacheDir, online: true, rules: [], eager: false, onProgress })
  const disturbed = Object.fromEntries(
    judged.flatMap((pair) => {
      const outcome = worst(pair)
      return outcome === 'note' ? [] : [[`${pair.name}@${pair.after}`, outcome] as const]
    }),
  )
  const unseen = judged
    .filter(({ state }) => state === 'unchecked')
    .map(({ name, after, detail }) => `${name}@${after}: ${detail}`)
  const worse = [
    ...fallen(floor.replays, Object.fromEntries(told)),
    ...fallen(floor.mutations, Object.fromEntries(played)),
    ...risen(floor.disturbed, disturbed),
  ]
  console.log(
    `${told.length} replays, ${played.length} mutations, ${judged.length} upgrades (${unseen.length} could not be looked at)`,
  )
  for (const line of worse) console.log(`worse: ${line}`)
  return worse.length === 0 ? 0 : 1
}

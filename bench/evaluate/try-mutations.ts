// Plays all mutations of the replays that are named, or of all: `node bench/evaluate/try-mutations.ts [--only IDS] [--cache DIR] [--anew] [ID...]`.
// For people who mend rules and facts: it prints a verdict for each and lists what got through.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readReplays, replayIds } from '../../src/replay/read-replay.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { type Judged, judgeMutant, judgeMutantOnce } from './judge-mutant.ts'
import { type Mutation, mutations } from './mutations/mutations.ts'
import { realTools } from './mutations/real-tools.ts'
import { openShared } from './play.ts'
import { sourcesDigest } from './sources-digest.ts'

const { values, positionals } = parseArgs({
  options: {
    anew: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    cache: { type: 'string', default: join(tmpdir(), 'cordon-mutations') },
  },
  allowPositionals: true,
})

const replays = readReplays(positionals.length === 0 ? replayIds() : positionals)
const shared = openShared(values.cache)
/** For comparison: the attack as it is told. */
const unchanged: Mutation = { id: 'none', says: 'nothing is changed', apply: async (replay) => replay }

const madeOf = sourcesDigest()
const started = performance.now()
const jobs = replays.flatMap((replay) =>
  [unchanged, ...mutations]
    .filter(({ id }) => values.only === '' || values.only.split(',').includes(id))
    .map((mutation) => ({ replay, mutation })),
)
const rows = await mapLimited(jobs, 3, async ({ replay, mutation }): Promise<Judged> => {
  const row = values.anew
    ? await judgeMutant(replay, mutation, realTools, shared)
    : await judgeMutantOnce(replay, mutation, realTools, shared, madeOf)
  console.log(line(row))
  return row
})
await shared.pool.close()

const count = (verdict: Judged['verdict']) =>
  rows.filter((row) => row.state === 'played' && row.verdict === verdict).length
const seconds = Math.round((performance.now() - started) / 1000)
const of = (state: Judged['state']) => rows.filter((row) => row.state === state).length
console.log(
  `\n${of('played')} played in ${seconds} s: ${count('blocked')} blocked, ${count('review')} review, ${count('unchecked')} unchecked, ${count('passed')} missed; ${of('failed')} failed, ${of('skipped')} skipped`,
)
for (const row of rows.filter(
  ({ state, verdict }) => state === 'failed' || (state === 'played' && verdict !== 'blocked'),
)) {
  console.log(line(row))
}
process.exit(0)

function line({ replay, mutation, state, verdict, milliseconds, detail }: Judged): string {
  return `${(state === 'played' ? verdict : state).padEnd(9)} ${replay} ${mutation} ${milliseconds} ms ${detail}`
}

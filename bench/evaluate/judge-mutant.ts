// One mutation of one replay, played: what cordon made of it, and whether that holds the attack up as the replay demands.
import type { BareVerdict, ReplayedRelease } from '../../src/domain/replay.ts'
import { outcomeOf } from '../../src/replay/outcome.ts'
import { keptUnder } from '../peers/kept.ts'
import type { Mutation } from './mutations/mutation.ts'
import type { Replay } from './mutations/replay.ts'
import type { Tools } from './mutations/tools.ts'
import { playReplay, type Shared } from './play.ts'

export type Judged = {
  replay: string
  mutation: string
  /** `skipped`: the mutation has nothing to do with this replay. `failed`: it could not be made or judged, a mistake of ours. */
  state: 'played' | 'skipped' | 'failed'
  /** The hardest of the attack's releases, of findings alone; `unchecked` for what was not played. */
  verdict: BareVerdict
  milliseconds: number
  /** Verdicts and rules of the attack's releases, why it was skipped, or what failed. */
  detail: string
}

/** As `judgeMutant`, but asks what was kept under `madeOf` first: all that a verdict depends on but replay and mutation. */
export async function judgeMutantOnce(
  replay: Replay,
  mutation: Mutation,
  tools: Tools,
  shared: Shared,
  madeOf: string,
): Promise<Judged> {
  const kept = keptUnder('cordon-mutants', [madeOf, JSON.stringify(replay), mutation.id])
  const before = kept.read()
  if (before !== undefined) return JSON.parse(before)
  const row = await judgeMutant(replay, mutation, tools, shared)
  // What failed may go well another time.
  if (row.state !== 'failed') kept.write(JSON.stringify(row))
  return row
}

export async function judgeMutant(replay: Replay, mutation: Mutation, tools: Tools, shared: Shared): Promise<Judged> {
  const started = performance.now()
  const row = (state: Judged['state'], detail: string, verdict: BareVerdict = 'unchecked'): Judged => ({
    replay: replay.id,
    mutation: mutation.id,
    state,
    verdict,
    milliseconds: Math.round(performance.now() - started),
    detail,
  })
  try {
    const mutant = await mutation.apply(replay, tools)
    if ('skip' in mutant) return row('skipped', mutant.skip)
    const report = await playReplay(mutant, shared)
    const { verdict, releases } = outcomeOf(mutant, 'told', report, () => 'tarball')
    return row('played', releases.map(described).join('; '), verdict)
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return row('failed', said.split('\n').slice(0, 3).join(' | '))
  }
}

function described({ name, version, verdict, rules }: ReplayedRelease): string {
  return `${name}@${version} ${verdict}: ${rules.map(({ rule, outcome }) => `${rule}(${outcome})`).join(' ')}`
}

// The mutations as Markdown: a row per kind of mutation, and every miss by its name.
import { wilson } from '../../src/domain/share.ts'
import type { Judged } from './judge-mutant.ts'
import { cell, ofAll, table } from './markdown.ts'
import { type Miss, whyMissed } from './misses.ts'
import { mutations } from './mutations/mutations.ts'

export type MutationCounts = { played: number; blocked: number; stopped: number; skipped: number }

export function countsOf(rows: readonly Judged[]): MutationCounts {
  const played = rows.filter(({ state }) => state !== 'skipped')
  const blocked = played.filter(({ verdict }) => verdict === 'blocked').length
  const review = played.filter(({ verdict }) => verdict === 'review').length
  return { played: played.length, blocked, stopped: blocked + review, skipped: rows.length - played.length }
}

export function printedMutations(rows: readonly Judged[], misses: readonly Miss[]): string {
  const kinds = mutations.map(({ id, says }) => {
    const { played, blocked, stopped } = countsOf(rows.filter(({ mutation }) => mutation === id))
    return [id, says, `${played}`, `${blocked}`, `${stopped - blocked}`, `${played - stopped}`]
  })
  const missed = rows.filter(
    ({ state, verdict }) => state !== 'skipped' && verdict !== 'blocked' && verdict !== 'review',
  )
  const { played, blocked, stopped } = countsOf(rows)
  return [
    `Blocked ${ofAll(wilson(blocked, played))}; blocked or in review ${ofAll(wilson(stopped, played))}.`,
    '',
    table(['mutation', 'what the attacker does otherwise', 'played', 'blocked', 'review', 'missed'], kinds),
    '',
    missed.length === 0 ? 'No mutation was missed.' : 'Missed:',
    '',
    ...missed.map(({ replay, mutation, state, detail }) =>
      state === 'failed'
        ? `- FAILED ${replay}, ${mutation}: ${cell(detail)}`
        : `- ${replay}, ${mutation}: ${whyMissed(misses, replay, mutation)}`,
    ),
  ].join('\n')
}

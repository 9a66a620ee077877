// Of an incident that is stopped single releases may pass; the page of results names them.
import { expect, test } from 'vitest'
import { toPage } from '../../bench/evaluate/page.ts'
import { passedReleases } from '../../bench/evaluate/print-replays.ts'
import type { BareVerdict, ReplayedRelease } from '../../src/domain/replay.ts'
import { readReplay } from '../../src/replay/read-replay.ts'

function release(name: string, version: string, verdict: BareVerdict): ReplayedRelease {
  return { name, version, verdict, withAge: 'waiting', rules: [] }
}

function replayed(id: string, releases: readonly ReplayedRelease[]) {
  const told = { verdict: 'blocked', withAge: 'blocked', firstRule: 'some-rule', sufficed: 'tarball' } as const
  const withLists = 'blocked' as const
  return {
    replay: readReplay(id),
    variants: [{ variant: 'told' as const, ...told, releases, disturbed: [] }],
    withLists,
  }
}

const quiet = replayed('axios-2026-03', [release('axios', '1.14.1', 'review')])
const partly = replayed('node-ipc-2022', [
  release('node-ipc', '10.1.1', 'blocked'),
  release('node-ipc', '9.2.2', 'passed'),
  release('peacenotwar', '9.1.3', 'unchecked'),
])

test('a line per incident of which a release passes', () => {
  expect(passedReleases([quiet])).toBe('No release of these attacks passes.')
  expect(passedReleases([quiet, partly]).split('\n').slice(2)).toEqual([
    '- node-ipc-2022: node-ipc@9.2.2, peacenotwar@9.1.3 (unchecked)',
  ])
})

test('the page counts incidents by the worst of their releases, and the releases', () => {
  const page = toPage({
    about: [],
    parts: [],
    peakMemory: 0,
    replays: [quiet, partly],
    mutations: [],
    pairs: undefined,
    news: [],
    peers: { head: [], of: () => [], text: '' },
    misses: [],
    classified: [],
  })
  expect(page).toContain('| attacks replayed, each by the worst of its releases: blocked or in review | 2 of 2:')
  expect(page).toContain('| releases of these attacks: blocked or in review | 2 of 4:')
  expect(page).toContain('- node-ipc-2022: node-ipc@9.2.2, peacenotwar@9.1.3 (unchecked)')
})

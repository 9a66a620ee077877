// All replays as a table: what is missed comes first, and what is missed on a mirror only is told apart.
import { expect, test } from 'vitest'
import { missedIn, type ReplayedIncident, type ReplayedVariant, type ReplayReport } from '../../src/domain/replay.ts'
import { renderReplays } from '../../src/report/replay-text.ts'

const stopped: ReplayedVariant = {
  variant: 'told',
  verdict: 'blocked',
  withAge: 'blocked',
  firstRule: 'key-sent-to-new-host',
  sufficed: 'tarball',
  releases: [],
  disturbed: [],
}
const missed: ReplayedVariant = { ...stopped, verdict: 'passed', firstRule: 'new-host', sufficed: 'none' }

function incident(id: string, variants: readonly ReplayedVariant[]): ReplayedIncident {
  const expected = 'blocked'
  const held = missedIn({ variants, expected }).counted.length === 0
  const now = '2026-11-22T00:00:00Z'
  return { id, about: '', told: '', madeUp: '', sources: [], kind: 'takeover', now, expected, held, variants }
}

function rendered(incidents: readonly ReplayedIncident[], summary: Omit<ReplayReport['summary'], 'exitCode'>): string {
  const tool = { name: 'cordon' as const, version: '0.0.0' }
  const report: ReplayReport = { schemaVersion: 1, tool, rules: [], incidents, summary: { ...summary, exitCode: 0 } }
  return renderReplays(report, { width: 200, color: false })
}

test('a miss on a mirror is told and leaves the incident stopped', () => {
  const incidents = [incident('one', [stopped, { ...missed, variant: 'mirror' }]), incident('two', [stopped])]
  expect(incidents.map(({ held }) => held)).toEqual([true, true])
  const text = rendered(incidents, { incidents: 2, blocked: 2, review: 0, missed: 0 })
  expect(text).toContain('all of 2 incidents stopped: 2 blocked, 0 in review\n')
  expect(text).toContain('attestations, which the exit code does not count: one.\n')
  expect(text).not.toContain('MISSED')
})

test('a miss as it is told, or with provenance, comes first', () => {
  const incidents = [
    incident('one', [stopped]),
    incident('two', [stopped, { ...missed, variant: 'provenance' }]),
    incident('three', [missed]),
  ]
  const text = rendered(incidents, { incidents: 3, blocked: 2, review: 0, missed: 2 })
  expect(text).toContain('2 of 3 incidents missed\n')
  expect(text).toContain('MISSED: key-sent-to-new-host (tarball); passed if the releases before had provenance')
  expect(text).toContain('MISSED: no rule that stops it\n')
  expect(text.indexOf('three')).toBeLessThan(text.indexOf('one'))
  expect(text).not.toContain('exit code')
})

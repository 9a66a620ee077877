import { expect, test } from 'vitest'
import type { BadRelease } from '../../src/domain/known-bad.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Outcome, Verdict } from '../../src/domain/report.ts'
import { letThrough, mendedFrom } from '../../src/scan/let-through.ts'
import { readTree } from '../../src/scan/tree.ts'
import { candidate, contents } from '../facts/support.ts'

const { locked } = candidate(contents({}))
const tree = readTree({ file: '', lockfileVersion: 3, packages: [locked], notes: [], project: 'unknown' }, 'none')

function named(atMost: Outcome, ...records: [id: string, range: string][]) {
  const all = records.map(([id, range]): BadRelease => {
    const versions = { kind: 'range', range } as const
    return {
      id,
      harm: 'vulnerable',
      why: '',
      source: '',
      pack: '',
      list: '',
      atMost,
      name: 'tiny',
      versions,
      registry: '',
      since: -1,
    }
  })
  return { values: new Map(), releases: (name: string) => (name === 'tiny' ? all : []) }
}

const around = (records: [id: string, range: string][], isLetThrough = true, atMost: Outcome = 'block') => ({
  knownBad: named(atMost, ...records),
  tree,
  registryFor: () => 'https://registry.example.test/',
  fetchedFrom: (resolved: string) => resolved,
  policy: { ...defaultPolicy, letFixesThrough: isLetThrough },
})

test.each<[string, [string, string][], { status: string; version: string }[], string]>([
  ['the version in use and not the candidate', [['A', '<1.0.1']], [{ status: 'base', version: '1.0.0' }], 'A of 1.0.0'],
  ['an accepted version', [['A', '<1.0.1']], [{ status: 'accepted', version: '1.0.0' }], 'A of 1.0.0'],
  [
    'some of several',
    [
      ['A', '<1.0.1'],
      ['B', '<2.0.0'],
    ],
    [{ status: 'base', version: '1.0.0' }],
    'A of 1.0.0',
  ],
  ['both', [['A', '<2.0.0']], [{ status: 'base', version: '1.0.0' }], 'none'],
  ['neither', [['A', '>=2.0.0']], [{ status: 'base', version: '1.0.0' }], 'none'],
  ['a version that nobody is said to use', [['A', '<1.0.1']], [{ status: 'history', version: '1.0.0' }], 'none'],
  ['a later version: it goes back', [['A', '>1.0.1']], [{ status: 'base', version: '1.0.2' }], 'none'],
  ['nothing to compare with', [['A', '<1.0.1']], [], 'none'],
])('a record that names %s', (_what, records, before, expected) => {
  const mended = mendedFrom(locked, before, around(records))
  expect(mended === 'none' ? mended : `${mended.by.join(' ')} of ${mended.version}`).toBe(expected)
})

test.each<[Outcome, boolean]>([
  ['block', true],
  ['review', false],
  ['note', false],
])('an entry of a list that may %s at most lets it through: %s', (atMost, expected) => {
  const mended = mendedFrom(locked, [{ status: 'base', version: '1.0.0' }], around([['A', '<1.0.1']], true, atMost))
  expect(mended !== 'none').toBe(expected)
})

test('nothing is let through unless the policy says so', () => {
  expect(mendedFrom(locked, [{ status: 'base', version: '1.0.0' }], around([['A', '<1.0.1']], false))).toBe('none')
})

test.each<[Verdict, Verdict]>([
  ['waiting', 'passed'],
  ['review', 'review'],
  ['unchecked', 'unchecked'],
  ['blocked', 'blocked'],
])('%s stays or becomes %s', (verdict, expected) => {
  const eligibleAt = '2026-11-25T00:00:00.000Z'
  const decision = { verdict, eligibleAt, reasons: [{ code: 'too-young', detail: eligibleAt }] } as const
  const after = letThrough(decision, { version: '1.0.0', by: ['A'] })
  const mends = { code: 'mends-known', detail: 'A of 1.0.0' }
  const passed = { verdict: expected, eligibleAt: '', reasons: [mends] }
  expect(after).toEqual(verdict === 'waiting' ? passed : decision)
})

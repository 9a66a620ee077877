import { describe, expect, test } from 'vitest'
import { isTooOld } from '../../src/baseline/freshness.ts'
import { originOf } from '../../src/baseline/origins.ts'
import { settlePacks } from '../../src/baseline/settings.ts'
import { defaultPolicy, type RollOut, type RuleSetting, type Stage } from '../../src/domain/policy.ts'
import type { Outcome } from '../../src/domain/report.ts'

const day = 24 * 3_600_000
const now = Date.parse('2026-11-22T12:00:00Z')

function setting(outcome: RollOut, from = 0, rule = 'a'): RuleSetting {
  return { rule, outcome, from, reason: 'because', line: 1 }
}

function stage(outcome: RollOut, from = 0): Stage {
  return { outcome, from }
}

const lists = { lists: ['bad'], listLimit: 'block' } as const

/** What findings of the rule `a` do: a draft's are notes; 'off' where it is gone. */
function settled(
  outcome: Outcome,
  stages: readonly Stage[],
  settings: readonly RuleSetting[],
  status: 'stable' | 'draft' = 'stable',
): Outcome | 'off' {
  const pack = { pack: 'p', rules: [{ id: 'a', outcome, status }], ...lists }
  const [after] = settlePacks([{ pack, stages }], settings, now)
  const rule = after?.rules[0]
  return rule === undefined ? 'off' : rule.status === 'draft' ? 'note' : rule.outcome
}

describe('a rule does', () => {
  test.each<[string, Outcome, Stage[], RuleSetting[], Outcome | 'off']>([
    ['what its file says', 'block', [], [], 'block'],
    ['at most what its pack may do', 'block', [stage('review')], [], 'review'],
    ['less, if its file says less', 'note', [stage('block')], [], 'note'],
    [
      'what the first stage says before any has begun',
      'block',
      [stage('observe', now + day), stage('block', now + 2 * day)],
      [],
      'note',
    ],
    [
      'what the stage says that began last',
      'block',
      [stage('observe', now - 2 * day), stage('review', now)],
      [],
      'review',
    ],
    ['nothing of a stage that has not begun', 'block', [stage('observe'), stage('block', now + 1)], [], 'note'],
    ['what is set, more than its file says', 'note', [], [setting('block')], 'block'],
    ['what is set, less than its file says', 'block', [], [setting('observe')], 'note'],
    ['what is set, whatever its pack may do', 'note', [stage('observe')], [setting('block')], 'block'],
    ['nothing when it is off', 'block', [], [setting('off')], 'off'],
    ['what its file says before a setting begins', 'block', [], [setting('off', now + 1)], 'block'],
    ['what was set last', 'block', [], [setting('review', now), setting('off', now - day)], 'review'],
    ['nothing that is set for another rule', 'block', [], [setting('off', 0, 'b')], 'block'],
  ])('%s', (_, outcome, stages, settings, expected) => expect(settled(outcome, stages, settings)).toBe(expected))

  test.each<[RollOut, Outcome | 'off']>([
    ['block', 'note'],
    ['review', 'note'],
    ['observe', 'note'],
    ['off', 'off'],
  ])('never more than note as a draft: %s', (outcome, expected) => {
    expect(settled('block', [], [setting(outcome)], 'draft')).toBe(expected)
    expect(settled('block', [], [], 'draft')).toBe('note')
  })
})

test('what is observed keeps its own outcome, so that its baseline is fetched', () => {
  const pack = { pack: 'p', rules: [{ id: 'a', outcome: 'block', status: 'stable' }], ...lists } as const
  const [after] = settlePacks([{ pack, stages: [] }], [setting('observe')], now)
  expect(after?.rules).toEqual([{ id: 'a', outcome: 'block', status: 'draft' }])
})

describe('because of the lists of a pack a rule does at most', () => {
  test.each<[string, readonly Stage[], Outcome, number]>([
    ['what it says', [], 'block', 1],
    ['what the pack may do', [stage('review')], 'review', 1],
    ['a note, while they are observed', [stage('observe'), stage('block', now + 1)], 'note', 1],
    ['what it says, once they may block', [stage('observe'), stage('block', now)], 'block', 1],
    ['nothing, while they are off', [stage('off')], 'note', 0],
  ])('%s', (_, stages, limit, count) => {
    const [after] = settlePacks([{ pack: { pack: 'p', rules: [], ...lists }, stages }], [], now)
    expect([after?.listLimit, after?.lists.length]).toEqual([limit, count])
  })

  test('whatever is set for the rules of the pack', () => {
    const pack = { pack: 'p', rules: [{ id: 'a', outcome: 'block', status: 'stable' }], ...lists } as const
    const [after] = settlePacks([{ pack, stages: [stage('observe')] }], [setting('block')], now)
    expect(after).toMatchObject({ listLimit: 'note', rules: [{ outcome: 'block', status: 'stable' }] })
  })
})

describe('age', () => {
  test.each<[string, number, boolean]>([
    ['2026-11-21T12:00:00Z', 24, false],
    ['2026-11-21T11:59:59Z', 24, true],
    ['2026-11-21', 24, true],
    ['2000-01-01', Number.POSITIVE_INFINITY, false],
    ['', 24, true],
    ['of old', 24, true],
    ['', Number.POSITIVE_INFINITY, false],
  ])('%s with at most %d hours: %s', (date, hours, expected) => expect(isTooOld(date, hours, now)).toBe(expected))
})

describe('where a package comes from', () => {
  const plain = (name: string) => ({ name, installedAs: name })
  const policy = {
    ...defaultPolicy,
    registries: [
      { scope: '@acme', hosts: ['npm.acme.test:8443'], line: 1 },
      { scope: '*', hosts: ['registry.example.test'], line: 2 },
    ],
    internalScopes: ['@acme'],
  }
  test.each([
    ['@acme/a', 'npm.acme.test:8443', 'yes', 'internal'],
    ['@acme/a', 'npm.acme.test', 'no', 'internal'],
    ['@acme/a', 'registry.example.test', 'no', 'internal'],
    ['@acme/a', 'registry.npmjs.org', 'no', 'internal-from-public'],
    ['@acme/a', 'REGISTRY.npmjs.org.', 'no', 'internal-from-public'],
    ['@acme/a', 'registry.npmjs.org.evil.test', 'no', 'internal'],
    ['@acme/a', '', 'no', 'internal'],
    ['@acmee/a', 'registry.example.test', 'yes', 'ordinary'],
    ['@ACME/a', 'registry.npmjs.org', 'no', 'ordinary'],
    ['a', 'registry.example.test', 'yes', 'ordinary'],
    ['a', 'registry.example.test.evil.test', 'no', 'ordinary'],
  ])('%s from %s', (name, host, registryAllowed, scopeOrigin) => {
    expect(originOf(plain(name), { host, written: host }, policy)).toEqual({ registryAllowed, scopeOrigin })
  })

  test('counts what the lock entry names for an internal scope, wherever npm would fetch it', () => {
    const hosts = { host: 'npm.acme.test:8443', written: 'registry.npmjs.org' }
    expect(originOf(plain('@acme/a'), hosts, policy)).toEqual({
      registryAllowed: 'yes',
      scopeOrigin: 'internal-from-public',
    })
  })

  test('says nothing where the policy does', () => {
    expect(originOf(plain('@acme/a'), { host: 'evil.test', written: '' }, defaultPolicy)).toEqual({
      registryAllowed: 'unstated',
      scopeOrigin: 'ordinary',
    })
  })
})

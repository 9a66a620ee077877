// The parts of the measuring that decide what its figures mean.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isHoldout, shuffled } from '../../bench/pairs/chance.ts'
import { upgradesOf } from '../../bench/pairs/choose-pair.ts'
import type { JudgedPair } from '../../bench/pairs/judge-pair.ts'
import { readPopulation } from '../../bench/pairs/population.ts'
import { quotas, ranked } from '../../bench/pairs/strata.ts'
import { tally } from '../../bench/pairs/tally.ts'
import type { History } from '../../src/domain/release.ts'
import { perChange, wilson } from '../../src/domain/share.ts'
import { loadPack } from '../../src/rules/load.ts'
import { withoutLaterWarning } from '../../src/scan/backtest/as-of.ts'
import { baselineTimesVerdict, birthVerdict, timesVerdict } from '../../src/scan/backtest/times.ts'
import { inputsOf } from '../../src/scan/backtest/unmeasured.ts'
import { momentOf } from '../../src/scan/backtest/upgrades.ts'
import { toHistory } from '../../src/sources/packument.ts'

/** A package as the registry shows it, from versions and their times. */
function published(times: Readonly<Record<string, string>>): History {
  const versions = Object.fromEntries(Object.keys(times).map((version) => [version, { name: 'tiny', version }]))
  const text = JSON.stringify({ name: 'tiny', versions, time: times })
  const history = toHistory(text, 'tiny', 'registry.example.test', Number.POSITIVE_INFINITY, () => new Set())
  if (!history.ok) throw new Error(history.why.detail)
  return history.value
}

describe('wrong times', () => {
  test('a line in order fits, with a backport after the next line began', () => {
    const history = published({
      '1.0.0': '2026-01-01T00:00:00Z',
      '1.1.0': '2026-02-01T00:00:00Z',
      '1.0.1': '2026-03-01T00:00:00Z',
      '1.1.1': '2026-03-01T00:10:00Z',
    })
    expect(['1.0.0', '1.1.0', '1.0.1', '1.1.1'].map((version) => timesVerdict(history, version))).toEqual([
      'fit',
      'fit',
      'fit',
      'fit',
    ])
  })
  test('a release dated before a lower one, or after a higher one, of its line', () => {
    const history = published({
      '1.0.0': '2026-01-01T00:00:00Z',
      '1.0.1': '2026-06-01T00:00:00Z',
      '1.0.2': '2026-02-01T00:00:00Z',
      '1.1.0': '2026-07-01T00:00:00Z',
    })
    expect(timesVerdict(history, '1.0.1')).toBe('out-of-order')
    expect(timesVerdict(history, '1.0.2')).toBe('out-of-order')
    expect(timesVerdict(history, '1.0.0')).toBe('fit')
    expect(timesVerdict(history, '1.1.0')).toBe('fit')
  })
  test('a line that begins after a higher one', () => {
    const history = published({
      '1.0.0': '2025-01-01T00:00:00Z',
      '1.1.0': '2026-05-01T00:00:00Z',
      '1.2.0': '2026-03-01T00:00:00Z',
      '2.1.0': '2026-08-01T00:00:00Z',
      '3.0.0': '2026-07-01T00:00:00Z',
    })
    expect(timesVerdict(history, '1.1.0')).toBe('out-of-order')
    expect(timesVerdict(history, '2.1.0')).toBe('out-of-order')
    expect(['1.2.0', '3.0.0'].map((version) => timesVerdict(history, version))).toEqual(['fit', 'fit'])
  })
  test('a backport, and a new minor line on an older major', () => {
    const history = published({
      '1.0.0': '2025-01-01T00:00:00Z',
      '1.0.1': '2026-05-01T00:00:00Z',
      '1.1.0': '2026-06-01T00:00:00Z',
      '2.0.0': '2026-03-01T00:00:00Z',
    })
    expect(['1.0.1', '1.1.0'].map((version) => timesVerdict(history, version))).toEqual(['fit', 'fit'])
  })
  test('a first month in disorder, for the releases of that month', () => {
    const history = published({
      '1.1.0': '2026-01-01T00:00:00Z',
      '1.1.1': '2026-01-09T00:00:00Z',
      '1.1.2': '2026-06-01T00:00:00Z',
      '2.0.0': '2026-01-04T00:00:00Z',
    })
    expect(timesVerdict(history, '1.1.1')).toBe('out-of-order')
    expect(timesVerdict(history, '1.1.2')).toBe('fit')
    const late = published({
      '1.0.0': '2026-09-01T00:00:00Z',
      '1.1.0': '2026-01-01T00:00:00Z',
      '1.1.1': '2026-01-09T00:00:00Z',
    })
    expect(timesVerdict(late, '1.1.1')).toBe('out-of-order')
  })
  test('two publishings side by side may finish in any order', () => {
    const history = published({ '1.0.0': '2026-01-01T00:30:00Z', '1.0.1': '2026-01-01T00:00:00Z' })
    expect(timesVerdict(history, '1.0.1')).toBe('fit')
  })
  test('many versions within seconds, shortly before', () => {
    const fetched = { '1.0.0': ':01Z', '1.1.0': ':02Z', '2.0.0': ':03Z', '2.1.0': ':04Z' }
    const times = Object.entries(fetched).map(([version, second]) => [version, `2026-01-01T00:00${second}`])
    const history = published({
      ...Object.fromEntries(times),
      '2.1.1': '2026-01-20T00:00:00Z',
      '2.1.2': '2026-06-01T00:00:00Z',
    })
    expect(timesVerdict(history, '2.1.1')).toBe('all-at-once')
    expect(timesVerdict(history, '2.1.2')).toBe('fit')
  })
  test('of the baseline count where its package then seems to be new', () => {
    const history = published({
      '1.0.0': '2020-02-01T00:00:00Z',
      '1.0.1': '2020-01-01T00:00:00Z',
      '1.1.0': '2024-02-01T00:00:00Z',
      '1.1.1': '2024-01-01T00:00:00Z',
    })
    expect(baselineTimesVerdict(history, '1.0.1')).toBe('out-of-order')
    expect(baselineTimesVerdict(history, '1.1.1')).toBe('fit')
  })
  test('of a newcomer whose first version is not its lowest', () => {
    const day = (text: string) => Date.parse(text)
    const fetched = published({ '1.0.0': '2026-06-01T00:00:00Z', '2.0.0': '2026-01-01T00:00:00Z' })
    expect(birthVerdict(fetched, day('2026-01-02'))).toBe('out-of-order')
    expect(birthVerdict(fetched, day('2026-09-02'))).toBe('fit')
    const born = published({ '1.0.0': '2026-01-01T00:00:00Z', '2.0.0': '2026-01-02T00:00:00Z' })
    expect(birthVerdict(born, day('2026-01-03'))).toBe('fit')
  })
  test('of a newcomer that was not there when it was asked for', () => {
    const later = published({ '1.0.0': '2026-06-01T00:00:00Z' })
    expect(birthVerdict(later, Date.parse('2026-05-31'))).toBe('out-of-order')
    expect(birthVerdict(published({ '1.0.0': '' }), Date.parse('2026-05-31'))).toBe('fit')
  })
  test('no time at all', () => {
    expect(timesVerdict(published({ '1.0.0': '' }), '1.0.0')).toBe('unavailable')
    expect(timesVerdict(published({}), '1.0.0')).toBe('unavailable')
  })
})

describe('the draw', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const order = (of: readonly string[], seed: string) => shuffled(of, seed, 'name', (name) => name)

  test('is the same whatever order the names came in, and another with another seed', () => {
    expect(order(names.toReversed(), 'one')).toEqual(order(names, 'one'))
    expect(order(names, 'one').toSorted()).toEqual(names)
    expect(order(names, 'two')).not.toEqual(order(names, 'one'))
  })
  test('holds a fifth back', () => {
    const held = Array.from({ length: 5000 }, (_, index) => isHoldout('one', `p${index}`, '1.0.0')).filter(Boolean)
    expect(held.length).toBeGreaterThan(900)
    expect(held.length).toBeLessThan(1100)
  })
  test('ranks by downloads and fills every stratum', () => {
    expect(
      ranked([
        { name: 'b', downloads: 1 },
        { name: 'a', downloads: 1 },
        { name: 'c', downloads: 9 },
      ]),
    ).toEqual([
      { name: 'c', downloads: 9, rank: 1 },
      { name: 'a', downloads: 1, rank: 2 },
      { name: 'b', downloads: 1, rank: 3 },
    ])
    const wanted = quotas(1403)
    expect(Object.values(wanted).reduce((a, b) => a + b)).toBe(1403)
    expect(Math.min(...Object.values(wanted))).toBeGreaterThan(40)
  })
  test('says of an upgrade whether its times, and those of its baseline, can be believed', () => {
    const history = published({
      '1.0.0': '2026-01-01T00:00:00Z',
      '1.1.0': '2026-04-01T00:00:00Z',
      '1.1.1': '2026-03-01T00:00:00Z',
      '1.2.0': '2026-05-01T00:00:00Z',
    })
    const drawn = upgradesOf(history, 'one', Date.parse('2026-06-01'))
    expect(drawn.map(({ after, times }) => `${after.version} ${times}`).toSorted()).toEqual([
      '1.1.0 wrong',
      '1.1.1 wrong',
      '1.2.0 fit',
    ])
    const young = published({
      '1.0.0': '2026-01-09T00:00:00Z',
      '1.0.1': '2026-01-05T00:00:00Z',
      '1.1.0': '2026-01-20T00:00:00Z',
    })
    expect(upgradesOf(young, 'one', Date.parse('2026-06-01')).map(({ times }) => times)).toEqual(['wrong'])
  })
  test('takes stable, recent releases that had something to be compared with', () => {
    const history = published({
      '1.0.0': '2020-01-01T00:00:00Z',
      '1.0.1': '2020-02-01T00:00:00Z',
      '1.1.0-rc.1': '2026-01-01T00:00:00Z',
      '1.1.0': '2026-02-01T00:00:00Z',
      '1.1.1': '2026-02-01T01:00:00Z',
      '2.0.0': '2027-01-01T00:00:00Z',
    })
    const drawn = upgradesOf(history, 'one', Date.parse('2026-06-01'))
    expect(drawn.map(({ before, after }) => `${before} ${after.version}`).toSorted()).toEqual([
      '1.0.1 1.1.0',
      '1.0.1 1.1.1',
    ])
    const [first] = drawn
    expect(first === undefined ? 0 : momentOf(first.after)).toBeGreaterThanOrEqual(Date.parse('2026-02-01T01:00:00Z'))
  })
})

test('draws from the registry packages that lockfiles lock, under their own names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-population-'))
  const written = (project: string, packages: Readonly<Record<string, object>>) => {
    mkdirSync(join(folder, project))
    const root = { name: project, version: '1.0.0' }
    const lock = { ...root, lockfileVersion: 3, requires: true, packages: { '': root, ...packages } }
    writeFileSync(join(folder, project, 'package-lock.json'), JSON.stringify(lock))
  }
  const integrity = `sha512-${'A'.repeat(86)}==`
  written('one', {
    'node_modules/a': { version: '1.0.0', integrity },
    'node_modules/b': { name: 'c', version: '1.0.0', integrity },
    'node_modules/d': { resolved: 'd', link: true },
    d: { version: '1.0.0' },
  })
  written('other', {
    'node_modules/a': { version: '2.0.0', integrity },
    'node_modules/e': { version: '1.0.0', integrity },
  })
  const listed = ['a', 'b', 'd', 'e'].map((name, index) => ({
    name,
    downloads: 9 - index,
    rank: index === 3 ? 1_001 : 1,
  }))
  const { projects, perStratum } = readPopulation(folder, listed)
  expect(projects).toEqual(['one', 'other'])
  expect([...perStratum].map(([id, names]) => [id, names.map(({ name }) => name)])).toEqual([
    ['top', ['a']],
    ['unlisted', ['c']],
    ['high', ['e']],
  ])
})

test('a release is judged without the warning that came after it, and with those of others', async () => {
  const history = published({ '1.0.0': '2026-01-01T00:00:00Z', '1.0.1': '2026-02-01T00:00:00Z' })
  const versions = history.versions.map((one) => ({ ...one, deprecated: 'malware' }))
  const today = { of: async () => ({ ok: true as const, value: { ...history, versions } }) }
  const then = await withoutLaterWarning(today, 'tiny', '1.0.1').of('tiny')
  expect(then.ok && then.value.versions.map(({ deprecated }) => deprecated)).toEqual(['malware', ''])
  const other = await withoutLaterWarning(today, 'tiny', '1.0.1').of('another')
  expect(other.ok && other.value.versions.map(({ deprecated }) => deprecated)).toEqual(['malware', 'malware'])
})

describe('intervals', () => {
  // Reference values: Newcombe 1998, table I (method 3).
  test('are those of the literature', () => {
    const rounded = ({ low, high }: { low: number; high: number }) => [low.toFixed(4), high.toFixed(4)]
    expect(rounded(wilson(81, 263))).toEqual(['0.2553', '0.3662'])
    expect(rounded(wilson(15, 148))).toEqual(['0.0624', '0.1605'])
    expect(rounded(wilson(0, 20))).toEqual(['0.0000', '0.1611'])
    expect(rounded(wilson(1, 29))).toEqual(['0.0061', '0.1718'])
  })
  test('know nothing of nothing, and grow with the size of a change', () => {
    expect(wilson(0, 0)).toMatchObject({ low: 0, high: 1 })
    expect(wilson(5, 5).high).toBe(1)
    expect(perChange(wilson(1, 100), 20).share).toBeCloseTo(1 - 0.99 ** 20)
  })
})

describe('the tally', () => {
  const pair = (over: Partial<JudgedPair>): JudgedPair => ({
    name: 'tiny',
    before: '1.0.0',
    after: '1.0.1',
    step: 'patch',
    stratum: 'top',
    holdout: false,
    state: 'measured',
    detail: '',
    fired: [],
    ...over,
  })
  const fired = (...outcomes: ('block' | 'review' | 'note')[]) =>
    outcomes.map((outcome) => ({ rule: `a-${outcome}`, outcome, evidence: [] }))

  test('counts a pair once, by its worst finding, and only what was measured', () => {
    const { all, states, rules } = tally([
      pair({ fired: fired('block', 'review') }),
      pair({ fired: fired('review', 'note') }),
      pair({ fired: fired('note') }),
      pair({ state: 'wrong-times', fired: fired('block') }),
      pair({ state: 'not-at-hand' }),
      pair({ state: 'quiet-anyway' }),
    ])
    expect(all.block).toMatchObject({ count: 1, of: 4 })
    expect(all.review).toMatchObject({ count: 1, of: 4 })
    expect(states).toEqual({ measured: 3, 'quiet-anyway': 1, 'wrong-times': 1, 'not-at-hand': 1, unchecked: 0 })
    expect(rules.map(({ rule, fires }) => [rule, fires])).toEqual([
      ['a-block', 1],
      ['a-review', 2],
      ['a-note', 2],
    ])
  })
  test('shows nothing of the holdout but its counts', () => {
    const { noisy, holdout, lookedAt } = tally([pair({ holdout: true, fired: fired('block') }), pair({})])
    expect(noisy).toEqual([])
    expect(holdout.block).toMatchObject({ count: 1, of: 1 })
    expect(lookedAt.block).toMatchObject({ count: 0, of: 1 })
  })
})

test('a rule is not fully measured where it reads what a registry keeps to itself', () => {
  const read = (when: string) => {
    const text = `id: a\ntitle: t\noutcome: note\nstatus: draft\nwhen: ${JSON.stringify(when)}\nfind: "[change.publication]"\nwhy: w\nfix: f\nquiet: q\n`
    return loadPack([{ path: 'a.yml', text }], 'nothing was judged').rules.map(inputsOf)
  }
  expect(read('change.publication.trust == "lowered" || change.publication.publisherName == "x"')).toEqual([
    ['publisher', 'trust'],
  ])
  expect(read('change.scripts.exists(s, s.runsOnInstall && change.publication.gitHead == "lost")')).toEqual([
    ['gitHead'],
  ])
  expect(read('change.publication.ageHours < 3 && change.package.name != "trust"')).toEqual([[]])
})

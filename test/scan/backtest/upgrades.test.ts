// Which upgrades of a package a backtest looks at.
import { expect, test } from 'vitest'
import type { History } from '../../../src/domain/release.ts'
import { lastUpgrades, upgradeTimes, versionsLookedAt } from '../../../src/scan/backtest/upgrades.ts'
import { toHistory } from '../../../src/sources/packument.ts'

/** A package as the registry shows it, from versions and their days. */
function published(days: Readonly<Record<string, string>>): History {
  const versions = Object.fromEntries(Object.keys(days).map((version) => [version, { name: 'tiny', version }]))
  const time = Object.fromEntries(Object.entries(days).map(([version, day]) => [version, day && `${day}T00:00:00Z`]))
  const text = JSON.stringify({ name: 'tiny', versions, time })
  const history = toHistory(text, 'tiny', 'registry.example.test', Number.POSITIVE_INFINITY, () => new Set())
  if (!history.ok) throw new Error(history.why.detail)
  return history.value
}

const twoLines = published({
  '1.0.0': '2026-01-01',
  '1.1.0': '2026-02-01',
  '2.0.0': '2026-03-01',
  '2.1.0-beta.1': '2026-03-20',
  '1.1.1': '2026-04-01',
  '2.0.1': '2026-05-01',
})
const steps = (history: History, last: number) =>
  lastUpgrades(history, last, 72).map(({ before, after }) => `${before} ${after}`)

test('each release follows the nearest lower one of its line, else of the line below; oldest first', () => {
  expect(steps(twoLines, 9)).toEqual(['1.0.0 1.1.0', '1.1.0 2.0.0', '1.1.0 1.1.1', '2.0.0 2.0.1'])
})
test('the last ones are the newest by time, not by number', () => {
  expect(steps(twoLines, 2)).toEqual(['1.1.0 1.1.1', '2.0.0 2.0.1'])
})
test('what was too young to be compared with when it appeared is stepped over', () => {
  expect(steps(published({ '1.0.0': '2026-01-01', '1.0.1': '2026-02-01', '1.0.2': '2026-02-02' }), 9)).toEqual([
    '1.0.0 1.0.1',
    '1.0.0 1.0.2',
  ])
})
test('a first release is no upgrade', () => {
  expect(steps(published({ '1.0.0': '2026-01-01' }), 9)).toEqual([])
})
test('without times there are upgrades, and nobody can judge them', () => {
  const history = published({ '1.0.0': '', '1.0.1': '' })
  const [upgrade] = lastUpgrades(history, 5, 72)
  expect(upgrade).toEqual({ name: 'tiny', before: '1.0.0', after: '1.0.1' })
  expect(upgrade === undefined ? '' : upgradeTimes(history, upgrade)).toBe('unavailable')
})
test('manifests are wanted of the releases and of what they are compared with', () => {
  const wanted = versionsLookedAt(twoLines, lastUpgrades(twoLines, 1, 72), 72)
  expect([...wanted].sort()).toEqual(['1.0.0', '1.1.0', '1.1.1', '2.0.0', '2.0.1'])
})

import { expect, test } from 'vitest'
import type { Verdict } from '../../src/domain/report.ts'
import { exitCode, type FailOn } from '../../src/report/exit-code.ts'

const later = '2026-04-02T23:59:00.000Z'

test.each<[Verdict[], FailOn, number]>([
  [[], 'block', 0],
  [['passed', 'trusted'], 'block', 0],
  [['blocked'], 'block', 1],
  [['review'], 'block', 0],
  [['review'], 'review', 1],
  [['unchecked'], 'block', 3],
  [['waiting'], 'block', 4],
  [['waiting', 'unchecked'], 'block', 3],
  [['waiting', 'unchecked', 'blocked'], 'block', 1],
  [['waiting', 'unchecked', 'review'], 'review', 1],
  [['waiting', 'unchecked', 'review'], 'block', 3],
  [['waiting', 'review'], 'block', 4],
  [['waiting', 'review'], 'review', 1],
])('%j with --fail-on %s is %d', (verdicts, failOn, code) => {
  const packages = verdicts.map((verdict) => ({ verdict, eligibleAt: verdict === 'waiting' ? later : '' }))
  expect(exitCode(packages, failOn)).toBe(code)
})

test('a release in review that is also too young waits', () => {
  expect(exitCode([{ verdict: 'review', eligibleAt: later }], 'block')).toBe(4)
  expect(exitCode([{ verdict: 'review', eligibleAt: later }], 'review')).toBe(1)
})

test('a blocked release that is also too young is blocked', () => {
  expect(exitCode([{ verdict: 'blocked', eligibleAt: later }], 'block')).toBe(1)
})

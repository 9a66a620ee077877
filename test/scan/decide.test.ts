import { expect, test } from 'vitest'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { decide } from '../../src/scan/decide.ts'

const now = Date.parse('2026-11-01T12:00:00Z')
const policy = defaultPolicy
const known = (value: number) => ({ status: 'known', value }) as const

test('a release that the registry does not date, although it dates others, has not passed', () => {
  const { verdict, reasons } = decide([], [], { status: 'absent' }, policy, now)
  expect([verdict, reasons.map(({ code }) => code)]).toEqual(['unchecked', ['age-unavailable']])
})

test('without a minimum age nobody asks how old it is', () => {
  expect(decide([], [], { status: 'absent' }, { ...policy, minAgeHours: 0 }, now).verdict).toBe('passed')
})

test('where nothing is dated at all, the age stands in the way of nothing', () => {
  expect(decide([], [], { status: 'unavailable' }, policy, now)).toEqual({
    verdict: 'passed',
    eligibleAt: '',
    reasons: [],
  })
})

test('a date at the end of time waits and does not end the run', () => {
  const { verdict, eligibleAt } = decide([], [], known(8.64e15), policy, now)
  expect([verdict, eligibleAt]).toEqual(['waiting', '+275760-09-13T00:00:00.000Z'])
})

import { describe, expect, test } from 'vitest'
import { counted, toEligibility, toSize, toSpan } from '../../src/report/ages.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

test.each([
  [-5, 'under 1 min'],
  [59_999, 'under 1 min'],
  [minute, '1 min'],
  [59 * minute + 59_000, '59 min'],
  [hour, '1 h'],
  [5 * hour + 10 * minute, '5 h 10 min'],
  [day, '1 d'],
  [2 * day + 23 * hour + 59 * minute, '2 d 23 h'],
  [400 * day, '400 d'],
])('a span of %d ms is %s', (span, words) => {
  expect(toSpan(span)).toBe(words)
})

describe('toEligibility', () => {
  const now = Date.parse('2026-03-31T00:59:00Z')
  test.each([
    ['2026-04-02T23:59:00.000Z', 'eligible at 2026-04-02 23:59 UTC, in 2 d 23 h'],
    ['2026-04-02T23:58:01.000Z', 'eligible at 2026-04-02 23:59 UTC, in 2 d 23 h'],
    ['2026-03-31T00:59:30.000Z', 'eligible at 2026-03-31 01:00 UTC, in 1 min'],
    ['2026-03-30T00:00:00.000Z', 'eligible since 2026-03-30 00:00 UTC'],
    ['not a time\u001b[2J', 'eligible at not a time\\u{1b}[2J'],
  ])('%s', (at, words) => {
    expect(toEligibility(at, now)).toBe(words)
  })
})

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 KB'],
  [4200, '4.2 KB'],
  [999_949, '999.9 KB'],
  [999_950, '1.0 MB'],
  [1_300_000_000, '1.3 GB'],
  [5e15, '5000.0 TB'],
])('%d bytes are %s', (bytes, words) => {
  expect(toSize(bytes)).toBe(words)
})

test('counts have separators and plurals', () => {
  expect([counted(1, 'package'), counted(1512, 'package'), counted(0, 'package')]).toEqual([
    '1 package',
    '1,512 packages',
    '0 packages',
  ])
})

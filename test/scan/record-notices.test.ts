import { expect, test } from 'vitest'
import type { KnownBadSnapshot } from '../../src/domain/known-bad.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { recordNotices } from '../../src/scan/counting.ts'

const now = Date.parse('2026-11-22T00:00:00Z')
const fresh: KnownBadSnapshot = {
  source: 'all.zip',
  date: '2026-11-21T12:00:00.000Z',
  records: 1,
  unread: 0,
  firstUnread: '',
  isChanged: false,
  isPolicys: true,
}

test.each<[string, Partial<KnownBadSnapshot>, number, string[]]>([
  ['fresh', {}, 24, []],
  ['too old', { date: '2026-11-20T12:00:00.000Z' }, 24, ['records-too-old']],
  ['without a date', { date: '' }, 24, ['records-too-old']],
  ['without a date, and nobody asks', { date: '' }, Number.POSITIVE_INFINITY, []],
  ['changed by what is judged', { isChanged: true }, Number.POSITIVE_INFINITY, ['records-changed']],
  ['not all understood', { unread: 1 }, Number.POSITIVE_INFINITY, ['records-incomplete']],
  ['not all understood, by the command line', { unread: 1, isPolicys: false }, Number.POSITIVE_INFINITY, []],
])('records that are %s', (_what, over, knownBadHours, codes) => {
  const policy = { ...defaultPolicy, greatestAge: { ...defaultPolicy.greatestAge, knownBadHours } }
  expect(recordNotices([{ ...fresh, ...over }], policy, now).map(({ code }) => code)).toEqual(codes)
})

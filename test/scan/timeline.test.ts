import { expect, test } from 'vitest'
import { emptyContents } from '../../src/domain/comparison.ts'
import type { PublishedVersion } from '../../src/domain/release.ts'
import { timelineOf } from '../../src/scan/timeline.ts'
import { candidate as candidateWith, history, known, published as publishedAt } from '../facts/support.ts'

const day = 86_400_000
const start = Date.parse('2026-01-01T00:00:00Z')
const none = known('none' as const)

function published(version: string, at: number, over: Partial<PublishedVersion> = {}): PublishedVersion {
  return publishedAt(version, new Date(start + at * day).toISOString(), { trust: none, ...over })
}
const candidate = (version: string, versions: readonly PublishedVersion[]) =>
  candidateWith(emptyContents, { locked: { version }, history: history(...versions) })
const versionsOf = (version: string, baseline: string, versions: readonly PublishedVersion[]) =>
  timelineOf(candidate(version, versions), baseline).map((one) => one.version)
const many = Array.from({ length: 100 }, (_one, index) => published(`1.${index}.0`, index))

test('is in the order of time, not of numbers', () => {
  const versions = [published('1.0.0', 0), published('1.0.1', 30), published('2.0.0', 10)]
  expect(versionsOf('1.0.1', '1.0.0', versions)).toEqual(['1.0.0', '2.0.0', '1.0.1'])
})

test('is in the order of numbers where one date is not known', () => {
  const undated = published('2.0.0', 0, { publishedAt: { status: 'absent' } })
  const versions = [published('1.0.0', 5), published('1.0.1', 3), undated]
  expect(versionsOf('1.0.1', '1.0.0', versions)).toEqual(['1.0.0', '1.0.1', '2.0.0'])
  expect(timelineOf(candidate('1.0.1', versions), '1.0.0').at(-1)?.published).toBe('')
})

test('has forty at most: mostly earlier ones, the baseline in any case', () => {
  const shown = versionsOf('1.60.0', '1.3.0', many)
  expect(shown).toHaveLength(40)
  expect([shown[0], shown[1], shown.at(-1)]).toEqual(['1.3.0', '1.32.0', '1.70.0'])
  expect(versionsOf('1.99.0', '1.98.0', many)).toHaveLength(40)
})

test('leaves prereleases out unless it is one itself', () => {
  const versions = [published('1.0.0', 0), published('1.1.0-next.1', 1), published('1.1.0', 2)]
  expect(versionsOf('1.1.0', '1.0.0', versions)).toEqual(['1.0.0', '1.1.0'])
  expect(versionsOf('1.1.0-next.1', '1.0.0', versions)).toEqual(['1.0.0', '1.1.0-next.1', '1.1.0'])
})

test('says what the registry shows of each', () => {
  const versions = [
    published('1.0.0', 0, { attested: true, trust: known('provenance') }),
    published('1.0.1', 1, { publisher: known({ name: 'bob', email: '' }) }),
    published('1.0.2', 2, { trust: { status: 'unavailable' } }),
  ]
  expect(timelineOf(candidate('1.0.2', versions), '1.0.0')).toMatchObject([
    { provenance: 'shown', publisher: 'ada', published: '2026-01-01T00:00:00.000Z', isBaseline: true, isJudged: false },
    { provenance: 'none', publisher: 'bob', isBaseline: false, isJudged: false },
    { provenance: 'unavailable', isJudged: true },
  ])
})

test('is empty where no registry lists it', () => {
  expect(timelineOf(candidate('9.9.9', many), '1.0.0')).toEqual([])
  expect(timelineOf(candidateWith(emptyContents, { history: { status: 'absent' } }), '')).toEqual([])
})

import { describe, expect, test } from 'vitest'
import type { Baseline } from '../../src/domain/comparison.ts'
import type { PublishedVersion } from '../../src/domain/release.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { baseline, candidate, contents, emptyRelease, history, known, published } from './support.ts'

const now = Date.parse('2026-03-31T01:05:00Z')
const stripped = { status: 'unavailable' } as const
const absent = { status: 'absent' } as const

function compare(versions: readonly PublishedVersion[], version: string, against: Baseline = emptyRelease) {
  const of = candidate(contents({}), { locked: { version }, history: history(...versions) })
  return compareReleases(against, of, now)
}

/** `1.0.0` is the baseline of `1.0.1`. */
function pair(before: Partial<PublishedVersion>, after: Partial<PublishedVersion>) {
  const versions = [
    published('1.0.0', '2026-01-01T00:00:00Z', before),
    published('1.0.1', '2026-03-30T23:05:00Z', after),
  ]
  return compare(versions, '1.0.1', baseline({}, '1.0.0')).publication
}

describe('publication', () => {
  test('the axios incident', () => {
    const github = known({ name: 'GitHub Actions', email: 'npm-oidc-no-reply@github.example.test' })
    const stolen = {
      publisher: known({ name: 'jasonsaayman', email: 'ifstap@proton.example.test' }),
      trust: known('none' as const),
      gitHead: absent,
    }
    const versions = [
      published('0.30.3', '2026-03-04T00:31:21Z'),
      published('0.30.4', '2026-03-31T01:00:00Z', stolen),
      published('1.14.0', '2026-03-27T21:18:09Z', { publisher: github, trust: known('trustedPublisher') }),
      published('1.14.1', '2026-03-31T00:21:00Z', stolen),
    ]
    const first = compare(versions, '1.14.1', baseline({}, '1.14.0'))
    expect(first.publication).toEqual({
      record: 'publication',
      age: 'known',
      ageHours: 0,
      packageAgeHours: 648,
      releasesBefore: 2,
      step: 'patch',
      dormantDays: 3,
      publisher: 'changed',
      publisherName: 'jasonsaayman',
      publisherBefore: 'GitHub Actions',
      publisherKind: 'account',
      email: 'changed',
      publisherKnown: 'no',
      emailKnown: 'no',
      publisherSilentDays: -1,
      gitHead: 'lost',
      gitHeadHabit: 'often',
      trust: 'lowered',
      trustLevel: 'none',
      trustBefore: 'trustedPublisher',
      trustOnLine: 'lowered',
      trustHabit: 'often',
      burstVersions: 0,
      burstLines: 1,
      dayLines: 1,
      dayOrder: 'ordered',
      burstPackages: 0,
      number: 'ordinary',
      latest: 'here',
      deprecated: '',
      deprecation: 'none',
      line: 12,
    })
    expect(first.baseline).toEqual({ record: 'baseline', status: 'history', version: '1.14.0', ageHours: 75 })
    const second = compare(versions, '0.30.4', baseline({}, '0.30.3')).publication
    expect(second).toMatchObject({ burstVersions: 1, burstLines: 2, dayLines: 2, trust: 'lowered' })
    // Knowing the account from forty minutes ago is not knowing it.
    expect(second).toMatchObject({ publisherKnown: 'no', emailKnown: 'no', latest: 'higher' })
  })

  test('a mirror that strips trust fields loses nothing', () => {
    const bare = { publisher: stripped, gitHead: stripped, trust: stripped, publishedAt: stripped }
    expect(pair(bare, bare)).toMatchObject({
      age: 'unavailable',
      ageHours: -1,
      packageAgeHours: -1,
      dormantDays: -1,
      releasesBefore: 1,
      publisher: 'unavailable',
      email: 'unavailable',
      publisherKnown: 'unavailable',
      gitHead: 'unavailable',
      trust: 'unavailable',
      trustLevel: '',
      trustBefore: '',
      burstVersions: -1,
      burstLines: -1,
    })
  })

  test.each<[string, Partial<PublishedVersion>, Partial<PublishedVersion>, object]>([
    ['nothing changes', {}, {}, { publisher: 'same', email: 'same', gitHead: 'changed', trust: 'same', step: 'patch' }],
    ['the same commit again', {}, { gitHead: known('head of 1.0.0') }, { gitHead: 'same' }],
    ['lost', {}, { publisher: absent, gitHead: absent }, { publisher: 'lost', email: 'lost', gitHead: 'lost' }],
    ['gained', { publisher: absent, gitHead: absent }, {}, { publisher: 'gained', gitHead: 'gained' }],
    ['absent', { gitHead: absent }, { gitHead: absent }, { gitHead: 'absent' }],
    ['one side unavailable', { gitHead: stripped }, {}, { gitHead: 'unavailable' }],
    ['no e-mail', {}, { publisher: known({ name: 'ada', email: '' }) }, { publisher: 'same', email: 'lost' }],
    ['trust raised', { trust: known('none') }, {}, { trust: 'raised', trustBefore: 'none', trustLevel: 'provenance' }],
    ['trust absent counts as none', {}, { trust: absent }, { trust: 'lowered', trustLevel: 'none' }],
    ['trust only before', {}, { trust: stripped }, { trust: 'unavailable', trustBefore: 'provenance' }],
    ['trust only after', { trust: stripped }, {}, { trust: 'unavailable', trustLevel: 'provenance' }],
  ])('%s', (_, before, after, expected) => {
    expect(pair(before, after)).toMatchObject(expected)
  })

  test('a first release', () => {
    const { publication, baseline: none } = compare([published('1.0.1', '2026-03-31T00:05:00Z')], '1.0.1')
    expect(publication).toMatchObject({
      step: 'first',
      ageHours: 1,
      packageAgeHours: 1,
      releasesBefore: 0,
      dormantDays: -1,
      publisher: 'gained',
      publisherKnown: 'no',
      gitHead: 'gained',
      trust: 'same',
      trustBefore: '',
    })
    expect(none).toEqual({ record: 'baseline', status: 'none', version: '', ageHours: -1 })
  })

  test('a baseline that the registry no longer shows cannot be compared with', () => {
    const { publication } = compare([published('1.0.1', '2026-03-31T00:05:00Z')], '1.0.1', baseline({}, '1.0.0'))
    expect(publication).toMatchObject({ publisher: 'unavailable', trust: 'unavailable', step: 'patch' })
  })

  test('a version that the registry does not show', () => {
    const { publication } = compare([published('1.0.0', '2026-01-01T00:00:00Z')], '1.0.1')
    expect(publication).toMatchObject({ age: 'unavailable', releasesBefore: -1, publisherKnown: 'unavailable' })
  })

  test('a burst is the hour before, itself left out', () => {
    const versions = [
      published('1.0.0', '2026-03-30T23:59:59Z'),
      published('2.0.0', '2026-03-31T00:00:00Z'),
      published('2.0.1', '2026-03-31T00:30:00Z'),
      published('3.0.0', '2026-03-31T01:00:00Z'),
      published('4.0.0', '2026-03-31T01:00:01Z'),
    ]
    expect(compare(versions, '3.0.0').publication).toMatchObject({ burstVersions: 2, burstLines: 2 })
  })

  test('deprecation and an old publisher by semver where times are missing', () => {
    const versions = [
      published('1.0.0', '2026-01-01T00:00:00Z', { publishedAt: stripped }),
      published('1.0.1', '2026-01-01T00:00:00Z', { publishedAt: stripped, deprecated: 'no more' }),
    ]
    const { publication } = compare(versions, '1.0.1')
    expect(publication).toMatchObject({ deprecated: 'no more', publisherKnown: 'yes', releasesBefore: 1 })
  })

  describe('habits', () => {
    const at = (month: number) => `2026-${String(month).padStart(2, '0')}-01T00:00:00Z`
    const line = (...trust: ('none' | 'provenance')[]) =>
      trust.map((level, index) => published(`1.${index}.0`, at(index + 1), { trust: known(level) }))
    const last = published('1.9.0', '2026-10-01T00:00:00Z', { trust: known('none'), gitHead: absent })

    test.each([
      [line('provenance', 'provenance'), { trustHabit: 'always', trustOnLine: 'lowered', gitHeadHabit: 'always' }],
      [line('none', 'provenance'), { trustHabit: 'often', trustOnLine: 'lowered' }],
      [line('provenance', 'none', 'none'), { trustHabit: 'seldom', trustOnLine: 'lowered' }],
      [line('none', 'none'), { trustHabit: 'never', trustOnLine: 'kept' }],
      [[], { trustHabit: 'unavailable', trustOnLine: 'kept', gitHeadHabit: 'unavailable' }],
      [[published('2.0.0', at(1))], { trustHabit: 'unavailable', trustOnLine: 'other-line' }],
      [[published('1.8.0-beta.1', at(1))], { trustHabit: 'unavailable', trustOnLine: 'other-line' }],
    ])('%#', (before, expected) => {
      expect(compare([...before, last], '1.9.0').publication).toMatchObject(expected)
    })

    test('a release of the same night changes no habit', () => {
      const twin = published('1.8.9', '2026-09-30T22:00:00Z', { trust: known('none'), gitHead: absent })
      const versions = [...line('provenance', 'provenance'), twin, last]
      expect(compare(versions, '1.9.0').publication).toMatchObject({ trustHabit: 'always', gitHeadHabit: 'always' })
    })
  })

  test('silence ends with a day, not with the first release of an evening', () => {
    const bob = { publisher: known({ name: 'bob', email: 'bob@example.test' }) }
    const versions = [
      published('8.0.0', '2022-04-01T00:00:00Z', bob),
      published('9.1.0', '2024-05-14T00:00:00Z'),
      published('9.1.1', '2026-05-14T10:00:00Z', bob),
      published('12.0.1', '2026-05-14T10:10:00Z', bob),
    ]
    expect(compare(versions, '12.0.1').publication).toMatchObject({
      dormantDays: 730,
      publisherSilentDays: 1504,
      publisherKnown: 'yes',
      emailKnown: 'yes',
      dayLines: 2,
    })
  })

  test.each([
    [['1.0.0', '1.0.1', '1.0.2'], 'ordered'],
    [['12.0.1', '9.1.2', '9.1.3'], 'ordered'],
    [['9.1.2', '12.0.1', '12.0.2'], 'ordered'],
    [['1.0.1', '1.0.0', '1.0.2'], 'mixed'],
    [['1.0.0', '3.0.0', '2.0.0'], 'mixed'],
  ])('the order of a day: %j is %s', (order, says) => {
    const versions = order.map((version, index) => published(version, `2026-03-31T00:0${index}:00Z`))
    expect(compare(versions, order.at(-1) ?? '').publication.dayOrder).toBe(says)
  })

  test('a CI job is no account', () => {
    expect(pair({}, { viaWorkflow: true })).toMatchObject({ publisherKind: 'workflow' })
    expect(pair({}, {})).toMatchObject({ publisherKind: 'account' })
    expect(pair({ publisher: stripped }, { publisher: stripped })).toMatchObject({ publisherKind: 'unavailable' })
  })
})

import { describe, expect, test } from 'vitest'
import { namesVersion } from '../../src/domain/advisory.ts'
import { readAdvisories } from '../../src/sources/osv.ts'

const npm = { ecosystem: 'npm', name: 'alpha' }

function advisoryOf(over: object) {
  const read = readAdvisories(JSON.stringify({ id: 'GHSA-test', affected: [], ...over }))
  const [advisory] = read.ok ? read.advisories : []
  if (advisory === undefined) throw new Error('no advisory')
  return advisory
}

function named(affected: object, versions: readonly string[]): string[] {
  const [one] = advisoryOf({ affected: [{ package: npm, ...affected }] }).packages
  return versions.filter((version) => one !== undefined && namesVersion(one, version))
}

const semver = (...events: object[]) => ({ ranges: [{ type: 'SEMVER', events }] })

describe('the versions that an advisory names', () => {
  test.each<[string, object, string[], string[]]>([
    [
      'a list',
      { versions: ['1.0.1', 'v2.0.0'] },
      ['1.0.0', '1.0.1', '1.0.1+b', '2.0.0'],
      ['1.0.1', '1.0.1+b', '2.0.0'],
    ],
    ['everything', semver({ introduced: '0' }), ['0.0.0-0', '1.0.0', ''], ['0.0.0-0', '1.0.0', '']],
    [
      'fixed',
      semver({ introduced: '1.0.0' }, { fixed: '1.2.0' }),
      ['0.9.0', '1.0.0', '1.2.0-rc.1', '1.2.0'],
      ['1.0.0', '1.2.0-rc.1'],
    ],
    ['last affected', semver({ introduced: '1.0.0' }, { last_affected: '1.2.0' }), ['1.2.0', '1.2.1'], ['1.2.0']],
    ['no limit', semver({ introduced: '0' }, { limit: '*' }), ['1.0.0', ''], ['1.0.0', '']],
    ['limit', semver({ introduced: '0' }, { limit: '2.0.0' }), ['1.0.0', '2.0.0'], ['1.0.0']],
    [
      'two windows, in any order',
      semver({ fixed: '3.1.0' }, { introduced: '1.0.0' }, { introduced: '3.0.0' }, { fixed: '1.1.0' }),
      ['1.0.5', '2.0.0', '3.0.5', '3.1.0'],
      ['1.0.5', '3.0.5'],
    ],
  ])('%s', (_what, affected, versions, expected) => {
    expect(named(affected, versions)).toEqual(expected)
  })
})

describe('a record', () => {
  test.each<[string, object, boolean]>([
    ['its id', { id: 'MAL-2026-1' }, true],
    ['an alias', { aliases: ['CVE-2026-1', 'MAL-2026-1'] }, true],
    ['CWE-506', { database_specific: { cwe_ids: ['CWE-506'] } }, true],
    ['an ordinary weakness', { database_specific: { cwe_ids: ['CWE-79'] } }, false],
  ])('is malicious by %s', (_what, over, malicious) => {
    expect(advisoryOf(over).malicious).toBe(malicious)
  })

  test('of another ecosystem names no npm package', () => {
    const affected = ['PyPI', 'NPM', 'npm:x'].map((ecosystem) => ({
      package: { ecosystem, name: 'alpha' },
      versions: ['1'],
    }))
    expect(advisoryOf({ affected }).packages).toEqual([])
  })

  test.each<[string, object, string[]]>([
    ['another package names no versions', { package: { ecosystem: 'npm', name: 'beta' } }, ['alpha']],
    [
      'a range of it cannot be read',
      { package: { ecosystem: 'npm', name: 'beta' }, versions: ['1.0.0'], ...semver({ introduced: 'then' }) },
      ['alpha', 'beta'],
    ],
  ])('counts as far as it can be read, and as partly unread, where %s', (_what, other, names) => {
    const affected = [{ package: npm, versions: ['1.0.1'] }, other]
    const read = readAdvisories(JSON.stringify({ id: 'A-1', affected }))
    const found = read.ok && read.advisories.flatMap(({ packages }) => packages.map(({ name }) => name))
    expect([found, read.ok && read.faults.length]).toEqual([names, 1])
  })

  test('that is none does not take the others of its list with it', () => {
    const read = readAdvisories('[{ "id": "A-1", "affected": [] }, { "name": "A-2" }]')
    expect(read.ok && [read.advisories.length, read.faults.length]).toEqual([1, 1])
  })

  test('may stand in a list', () => {
    const read = readAdvisories('[{ "id": "A-1", "affected": [] }, { "id": "A-2" }]')
    expect(read.ok && read.advisories.map((one) => one.id)).toEqual(['A-1', 'A-2'])
  })

  test.each([
    '',
    '{}',
    '[1]',
    '{"id": 1}',
    '{"id":"A-1","affected":[{"package":{"ecosystem":"npm","name":"a"}}]}',
    '{"id":"A-1","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"until":"1"}]}]}]}',
    '{"id":"A-1","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]}]}',
    '{"id":"A-1","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[]}]}]}',
    '{"id":"A-1","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"fixed":"2.0.0"}]}]}]}',
    '{"id":"A-1","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"*"}]}]}]}',
    '{"id":"A-1","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"soon"}]}]}]}',
    `${'['.repeat(100)}${']'.repeat(100)}`,
  ])('is refused rather than read as naming nothing: %s', (text) => {
    expect(readAdvisories(text).ok).toBe(false)
  })
})

import { describe, expect, test } from 'vitest'
import { baseVersion, historyBaselines } from '../../src/baseline/choose.ts'
import { emptyContents } from '../../src/domain/comparison.ts'
import type { History, Known, PublishedVersion } from '../../src/domain/release.ts'
import { compareVersions } from '../../src/domain/versions.ts'

const day = 24

/** Versions with the day they were published on; `?` for a version whose time the registry does not show. */
function history(published: Record<string, number | '?'>, deprecated: Record<string, string> = {}): History {
  const versions = Object.entries(published)
    .map(([version, at]) => release(version, at, deprecated[version] ?? ''))
    .toSorted((a, b) => compareVersions(a.version, b.version))
  return { name: 'tiny', registryHost: 'registry.example.test', versions, latest: '' }
}

function release(version: string, at: number | '?', deprecated: string): PublishedVersion {
  const publishedAt: Known<number> =
    at === '?' ? { status: 'unavailable' } : { status: 'known', value: at * day * 3_600_000 }
  return {
    version,
    integrity: '',
    shasum: '',
    tarball: '',
    publishedAt,
    publisher: { status: 'unavailable' },
    gitHead: { status: 'unavailable' },
    trust: { status: 'unavailable' },
    deprecated,
    manifest: emptyContents.manifest,
    hasInstallScript: false,
  }
}

const chosen = (from: History, version: string) => historyBaselines(from, version, 72, 10).map((one) => one.version)

describe('the baselines that history offers', () => {
  test.each<[string, History, string, string[]]>([
    ['the nearest earlier one first', history({ '1.0.0': 0, '1.1.0': 10, '1.2.0': 20 }), '1.2.0', ['1.1.0', '1.0.0']],
    ['a backport is compared with its own line', history({ '1.0.0': 0, '2.0.0': 10, '1.0.1': 20 }), '1.0.1', ['1.0.0']],
    ['a new major with the line below', history({ '1.0.0': 0, '1.9.0': 5, '2.0.0': 20 }), '2.0.0', ['1.9.0', '1.0.0']],
    ['below 1.0 a minor is a line', history({ '0.3.0': 0, '0.4.0': 5, '0.4.1': 20 }), '0.4.1', ['0.4.0', '0.3.0']],
    ['not a twin published an hour before', history({ '1.0.0': 0, '1.0.1': 19.9, '1.0.2': 20 }), '1.0.2', ['1.0.0']],
    ['not one published after it', history({ '1.0.0': 0, '1.0.1': 30, '1.0.2': 20 }), '1.0.2', ['1.0.0']],
    ['no prerelease for a release', history({ '1.0.0': 0, '1.1.0-rc.1': 5, '1.1.0': 20 }), '1.1.0', ['1.0.0']],
    [
      'a prerelease for a prerelease',
      history({ '1.0.0': 0, '1.1.0-rc.1': 5, '1.1.0-rc.2': 20 }),
      '1.1.0-rc.2',
      ['1.1.0-rc.1', '1.0.0'],
    ],
    [
      'not one withdrawn as malicious',
      history({ '1.0.0': 0, '1.0.1': 5, '1.0.2': 20 }, { '1.0.1': 'Malicious code, do not use' }),
      '1.0.2',
      ['1.0.0'],
    ],
    ['without any times the order of versions decides', history({ '1.0.0': '?', '1.0.1': '?' }), '1.0.1', ['1.0.0']],
    ['calendar versions are majors', history({ '2025.1.0': 0, '2026.1.0': 20 }), '2026.1.0', ['2025.1.0']],
    [
      'builds named after commits are prereleases',
      history({ '0.0.0-aaaa': 0, '0.0.0-bbbb': 20 }),
      '0.0.0-bbbb',
      ['0.0.0-aaaa'],
    ],
    ['the first release has none', history({ '1.0.0': 0 }), '1.0.0', []],
    ['a version that the registry does not show has none', history({ '1.0.0': 0 }), '1.0.1', []],
  ])('%s', (_name, from, version, expected) => {
    expect(chosen(from, version)).toEqual(expected)
  })

  test('no more than asked for', () => {
    expect(historyBaselines(history({ '1.0.0': 0, '1.0.1': 5, '1.0.2': 10 }), '1.0.2', 72, 1)).toHaveLength(1)
  })
})

describe('the version of the base lockfile', () => {
  test.each([
    [['1.0.0', '2.0.0'], '1.0.1', '1.0.0'],
    [['1.0.0', '2.0.0'], '2.1.0', '2.0.0'],
    [['1.0.0'], '2.0.0', '1.0.0'],
    [['2.0.0'], '1.0.0', '2.0.0'],
    [['1.0.0'], '1.0.0', '1.0.0'],
    [[], '1.0.0', ''],
  ])('of %j for %s is %s', (base, version, expected) => {
    expect(baseVersion(base, version)).toBe(expected)
  })
})

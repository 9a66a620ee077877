import { describe, expect, test } from 'vitest'
import { baseVersion, historyBaselines, olderAnchor, passedOver } from '../../src/baseline/choose.ts'
import { emptyContents } from '../../src/domain/comparison.ts'
import { noClaims } from '../../src/domain/provenance.ts'
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
    viaWorkflow: false,
    gitHead: { status: 'unavailable' },
    trust: { status: 'unavailable' },
    deprecated,
    manifest: emptyContents.manifest,
    attested: false,
    claims: noClaims,
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
    [
      'parallel majors stay apart',
      history({ '1.0.0': 0, '2.0.0': 5, '1.1.0': 10, '2.1.0': 15, '1.2.0': 20 }),
      '1.2.0',
      ['1.1.0', '1.0.0'],
    ],
    [
      'a promoted prerelease with the release before',
      history({ '1.0.0': 0, '2.0.0-rc.1': 5, '2.0.0': 20 }),
      '2.0.0',
      ['1.0.0'],
    ],
    ['a version that was unpublished leaves a gap', history({ '1.0.0': 0, '1.0.3': 20 }), '1.0.3', ['1.0.0']],
    [
      'months of a calendar are lines of their own',
      history({ '26.1.0': 0, '26.2.0': 5, '26.2.1': 20 }),
      '26.2.1',
      ['26.2.0', '26.1.0'],
    ],
    [
      'nightlies of the same core',
      history({ '5.0.0-dev.20260101': 0, '5.0.0-dev.20260102': 1, '5.0.0-dev.20260110': 9 }),
      '5.0.0-dev.20260110',
      ['5.0.0-dev.20260102', '5.0.0-dev.20260101'],
    ],
    [
      'build metadata is no version of its own',
      history({ '1.0.0': 0, '1.0.1+build.5': 20 }),
      '1.0.1+build.5',
      ['1.0.0'],
    ],
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

describe('the older anchor', () => {
  const by = (name: string, from: History, since: string): History => ({
    ...from,
    versions: from.versions.map((one) =>
      compareVersions(one.version, since) < 0
        ? one
        : { ...one, publisher: { status: 'known', value: { name, email: '' } } },
    ),
  })
  const steady = history({ '1.0.0': 0, '1.1.0': 100, '1.2.0': 150, '1.3.0': 200 })

  test.each<[string, History, string, string]>([
    ['was published at least 90 days before', steady, '1.3.0', '1.1.0'],
    ['stands before the last change of publisher', by('eve', steady, '1.1.0'), '1.3.0', '1.0.0'],
    ['is not moved by the candidate being the change', by('eve', steady, '1.3.0'), '1.3.0', '1.1.0'],
    ['is none for a young package', history({ '1.0.0': 0, '1.0.1': 50 }), '1.0.1', 'none'],
    ['is none without times', history({ '1.0.0': '?', '1.0.1': '?' }), '1.0.1', 'none'],
    ['is no prerelease for a release', history({ '1.0.0': 0, '1.1.0-rc.1': 10, '1.1.0': 200 }), '1.1.0', '1.0.0'],
    [
      'is of a lower line where its own is young',
      history({ '1.0.0': 0, '2.0.0': 190, '2.0.1': 200 }),
      '2.0.1',
      '1.0.0',
    ],
    [
      'is not what was withdrawn',
      history({ '1.0.0': 0, '1.1.0': 10, '1.2.0': 200 }, { '1.1.0': 'malware' }),
      '1.2.0',
      '1.0.0',
    ],
  ])('%s', (_name, from, version, expected) => {
    const anchor = olderAnchor(from, version)
    expect(anchor === 'none' ? 'none' : anchor.version).toBe(expected)
  })
})

describe('what is passed over on the way to a baseline', () => {
  const from = history(
    { '1.0.0': 0, '1.1.0': 5, '1.2.0-rc.1': 6, '1.2.0': 7, '1.2.1': 19.9, '1.3.0': 20 },
    { '1.2.0': 'This release is MALWARE' },
  )
  test('has its reason, nearest first, and ends at the baseline', () => {
    expect(passedOver(from, '1.3.0', 72, '1.1.0')).toEqual([
      { version: '1.2.1', why: 'too-close' },
      { version: '1.2.0', why: 'said-malicious' },
      { version: '1.2.0-rc.1', why: 'prerelease' },
    ])
  })
  test('is everything unsuitable where there is none', () => {
    expect(passedOver(from, '1.1.0', 24 * 30, '')).toEqual([{ version: '1.0.0', why: 'too-close' }])
    expect(passedOver(from, '9.9.9', 72, '')).toEqual([])
  })
  test('are exactly the lower versions that are not offered', () => {
    const offered = chosen(from, '1.3.0')
    const refused = passedOver(from, '1.3.0', 72, '').map((one) => one.version)
    const lower = from.versions.map((one) => one.version).filter((version) => version !== '1.3.0')
    expect([...offered, ...refused].toSorted(compareVersions)).toEqual(lower)
  })
})

// What an entry of cordon.lock means for a lock entry: the same bytes, other bytes, or the nearest thing to compare with.

import { describe, expect, test } from 'vitest'
import type { AcceptedRelease, Standard } from '../../src/domain/accepted.ts'
import { noCode } from '../../src/domain/code.ts'
import { emptyContents } from '../../src/domain/comparison.ts'
import type { LockedPackage } from '../../src/domain/locked.ts'
import { acceptable, createAcceptedReleases } from '../../src/scan/accepted.ts'
import { trustOf } from '../../src/scan/judge-trusted.ts'

const bytes = (fill: number) => `sha512-${Buffer.alloc(64, fill).toString('base64')}`

function entry(version: string, standard: Standard = 'reviewed', fill = 1, from = ''): AcceptedRelease {
  const who = { by: 'ada@example.test', at: 0, note: 'x' }
  return { kind: 'release', name: 'tiny', version, integrity: bytes(fill), standard, ...who, from, line: 1 }
}

function locked(over: Partial<LockedPackage> = {}): LockedPackage {
  return {
    kind: 'registry',
    location: 'node_modules/tiny',
    installedAs: 'tiny',
    name: 'tiny',
    version: '1.2.0',
    integrity: bytes(1),
    resolved: '',
    line: 1,
    dev: false,
    optional: false,
    peer: false,
    hasInstallScript: 'no',
    direct: true,
    path: [],
    bundledIn: '',
    patch: { path: '', integrity: '' },
    leavesProject: false,
    bins: [],
    platform: 'any',
    ...over,
  }
}

const of = (...releases: AcceptedRelease[]) => createAcceptedReleases({ file: 'cordon.lock', releases, scripts: [] })

describe('trust', () => {
  const accepted = of(entry('1.2.0'))
  const sha1 = 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk='
  const cases: readonly [string, Partial<LockedPackage>, boolean][] = [
    ['the same bytes', {}, true],
    ['under an alias', { kind: 'alias', installedAs: 'other' }, true],
    ['from a URL', { kind: 'remote' }, true],
    ['with a weaker digest beside it', { integrity: `${sha1} ${bytes(1)}` }, true],
    ['another name', { name: 'tiny2' }, false],
    ['another version', { version: '1.2.1' }, false],
    ['other bytes', { integrity: bytes(2) }, false],
    ['bytes of which npm may choose', { integrity: `${bytes(1)} ${bytes(2)}` }, false],
    ['a weak digest alone', { integrity: sha1 }, false],
    ['no digest', { integrity: '' }, false],
    ['patched', { kind: 'patched' }, false],
    ['bundled', { kind: 'bundled' }, false],
    ['a commit', { kind: 'git' }, false],
    ['a folder', { kind: 'link' }, false],
  ]
  test.for(cases)('%s', ([, over, expected]) => {
    expect(accepted.trustIn(locked(over)) !== 'none').toBe(expected)
  })

  test('what was reviewed counts before what was only there', () => {
    const found = of(entry('1.2.0', 'initial'), entry('1.2.0', 'reviewed', 1, 'other.lock')).trustIn(locked())
    expect(found).toMatchObject({ standard: 'reviewed', from: 'other.lock' })
  })
})

test('what a tarball carries is trusted with it, and nothing that only claims to be carried', async () => {
  const inside = { location: 'node_modules/inner', contents: { ...emptyContents } }
  const trusts = async (carrier: LockedPackage, name: string, bundledIn = 'node_modules/tiny') => {
    const location = `${bundledIn}/node_modules/${name}`
    const one = locked({ name, kind: 'bundled', integrity: '', bundledIn, location })
    const trust = await trustOf(one, {
      accepted: of(entry('1.2.0')),
      tree: { byInstalledName: new Map([['tiny', [carrier]]]), base: 'none' },
      histories: { of: async () => ({ ok: false, why: { code: 'not-found', detail: '' } }) },
      contents: {
        of: async () => ({
          ok: true,
          value: { integrity: bytes(1), unpackedBytes: 0, own: emptyContents, bundled: [inside] },
        }),
        together: async () => ({ ok: true, value: noCode }),
      },
      patches: async () => ({ ok: false, why: { code: 'patch-failed', detail: '' } }),
    })
    return trust !== 'none'
  }
  expect(await trusts(locked(), 'inner')).toBe(true)
  expect(await trusts(locked(), 'stranger')).toBe(false)
  expect(await trusts(locked({ integrity: bytes(2) }), 'inner')).toBe(false)
  expect(await trusts(locked({ kind: 'patched' }), 'inner')).toBe(false)
  expect(await trusts(locked(), 'inner', 'node_modules/other/node_modules/tiny')).toBe(false)
})

describe('standing', () => {
  test('other bytes are said, unless these were accepted as well', () => {
    expect(of(entry('1.2.0', 'initial', 2)).standingOf(locked())).toBe('other-bytes')
    expect(of(entry('1.2.0', 'initial', 2), entry('1.2.0')).standingOf(locked())).toBe('same')
    expect(of(entry('1.1.0', 'initial', 2)).standingOf(locked())).toBe('none')
    expect(of(entry('1.2.0', 'initial', 2)).standingOf(locked({ kind: 'patched' }))).toBe('other-bytes')
  })

  test('what others accepted under this name may come from elsewhere', () => {
    expect(of(entry('1.2.0', 'reviewed', 2, 'other.lock')).standingOf(locked())).toBe('none')
  })
})

describe('the nearest baseline', () => {
  const versions: readonly [string, string[], string][] = [
    ['below it', ['1.0.0', '1.1.0', '1.3.0'], '1.1.0'],
    ['of its own line first', ['0.9.0', '1.0.0', '2.0.0'], '1.0.0'],
    ['of a lower line where its own has none', ['0.9.0', '2.0.0'], '0.9.0'],
    ['nothing above it', ['1.2.1', '2.0.0'], ''],
  ]
  test.for(versions)('%s', ([, given, expected]) => {
    const found = of(...given.map((version) => entry(version))).nearest(locked())
    expect(found === 'none' ? '' : found.version).toBe(expected)
  })
})

test('what has no sha512 of its own cannot be accepted', () => {
  expect(acceptable(locked())).toBe(bytes(1))
  const without: readonly Partial<LockedPackage>[] = [{ kind: 'git' }, { kind: 'patched' }, { integrity: '' }]
  expect(without.map((over) => acceptable(locked(over)))).toEqual(['', '', ''])
})

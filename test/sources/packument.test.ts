import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { History, PublishedVersion } from '../../src/domain/release.ts'
import { toHistory } from '../../src/sources/packument.ts'

const host = 'registry.example.test'
const later = Date.parse('2030-01-01T00:00:00Z')

const everyManifest = ({ versions }: History) => new Set(versions.map(({ version }) => version))

type Json = Record<string, unknown>
const packument = (versions: Json, more: Json = {}) => ({
  name: 'left',
  'dist-tags': { latest: '1.1.0' },
  versions,
  ...more,
})

function historyOf(value: unknown, now = later): History {
  const result = toHistory(JSON.stringify(value), 'left', host, now, everyManifest)
  if (!result.ok) throw new Error(`${result.why.code}: ${result.why.detail}`)
  return result.value
}

const one = (version: Json, more: Json = {}): PublishedVersion | undefined =>
  historyOf(packument({ '1.0.0': version }, more)).versions[0]
const codeOf = (text: string) => {
  const result = toHistory(text, 'left', host, later, everyManifest)
  return result.ok ? 'ok' : result.why.code
}

test('a version as the registry shows it', () => {
  const dist = { integrity: 'sha512-x', shasum: 'ab', tarball: 'https://registry.example.test/left/-/left-1.0.0.tgz' }
  const version = {
    name: 'left',
    version: '1.0.0',
    scripts: { postinstall: 'node x' },
    dependencies: { a: '1', b: '2' },
    optionalDependencies: { b: '3' },
    gitHead: 'abc',
    deprecated: 'do not',
    _npmUser: { name: 'ada', email: 'ada@example.test' },
    dist,
  }
  const found = one(version, { time: { '1.0.0': '2026-03-01T00:00:00.000Z' } })
  expect(found).toMatchObject({
    version: '1.0.0',
    ...dist,
    publishedAt: { status: 'known', value: Date.parse('2026-03-01T00:00:00Z') },
    publisher: { status: 'known', value: { name: 'ada', email: 'ada@example.test' } },
    gitHead: { status: 'known', value: 'abc' },
    deprecated: 'do not',
    hasInstallScript: true,
  })
  expect(found?.manifest.dependencies.map(({ name, group }) => [name, group])).toEqual([
    ['a', 'dependencies'],
    ['b', 'optionalDependencies'],
  ])
})

describe('what can be verified of a version', () => {
  const claims = (dist: Json) => one({ dist })?.claims

  test('signatures, and the path of its evidence on whatever host', () => {
    const url = 'https://elsewhere.example.test/-/npm/v1/attestations/left@1.0.0?x=1'
    expect(claims({ signatures: [{ keyid: 'a', sig: 'b' }], attestations: { url } })).toEqual({
      signatures: [{ keyId: 'a', signature: 'b' }],
      attestations: '/-/npm/v1/attestations/left@1.0.0?x=1',
    })
    expect(one({ dist: { attestations: { url, provenance: {} } } })?.attested).toBe(true)
    expect(one({ dist: { attestations: { url } } })?.attested).toBe(false)
  })

  test('is bounded, and never trips over what is something else', () => {
    const many = Array(1000).fill({ keyid: 'a', sig: 'b' })
    expect(claims({ signatures: many })?.signatures.length).toBe(10)
    expect(claims({ signatures: [null, 7, { keyid: 'a'.repeat(5000), sig: '' }] })?.signatures).toEqual(
      Array(3).fill({ keyId: '', signature: '' }),
    )
    for (const url of [
      '',
      'no url',
      '//evil',
      'x:@evil.example.test/x',
      'x:.evil.example.test/x',
      7,
      `https://r.example.test/${'x'.repeat(5000)}`,
    ]) {
      expect(claims({ signatures: {}, attestations: { url } })).toEqual({ signatures: [], attestations: '' })
    }
  })

  test('is kept only for versions that somebody looks at', () => {
    const dist = {
      signatures: [{ keyid: 'a', sig: 'b' }],
      attestations: { url: 'https://r.example.test/x', provenance: {} },
    }
    const text = JSON.stringify(packument({ '1.0.0': { dist }, '1.1.0': { dist } }))
    const result = toHistory(text, 'left', host, later, () => new Set(['1.1.0']))
    const versions = result.ok ? result.value.versions : []
    expect(versions.map((version) => [version.attested, version.claims.attestations])).toEqual([
      [true, ''],
      [true, '/x'],
    ])
  })
})

describe('versions', () => {
  test('stand in semver order, and only those that are some', () => {
    const history = historyOf(
      packument({ '1.10.0': {}, '1.2.0': {}, nonsense: {}, '1.2.0-rc.1': {}, '': {}, '3.0.0': 7 }),
    )
    expect(history.versions.map(({ version }) => version)).toEqual(['1.2.0-rc.1', '1.2.0', '1.10.0'])
  })

  test('published later than now are hidden, and so is their tag', () => {
    const time = { '1.0.0': '2026-01-01', '1.1.0': '2026-03-01', '1.1.0-rc.1': '2026-02-01', created: '2026-01-01' }
    const value = packument({ '1.0.0': {}, '1.1.0': {}, '1.1.0-rc.1': {}, '0.9.0': {} }, { time })
    const now = Date.parse('2026-02-15')
    expect(historyOf(value, now).versions.map(({ version }) => version)).toEqual(['0.9.0', '1.0.0', '1.1.0-rc.1'])
    expect(historyOf(value, now).latest).toBe('1.0.0')
    expect(historyOf(value).latest).toBe('1.1.0')
  })

  test('an unpublished package is known, and has none', () => {
    const history = historyOf({ name: 'left', time: { unpublished: { time: '2026-01-01' } } })
    expect(history).toMatchObject({ versions: [], latest: '' })
  })
})

describe('a field that no version shows is unavailable; one version without it lacks it', () => {
  const signed = { dist: { signatures: [{ keyid: 'k', sig: 's' }] } }
  test.each([
    ['publishedAt', {}, { time: { '1.1.0': '2026-01-01' } }],
    ['publisher', { _npmUser: { name: 'ada' } }, {}],
    ['gitHead', { gitHead: 'abc' }, {}],
  ] as const)('%s', (field, shown, more) => {
    const both = historyOf(packument({ '1.0.0': {}, '1.1.0': shown }, more)).versions
    expect(both.map((version) => version[field].status)).toEqual(['absent', 'known'])
    expect(historyOf(packument({ '1.0.0': {}, '1.1.0': {} })).versions[0]?.[field].status).toBe('unavailable')
  })

  test('trust: one signature tells a registry from a mirror', () => {
    const trust = (versions: Json) => historyOf(packument(versions)).versions.map((version) => version.trust)
    expect(trust({ '1.0.0': {}, '1.1.0': {} })).toEqual([{ status: 'unavailable' }, { status: 'unavailable' }])
    expect(trust({ '1.0.0': {}, '1.1.0': signed })).toEqual([
      { status: 'known', value: 'none' },
      { status: 'known', value: 'none' },
    ])
  })
})

describe('trust levels', () => {
  const provenance = { attestations: { url: 'x', provenance: { predicateType: 'y' } } }
  const trustedPublisher = { id: 'github' }
  test.each([
    ['none', { dist: { attestations: {} } }],
    ['none', { dist: { attestations: {} }, _npmUser: { trustedPublisher } }],
    ['provenance', { dist: provenance }],
    ['trustedPublisher', { dist: provenance, _npmUser: { trustedPublisher } }],
    ['stagedPublish', { dist: provenance, _npmUser: { trustedPublisher, approver: { name: 'ada' } } }],
  ])('%s', (level, version) => expect(one(version)?.trust).toEqual({ status: 'known', value: level }))
})

describe('install scripts', () => {
  test.each([
    [true, { scripts: { preinstall: 'x' } }],
    [true, { gypfile: true }],
    [true, { hasInstallScript: true }],
    [false, { scripts: { prepare: 'x', test: 'y', preinstall: 7 } }],
    [false, {}],
  ])('%s for %o', (expected, version) => expect(one(version)?.hasInstallScript).toBe(expected))
})

test('the manifests that are wanted, and no others', () => {
  const versions = { '1.0.0': { name: 'left', version: '1.0.0' }, '1.1.0': { name: 'left', version: '1.1.0' } }
  const shown: string[] = []
  const result = toHistory(JSON.stringify(packument(versions)), 'left', host, later, (history) => {
    shown.push(...history.versions.map(({ version, manifest }) => `${version} ${manifest.name}`))
    return new Set(['1.1.0'])
  })
  expect(result.ok && result.value.versions.map(({ manifest }) => manifest.version)).toEqual(['', '1.1.0'])
  expect(shown).toEqual(['1.0.0 ', '1.1.0 '])
})

describe('hostile answers', () => {
  test.each([
    ['no JSON', '<html>'],
    ['nothing', ''],
    ['a list', '[]'],
    ['an error', '{"error":"not now"}'],
    ['versions of the wrong type', '{"name":"left","versions":[]}'],
    ['another package', '{"name":"right","versions":{}}'],
  ])('%s', (_, text) => expect(codeOf(text)).toBe('unreadable-packument'))

  test('more values than memory', () => expect(codeOf('['.repeat(20_000_000))).toBe('too-large'))

  test('__proto__ keys change nothing', () => {
    const text = `{"__proto__":{"name":"x"},"name":"left","versions":{"__proto__":{"dist":{}},"1.0.0":{"__proto__":{"gitHead":"abc"},"dist":{"__proto__":{"integrity":"x"}}}},"time":{"__proto__":{"1.0.0":"2001-01-01"}}}`
    const result = toHistory(text, 'left', host, later, everyManifest)
    const [version] = result.ok ? result.value.versions : []
    expect(version).toMatchObject({ version: '1.0.0', integrity: '', gitHead: { status: 'unavailable' } })
    expect(version?.publishedAt.status).toBe('unavailable')
  })

  test('any JSON gives an answer', () => {
    const version = fc.record(
      {
        dist: fc.jsonValue(),
        _npmUser: fc.jsonValue(),
        deprecated: fc.jsonValue(),
        scripts: fc.jsonValue(),
        bin: fc.jsonValue(),
        dependencies: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({
        name: fc.constant('left'),
        'dist-tags': fc.jsonValue(),
        time: fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('1.0.0', '2.0.0'), fc.jsonValue())),
        versions: fc.dictionary(fc.constantFrom('1.0.0', '2.0.0-a', 'x'), fc.oneof(version, fc.jsonValue())),
      }),
    )
    fc.assert(
      fc.property(anything, (value) => {
        expect(['ok', 'unreadable-packument']).toContain(codeOf(JSON.stringify(value)))
      }),
      { numRuns: 300 },
    )
  })
})

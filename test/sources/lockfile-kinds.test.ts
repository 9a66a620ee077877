// What each entry is, what asked for it, and by which way it comes into the tree.
import { describe, expect, test } from 'vitest'
import { readLocation } from '../../src/sources/lockfile/location.ts'
import { isPackageName } from '../../src/sources/lockfile/package-name.ts'
import { readSpec } from '../../src/sources/lockfile/spec.ts'
import { type Contents, lockV3, packagesOf, parse } from './lockfile-project.ts'

const good = { version: '1.0.0', integrity: 'sha512-AAAA' }
const tarball = 'https://registry.example.test/a/-/a-1.0.0.tgz'

describe('kinds', () => {
  const kindOf = (entry: Contents, spec: string, more: Contents = {}) =>
    packagesOf({ 'node_modules/a': { ...good, ...entry } }, { a: spec }, more).get('node_modules/a')?.kind

  test.each<[string, Contents, string, string]>([
    ['registry', {}, '^1.0.0', 'registry'],
    ['registry by its URL', { resolved: tarball }, '^1.0.0', 'registry'],
    ['registry with a URL of any shape', { resolved: 'https://npm.example.test/~/11/x' }, 'latest', 'registry'],
    ['alias', { name: 'b' }, 'npm:b@1', 'alias'],
    ['remote', { resolved: 'https://x.example.test/a.tgz' }, 'https://x.example.test/a.tgz', 'remote'],
    ['a URL of the registry, asked for as a URL', { resolved: tarball }, tarball, 'remote'],
    ['git', { resolved: 'git+ssh://git@x.example.test/a.git#abc' }, 'git+ssh://git@x.example.test/a.git', 'git'],
    ['git, whatever was asked for', { resolved: 'git+https://x.example.test/a.git#abc' }, '^1.0.0', 'git'],
    ['a repository page, which npm clones', { resolved: 'https://github.com/example/a' }, '^1.0.0', 'git'],
    ['file', { resolved: 'file:vendor/a.tgz' }, 'file:vendor/a.tgz', 'file'],
    ['file, asked for by another spelling', { resolved: 'file:vendor/a.tgz' }, './vendor/a.tgz', 'file'],
  ])('%s', (_what, entry, spec, kind) => {
    expect(kindOf(entry, spec)).toBe(kind)
  })

  test('a URL that an override asks for is remote', () => {
    const resolved = 'https://x.example.test/a.tgz'
    expect(kindOf({ resolved }, '^1.0.0', { overrides: { a: resolved } })).toBe('remote')
  })

  test('patched, with the digest of the patch', () => {
    const patched = { path: 'a.patch', integrity: 'sha512-PPPP' }
    const text = {
      lockfileVersion: 4,
      packages: { '': { dependencies: { a: '1' } }, 'node_modules/a': { ...good, patched } },
    }
    expect(parse(text).packages[0]).toMatchObject({ kind: 'patched', patch: patched })
  })

  test('nobody asks: a URL of the registry by its shape, else remote; both with themselves as path', () => {
    const packages = {
      'node_modules/a': { ...good, resolved: tarball },
      'node_modules/b': { ...good, resolved: 'https://x.example.test/b.tgz' },
      'node_modules/@s/c': { ...good, resolved: 'https://registry.example.test/@s%2fc/-/c-1.0.0.tgz' },
    }
    const entries = packagesOf(packages)
    expect([...entries.values()].map(({ kind, direct, path }) => [kind, direct, path])).toEqual([
      ['registry', false, ['a@1.0.0']],
      ['remote', false, ['b@1.0.0']],
      ['registry', false, ['@s/c@1.0.0']],
    ])
  })
})

describe('bundled packages', () => {
  const inside = 'node_modules/a/node_modules/b'

  test('are carried by the package that bundles them, with what is below and beside them', () => {
    const entries = packagesOf(
      {
        'node_modules/a': { ...good, dependencies: { b: '1' }, bundleDependencies: ['b'] },
        [inside]: { version: '1.0.0', inBundle: true, dependencies: { c: '1', d: '1' } },
        [`${inside}/node_modules/c`]: { version: '1.0.0', inBundle: true },
        'node_modules/a/node_modules/d': { version: '1.0.0', inBundle: true },
        'node_modules/a/node_modules/e': good,
      },
      { a: '1' },
    )
    expect([...entries.values()].map(({ kind, bundledIn }) => [kind, bundledIn])).toEqual([
      ['registry', ''],
      ['bundled', 'node_modules/a'],
      ['bundled', 'node_modules/a'],
      ['bundled', 'node_modules/a'],
      ['registry', ''],
    ])
  })

  test('are not believed on their own word', () => {
    const entries = packagesOf({ 'node_modules/a': good, [inside]: { ...good, inBundle: true } }, { a: '1' })
    expect(entries.get(inside)?.kind).toBe('registry')
  })

  test('of the project itself are fetched like everything else', () => {
    const packages = {
      'node_modules/a': { ...good, inBundle: true, dependencies: { b: '1' }, bundleDependencies: ['b'] },
      [inside]: good,
    }
    const entries = packagesOf(packages, { a: '1' }, { bundleDependencies: ['a'] })
    expect([...entries.values()].map(({ kind }) => kind)).toEqual(['registry', 'registry'])
  })

  test('of a workspace are fetched as well', () => {
    const entries = packagesOf(
      {
        'node_modules/w': { resolved: 'w', link: true },
        w: { version: '1.0.0', dependencies: { a: '1' }, bundleDependencies: ['a'] },
        'w/node_modules/a': { ...good, inBundle: true },
      },
      {},
      { workspaces: ['w'] },
    )
    expect(entries.get('w/node_modules/a')?.kind).toBe('registry')
  })

  test('a folder inside a package is part of its bytes', () => {
    const entries = packagesOf(
      {
        'node_modules/a': { ...good, dependencies: { b: 'file:vendor/b' } },
        'node_modules/a/vendor/b': { version: '1.0.0' },
        'node_modules/a/node_modules/b': { resolved: 'node_modules/a/vendor/b', link: true },
      },
      { a: '1' },
    )
    expect(entries.get('node_modules/a/vendor/b')).toMatchObject({ kind: 'bundled', bundledIn: 'node_modules/a' })
    expect(entries.get('node_modules/a/node_modules/b')).toMatchObject({ kind: 'link', leavesProject: false })
  })
})

describe('own code', () => {
  const entries = packagesOf(
    {
      'node_modules/w': { resolved: 'packages/w', link: true },
      'node_modules/lib': { resolved: 'lib', link: true },
      'packages/w': { name: 'w', version: '2.0.0', dependencies: { a: '1' }, devDependencies: { d: '1' } },
      lib: { version: '0.1.0', dependencies: { c: '1' } },
      'node_modules/a': { ...good, dependencies: { c: '1' } },
      'node_modules/c': good,
      'node_modules/d': { ...good, dev: true },
      'packages/old': { version: '1.0.0', extraneous: true },
    },
    { lib: 'file:lib' },
    { workspaces: ['packages/*'] },
  )

  test('is a workspace, a link, or a folder', () => {
    expect([...entries.values()].map(({ location, kind }) => `${location}: ${kind}`)).toEqual([
      'node_modules/w: link',
      'node_modules/lib: link',
      'packages/w: workspace',
      'lib: file',
      'node_modules/a: registry',
      'node_modules/c: registry',
      'node_modules/d: registry',
      'packages/old: file',
    ])
  })

  test('a link says the name and version of what it leads to', () => {
    expect(entries.get('node_modules/w')).toMatchObject({ name: 'w', version: '2.0.0', installedAs: 'w', direct: true })
  })

  test('what a workspace asks for is direct, what a folder or a package asks for is not', () => {
    expect(entries.get('node_modules/a')).toMatchObject({ direct: true, path: ['a@1.0.0'] })
    expect(entries.get('node_modules/d')).toMatchObject({ direct: true, dev: true, path: ['d@1.0.0'] })
    expect(entries.get('node_modules/c')).toMatchObject({ direct: false })
    expect(entries.get('node_modules/c')?.path.at(-1)).toBe('c@1.0.0')
    expect(entries.get('node_modules/c')?.path.length).toBe(2)
  })

  test.each([
    ['../lib', '', true],
    ['../lib', 'packages/app', false],
    ['../../lib', 'packages/app', false],
    ['../../../lib', 'packages/app', true],
  ])('%s from %j leaves the repository: %s', (target, projectFolder, leaves) => {
    const text = {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { lib: `file:${target}` } },
        'node_modules/lib': { resolved: target, link: true },
        [target]: { version: '1.0.0' },
      },
    }
    const { packages } = parse(text, 'none', projectFolder)
    expect(packages.map((locked) => [locked.kind, locked.leavesProject])).toEqual([
      ['link', leaves],
      ['file', leaves],
    ])
  })

  test.each([
    ['file:vendor/a.tgz', false],
    ['file:./vendor/../vendor/a.tgz', false],
    ['file:../a.tgz', true],
    ['file:/a.tgz', true],
    ['file:///a.tgz', true],
    ['file:~/a.tgz', true],
    ['file:%2e%2e/a.tgz', true],
    ['file:vendor/..%2f..%2fa.tgz', true],
    ['file:..\\a.tgz', true],
    ['file:C:/a.tgz', true],
    ['file:%zz.tgz', true],
    ['file:node_modules/carrier/a.tgz', true],
  ])('a tarball at %s leaves it: %s', (resolved, leaves) => {
    const entries = packagesOf({ 'node_modules/a': { ...good, resolved } }, { a: resolved })
    expect(entries.get('node_modules/a')).toMatchObject({ kind: 'file', leavesProject: leaves })
  })
})

describe('paths', () => {
  test('are the shortest ones, by the nearest node_modules upwards', () => {
    const entries = packagesOf(
      {
        'node_modules/a': { ...good, dependencies: { b: '1', d: '1' } },
        'node_modules/a/node_modules/d': { ...good, version: '2.0.0' },
        'node_modules/b': { ...good, dependencies: { c: '1' } },
        'node_modules/c': { ...good, dependencies: { D: '1' } },
        'node_modules/d': { ...good, dependencies: { a: '1' } },
      },
      { a: '1', c: '1' },
    )
    expect(Object.fromEntries([...entries.values()].map(({ location, path }) => [location, path.join(' > ')]))).toEqual(
      {
        'node_modules/a': 'a@1.0.0',
        'node_modules/a/node_modules/d': 'a@1.0.0 > d@2.0.0',
        'node_modules/b': 'a@1.0.0 > b@1.0.0',
        'node_modules/c': 'c@1.0.0',
        'node_modules/d': 'c@1.0.0 > d@1.0.0',
      },
    )
  })

  test('and lines are those of the keys', () => {
    const text =
      '{\n "lockfileVersion": 3,\n "packages": {\n  "": {},\n  "node_modules/a": {\n   "version": "1.0.0"\n  }\n }\n}'
    expect(parse(text).packages.map((locked) => locked.line)).toEqual([5])
  })

  test('version 1 without its package.json: what nothing requires was asked for', () => {
    const dependencies = { a: { version: '1.0.0', requires: { b: '1' } }, b: { version: '1.0.0' } }
    const { packages } = parse({ lockfileVersion: 1, dependencies })
    expect(packages.map(({ direct, path }) => [direct, path.join(' > ')])).toEqual([
      [true, 'a@1.0.0'],
      [false, 'a@1.0.0 > b@1.0.0'],
    ])
  })
})

describe('version 1', () => {
  test.each<[Contents, Contents]>([
    [
      { version: '1.0.0', integrity: 'sha512-AAAA' },
      { kind: 'registry', name: 'a', version: '1.0.0' },
    ],
    [
      { version: '1.0.0', resolved: tarball },
      { kind: 'registry', version: '1.0.0', resolved: tarball },
    ],
    [
      { version: 'npm:b@2.0.0', integrity: 'sha512-AAAA' },
      { kind: 'alias', name: 'b', version: '2.0.0' },
    ],
    [{ version: 'github:example/a#abc' }, { kind: 'git', resolved: 'github:example/a#abc' }],
    [{ version: 'https://x.example.test/a.tgz', integrity: 'sha512-AAAA' }, { kind: 'remote' }],
    [
      { version: 'file:vendor/a.tgz', integrity: 'sha512-AAAA' },
      { kind: 'file', resolved: 'file:vendor/a.tgz' },
    ],
    [{ version: '1.0.0', resolved: 'git+ssh://git@x.example.test/a.git#abc' }, { kind: 'git' }],
    [{ version: '1.0.0', resolved: false, integrity: false, bundled: true }, { kind: 'registry' }],
  ])('%j', (entry, expected) => {
    const { packages } = parse({ lockfileVersion: 1, dependencies: { a: entry } })
    expect(packages[0]).toMatchObject({ installedAs: 'a', direct: true, ...expected })
  })

  test('a folder is a link and its target, with nested dependencies below the target', () => {
    const nested = { b: { version: '1.0.0' } }
    const dependencies = { a: { version: 'file:libs/a', requires: { b: '1' }, dependencies: nested } }
    const { packages } = parse({ lockfileVersion: 1, dependencies }, { dependencies: { a: 'file:libs/a' } })
    expect(packages.map(({ location, kind, resolved }) => [location, kind, resolved])).toEqual([
      ['node_modules/a', 'link', 'libs/a'],
      ['libs/a', 'file', ''],
      ['libs/a/node_modules/b', 'registry', ''],
    ])
    expect(packages[2]?.path).toEqual(['a', 'b@1.0.0'])
  })

  test('bundled counts only where the parent asks for it', () => {
    const nested = { b: { version: '1.0.0', bundled: true }, evil: { version: '1.0.0', bundled: true } }
    const dependencies = { a: { version: '1.0.0', requires: { b: '1' }, dependencies: nested } }
    const { packages } = parse({ lockfileVersion: 1, dependencies })
    expect(packages.map(({ name, kind }) => `${name}: ${kind}`).sort()).toEqual([
      'a: registry',
      'b: bundled',
      'evil: registry',
    ])
  })
})

describe('readSpec', () => {
  test.each([
    ['^1.0.0', { kind: 'registry', range: '^1.0.0' }],
    ['', { kind: 'registry', range: '' }],
    ['next', { kind: 'registry', range: 'next' }],
    ['>=1 <2 || 3.x', { kind: 'registry', range: '>=1 <2 || 3.x' }],
    ['a b c', { kind: 'invalid' }],
    ['npm:b@^1', { kind: 'alias', name: 'b', range: '^1' }],
    ['npm:@s/b', { kind: 'alias', name: '@s/b', range: '*' }],
    ['npm:npm:b@1', { kind: 'invalid' }],
    ['npm:../b@1', { kind: 'invalid' }],
    ['user/repo', { kind: 'git' }],
    ['user/repo#semver:^1', { kind: 'git' }],
    ['github:user/repo', { kind: 'git' }],
    ['git@github.com:user/repo.git', { kind: 'git' }],
    ['git+ssh://git@x.example.test/a.git', { kind: 'git' }],
    ['https://github.com/user/repo', { kind: 'git' }],
    ['https://github.com/user/repo.git#abc', { kind: 'git' }],
    [
      'https://github.com/user/repo/archive/a.tar.gz',
      { kind: 'url', url: 'https://github.com/user/repo/archive/a.tar.gz' },
    ],
    [
      'https://gitlab.com/api/v4/packages/npm/a/-/a-1.0.0.tgz',
      { kind: 'url', url: 'https://gitlab.com/api/v4/packages/npm/a/-/a-1.0.0.tgz' },
    ],
    ['https://x.example.test/a.tgz', { kind: 'url', url: 'https://x.example.test/a.tgz' }],
    ['https://', { kind: 'invalid' }],
    ['ftp://x.example.test/a.tgz', { kind: 'invalid' }],
    ['javascript:1', { kind: 'invalid' }],
    ['file:../a', { kind: 'file', path: '../a', tarball: false }],
    ['./a.tgz', { kind: 'file', path: './a.tgz', tarball: true }],
    ['a.tgz', { kind: 'file', path: 'a.tgz', tarball: true }],
    ['a/b/c', { kind: 'file', path: 'a/b/c', tarball: false }],
    ['~/a', { kind: 'file', path: '~/a', tarball: false }],
    ['FILE:a', { kind: 'file', path: 'a', tarball: false }],
  ])('%s', (text, expected) => {
    expect(readSpec(text)).toEqual(expected)
  })
})

test.each([
  ['a', true],
  ['JSONStream', true],
  ['@s/a', true],
  ["a'b", true],
  ['.a', false],
  ['_a', false],
  ['-a', false],
  ['a/b', false],
  ['@s/', false],
  ['@/a', false],
  ['@s/.a', false],
  ['@s/a/b', false],
  ['a%2f', false],
  ['ä', false],
  [' a', false],
  ['', false],
  ['node_modules', false],
  ['Favicon.ico', false],
])('%j is a package name: %s', (name, expected) => {
  expect(isPackageName(name)).toBe(expected)
})

test('a location knows its name and what holds it', () => {
  expect(readLocation('node_modules/@s/a')).toEqual({ kind: 'installed', installedAs: '@s/a', holder: '' })
  expect(readLocation('../lib/node_modules/a')).toEqual({ kind: 'installed', installedAs: 'a', holder: '../lib' })
  expect(readLocation('packages/@s/a')).toEqual({ kind: 'folder', installedAs: '@s/a', within: '' })
  expect(readLocation('node_modules/a/vendor/b')).toEqual({
    kind: 'folder',
    installedAs: 'b',
    within: 'node_modules/a',
  })
})

describe('dev and optional', () => {
  const flagged = { ...good, dev: true, optional: true }
  const flagsOf = (packages: Contents, root: Contents) => {
    const { packages: entries } = parse(lockV3(packages, root))
    return entries.flatMap(({ location, dev, optional }) => (location === 'node_modules/a' ? [{ dev, optional }] : []))
  }

  test.each<[string, Contents, Contents, boolean, boolean]>([
    ['nobody asks for it', { 'node_modules/a': flagged }, {}, false, false],
    ['the project asks for it', { 'node_modules/a': flagged }, { dependencies: { a: '1' } }, false, false],
    ['for development only', { 'node_modules/a': flagged }, { devDependencies: { a: '1' } }, true, false],
    ['if it can be had', { 'node_modules/a': flagged }, { optionalDependencies: { a: '1' } }, false, true],
    [
      'for development, and a package asks for it',
      { 'node_modules/a': flagged, 'node_modules/b': { ...flagged, dependencies: { a: '1' } } },
      { devDependencies: { a: '1' }, dependencies: { b: '1' } },
      false,
      false,
    ],
    [
      'what only development needs asks for it, if it can be had',
      { 'node_modules/a': flagged, 'node_modules/b': { ...flagged, optionalDependencies: { a: '1' } } },
      { devDependencies: { b: '1' } },
      true,
      true,
    ],
    [
      'a package gets on without this peer',
      {
        'node_modules/a': flagged,
        'node_modules/b': { ...good, peerDependencies: { a: '1' }, peerDependenciesMeta: { a: { optional: true } } },
      },
      { dependencies: { b: '1' } },
      false,
      true,
    ],
    ['it says nothing', { 'node_modules/a': good }, { devDependencies: { a: '1' } }, false, false],
  ])('where %s', (_, packages, root, dev, optional) => {
    expect(flagsOf(packages, root)).toEqual([{ dev, optional }])
  })

  test('of a link are those of its target', () => {
    const packages = { 'node_modules/a': { resolved: 'lib', link: true }, lib: flagged }
    expect(flagsOf(packages, { dependencies: { a: 'file:lib' } })).toEqual([{ dev: false, optional: false }])
    expect(flagsOf(packages, { devDependencies: { a: 'file:lib' } })).toEqual([{ dev: true, optional: false }])
  })

  test('in version 1 whatever a package needs is needed', () => {
    const a = { version: '1.0.0', integrity: 'sha512-AAAA', dev: true, optional: true }
    const text = { lockfileVersion: 1, dependencies: { a, b: { ...a, requires: { a: '1' } } } }
    const flags = (manifest: Contents) => parse(text, manifest).packages.map(({ dev, optional }) => [dev, optional])
    expect(flags({ dependencies: { b: '1' } })).toEqual([
      [false, false],
      [false, false],
    ])
    expect(flags({ devDependencies: { b: '1' } })).toEqual([
      [true, false],
      [true, false],
    ])
    expect(flags({ optionalDependencies: { b: '1' } })).toEqual([
      [false, true],
      [false, true],
    ])
  })
})

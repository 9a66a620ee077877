import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LineOf, noLines, toManifest } from '../../src/domain/manifest.ts'

const read = (value: unknown) => toManifest(value, noLines)

describe('toManifest', () => {
  test('nothing gives an empty manifest', () => {
    const empty = {
      name: '',
      version: '',
      main: '',
      entries: [],
      bin: [],
      scripts: [],
      dependencies: [],
      bundled: [],
      gypfile: 'unset',
      repository: '',
    }
    for (const value of [undefined, null, 1, 'x', [], [{ name: 'x' }], {}]) expect(read(value)).toEqual(empty)
  })

  test('wrong types count as absent', () => {
    const manifest = read({
      name: 1,
      version: {},
      main: [],
      scripts: ['x'],
      dependencies: 'x',
      optionalDependencies: [],
      bin: 7,
      gypfile: 'false',
      repository: 3,
    })
    expect(manifest).toEqual(read({}))
  })

  test('scripts are strings only, with their lines', () => {
    const lineOf: LineOf = (path) => (path.join('.') === 'scripts.install' ? 7 : 0)
    const value = { scripts: { install: 'node x', test: 1, other: null, prepare: '' } }
    expect(toManifest(value, lineOf).scripts).toEqual([
      { name: 'install', body: 'node x', line: 7 },
      { name: 'prepare', body: '', line: 0 },
    ])
  })

  test('an optional dependency wins over one of the same name, whatever its value', () => {
    const manifest = read({
      dependencies: { a: '1', b: '1', c: '1' },
      optionalDependencies: { a: '2', b: null },
      peerDependencies: { c: '2' },
      devDependencies: { d: '1' },
    })
    expect(manifest.dependencies.map(({ name, spec, group }) => [group, name, spec])).toEqual([
      ['dependencies', 'c', '1'],
      ['optionalDependencies', 'a', '2'],
      ['peerDependencies', 'c', '2'],
    ])
  })

  test.each([
    ['true is every dependency', { bundleDependencies: true, dependencies: { a: '1', b: '1' } }, ['a', 'b']],
    ['a list keeps its strings', { bundleDependencies: ['a', 1] }, ['a']],
    ['an object bundles its keys', { bundleDependencies: { a: 'x' } }, ['a']],
    ['the other spelling', { bundledDependencies: ['a'] }, ['a']],
    ['the first spelling wins', { bundleDependencies: [], bundledDependencies: ['a'] }, []],
    ['false is none', { bundleDependencies: false, dependencies: { a: '1' } }, []],
  ])('bundled: %s', (_, value, expected) => {
    expect(read(value).bundled).toEqual(expected)
  })

  test.each([
    ['a string takes the name without its scope', { name: '@s/tool', bin: './cli.js' }, [['tool', 'cli.js']]],
    ['a string without a name is none', { bin: 'cli.js' }, []],
    ['a list', { bin: ['bin/a.js', 1] }, [['a.js', 'bin/a.js']]],
    ['names lose folders', { bin: { '../../evil': 'x.js' } }, [['evil', 'x.js']]],
    ['Windows separators', { bin: { 'a\\b:c': 'x\\y.js' } }, [['c', 'x/y.js']]],
    ['paths stay inside', { bin: { a: '../../../etc/x' } }, [['a', 'etc/x']]],
    ['empty names and paths', { bin: { '': 'x', a: '', b: '..', c: 1 } }, []],
  ])('bin: %s', (_, value, expected) => {
    expect(read(value).bin.map(({ name, path }) => [name, path])).toEqual(expected)
  })

  test('entries: every leaf that a loader can take, types left out', () => {
    const manifest = read({
      name: 'tiny',
      main: './lib',
      module: 'esm/index.js',
      browser: { './a.js': './b.js', fs: false },
      types: 'x.d.ts',
      exports: {
        '.': {
          types: './x.d.ts',
          import: { 'types@>=4': './y.d.ts', default: './i.mjs' },
          require: ['./r.cjs', './r2.cjs'],
        },
        './sub/*': './sub/*.js',
        './none': null,
      },
      imports: { '#own': './own.js', '#other': 'other' },
      bin: { t: 'cli.js' },
    })
    expect(manifest.entries).toEqual([
      'lib',
      'esm/index.js',
      'b.js',
      'i.mjs',
      'r.cjs',
      'r2.cjs',
      'sub/*.js',
      'own.js',
      'cli.js',
    ])
  })

  test('inherited and __proto__ members are not members', () => {
    const value = JSON.parse(
      '{"__proto__": {"name": "evil", "scripts": {"install": "x"}}, "scripts": {"__proto__": "y"}}',
    )
    const manifest = read(value)
    expect(manifest.name).toBe('')
    expect(manifest.scripts).toEqual([{ name: '__proto__', body: 'y', line: 0 }])
    expect(read(Object.create({ name: 'evil' })).name).toBe('')
  })

  test('gypfile and repository', () => {
    expect(read({ gypfile: false }).gypfile).toBe('false')
    expect(read({ gypfile: true }).gypfile).toBe('true')
    expect(read({ repository: 'a/b' }).repository).toBe('a/b')
    expect(read({ repository: { url: 'git://example.test/x' } }).repository).toBe('git://example.test/x')
  })

  test('deep exports do not recurse', () => {
    let value: unknown = './deep.js'
    for (let depth = 0; depth < 100_000; depth++) value = [value]
    expect(read({ exports: value }).entries).toEqual(['deep.js'])
  })

  test('every JSON value gives a manifest', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('name', 'bin', 'scripts', 'exports', 'dependencies', 'main'), fc.jsonValue()),
        (value) => {
          expect(typeof read(value).name).toBe('string')
        },
      ),
    )
  })
})

import { describe, expect, test } from 'vitest'
import { noLines, toManifest } from '../../src/domain/manifest.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { candidate, contents, emptyRelease, type Files, history, published } from './support.ts'

/** Field, key, registry's value, tarball's value. */
function differences(registry: object, tarball: object | string, files: Files = {}): string[][] {
  const named = { name: 'tiny', version: '1.0.1' }
  const manifest = toManifest({ ...named, ...registry }, noLines)
  const packageJson = typeof tarball === 'string' ? tarball : { ...named, ...tarball }
  const of = candidate(contents({ 'package.json': packageJson, ...files }), {
    history: history(published('1.0.1', '2026-01-01T00:00:00Z', { manifest })),
  })
  return compareReleases(emptyRelease, of, 0).manifest.map((fact) => [
    fact.field,
    fact.key,
    fact.registry,
    fact.tarball,
  ])
}

describe('registry manifest against package.json', () => {
  test.each<[string, object, object, string[][]]>([
    ['equal', {}, {}, []],
    ['name', { name: 'tiny' }, { name: 'other' }, [['name', '', 'tiny', 'other']]],
    ['version', {}, { version: '9.0.0' }, [['version', '', '1.0.1', '9.0.0']]],
    ['a hidden install script', {}, { scripts: { postinstall: 'node x' } }, [['scripts', 'postinstall', '', 'node x']]],
    ['a script only shown', { scripts: { install: 'x' } }, {}, [['scripts', 'install', 'x', '']]],
    [
      'another script',
      { scripts: { install: 'x' } },
      { scripts: { install: 'y' } },
      [['scripts', 'install', 'x', 'y']],
    ],
    ['a hidden dependency', {}, { dependencies: { a: '1' } }, [['dependencies', 'a', '', '1']]],
    ['a dependency only shown', { dependencies: { a: '1' } }, {}, [['dependencies', 'a', '1', '']]],
    ['another bin', { bin: { a: 'x.js' } }, { bin: { a: 'y.js' } }, [['bin', 'a', 'x.js', 'y.js']]],
    ['another main', { main: 'a.js' }, { main: 'b.js' }, [['main', '', 'a.js', 'b.js']]],
  ])('%s', (_, registry, tarball, expected) => {
    expect(differences(registry, tarball)).toEqual(expected)
  })

  test.each<[string, object, object, Files]>([
    ['npm normalises versions', {}, { version: 'v1.0.1' }, {}],
    ['main with and without ./', { main: './a.js' }, { main: 'a' }, {}],
    ['no main is index.js', {}, { main: 'index.js' }, {}],
    ['bin as a string', { bin: { tiny: 'x.js' } }, { bin: './x.js' }, {}],
    ['directories.bin', { bin: { a: 'tools/a' } }, { directories: { bin: 'tools' } }, { 'tools/a': '' }],
    ['the build npm adds', { scripts: { install: 'node-gyp rebuild' } }, {}, { 'x.gyp': '' }],
    ['scripts that do not run on install', { scripts: { test: 'a' } }, { scripts: { prepare: 'b' } }, {}],
    ['an empty script is none', {}, { scripts: { install: '' } }, {}],
    [
      'bin folders are stripped',
      { scripts: { install: 'x y' } },
      { scripts: { install: './node_modules/.bin/x y' } },
      {},
    ],
    ['optional among the others', { dependencies: { a: '1' } }, { optionalDependencies: { a: '1' } }, {}],
    [
      'git shorthands',
      { dependencies: { a: 'git+https://github.com/o/r.git#1' } },
      { dependencies: { a: 'o/r#1' } },
      {},
    ],
    [
      'ssh spellings',
      { dependencies: { a: 'git+ssh://git@github.com/o/r.git' } },
      { dependencies: { a: 'git@github.com:o/r' } },
      {},
    ],
    ['blanks around a range', { dependencies: { a: '^1' } }, { dependencies: { a: ' ^1 ' } }, {}],
    ['no range is any', { dependencies: { a: '*' } }, { dependencies: { a: '' } }, {}],
    ['development dependencies', { devDependencies: { a: '1' } }, {}, {}],
  ])('quiet: %s', (_, registry, tarball, files) => {
    expect(differences(registry, tarball, files)).toEqual([])
  })

  test('the build that npm adds needs a gyp file', () => {
    expect(differences({ scripts: { install: 'node-gyp rebuild' } }, {})).toHaveLength(1)
  })

  test('another commit or host is another repository', () => {
    const of = (spec: string) => ({ dependencies: { a: spec } })
    expect(differences(of('github:o/r#1'), of('o/r#2'))).toHaveLength(1)
    expect(differences(of('github:o/r'), of('gitlab:o/r'))).toHaveLength(1)
  })

  test('a package.json that cannot be read is a fact of its own', () => {
    expect(differences({ main: 'x.js' }, '{')).toEqual([])
  })

  test('the fact points at the line in the tarball', () => {
    const manifest = toManifest({ name: 'tiny', version: '1.0.1' }, noLines)
    const versions = history(published('1.0.1', '2026-01-01T00:00:00Z', { manifest }))
    const of = contents({ 'package.json': { name: 'tiny', version: '1.0.1', dependencies: { a: '1' } } })
    const [fact] = compareReleases(emptyRelease, candidate(of, { history: versions }), 0).manifest
    expect(fact).toMatchObject({ field: 'dependencies', file: 'package.json', line: 5 })
  })
})

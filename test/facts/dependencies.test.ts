import { describe, expect, test } from 'vitest'
import { type Newcomer, noResemblance } from '../../src/domain/comparison.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { dependencyTarget } from '../../src/facts/dependencies.ts'
import { specKind } from '../../src/facts/spec-kind.ts'
import { baseline, candidate, contents, emptyRelease, type Files } from './support.ts'

const now = Date.parse('2026-03-31T00:22:00Z')

const depends = (groups: object): Files => ({ 'package.json': { name: 'tiny', version: '1.0.0', ...groups } })

describe('kinds of specs, as npm-package-arg reads them', () => {
  test.each([
    ['', 'registry'],
    ['*', 'registry'],
    ['^1.0.0 || >=2', 'registry'],
    [' 1.x ', 'registry'],
    ['latest', 'registry'],
    ['v1.0.0', 'registry'],
    ['npm:other@^1', 'alias'],
    ['npm:@s/other', 'alias'],
    ['npm:./x', 'invalid'],
    ['npm:other@file:x', 'invalid'],
    ['npm:npm:x', 'invalid'],
    ['owner/repo', 'git'],
    ['owner/repo#main', 'git'],
    ['github:owner/repo', 'git'],
    ['gist:abc', 'git'],
    ['git+ssh://git@example.test:a/b.git', 'git'],
    ['git@github.com:a/b.git', 'git'],
    ['GIT+HTTPS://example.test/a', 'git'],
    ['https://github.com/a/b', 'git'],
    ['https://www.github.com/a/b.git#x', 'git'],
    ['https://github.com/a/b/archive/x.tar.gz', 'url'],
    ['https://gitlab.com/a/b/-/archive/x.tgz', 'url'],
    ['https://bitbucket.org/a/b/get/x.tgz', 'url'],
    ['https://github.com.example.test/a/b', 'url'],
    ['https://example.test/github.com/a/b', 'url'],
    ['http://example.test/x', 'url'],
    ['file:../x', 'file'],
    ['./x', 'file'],
    ['~/x', 'file'],
    ['C:\\x', 'file'],
    ['x.tgz', 'file'],
    ['a/b/c', 'file'],
    ['@a/b', 'file'],
    ['workspace:*', 'file'],
    ['link:x', 'file'],
    ['ftp://example.test/x', 'invalid'],
    ['ssh://example.test/x', 'invalid'],
    ['a b', 'invalid'],
    ['\ud800', 'invalid'],
    ['https://', 'invalid'],
  ])('%j is %s', (spec, kind) => {
    expect(specKind(spec)).toBe(kind)
  })

  test('an alias leads to another name', () => {
    expect(dependencyTarget('a', 'npm:@s/other@^2')).toEqual({ kind: 'alias', name: '@s/other', range: '^2' })
    expect(dependencyTarget('a', 'npm:other')).toEqual({ kind: 'alias', name: 'other', range: '*' })
    expect(dependencyTarget('a', '^1')).toEqual({ kind: 'registry', name: 'a', range: '^1' })
  })
})

describe('dependencies against a baseline', () => {
  const compare = (before: Files, after: Files) =>
    compareReleases(baseline(before), candidate(contents(after)), now).dependencies.map(
      ({ name, group, status, spec, specBefore }) => [name, group, status, spec, specBefore],
    )

  test('by name and group', () => {
    expect(
      compare(
        depends({ dependencies: { a: '1', b: '1', c: '1' } }),
        depends({ dependencies: { a: '1', b: '2', d: '1' } }),
      ),
    ).toEqual([
      ['a', 'dependencies', 'kept', '1', '1'],
      ['b', 'dependencies', 'changed', '2', '1'],
      ['d', 'dependencies', 'added', '1', ''],
      ['c', 'dependencies', 'removed', '', '1'],
    ])
  })

  test('a name that only changes its group is changed, not new', () => {
    expect(compare(depends({ dependencies: { a: '1' } }), depends({ optionalDependencies: { a: '1' } }))).toEqual([
      ['a', 'optionalDependencies', 'changed', '1', '1'],
    ])
    expect(
      compare(
        depends({ dependencies: { a: '1' }, peerDependencies: { a: '2' } }),
        depends({ dependencies: { a: '1' } }),
      ),
    ).toEqual([
      ['a', 'dependencies', 'kept', '1', '1'],
      ['a', 'peerDependencies', 'removed', '', '2'],
    ])
  })

  test('the axios incident: a name that is new, young, brings a script and that nobody imports', () => {
    const newcomer: Newcomer = {
      name: 'plain-crypto-js',
      history: 'known',
      resolvedVersion: '4.2.1',
      resolvedPublishedAt: Date.parse('2026-03-30T23:59:12Z'),
      createdAt: Date.parse('2026-03-30T05:57:00Z'),
      releases: 2,
      hasInstallScript: 'yes',
      publisher: 'nrwise',
      newToTree: 'yes',
      resemblance: noResemblance,
    }
    const code = { 'index.js': "require('form-data')" }
    const before = { ...depends({ dependencies: { 'form-data': '^4.0.0' } }), ...code }
    const after = { ...depends({ dependencies: { 'form-data': '^4.0.0', 'plain-crypto-js': '^4.2.1' } }), ...code }
    const of = candidate(contents(after), { newcomers: [newcomer] })
    const [formData, cryptoJs] = compareReleases(baseline(before), of, now).dependencies
    expect(formData).toMatchObject({ status: 'kept', imported: 'loaded', history: 'unavailable', releases: -1 })
    expect(cryptoJs).toEqual({
      record: 'dependency',
      status: 'added',
      name: 'plain-crypto-js',
      spec: '^4.2.1',
      specBefore: '',
      group: 'dependencies',
      kind: 'registry',
      kindBefore: 'none',
      scheme: '',
      related: 'unknown',
      imported: 'no',
      history: 'known',
      resolvedVersion: '4.2.1',
      resolvedAgeHours: 0,
      packageAgeHours: 18,
      releases: 2,
      hasInstallScript: 'yes',
      lookalike: 'none',
      lookalikeOf: '',
      newToTree: 'yes',
      file: 'package.json',
      line: 6,
    })
  })

  test('without any file nothing is known of imports', () => {
    const of = contents(depends({ dependencies: { a: '1' } }))
    const change = compareReleases(emptyRelease, candidate({ ...of, files: [] }), now)
    expect(change.dependencies[0]?.imported).toBe('unknown')
  })

  test('names like __proto__ are names', () => {
    const source = '{"name":"tiny","version":"1.0.0","dependencies":{"__proto__":"1","constructor":"1"}}'
    const change = compareReleases(emptyRelease, candidate(contents({ 'package.json': source })), now)
    expect(change.dependencies.map(({ name, status, imported }) => [name, status, imported])).toEqual([
      ['__proto__', 'added', 'no'],
      ['constructor', 'added', 'no'],
    ])
  })
})

// Lockfiles that npm would not write: each is refused with its code and its place, and none is skipped in silence.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codesOf, lockV3, mistakesOf, packagesOf, parse } from './lockfile-project.ts'

const good = { version: '1.0.0', integrity: 'sha512-AAAA' }

describe('locations', () => {
  test.each([
    '__proto__',
    'packages/__proto__/a',
    'node_modules/__proto__',
    'node_modules/../../a',
    'node_modules/a/../b',
    './node_modules/a',
    '/node_modules/a',
    '/etc',
    'C:/a',
    'node_modules\\a',
    'node_modules',
    'node_modules/',
    'node_modules//a',
    'node_modules/@scope',
    'node_modules/@scope/',
    'node_modules/.bin',
    'node_modules/_a',
    'node_modules/node_modules',
    'node_modules/a b',
    'node_modules/@a/node_modules/b',
    'node_modules/\u202ea',
    'node_modules/a\n',
    'packages/a/',
    '..',
    `${'node_modules/a/'.repeat(65)}node_modules/b`,
    `node_modules/${'a'.repeat(5000)}`,
  ])('%j is refused', (location) => {
    expect(codesOf(() => parse(lockV3({ [location]: good })))).toEqual(['lockfile-location'])
  })

  test('a `__proto__` written as text is a key like any other, and pollutes nothing', () => {
    const text = '{"lockfileVersion":3,"packages":{"":{},"__proto__":{"version":"1.0.0"}}}'
    expect(codesOf(() => parse(text))).toEqual(['lockfile-location'])
    expect(Object.hasOwn(Object.prototype, 'version')).toBe(false)
  })

  test.each(['__proto__', '../a', '.bin', '', 'a/b'])('%j is refused as a name in version 1', (name) => {
    const text = `{"lockfileVersion":1,"dependencies":{${JSON.stringify(name)}:{"version":"1.0.0"}}}`
    expect(codesOf(() => parse(text))).toEqual(['lockfile-location'])
  })

  test('what sits inside a link is refused', () => {
    const packages = {
      lib: { version: '1.0.0' },
      'node_modules/lib': { resolved: 'lib', link: true },
      'node_modules/lib/node_modules/a': good,
    }
    expect(codesOf(() => parse(lockV3(packages)))).toEqual(['lockfile-location'])
  })

  test('a folder inside a package that is not there is refused', () => {
    expect(codesOf(() => parse(lockV3({ 'node_modules/a/vendor/b': good })))).toEqual(['lockfile-location'])
  })
})

describe('entries', () => {
  test.each<[string, unknown, string]>([
    ['a version that is a tag', { version: 'latest' }, 'lockfile-inexact-version'],
    ['a version that is a range', { version: '^1.0.0' }, 'lockfile-inexact-version'],
    ['a version that is a URL', { version: 'https://evil.example.test/a.tgz' }, 'lockfile-inexact-version'],
    ['a version that is a repository', { version: 'github:evil/a' }, 'lockfile-inexact-version'],
    ['no version', { integrity: 'sha512-AAAA' }, 'lockfile-inexact-version'],
    ['an alias as source', { ...good, resolved: 'npm:evil@1.0.0' }, 'lockfile-resolved-not-understood'],
    ['a range as source', { ...good, resolved: '^1.0.0' }, 'lockfile-resolved-not-understood'],
    ['a foreign scheme as source', { ...good, resolved: 'ftp://x.example.test/a' }, 'lockfile-resolved-not-understood'],
    ['a data URL as source', { ...good, resolved: 'data:text/plain,a' }, 'lockfile-resolved-not-understood'],
    ['a number for a version', { version: 1 }, 'lockfile-malformed'],
    ['a list for an integrity', { ...good, integrity: ['sha512-AAAA'] }, 'lockfile-malformed'],
    ['a text for a flag', { ...good, dev: 'yes' }, 'lockfile-malformed'],
    ['a text for link', { ...good, link: 'true' }, 'lockfile-malformed'],
    ['a text for dependencies', { ...good, dependencies: 'b' }, 'lockfile-malformed'],
    ['a list as a range', { ...good, dependencies: { b: ['1'] } }, 'lockfile-malformed'],
    ['a very long source', { ...good, resolved: `https://x.example.test/${'a'.repeat(5000)}` }, 'lockfile-malformed'],
    ['no object', 'evil', 'lockfile-malformed'],
    ['null', null, 'lockfile-malformed'],
    ['a name that npm refuses', { ...good, name: '../evil' }, 'lockfile-location'],
    ['a patch without a digest', { ...good, patched: { path: 'a.patch' } }, 'lockfile-patch'],
    [
      'a patched repository',
      {
        ...good,
        resolved: 'git+ssh://git@x.example.test/a.git#abc',
        patched: { path: 'a.patch', integrity: 'sha512-AAAA' },
      },
      'lockfile-patch',
    ],
    ['a link to nowhere', { link: true, resolved: 'lib' }, 'lockfile-link-target-missing'],
  ])('%s: %#', (_what, entry, code) => {
    expect(codesOf(() => parse(lockV3({ 'node_modules/a': entry })))).toEqual([code])
  })

  test('a link must not lead to a link, nor stand outside of node_modules', () => {
    const packages = {
      lib: { resolved: 'node_modules/a', link: true },
      'node_modules/a': { resolved: 'lib', link: true },
    }
    expect(codesOf(() => parse(lockV3(packages)))).toEqual(['lockfile-location'])
  })

  test('an archive of the project in the place of a package that a registry was asked for', () => {
    const packages = { 'node_modules/a': { ...good, resolved: 'file:vendor/a.tgz' } }
    expect(codesOf(() => packagesOf(packages, { a: '^1.0.0' }))).toEqual(['lockfile-file-not-asked-for'])
    expect(packagesOf(packages, { a: 'file:vendor/a.tgz' }).get('node_modules/a')?.kind).toBe('file')
    const overridden = { overrides: { a: 'file:vendor/a.tgz' } }
    expect(packagesOf(packages, { a: '^1.0.0' }, overridden).get('node_modules/a')?.kind).toBe('file')
  })

  test('another package under a name that was asked for', () => {
    const packages = { 'node_modules/a': { ...good, name: 'evil' } }
    expect(codesOf(() => packagesOf(packages, { a: '^1.0.0' }))).toEqual(['lockfile-name-not-asked-for'])
    expect(packagesOf(packages, { a: 'npm:evil@1' }).get('node_modules/a')?.kind).toBe('alias')
    const overridden = { overrides: { a: 'npm:evil@1.0.0' } }
    expect(packagesOf(packages, { a: '^1.0.0' }, overridden).get('node_modules/a')?.kind).toBe('alias')
  })
})

describe('documents', () => {
  const conflict = '{\n<<<<<<< ours\n"lockfileVersion": 3,\n=======\n>>>>>>> theirs\n}'
  const hidden = lockV3({ 'node_modules/a': { ...good, license: '<<<<<<< ======= >>>>>>>' } })

  test.each<[string, string, string]>([
    ['empty', '', 'lockfile-syntax'],
    ['cut off', '{"lockfileVersion": 3', 'lockfile-syntax'],
    ['a list', '[]', 'lockfile-malformed'],
    ['an object without a version', '{}', 'lockfile-version-unknown'],
    ['packages without a version', '{"packages":{}}', 'lockfile-version-unknown'],
    ['a text as version', '{"lockfileVersion":"banana","packages":{}}', 'lockfile-version-unknown'],
    ['a version as text', '{"lockfileVersion":"3","packages":{}}', 'lockfile-version-unknown'],
    ['version 5', '{"lockfileVersion":5,"packages":{}}', 'lockfile-version-unknown'],
    ['version 0', '{"lockfileVersion":0}', 'lockfile-version-unknown'],
    ['version 2.5', '{"lockfileVersion":2.5}', 'lockfile-version-unknown'],
    ['version 3 without packages', '{"lockfileVersion":3,"dependencies":{}}', 'lockfile-malformed'],
    ['version 3 with a list of packages', '{"lockfileVersion":3,"packages":[]}', 'lockfile-malformed'],
    ['no root', '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}', 'lockfile-root-missing'],
    ['version 1 with packages', '{"lockfileVersion":1,"packages":{"":{}}}', 'lockfile-two-truths'],
    ['a doubled key', '{"lockfileVersion":3,"packages":{},"packages":{}}', 'lockfile-duplicate-key'],
    ['a doubled entry', '{"lockfileVersion":3,"packages":{"":{},"":{}}}', 'lockfile-duplicate-key'],
    ['merge markers', conflict, 'lockfile-conflict-markers'],
    ['merge markers that only npm sees', hidden, 'lockfile-conflict-markers'],
    ['depth', `{"lockfileVersion":3,"x":${'['.repeat(300)}${']'.repeat(300)}}`, 'lockfile-too-large'],
  ])('%s is refused', (_what, text, code) => {
    expect(codesOf(() => parse(text))).toEqual([code])
  })

  test('nothing at all is a lockfile too', () => {
    expect(parse('\ufeff{"lockfileVersion":3,"packages":{}}').packages).toEqual([])
    expect(parse('{"lockfileVersion":1}').packages).toEqual([])
  })

  test('all mistakes at once, each with its line', () => {
    const text = lockV3({ 'node_modules/a': { version: 1 }, 'node_modules/_b': good, 'node_modules/c': null })
    const places = mistakesOf(() => parse(text)).map((mistake) => [
      mistake.code,
      text.split('\n')[mistake.place.line - 1]?.trim(),
    ])
    expect(places).toEqual([
      ['lockfile-malformed', '"version": 1'],
      ['lockfile-location', '"node_modules/_b": {'],
      ['lockfile-malformed', '"node_modules/c": null'],
    ])
  })

  test('a million mistakes are not a million messages', () => {
    const entries = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`node_modules/_${index}`, good]))
    expect(mistakesOf(() => parse(lockV3(entries))).length).toBeLessThan(30)
  })

  test('a long chain of dependencies does not make long paths', () => {
    const length = 20_000
    const chain = Array.from({ length }, (_, index) => [
      `node_modules/p${index}`,
      { ...good, dependencies: { [`p${index + 1}`]: '1' } },
    ])
    const { packages } = parse(lockV3(Object.fromEntries(chain), { dependencies: { p0: '1' } }))
    expect(Math.max(...packages.map((locked) => locked.path.length))).toBe(65)
    expect(packages.at(-1)?.path.at(0)).toBe('…')
    expect(packages.at(-1)?.path.at(-1)).toBe(`p${length - 1}@1.0.0`)
  })
})

test('whatever a lockfile says, it is read or refused, and nothing else happens', () => {
  const keys = [
    'lockfileVersion',
    'packages',
    'dependencies',
    'version',
    'resolved',
    'integrity',
    'link',
    'requires',
    'bundled',
  ]
  const more = [
    'bundleDependencies',
    'name',
    'patched',
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'lib',
    'a',
    'b',
    '',
  ]
  const leaf = fc.constantFrom<unknown>(
    1,
    2,
    3,
    4,
    true,
    false,
    null,
    '1.0.0',
    'npm:b@1.0.0',
    'lib',
    '',
    'file:lib',
    '../x',
    [],
    '__proto__',
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      leaf,
      fc.dictionary(fc.constantFrom(...keys, ...more, '__proto__'), tie('tree')),
    ),
  }))
  fc.assert(
    fc.property(tree, tree, fc.constantFrom(1, 2, 3, 4), (packages, dependencies, lockfileVersion) => {
      const text = JSON.stringify({ lockfileVersion, packages, dependencies })
      const codes = codesOf(() => parse(text))
      expect(codes.every((code) => code.startsWith('lockfile-'))).toBe(true)
    }),
    { numRuns: 1500 },
  )
})

describe('the two lists of version 2', () => {
  const entry = {
    version: '1.0.0',
    resolved: 'https://registry.example.test/a/-/a-1.0.0.tgz',
    integrity: 'sha512-AAAA',
  }
  const both = (dependencies: unknown) => ({
    lockfileVersion: 2,
    packages: { '': {}, 'node_modules/a': entry },
    dependencies,
  })

  test('may agree', () => {
    expect(parse(both({ a: entry })).packages.length).toBe(1)
    expect(parse(both({})).packages.length).toBe(1)
    expect(parse(both({ a: { version: '1.0.0', integrity: 'sha512-AAAA' } })).packages.length).toBe(1)
  })

  test.each([
    [{ a: { ...entry, version: '1.0.1' } }],
    [{ a: { ...entry, version: 'npm:evil@1.0.0' } }],
    [{ a: { ...entry, integrity: 'sha512-BBBB' } }],
    [{ a: { version: '1.0.0', resolved: 'https://evil.example.test/a-1.0.0.tgz' } }],
    [{ a: { version: 'https://evil.example.test/a-1.0.0.tgz', integrity: 'sha512-AAAA' } }],
    [{ a: { version: 'git+ssh://git@evil.example.test/a.git#abc' } }],
    [{ a: { version: 'file:evil' } }],
    [{ a: entry, evil: { version: '1.0.0' } }],
    [{ a: { ...entry, dependencies: { evil: { version: '1.0.0' } } } }],
  ])('must not disagree: %j', (dependencies) => {
    expect(codesOf(() => parse(both(dependencies)))).toEqual(['lockfile-two-truths'])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extract } from '../../src/facts/extract.ts'
import { contents, type Files, tarball } from './support.ts'

describe('bundled packages', () => {
  const files: Files = {
    'package.json': { name: 'tiny', version: '1.0.0' },
    'index.js': '',
    'node_modules/a/package.json': { name: 'a', version: '2.0.0', scripts: { install: 'node x.js' } },
    'node_modules/a/x.js': '',
    'node_modules/a/node_modules/@s/b/package.json': { name: '@s/b', version: '3.0.0' },
    'node_modules/a/node_modules/@s/b/lib/c.js': '',
    'node_modules/no-manifest/x.js': '',
    'node_modules/.bin/a': '',
    'vendor/node_modules/v/package.json': { name: 'v', version: '1.0.0' },
  }

  test('are split off by location, nested and scoped ones too', () => {
    const { own, bundled } = tarball(files)
    expect(
      bundled.map(({ location, contents: one }) => [location, one.manifest.name, one.files.map(({ path }) => path)]),
    ).toEqual([
      ['node_modules/a', 'a', ['package.json', 'x.js']],
      ['node_modules/a/node_modules/@s/b', '@s/b', ['package.json', 'lib/c.js']],
    ])
    expect(bundled[0]?.contents.scripts[0]?.reaches).toEqual(['x.js'])
    expect(own.files.map(({ path }) => path)).toEqual([
      'package.json',
      'index.js',
      'node_modules/no-manifest/x.js',
      'node_modules/.bin/a',
      'vendor/node_modules/v/package.json',
    ])
  })

  test('oddities of the tarball stay with its own package', () => {
    const oddity = { kind: 'link-entry', path: 'node_modules/a/l', detail: '../..' } as const
    const bytes = Buffer.from('{"name":"a","version":"1.0.0"}')
    const paths = ['package.json', 'node_modules/a/package.json']
    const packed = paths.map((path) => ({ path, bytes, executable: false }))
    const extracted = extract({ files: packed, oddities: [oddity], unpackedBytes: 60 }, 'sha512-y')
    expect(extracted.own.oddities.slice(0, 1)).toEqual([oddity])
    expect(extracted.bundled[0]?.contents.oddities).toEqual([])
    expect([extracted.integrity, extracted.unpackedBytes]).toEqual(['sha512-y', 60])
  })
})

describe('package.json', () => {
  const oddities = (files: Files) => contents(files).oddities.map(({ kind, path, detail }) => [kind, path, detail])

  test('is read with its lines, after a byte order mark as npm does', () => {
    const { manifest } = contents({ 'package.json': '\ufeff{\n"name": "tiny",\n"scripts": {\n"install": "x"}}' })
    expect(manifest.name).toBe('tiny')
    expect(manifest.scripts).toEqual([{ name: 'install', body: 'x', line: 4 }])
  })

  test('of duplicate members the last one counts', () => {
    const { manifest } = contents({
      'package.json': '{"name":"a",\n"scripts":{"install":"x"},\n"name":"b",\n"scripts":{\n"test":"y"}}',
    })
    expect(manifest.name).toBe('b')
    expect(manifest.scripts).toEqual([{ name: 'test', body: 'y', line: 5 }])
  })

  test.each<[string, string | Uint8Array, string]>([
    ['broken', '{"name": ', 'syntax'],
    ['a list', '[]', 'not-an-object'],
    ['empty', '', 'syntax'],
    ['too deep', '['.repeat(2000), 'too-deep'],
    ['too long', `{"a": "${'x'.repeat(4_000_001)}"}`, 'too-large'],
  ])('%s: an oddity, and an empty manifest', (_, source, detail) => {
    const found = contents({ 'package.json': source })
    expect(found.oddities).toEqual([{ kind: 'manifest-unreadable', path: 'package.json', detail }])
    expect(found.manifest.name).toBe('')
  })

  test('missing', () => {
    expect(tarball({ 'a.js': '' }).own.oddities.map(({ kind }) => kind)).toEqual(['no-manifest'])
  })

  test.each([
    ['{"name":"tiny","__proto__":{"x":1}}', '__proto__'],
    ['{"name":"tiny","scripts":{"constructor":"x"}}', 'constructor'],
    ['{"name":"tiny","a":[{"__proto__":1}]}', '__proto__'],
  ])('%s has a key that poisons', (source, detail) => {
    expect(oddities({ 'package.json': source })).toEqual([['proto-key', 'package.json', detail]])
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('x')
  })

  test('directories.bin makes commands, unless there is a bin', () => {
    const bins = (more: object) => {
      const packageJson = { name: 'tiny', version: '1.0.0', directories: { bin: './tools' }, ...more }
      return contents({ 'package.json': packageJson, 'tools/a.js': '', 'tools/.hidden': '', 'b.js': '' }).manifest.bin
    }
    expect(bins({})).toEqual([{ name: 'a.js', path: 'tools/a.js', line: 0 }])
    expect(bins({ bin: './b.js' }).map(({ path }) => path)).toEqual(['b.js'])
  })
})

describe('second manifests', () => {
  const main = { name: 'tiny', version: '4.2.1', scripts: { postinstall: 'node setup.js' } }
  const clean = { name: 'tiny', version: '4.2.0' }
  const found = (files: Files) =>
    contents({ 'package.json': main, ...files })
      .oddities.filter(({ kind }) => kind === 'second-manifest')
      .map(({ path, detail }) => [path, detail])

  test('the axios incident: a clean manifest waits under another name', () => {
    expect(found({ 'package.md': clean })).toEqual([['package.md', 'version,scripts']])
  })

  test.each<[string, Files, string[][]]>([
    ['anywhere, whatever the name', { 'docs/x.bin': clean }, [['docs/x.bin', 'version,scripts']]],
    ['the same version without the script', { 'p.bak': { ...clean, version: '4.2.1' } }, [['p.bak', 'scripts']]],
    ['the same scripts with another version', { p: { ...main, version: '1.0.0' } }, [['p', 'version']]],
    ['a byte order mark before it', { p: `\ufeff ${JSON.stringify(clean)}` }, [['p', 'version,scripts']]],
    ['another package', { 'examples/package.json': { name: 'example', version: '1.0.0' } }, []],
    ['only a module type', { 'esm/package.json': { type: 'module' } }, []],
    ['a copy without the development scripts', { 'dist/package.json': { ...main, devDependencies: {} } }, []],
    ['a shrinkwrap', { 'npm-shrinkwrap.json': { ...clean, lockfileVersion: 3 } }, []],
    [
      'a decoy that calls itself a lockfile',
      { 'x.json': { ...clean, lockfileVersion: 3 } },
      [['x.json', 'version,scripts']],
    ],
    ['no JSON', { p: `${JSON.stringify(clean)} x` }, []],
  ])('%s', (_, files, expected) => {
    expect(found(files)).toEqual(expected)
  })
})

describe('reach of files', () => {
  const reach = (files: Files) => Object.fromEntries(contents(files).files.map((file) => [file.path, file.reach]))

  test('from entry points, transitively; then from bins', () => {
    const packageJson = {
      name: 'tiny',
      version: '1.0.0',
      main: 'lib',
      bin: './cli.js',
      exports: { './x/*': './x/*.js' },
    }
    expect(
      reach({
        'package.json': packageJson,
        'lib/index.js': "require('./a'); import('../b.mjs?q=1')",
        'lib/a.js': "require('..')",
        'b.mjs': '',
        'x/one.js': '',
        'cli.js': "require('./lib'); require('./only-cli')",
        'only-cli.js': '',
        'nowhere.js': "require('./lib')",
      }),
    ).toEqual({
      'package.json': 'none',
      'lib/index.js': 'import',
      'lib/a.js': 'import',
      'b.mjs': 'import',
      'x/one.js': 'import',
      'cli.js': 'bin',
      'only-cli.js': 'bin',
      'nowhere.js': 'none',
    })
  })

  test('without a main it is index.js; a folder in exports is all of it', () => {
    const found = reach({
      'package.json': { name: 'tiny', version: '1.0.0', exports: { './f/': './f/' } },
      'index.js': '',
      'f/deep/x.js': '',
      'g.js': '',
    })
    expect(found).toMatchObject({ 'index.js': 'import', 'f/deep/x.js': 'import', 'g.js': 'none' })
  })

  test.each([
    ["require(path.join(__dirname, 'l.js'))", 'l.js'],
    ["require(path.join(__dirname, 'l'))", 'l.js'],
    ["require(path.join(__dirname, 'lib', 'deep', 'x'))", 'lib/deep/x.js'],
    ["fork(__dirname + '/l.js')", 'l.js'],
    [`spawn(process.execPath, [\`\${__dirname}/lib/deep/x.js\`])`, 'lib/deep/x.js'],
    ["new Worker(new URL('l.js', import.meta.url))", 'l.js'],
    ["const here = __dirname; require(path.resolve(here, 'l.js'))", 'l.js'],
  ])('by the folder that code lies in: %s', (code, path) => {
    const others = { 'l.js': '', 'lib/deep/x.js': '' }
    const found = reach({
      'package.json': { name: 'tiny', version: '1.0.0', main: 'index.js' },
      'index.js': code,
      ...others,
    })
    expect(
      Object.keys(found)
        .filter((one) => found[one] === 'import')
        .sort(),
    ).toEqual(['index.js', path].sort())
  })

  test.each([
    "exports.name = 'l'; exports.here = __dirname",
    "exports.title = 'l.js'",
    "fs.readFileSync(path.join(__dirname, 'l.txt')); exports.word = 'l'",
    "path.join(__dirname, '..', 'l')",
  ])('not by any word that is a name, too: %s', (code) => {
    const found = reach({
      'package.json': { name: 'tiny', version: '1.0.0' },
      'index.js': code,
      'l.js': '',
      'l.txt': '',
    })
    expect(found['l.js']).toBe('none')
  })

  test('TypeScript names the file that will be built', () => {
    expect(reach({ 'index.ts': "import './a.js'", 'a.ts': '' })).toMatchObject({
      'index.ts': 'import',
      'a.ts': 'import',
    })
  })
})

describe('extract', () => {
  const path = fc.oneof(
    fc.constantFrom(
      'package.json',
      'index.js',
      'a.json',
      'binding.gyp',
      'x.sh',
      '__proto__',
      'node_modules/a/package.json',
    ),
    fc.string(),
  )
  const text = fc.oneof(
    fc.uint8Array(),
    fc.string().map((one) => Buffer.from(one)),
    fc.json().map((one) => Buffer.from(one)),
    fc
      .array(
        fc.constantFrom(
          "'",
          '"',
          '`',
          '/',
          '*',
          '\\',
          '\n',
          '(',
          ')',
          '{',
          '}',
          '$',
          '[',
          ']',
          'require',
          './a',
          'if',
          ' ',
        ),
      )
      .map((parts) => Buffer.from(parts.join(''))),
    fc
      .record({
        name: fc.string(),
        scripts: fc.dictionary(fc.constantFrom('install', 'postinstall', 'x'), fc.string()),
      })
      .map((one) => Buffer.from(JSON.stringify(one))),
  )

  test('takes any bytes under any names', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ path, bytes: text, executable: fc.boolean() })), (files) => {
        const extracted = extract({ files, oddities: [], unpackedBytes: 0 }, 'sha512-x')
        const count =
          extracted.own.files.length + extracted.bundled.reduce((sum, one) => sum + one.contents.files.length, 0)
        expect(count).toBe(new Set(files.map((file) => file.path)).size)
      }),
      { numRuns: 500 },
    )
  })

  test('is a function of its input, and plain data', () => {
    const files: Files = { 'package.json': { name: 'tiny', version: '1.0.0' }, 'a.js': "require('./b')", 'b.js': '' }
    expect(tarball(files)).toEqual(tarball(files))
    expect(structuredClone(tarball(files))).toEqual(JSON.parse(JSON.stringify(tarball(files))))
  })
})

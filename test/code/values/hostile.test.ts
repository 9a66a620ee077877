// Whatever a file does, the resolver comes back soon, with what it can tell and no exception.
import { describe, expect, it } from 'vitest'
import { parseSource } from '../../../src/code/parse.ts'
import { createResolver } from '../../../src/code/resolver.ts'
import { shown, valueIn } from './shown.ts'

/** Asks for everything that a reader of the file would ask for. */
function askAll(source: string): { exhausted: boolean; ms: number; calls: number } {
  const { program } = parseSource('file.js', source)
  const start = performance.now()
  const resolver = createResolver(program)
  const { calls, news, members, templates, tagged, importCalls, references, assignments } = resolver.collected
  for (const call of [...calls, ...news, ...tagged, ...importCalls]) {
    const { callee, given } = resolver.callOf(call)
    resolver.textOf(callee)
    for (const node of given) resolver.textOf(resolver.valueOf(node))
    resolver.valueOf(call)
  }
  for (const node of [...members, ...templates, ...references]) resolver.valueOf(node)
  for (const { right } of assignments) resolver.textOf(resolver.valueOf(right))
  return { exhausted: resolver.exhausted(), ms: performance.now() - start, calls: calls.length }
}

const patience = 20_000

function many(count: number, one: (index: number) => string, between = ''): string {
  return Array.from({ length: count }, (_, index) => one(index)).join(between)
}

/** Shapes that the parser itself survives at this depth. */
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)

const hostile: readonly (readonly [name: string, source: string])[] = [
  ['names defined by each other', 'var a = b, b = c, c = a; require(a); require(c + b)'],
  ['a name defined by itself', 'var a = a + a; a = a.b(a); require(a); a[a](a)'],
  [
    'functions that call each other',
    'function f(x) { return g(x) + g(x) } function g(x) { return f(x) + f(x) } require(f("a"))',
  ],
  [
    'a function that doubles',
    `${many(30, (i) => `const f${i + 1} = x => f${i}(x) + f${i}(x);`)} const f0 = x => x; f30('a')`,
  ],
  ['a text that doubles', `let s = 'ab'; ${'s += s; '.repeat(200)} require(s)`],
  ['constants that double', `const s0 = 'ab'; ${many(200, (i) => `const s${i + 1} = s${i} + s${i};`)} require(s200)`],
  ['lists that double', `const l0 = [1]; ${many(200, (i) => `const l${i + 1} = l${i}.concat(l${i});`)} l200.join('')`],
  [
    'choices that multiply',
    `${many(200, (i) => `const c${i} = x${i} ? 'a${i}' : 'b${i}';`)} ${many(200, (i) => `c${i}`, '+')}`,
  ],
  [
    'repeats',
    `'ab'.repeat(1e9); 'a'.padEnd(1e9); Array(1e9).fill('a').join('b'); 'a'.repeat(4e6).replaceAll('a', 'b'.repeat(4e6))`,
  ],
  ['big integers', `2n ** 999999999n; ${many(100, (i) => `const n${i + 1} = n${i} * n${i};`)} const n0 = 99n; n100`],
  ['a member of a member of a member', `x${'.y'.repeat(2000)}`],
  ['a call of a call of a call', `x${'()'.repeat(2000)}`],
  ['members by call', `x${'.y()'.repeat(1000)}`],
  ['a chain of aliases', `const a0 = require; ${many(5000, (i) => `const a${i + 1} = a${i};`)} a5000('fs')`],
  ['nested arrays', nested('[', ']', 1500)],
  ['nested arrows', `${'()=>'.repeat(1500)}1`],
  ['nested functions', nested('(function(){', '})()', 700)],
  ['nested ternaries', `${'x?y:'.repeat(1500)}z`],
  ['nested templates', nested('`${', '}`', 1000)],
  ['nested patterns', `const ${'[{a:'.repeat(300)}b${'}]'.repeat(300)} = x; b`],
  ['nested spreads', `f(${'...['.repeat(500)}${']'.repeat(500)})`],
  ['nested objects', `x = ${'{a:'.repeat(1500)}1${'}'.repeat(1500)}`],
  ['nested binds', `f${'.bind(x)'.repeat(500)}('a')`],
  ['nested calls of call', `f${'.call.call'.repeat(500)}(a, b)`],
  ['many definitions of one name', `var x; ${many(50_000, (i) => `x = 'a${i}';`)} require(x)`],
  [
    'many members of one name',
    `var o = {}; ${many(20_000, (i) => `o.a${i} = 'b';`)} ${many(20_000, (i) => `f(o.a${i});`)}`,
  ],
  [
    'many computed members',
    `var o = {}; ${many(20_000, (i) => `o[k${i}] = 'b';`)} ${many(5000, (i) => `f(o.a${i});`)}`,
  ],
  ['many calls of one function', `function f(x) { return x } ${many(50_000, (i) => `f('${i}');`)}`],
  ['many functions of one name', `${many(5000, (i) => `(function(){ function f(x) { return x } f('${i}') })();`)}`],
  [
    'decoders that do not end',
    `${many(300, (i) => `function d${i}(s) { for (;;) s += '${i}'; return s } d${i}('a');`)}`,
  ],
  [
    'decoders that grow',
    `function d(s) { while (true) s = s + s; return s } function e(l) { const a = []; for (;;) a.push(l) } d('ab'); e('x')`,
  ],
  [
    'decoders that call themselves',
    `function d(s) { return d(s + 'a') + d(s) } d('a'); function e(n) { try { return e(n) } catch (x) { return e(n) } } e(1)`,
  ],
  [
    'an array that never fits',
    `(function (f, n) { const a = f(); while (true) { try { if (parseInt(a[0]) === n) break; a.push(a.shift()) } catch (e) { a.push(a.shift()) } } })(l, 0x1); function l() { const a = ['x', 'y']; l = () => a; return l() } function d(i) { return l()[i] } d(0); d(1)`,
  ],
  [
    'a broken escape',
    `'\\ud800' + '\\udfff'; decodeURIComponent('%ff'); unescape('%u%%u12'); encodeURIComponent('\\ud800')`,
  ],
  [
    'odd numbers',
    `'abc'.slice(NaN, -Infinity); 'a'.repeat(-1); (1).toFixed(-1); (1).toString(99); String.fromCodePoint(-1); [1].at(1e99)`,
  ],
  [
    'members of what inherits',
    `({}).__proto__.constructor; const o = { __proto__: x, toString: 1 }; o.hasOwnProperty; o['__proto__']; [].length.constructor`,
  ],
]

describe('bounded', () => {
  it.each(hostile)('%s', (_name, source) => {
    expect(askAll(source).ms).toBeLessThan(patience)
  })

  it('a concatenation of 10 MB', { timeout: 60_000 }, () => {
    const source = many(60_000, () => `'${'a'.repeat(150)}'`, '+')
    expect(askAll(`f(${source})`).ms).toBeLessThan(patience)
    expect(valueIn(`${many(3000, (i) => `'${i % 10}'`, '+')}`).value).toEqual({
      kind: 'constant',
      value: many(3000, (i) => `${i % 10}`),
    })
  })

  it('a million identifiers', { timeout: 120_000 }, () => {
    expect(askAll(many(500_000, (i) => `a${i % 5000}.b${i % 7}`, ';')).ms).toBeLessThan(60_000)
  })

  it('arrays of 100,000 elements', { timeout: 60_000 }, () => {
    const list = `[${many(100_000, (i) => `'${i}'`, ',')}]`
    const source = `const l = ${list}; ${many(2000, (i) => `f(l[${i}], l[l.length - ${i}], l.join(''), l.slice(${i}));`)}`
    expect(askAll(source).ms).toBeLessThan(patience)
  })

  it.each([
    ['lists', 'var a = [];', `a["push"]("${'x'.repeat(330)}");`],
    ['lists that are handed on', 'var a = ["y"]; a.pop();', `a["push"]("${'x'.repeat(330)}"); f(a);`],
    ['texts', 'var a = "";', `a += "${'x'.repeat(330)}"; f(a);`],
  ])('%s that grow step by step in a file of megabytes', { timeout: 60_000 }, (_name, before, step) => {
    const { program } = parseSource('file.js', before + step.repeat(6900))
    const resolver = createResolver(program)
    const from = process.memoryUsage().heapUsed
    const values = resolver.collected.references.map((node) => resolver.valueOf(node))
    // Each reading for itself would keep half a gigabyte.
    expect((process.memoryUsage().heapUsed - from) / 1e6).toBeLessThan(150)
    expect(values.some(({ kind }) => kind === 'list' || kind === 'constant')).toBe(true)
  })

  it('says that it gave up', () => {
    const { value, resolver } = valueIn(
      `const a0 = require; ${many(500, (i) => `const a${i + 1} = a${i};`)} a500('fs')`,
    )
    expect(shown(value)).toBe('?')
    expect(resolver.exhausted()).toBe(true)
  })

  it('does not say so of ordinary code', () => {
    expect(askAll(`const fs = require('fs'); function f(a) { return a ? f(a.b) : fs } f(1).x`).exhausted).toBe(false)
  })
})

// Strings that obfuscators hide behind functions of the file are read, without anything of the file being run.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSource } from '../../../src/code/parse.ts'
import { createResolver } from '../../../src/code/resolver.ts'
import { shown, shownIn } from './shown.ts'

const fixtures = new URL('../../fixtures/obfuscated/', import.meta.url)

/** All come from one harmless source: a request to example.test and an `echo`. */
describe.each(['none', 'none-wrapped', 'base64', 'base64-wrapped', 'rc4', 'rc4-wrapped'])('%s', (name) => {
  it('gives its names and texts', { timeout: 60_000 }, () => {
    const { program } = parseSource('file.js', readFileSync(new URL(`${name}.js`, fixtures), 'utf8'))
    const resolver = createResolver(program)
    const calls = resolver.collected.calls.map((call) => resolver.callOf(call))
    const names = calls.flatMap(({ callee }) => (callee.kind === 'named' ? [callee.name] : []))
    const texts = calls.flatMap(({ given }) => given.map((node) => resolver.textOf(resolver.valueOf(node))))
    const places = calls
      .filter(({ callee }) => callee.kind === 'named' && callee.name === 'node:https.request')
      .map(({ given: [options] }) => (options === undefined ? undefined : resolver.valueOf(options)))
    expect(names).toEqual(expect.arrayContaining(['node:https.request', 'node:child_process.exec', 'node:os.hostname']))
    expect(texts).toContain('echo harmless marker one')
    const [place] = places
    expect(place?.kind === 'record' ? place.members.get('hostname') : place).toEqual({
      kind: 'constant',
      value: 'collect.example.test',
    })
    expect(resolver.exhausted()).toBe(false)
  })
})

describe('decoders', () => {
  it.each([
    [
      `function d(s) { let o = ''; for (let i = 0; i < s.length; i++) o += String.fromCharCode(s.charCodeAt(i) ^ 1); return o } d('gr')`,
      '"fs"',
    ],
    [
      `const d = s => { const b = Buffer.from(s, 'base64'); let o = ''; for (let i = 0; i < b.length; i++) o += String.fromCharCode(b[i] ^ 1); return o }; d('Z3I=')`,
      '"fs"',
    ],
    [
      `var a = ['fs', 'x', 'y']; (function (c, n) { var f = function (m) { while (--m) { c['push'](c['shift']()) } }; f(++n) }(a, 0x1)); var d = function (i, k) { i = i - 0x0; var s = a[i]; return s }; d('0x2')`,
      '"fs"',
    ],
    [`function k(n) { switch (n) { case 1: return 'a'; case 2: { return 'fs' } default: return 'c' } } k(2)`, '"fs"'],
    [`function d(s) { let o = ''; let i = s.length; do { i--; o += s[i] } while (i > 0); return o } d('sf')`, '"fs"'],
    [`function d(s) { try { null.x } catch (e) { return s.split('').reverse().join('') } } d('sf')`, '"fs"'],
    [
      `const key = [1, 2]; function d(a) { var o = []; for (var i = 0; i < 2; i++) o.push(String.fromCharCode(a.charCodeAt(i) - key[i])); return o.join('') } d('gu')`,
      '"fs"',
    ],
    [`function d(s) { return eval(s) } d('1')`, 'global.eval()'],
  ])('%s', (source, value) => {
    expect(shownIn(source)).toBe(value)
  })
})

/** Where bundlers put it: inside of functions, minified. The last call is `d(1)`. */
describe('an array that is turned inside of a function', () => {
  const unfit = '(function (f, n) { for (;;) try { f()[0].x.y } catch { f().shift() } })(l, 7);'
  it.each([
    [
      `m(() => { (function (f, n) { const a = f(); while (true) { try { if (parseInt(d(0)) === n) break; a.push(a.shift()) } catch (e) { a.push(a.shift()) } } })(l, 7); function l() { const a = ['x', 'y', '7', 'fs']; l = function () { return a }; return l() } function d(i) { return l()[i] } d(1) })`,
      '"fs"',
    ],
    [
      `m((e) => { ((f, n) => { let a = f(); for (;;) try { if (parseInt(d(0)) === n) break; a[\`push\`](a[\`shift\`]()) } catch { a[\`push\`](a[\`shift\`]()) } })(l, 7); function l() { let a = [\`x\`, \`y\`, \`7\`, \`fs\`]; return l = function () { return a }, l() } function d(i) { return l()[i] } d(1) })`,
      '"fs"',
    ],
    // A hundred that do not end cost no more than one.
    [
      `m(() => { ${unfit.repeat(100)} function l() { return ['a', 'fs'] } function d(i) { return l()[i - 0] } d(1) })`,
      '"fs"',
    ],
  ])('%#', { timeout: 60_000 }, (source, value) => {
    const { program } = parseSource('file.js', source)
    const resolver = createResolver(program)
    const call = resolver.collected.calls.find(({ start }) => source.startsWith('d(1)', start))
    expect(call === undefined ? 'none' : shown(resolver.valueOf(call))).toBe(value)
  })
})

describe('lists that change', () => {
  it.each([
    [`const a = []; a.push('f'); a.push('s'); a.join('')`, '"fs"'],
    [`const a = ['f']; const b = a.length; a.push('s'); b`, '1'],
    [`const a = ['f']; for (;x;) a.push('s'); a.join('')`, '?'],
    [`const a = ['x']; a.push('y', 'z'); const b = a.join(''); a.push(b); f(a); a.join('-')`, '"x-y-z-xyz"'],
    [`let s = 'f'; f(s); s += 's'; f(s); const t = s; s += '/promises'; t + '|' + s`, '"fs|fs/promises"'],
    [`let s = 'f'; s += x; const t = s; s += 'a'; s += 'b'; t + '|' + s`, `\`f\${global.x}|f\${global.x}ab\``],
    [`const a = ['f', 's']; a.reverse(); a[0]`, '"f" | ?'],
    [`const a = ['f', 's']; (l => l.shift())(a); a[0]`, '"f" | ?'],
    [`const o = { a: 1 }; o.b = 'fs'; const p = o; p.b`, '"fs"'],
    [
      `const o = {}; o.cp = require('child_process'); function f(p) { return p.cp.exec } f(o)`,
      'node:child_process.exec',
    ],
    [`const o = {}; o[x] = 1; const p = o; p.b`, '?'],
  ])('%s', (source, value) => {
    expect(shownIn(source)).toBe(value)
  })
})

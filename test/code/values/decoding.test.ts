// Strings that obfuscators hide behind functions of the file are read, without anything of the file being run.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSource } from '../../../src/code/parse.ts'
import { createResolver } from '../../../src/code/resolver.ts'
import { shownIn } from './shown.ts'

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

describe('lists that change', () => {
  it.each([
    [`const a = []; a.push('f'); a.push('s'); a.join('')`, '"fs"'],
    [`const a = ['f']; const b = a.length; a.push('s'); b`, '1'],
    [`const a = ['f']; for (;x;) a.push('s'); a.join('')`, '?'],
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

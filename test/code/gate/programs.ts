// Programs for the gate: inert pieces that matter, pieces that do not, and ways to hide one among the others.
import fc from 'fast-check'

/** `#` stands for the name of a global that matters, written in some way. */
const uses = [
  "#('x')",
  "#.call(null, 'x')",
  '[#][0]',
  'const f = #; f(1)',
  'const { a = # } = {}; a(1)',
  '(#)(1)',
  'f(#)',
  'new #(1)',
  '#`x`',
  'x = y || #',
  '#?.(1)',
]

const ways = (name: string): string[] => [
  name,
  `globalThis.${name}`,
  `window?.${name}`,
  `globalThis['\x24{name}']`,
  `globalThis['\x24{name.slice(0, 2)}' + '\x24{name.slice(2)}']`,
  `globalThis[\`${name}\`]`,
  `self[('\x24{[...name].reverse().join('')}').split('').reverse().join('')]`,
  `\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}`,
  `\\u{${name.charCodeAt(0).toString(16)}}${name.slice(1)}`,
  `(function () { return this })()['\x24{name}']`,
  `(function () { return this })().${name}`,
  `/**/${name}/**/`,
]

const names = ['eval', 'Function', 'fetch', 'WebSocket', 'importScripts', 'ethereum', 'XMLHttpRequest']

/** Loops that a tree finds to be endless. */
export const endless = [
  'while (true) { f() }',
  'for (;;) { for (;;) { break } }',
  'for (let i = 0; i < Infinity; i++) f()',
  'const on = true; while (on) { f(() => { return }) }',
  'do { x = 1 } while (!0)',
  'out: while (1) { x: { break x } }',
  'for (;;) { try { throw 1 } catch {} }',
  'while (1) { function g() { return 1 } }',
  "for (let i = 666, t = ')'; i < Infinity; i++) { f(i) }",
  "while (f(')') || true) {}",
  'while (/* ) */ x || true) {}',
  'do { f() } while (true) { throw 1 }',
  'for (;;) { f(async () => await 0) }',
  'const no = false; for (;;) { if (no) break }',
  'while (a => a) {}',
  'while (null == null) {}',
  'const on = (1); while (on) f()',
  'const yes = 1, still = f() || yes; while (still) f()',
  'const most = 1 / 0; for (let i = 0; i < most; i++) f()',
  'const zero = 0, one = 1; while (zero < one) f()',
  'for (let i = 0; i < 1.e20; i++) f()',
  'for (const go = {}; go; go.x++) f()',
  'let go; switch (f) { case f: go = 1 } while (go) f()',
  "const said = f(';') || 1; while (said) f()",
  'const forever = { f }; while (forever) { (() => { let forever = f(); forever = 0 })() }',
]

const others = [
  "[]['constructor']['constructor']('x')()",
  "''['const' + 'ructor'].constructor('x')()",
  '(() => {}).constructor("x")()',
  "[]['fil' + 'ter']['const' + 'ructor']('x')()",
  'process.env.SECRET_TOKEN',
  'const { HOME, ...rest } = process.env',
  "require('child_' + 'process').exec('x')",
  "require('node:child_process').execSync('x')",
  "module.require('fs').readFileSync('x')",
  "process.mainModule.require('fs').readFileSync('x')",
  'Array.prototype.push = f',
  "Object.defineProperty(Array.prototype, 'push', { value: f })",
  'const J = JSON; J.parse = f',
  'document.cookie',
  "document.createElement('script')",
  "setTimeout('f(1)', 5)",
  'setTimeout(f, 7200 * 1000)',
  'if (Date.now() > 1893456000000) f()',
  'if (new Date() > new Date(2031, 1, 1)) f()',
  'console.log = () => {}',
  "x.sendMail({ to: 'a@example.test', html: 'x' })",
  "const u = 'https://collect.example.test/a'",
  "document.addEventListener('keydown', f)",
  'navigator.userAgent.length',
  'x[k]; window[k]',
  'import.meta.env.KEY',
  ...endless,
]

/** Each is a whole statement, and says nothing. */
export const harmless = [
  "'use strict'",
  "const a = require('./a')",
  "const b = require('lodash')",
  'module.exports = a',
  'exports.a = 1',
  "if (process.env.NODE_ENV === 'production') a()",
  "if (typeof window !== 'undefined') a()",
  'class A { constructor() { this.x = 1 } get(k) { return this[k] } }',
  'const c = a / b / 2',
  'const d = /[/"]\'/g.test(a)',
  'const e = `x\x24{a ? `y\x24{b}` : "}"}z`',
  '// eval(x)',
  '/* fetch(x) */',
  "const g = 'eval is a word'",
  'for (let i = 0; i < 9; i++) a[i] = b[i] / 2',
  'if (a) /x/.test(b)',
  'const h = a < b, i = a << 2, j = a > b',
  "a.fetch('x'), a.eval(1)",
  'Object.keys(a).map((k) => a[k])',
  'Array.prototype.slice.call(a)',
  "Object.defineProperty(exports, '__esModule', { value: true })",
  'var self = this',
  'for (let i = 0, n = a.length; i < n; i++) b(a[i])',
  'for (let i = 0; i !== 4; ++i) a(b[i])',
  "while (a !== b && a.kind === ')') a = a.next",
  'for (const b of a) while (b.next) b.next = c(b)',
  'while (a) a = a.b',
  'do { a() } while (a !== b)',
  'new Promise((resolve) => setTimeout(resolve, 100))',
]

const wrappers: readonly ((code: string) => string)[] = [
  (code) => code,
  (code) => `function w() { ${code} }`,
  (code) => `(() => { ${code} })()`,
  (code) => `if (a) { ${code} } else { b() }`,
  (code) => `class W { m() { ${code} } }`,
  (code) => `try { ${code} } catch {}`,
  (code) => `w = { m() { ${code} } }`,
  (code) => `x = a /* ' */ / 2\n${code}`,
  (code) => `x = a++\n;${code}`,
  (code) => `if (a) /'/.test(b)\n;${code}`,
  (code) => `x = \`\${(() => { ${code} })()}\``,
  (code) => `x = {}\n;${code}`,
  (code) => `x = '\\''\n;${code}`,
  (code) => `x = "//"\n;${code}`,
  (code) => `x = /[/]'/\n;${code}`,
  (code) => `x = y ? {} / 2 : /'/\n;${code}`,
  (code) => `// \u2028 ${code}`,
  (code) => `// \r ${code}`,
  (code) => `a\n<!-- x\n${code}`,
  (code) => `/* x */ --> y\n${code}`,
  (code) => `x = \`\`\n;${code}//\``,
  (code) => `l: for (const y of /'/.exec(a)) { ${code} }`,
  (code) => `function* w() { yield /'/; ${code} }`,
  (code) => `async function w() { await /'/; ${code} }`,
]

const blanks = ['\n', ';', ';\n', '\r\n', ' /* x */;', '\t;\n// y\n']

const hidden = fc.oneof(
  fc
    .tuple(fc.constantFrom(...names), fc.nat(), fc.constantFrom(...uses))
    .map(([name, way, use]) => use.replace('#', () => ways(name)[way % ways(name).length] ?? name)),
  fc.constantFrom(...others),
)

const wrapped = fc
  .tuple(hidden, fc.array(fc.constantFrom(...wrappers), { maxLength: 3 }))
  .map(([code, around]) => around.reduce((inner, wrap) => wrap(inner), code))

/** A program with something that matters somewhere in it, or nothing. */
export const programs = fc
  .tuple(
    fc.array(fc.constantFrom(...harmless), { maxLength: 5 }),
    fc.array(wrapped, { maxLength: 2 }),
    fc.constantFrom(...blanks),
    fc.constantFrom('', '\ufeff', '#!/usr/bin/env node\n'),
  )
  .map(([before, found, blank, start]) => start + [...before, ...found].join(blank))

/** Edits of a real text: something put in, taken out or doubled at a place. */
export const edits = fc.array(
  fc.record({
    at: fc.nat(1_000_000),
    remove: fc.nat(3),
    put: fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '`',
        '/',
        '//',
        '/*',
        '*/',
        '\x24{',
        '}',
        '{',
        '(',
        ')',
        '\\',
        '<!--',
        '-->',
        '\n',
        '\r',
        '\u2028',
        '<',
        '++',
        '!',
      ),
      hidden,
    ),
  }),
  { minLength: 1, maxLength: 3 },
)

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
  'const two = 2, none = 0, most = two / none; for (let i = 0; i < most; i++) f()',
  'const none = 0, most = 2 / (none); for (let i = 0; i < most; i++) f()',
  'const two = 2, big = 1e3; for (let i = 0; i < two ** big; i++) f()',
  'let most; [most = 1 / 0]; for (let i = 0; i < most; i++) f()',
  'const none = 0, most = 1 / none /* a.b */\nfor (let i = 0; i < most; i++) f()',
  'const none = 0, most = 1 / none\na.b\nfor (let i = 0; i < most; i++) f()',
  'const none = 0; let i = x + 1; while (i < 1 / none) i++',
  'const forever = { f }; while (forever) { (() => { let forever = f(); forever = 0 })() }',
]

const others = [
  "[]['constructor']['constructor']('x')()",
  "''['const' + 'ructor'].constructor('x')()",
  '(() => {}).constructor("x")()',
  "const { constructor: C } = () => {}; C('x')()",
  "(({ constructor: C }) => C('x')())(() => {})",
  "const { ['constructor']: C } = () => {}; C('x')()",
  "const { 'constructor': C } = () => {}; C('x')()",
  "const k = { type: 'constructor' }; (() => {})[k.type]('x')()",
  "const k = { type: 'constructor' }; Reflect.get(() => {}, k.type)('x')()",
  'const { __proto__: P } = []; P.push = f',
  "const n = navigator; n['send' + 'Beacon']('/x', y)",
  "const d = document; d['XcookieX'.slice(1, -1)]",
  "const J = JSON; J[['p', 'arse'].join('')] = f",
  "const l = ['aB3!', 'Xy9?', 'k2L*']; function d(s) { /* base64 */ return s } l.map(d)",
  "const l = ['aB3!', 'Xy9?', 'k2L*']; const d = (s) => s.charCodeAt(0); d(l[0]); d(l[1]); d(l[2])",
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
  "const abi = [{ type: 'constructor', inputs: [] }, { type: 'event' }]",
  "throw new TypeError('A is not a constructor')",
  'B.prototype = { constructor: B, a: 1 }',
  'C.prototype = Object.create(B.prototype, { constructor: { value: C } })',
  'const near = Promise < a',
  'const area = a.b * a.c; for (let i = 0; i < area; i++) b(i)',
  'const half = (a + b) / 2; for (let i = 0; i < half; i++) b(i)',
  '/** @param [size=5] - Number of sides */ for (let i = 0; i < size; i++) b(i)',
  "const check = { base64: 'Base64', map: 'entries' }",
  'a.b(1), a.b(2), a.b(3), a.b(4), a.b(5), a.b(6), a.b(7), a.b(8)',
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

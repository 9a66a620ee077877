// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the holes belong to the code that is read.
// How obfuscated, encoded and packed code is written, and honest code that looks a little like it. Nothing here works.
import { describe, expect, test } from 'vitest'
import { disguisesOf } from './support.ts'

const letters = (text: string) => [...text].map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join('')
const units = (text: string) => [...text].map((letter) => `\\u00${letter.charCodeAt(0).toString(16)}`).join('')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const hexNames = Array.from({ length: 8 }, (_, index) => `var _0x${(0xa1b2c0 + index).toString(16)} = ${index};`).join(
  '',
)
const hexUses = Array.from({ length: 8 }, (_, index) => `f(_0x${(0xa1b2c0 + index).toString(16)})`).join(';')
const payload = `const a = require("x"); function run() { return a.call("nothing") }\n`.repeat(40)
/** Bytes as evenly spread as encrypted ones, the same on every run. */
const noise = Buffer.from(Array.from({ length: 12_000 }, (_, index) => (index * index * 7919 + index * 104_729) >>> 5))
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), noise])
const wasm = Buffer.concat([Buffer.from('0061736d01000000', 'hex'), noise])
const helper = Array.from({ length: 14 }, (_, index) => `exports.add${index} = (a, b) => a + b + ${index}`).join('\n')
const packedCode = 'var t=function(n){return r(n).map(function(e){return e.x(i)})};a.b(c);d.e(f);'.repeat(30)
const words = '"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa"'
const numbers = Array.from({ length: 10 }, (_, index) => `use(read(0x${(index + 0x10).toString(16)}))`).join('; ')
/** As a packer writes it: sixty-four letters, all as often. */
const packed = Array.from({ length: 240 }, (_, index) =>
  '?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~='.charAt((index * 37 + ((index * index) >> 3)) % 64),
).join('')
const ticked = Array.from({ length: 10 }, (_, index) => `\`Ag9TzwrP${index}\``).join(',')
const hidden = '"aGVsbG8x", "d29ybGQy", "Zm9vYmFy", "cXV4MTIz"'

const table: readonly (readonly [expected: string, ...spellings: string[]])[] = [
  [
    'obfuscated hex-names',
    `${hexNames}${hexUses}`,
    `(function(){${hexNames}${hexUses}})()`,
    `var _$_1e42=["a"];${'f(_$_1e42[0]);'.repeat(14)}`,
  ],
  [
    'obfuscated lookalike-names',
    Array.from(
      { length: 8 },
      (_, i) => `var Il${'lI'.repeat(3)}${'I'.repeat(i)} = ${i}; f(Il${'lI'.repeat(3)}${'I'.repeat(i)})`,
    ).join(';'),
    Array.from(
      { length: 8 },
      (_, i) => `let lI${'1l'.repeat(3)}${'l'.repeat(i)} = ${i}; f(lI${'1l'.repeat(3)}${'l'.repeat(i)})`,
    ).join(';'),
    `function f(${Array.from({ length: 8 }, (_, i) => `IlI${'lI1'.repeat(2)}${'1'.repeat(i)}`).join()}) { return ${Array.from({ length: 8 }, (_, i) => `IlI${'lI1'.repeat(2)}${'1'.repeat(i)}`).join('+')} }`,
  ],
  [
    'obfuscated escaped-strings',
    `f("${letters('child')}", "${letters('_process')}", "${letters('exec')}")`,
    `f("${units('require')}"); g("${units('token')}"); h("${units('home')}")`,
    `x["${letters('eval')}"]["${letters('call')}"]["${units('apply')}"]()`,
  ],
  ['obfuscated escaped-names', '\\u0065val(x)', 'const \\u{66}etch2 = 1', 'process.\\u0065nv.X'],
  [
    'obfuscated flattened',
    `var o = "3|1|0|2".split("|"), i = 0; while (true) { switch (o[i++]) { case "0": continue } break }`,
    `const o = '0|2|1|4|3'['split']('|')`,
    `for (const step of "2|0|1".split('|')) f(step)`,
  ],
  [
    'obfuscated jsfuck',
    `${'[][(![]+[])[+[]]+(![]+[])[+!+[]]]'.repeat(14)}`,
    `x = ${'(+!![]+[])+[!+[]+!![]+!![]]+'.repeat(16)}[]`,
    `f(${'[!+[]+!+[]+!+[]]+[+!+[]]+'.repeat(18)}[])`,
  ],
  [
    'obfuscated packer',
    'eval(function(p,a,c,k,e,d){return p}("0 1",2,2,"a|b".split("|"),0,{}))',
    'x();eval(function(p,a,c,k,e,r){return p}("0",1,1,["a"],0,{}))',
    'void 0\neval(function(p,a,c,k,e,d){while(c--){}return p}("",0,0,[],0,{}))',
  ],
  [
    'encoded-blob base64 code',
    `eval(atob("${base64(payload)}"))`,
    `const code = Buffer.from('${base64(payload)}', 'base64')`,
    `const u = "data:text/javascript;base64,${base64(payload)}"`,
  ],
  [
    'encoded-blob hex code',
    `const p = "${Buffer.from(payload).toString('hex')}"`,
    `run(Buffer.from(\`${Buffer.from(payload).toString('hex').toUpperCase()}\`, "hex"))`,
    `const p = { body: '0x${Buffer.from(payload).toString('hex')}' }`,
  ],
  [
    'encoded-blob base64 binary',
    `const k = "${noise.toString('base64')}"`,
    `open(Buffer.from(\`${noise.toString('base64')}\`, 'base64'), key)`,
    `const all = ['${noise.toString('base64url')}']`,
  ],
  [
    'encoded-blob base64 program',
    `write("${Buffer.concat([Buffer.from('\x7fELF'), noise]).toString('base64')}")`,
    `write('${Buffer.concat([Buffer.from('MZ\x90\0'), noise]).toString('base64')}')`,
    `const b = \`${Buffer.concat([Buffer.from('cffaedfe', 'hex'), noise]).toString('base64')}\``,
  ],
  [
    'encoded-blob character-codes',
    `eval(String.fromCharCode(${[...payload.slice(0, 400)].map((letter) => letter.charCodeAt(0)).join(',')}))`,
    `const c = [${[...payload.slice(0, 400)].map((letter) => letter.charCodeAt(0)).join(', ')}]`,
    `const c = new Uint8Array([${[...payload.slice(0, 400)].map((letter) => `0x${letter.charCodeAt(0).toString(16)}`).join(',')}])`,
  ],
  [
    'packed-line',
    `${helper}\n${packedCode}`,
    `${packedCode}\n${helper}`,
    `${helper}\n${packedCode.replaceAll('function(n)', '(n)=>').replaceAll('{return r', 'r').replaceAll('})};', '});')}\n`,
  ],
  [
    'string-array read-by-number',
    `const list = [${words}]; function read(n) { n = n - 0x10; return list[n] } ${numbers}`,
    `const list = [${words}]; const read = (n) => list[n - 16]; ${numbers}`,
    `var list = [${words}]; var read = function (n, k) { n -= 0x10; var v = list[n]; return v }; ${numbers}`,
  ],
  [
    'string-array rotated',
    `const list=[${words}];(function(a,n){const t=function(k){while(--k){a['push'](a['shift']())}};t(++n)})(list,0x1b)`,
    `const list=[${words}];(function(a,n){while(!![]){try{const s=parseInt(a[0])+parseInt(a[1])*parseInt(a[2]);if(s===n)break;else a.push(a.shift())}catch(e){a.push(a.shift())}}})(list,7)`,
    `const list=[${words}];((a,n)=>{const t=(k)=>{while(--k)a["push"](a["shift"]())};t(n)})(list,3)`,
  ],
  [
    'string-array rotated',
    `const list=[${ticked}];(function(a,n){const t=function(k){while(--k){a[\`push\`](a[\`shift\`]())}};t(++n)})(list,0x1b)`,
    `(e=>{const list=[${ticked}];(function(a,n){for(;;)try{const s=parseInt(a[0])+parseInt(a[1])*parseInt(a[2]);if(s===n)break;a[\`push\`](a[\`shift\`]())}catch{a[\`push\`](a[\`shift\`]())}})(list,7)})()`,
    `const list=[${ticked}];((a,n)=>{const t=(k)=>{while(--k)a.push(a.shift())};t(n)})(list,3)`,
  ],
  [
    'string-array self-replacing',
    `function all(){const list=[${words}];all=function(){return list};return all()} f(all)`,
    `(()=>{function u(){const e=[${ticked}];u=function(){return e};return u()}f(u)})()`,
    `function $a() {\n  var $b = [${words}];\n  $a = function () {\n    return $b;\n  };\n  return $a();\n}`,
  ],
  [
    'obfuscated unpacked-from-noise',
    `eval(Function("[M='${packed}'", "for(;;)return M")([], 1))`,
    `const k = '${packed}'; function open(text) { return text } new Function(open(k))()`,
    `const k = '${packed}', c = open(k.split(''), 3); (0, eval)('x;' + c)`,
    `(0, eval)(open(\`${packed.replaceAll('`', '!')}\`, 3))`,
  ],
  [
    'string-array decoded',
    `const list = [${hidden}]; const d = (x) => Buffer.from(x, "base64").toString(); f(d(list[0]), d(list[1]), d(list[2]))`,
    `const list = [${hidden}].map(atob); f(list[0])`,
    `const list = [${hidden}]; function d(x) { return x.split("").map((c) => String.fromCharCode(c.charCodeAt(0) ^ 7)).join("") } f(d(list[0]), d(list[1]), d(list[3]))`,
  ],
]

const honest: readonly (readonly [name: string, source: string])[] = [
  ['minified code', `!function(e,t){${packedCode}}(this,function(){});`],
  [
    'the wrapper of a minified bundle',
    `(function (g, f) {\n\ttypeof exports === 'object' ? f(exports) :\n\ttypeof define === 'function' ? define(['exports'], f) :\n\tf(g.x = {})\n})(this, function (exports) { 'use strict';\n\n\t${packedCode}\n\n\texports.a = A;\n\texports.b = B;\n});`,
  ],
  ['a licence above minified code', `/*! a\n * b\n * c\n * d\n * e\n * f\n * g\n * h\n * i\n */\n${packedCode}`],
  ['a long table on a line', `${helper}\nconst t = [${'"word",'.repeat(900)}]`],
  ['a long text on a line', `${helper}\nconst t = "${'lorem ipsum; '.repeat(300)}"`],
  ['a picture', `const p = "data:image/png;base64,${png.toString('base64')}"; const q = "${png.toString('base64')}"`],
  ['WebAssembly', `WebAssembly.compile(Buffer.from("${wasm.toString('base64')}", "base64"))`],
  ['a font', `const css = "data:font/woff2;base64,${noise.toString('base64')}"`],
  ['a certificate', `const ca = "-----BEGIN CERTIFICATE-----\\n${noise.toString('base64').slice(0, 2000)}"`],
  ['JSON', `const j = "${base64(JSON.stringify({ list: Array.from({ length: 300 }, (_, i) => i) }))}"`],
  ['bytecode of a contract', `const code = "0x6080604052${noise.toString('hex')}"`],
  [
    'a table of small numbers',
    `const t = "${Buffer.from(Uint32Array.from({ length: 4000 }, (_, i) => i % 300).buffer).toString('base64')}"`,
  ],
  ['an alphabet', `const a = "${'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ'.slice(0, 9).repeat(120)}"`],
  ['a table of numbers', `const t = [${Array.from({ length: 400 }, (_, i) => (i * 37) % 251).join(',')}]`],
  ['escapes of what cannot be typed', 'f("\\x1b[31m", "\\u00e9\\u00e8", "\\x00\\x01\\x02")'],
  ['an escaped bracket', 'f("\\x3Cscript>", "\\x3C/script>", "\\u003c!--")'],
  ['one hexadecimal name', 'const _0x12ab = 1; f(_0x12ab)'],
  ['hexadecimal names in a text', `const sample = ${JSON.stringify(hexNames + hexUses)}`],
  ['a list of words', `const list = [${words}]; module.exports = list; f(list[0], list[1], list[2])`],
  ['a queue', `const q = [${words}]; function next() { const first = q[0]; q.push(q.shift()); return first }`],
  [
    'modules by number',
    `const m = {1: () => {}}; function load(n) { return m[n]() } ${numbers.replaceAll('read', 'load')}`,
  ],
  ['noise that is not evaluated', `const table = '${packed}'; eval('1 + 1'); f(table)`],
  [
    'a template that is compiled',
    `new Function('it', "return '<li>' + it.name + '</li>'" + '${'<b>text</b>'.repeat(40)}')`,
  ],
  [
    'encoded WebAssembly beside a compiled function',
    `new Function('x', 'return x'); load('${wasm.toString('base64')}')`,
  ],
  [
    'a function that replaces itself once it is done',
    `function cache(){const made=[${words}];cache=function(){return made};return made}`,
  ],
  ['version parts', `const p = "1.2.3".split("."); const q = "a|b|c".split("|")`],
  ['a flag by its name', 'const o = "0|1".split("|")'],
  ['a regular expression', 'const r = /[\\u0041-\\u005a\\u0061-\\u007a]/'],
]

describe('disguised', () => {
  for (const [expected, ...spellings] of table) {
    test.each(spellings)(`${expected} %#`, (source) => {
      expect(disguisesOf(source)).toEqual([expected])
    })
  }
})

describe('honest', () => {
  test.each(honest)('%s', (_name, source) => {
    expect(disguisesOf(source)).toEqual([])
  })
})

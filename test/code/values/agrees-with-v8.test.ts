// What is folded is what the language says: expressions made here, of constants only, are evaluated by V8 and folded by us.
import vm from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOf } from '../../../src/code/values/build.ts'
import { valueIn } from './shown.ts'

const texts = fc.oneof(
  fc.constantFrom(
    'a',
    'eval',
    'child_process',
    '',
    'ZXZhbA==',
    '6576616c',
    '%65val',
    'a-b-c',
    ' x ',
    '0x1f',
    '12',
    'é😀',
  ),
  fc.string({ maxLength: 8 }),
)
const numbers = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.constantFrom(0.5, 1e21, -0, 65536))

const quote = (text: string) => JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

const { text, number } = fc.letrec<{ text: string; number: string; list: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 5 },
    texts.map(quote),
    fc.tuple(tie('text'), fc.oneof(tie('text'), tie('number'))).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('text'), tie('number')).map(([a, b]) => `\`x\${${a}}y\${${b}}\``),
    fc
      .tuple(tie('text'), fc.constantFrom('toLowerCase', 'toUpperCase', 'trim', 'trimEnd', 'toString', 'valueOf'))
      .map(([a, method]) => `${a}.${method}()`),
    fc
      .tuple(tie('text'), fc.constantFrom('slice', 'substring', 'substr'), tie('number'), tie('number'))
      .map(([a, method, from, to]) => `${a}.${method}(${from}, ${to})`),
    fc
      .tuple(tie('text'), fc.constantFrom('charAt', 'slice', 'substring', 'substr'), tie('number'))
      .map(([a, method, at]) => `${a}.${method}(${at})`),
    fc.tuple(tie('text'), texts, texts).map(([a, part, by]) => `${a}.replace(${quote(part)}, ${quote(by)})`),
    fc.tuple(tie('text'), texts).map(([a, part]) => `${a}.split(${quote(part)}).reverse().join('-')`),
    fc
      .tuple(tie('text'), fc.constantFrom('/a/g', '/-/g', '/[a-]/g', '/[ae]+/g', '/val/'))
      .map(([a, p]) => `${a}.replace(${p}, '_')`),
    fc.tuple(tie('list'), texts).map(([list, between]) => `${list}.join(${quote(between)})`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `${a}.concat(${b}).join()`),
    fc
      .array(fc.integer({ min: 0, max: 70_000 }), { maxLength: 5 })
      .map((codes) => `String.fromCharCode(${codes.join()})`),
    tie('text').map((a) => `escape(${a})`),
    tie('text').map((a) => `unescape(${a})`),
    tie('text').map((a) => `Buffer.from(${a}, 'base64').toString('latin1')`),
    tie('text').map((a) => `Buffer.from(${a}).toString('hex')`),
    tie('text').map((a) => `Buffer.from(${a}, 'hex').toString()`),
    tie('number').map((a) => `String(${a})`),
    fc.tuple(tie('number'), tie('text'), tie('text')).map(([test, a, b]) => `(${test} ? ${a} : ${b})`),
    fc.tuple(fc.constantFrom('||', '&&', '??'), tie('text'), tie('text')).map(([o, a, b]) => `(${a} ${o} ${b})`),
  ),
  number: fc.oneof(
    { maxDepth: 4 },
    numbers.map((value) => `(${Object.is(value, -0) ? '-0' : value})`),
    fc
      .tuple(tie('number'), fc.constantFrom(...'+ - * / % ** | & ^ << >> >>>'.split(' ')), tie('number'))
      .map(([a, operator, b]) => `((${a}) ${operator} (${b}))`),
    fc.tuple(fc.constantFrom('+', '-', '~'), tie('number')).map(([operator, a]) => `(${operator} ${a})`),
    tie('text').map((a) => `${a}.length`),
    tie('text').map((a) => `parseInt(${a})`),
    fc.tuple(tie('text'), fc.integer({ min: 2, max: 36 })).map(([a, radix]) => `parseInt(${a}, ${radix})`),
    fc.tuple(tie('text'), tie('number')).map(([a, at]) => `${a}.charCodeAt(${at})`),
    fc.tuple(tie('text'), texts).map(([a, part]) => `${a}.indexOf(${quote(part)})`),
    fc
      .tuple(fc.constantFrom('floor', 'ceil', 'round', 'abs', 'trunc'), tie('number'))
      .map(([f, a]) => `Math.${f}(${a})`),
    fc
      .tuple(tie('text'), fc.constantFrom('<', '>=', '==', '==='), tie('text'))
      .map(([a, o, b]) => `Number(${a} ${o} ${b})`),
  ),
  list: fc.oneof(
    { maxDepth: 3 },
    fc.array(tie('text'), { maxLength: 4 }).map((items) => `[${items.join()}]`),
    tie('list').map((list) => `${list}.reverse()`),
    fc.tuple(tie('list'), fc.integer({ min: -3, max: 3 })).map(([list, from]) => `${list}.slice(${from})`),
    fc.tuple(tie('list'), tie('list')).map(([a, b]) => `[...${a}, ...${b}]`),
    tie('list').map((list) => `${list}.map(item => item + 'x')`),
  ),
}))

function agrees(expression: string): void {
  const { value } = valueIn(`0, ${expression}`)
  const expected: unknown = vm.runInNewContext(expression, { Buffer, escape, unescape }, { timeout: 1000 })
  // What is not folded is not wrong; what is folded must be right.
  if (value.kind === 'constant') expect(value.value, expression).toBe(expected)
  else expect(textOf(value)?.includes('\0') ?? true, expression).toBe(true)
}

describe('folding agrees with V8', () => {
  it('on texts', () => {
    fc.assert(fc.property(text, agrees), { numRuns: 1500 })
  })

  it('on numbers', () => {
    fc.assert(fc.property(number, agrees), { numRuns: 1500 })
  })

  it('and nearly all of them are folded', () => {
    const sample = fc.sample(text, { numRuns: 500, seed: 1 })
    const folded = sample.filter((expression) => valueIn(`0, ${expression}`).value.kind === 'constant')
    expect(folded.length).toBeGreaterThan(400)
  })
})

// Breaking minified code up is for looking only, but it must not show other code than there is: what comes out has the
// same tokens, and each piece says where it stood.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { brokenUp } from '../../src/code/broken-up.ts'
import { createLexer, next } from '../../src/code/gate/lexer.ts'
import { token } from '../../src/code/gate/token.ts'

function tokensOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const lexer = createLexer(bytes)
  const tokens: string[] = []
  while (next(lexer) !== token.end) tokens.push(bytes.toString('utf8', lexer.start, lexer.end))
  return tokens
}

/** One line, in which every statement stands that somebody may write. */
const statements = [
  'for(let i=0;i<10;i++){a[i]=b}',
  'if(a){b()}else{c()}',
  'try{a()}catch(e){b()}finally{c()}',
  'do{a()}while(b)',
  `const s=\`x;{\${f({a:1})};}\``,
  "const t=';}{'",
  'const r=/[;{}]/g.test(a)',
  'var o={a:1,b:{c:2},get d(){return 1}},p=[1,2,3,{x:1}]',
  'export{a as b}from"c"',
  'a=b?{c:1}:{d:2}',
  '(()=>{return{a:1}})()',
  'class A{static{x()}#p=1;m(){}}',
  '/* ;{} */x()',
  'label:for(;;){break label}',
  'y=a&&b||c&&{d:1}',
  'é={ö:1};ü()',
]

const long = (parts: readonly string[]) => `${parts.join(';')};`

describe('broken up', () => {
  test('has the tokens that it had', () => {
    const text = long([...statements, ...statements])
    const lines = brokenUp(text)
    expect(lines.length).toBeGreaterThan(60)
    expect(tokensOf(lines.map((line) => line.text).join('\n'))).toEqual(tokensOf(text))
  })
  test.each([
    'ajv/dist/compile/index.js',
    'yaml/browser/dist/compose/composer.js',
    'tar/dist/esm/index.min.js',
    'glob/dist/esm/index.min.js',
  ])('%s has the tokens that it had', (path) => {
    const text = readFileSync(new URL(`../../node_modules/${path}`, import.meta.url), 'utf8')
    const lines = brokenUp(text)
    expect(tokensOf(lines.map((line) => line.text).join('\n'))).toEqual(tokensOf(text))
  })
  test('says where each piece stood', () => {
    const text = `first()\n${long(statements)}\nlast()`
    const rows = text.split('\n')
    for (const { text: piece, line, column } of brokenUp(text)) {
      expect(
        rows[line - 1]
          ?.slice(column - 1)
          .trimStart()
          .startsWith(piece.trimStart()),
      ).toBe(true)
    }
  })
  test('leaves lines alone that a person can read', () => {
    const text = readFileSync(new URL('../../src/code/broken-up.ts', import.meta.url), 'utf8')
    expect(brokenUp(text).map((line) => line.text)).toEqual(text.split('\n'))
  })
  test.each([
    ['one brace after the other', '{'.repeat(20_000)],
    ['a string that does not end', `"${';{}'.repeat(30_000)}`],
    ['a template in a template', '`\u0024{'.repeat(30_000)],
    ['nothing but commas', ','.repeat(100_000)],
    ['bytes beyond everything', '\u0000;\ud800}'.repeat(20_000)],
  ])('comes to its end: %s', (_, text) => {
    const pieces = brokenUp(text)
    expect(pieces.every((piece) => piece.text.length < 3 * text.length)).toBe(true)
    expect(pieces.map((piece) => piece.text.trimStart()).join('').length).toBeGreaterThan(text.length / 2)
  })
})

// The gate's tokens against the parser's tree: where the gate is not in doubt, every name, text and pattern is where the
// tree has it, and no other text or pattern is.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createLexer, next } from '../../../src/code/gate/lexer.ts'
import { token } from '../../../src/code/gate/token.ts'
import { sampleFiles } from './sample.ts'
import { tokensOfTree } from './tree-tokens.ts'

const letters = new Map<number, string>([
  [token.word, 'word'],
  [token.string, 'text'],
  [token.template, 'template'],
  [token.regex, 'pattern'],
])

type Lexed = { tokens: Map<string, string>; inDoubt: boolean }

function lexed(bytes: Buffer): Lexed {
  const lexer = createLexer(bytes)
  const tokens = new Map<string, string>()
  while (next(lexer) !== token.end && !lexer.inDoubt) {
    const kind = letters.get(lexer.kind)
    if (kind !== undefined) tokens.set(`${kind} ${lexer.start}`, bytes.toString('latin1', lexer.start, lexer.end))
  }
  return { tokens, inDoubt: lexer.inDoubt }
}

/** What only one of them has. */
function differences(path: string, bytes: Buffer): string[] | 'in doubt' | 'no code' {
  const ours = lexed(bytes)
  if (ours.inDoubt) return 'in doubt'
  const theirs = tokensOfTree(path, bytes)
  if (theirs === 'no code') return theirs
  const lost = [...theirs].filter(([place, text]) => ours.tokens.get(place) !== text)
  const extra = [...ours.tokens].filter(
    ([place, text]) => (place.startsWith('text') || place.startsWith('pattern')) && theirs.get(place) !== text,
  )
  return [...lost, ...extra].map(([place, text]) => `${path} ${place} ${text.slice(0, 60)}`)
}

test('are those of the tree, in real files', () => {
  const files = sampleFiles(400)
  const found = files.map((path) => differences(path, readFileSync(path)))
  expect(found.filter((one) => typeof one !== 'string').flat()).toEqual([])
  expect(found.filter((one) => one === 'in doubt').length).toBeLessThan(files.length * 0.02)
})

describe('are those of the tree', () => {
  test.each([
    'a / b / c',
    'if (a) /b/.test(c)',
    'while (a) /b/.test(c)',
    'f(a) / b / c',
    'x.if(a) / b / c',
    'x?.while(a) / b / c',
    'return_ / b / c',
    'function f() { return /b/ / c }',
    'a = b ? /c/ : /d/',
    'x = [/a/, /[/"\'`]/g]',
    'a = 1 / 2 / 3',
    "a = '/' / 2 / '/'",
    'a = `\x24{`\x24{b / c}` / d}` / e',
    'a = `\x24{{ b: "}" }}`',
    'x => /a/.test(x)',
    'x = a !== /b/',
    'x = !/a/.test(b)',
    'a << b < c <= d',
    'class A { #a = 1; b() { return this.#a / 2 } }',
    'x = 1..toString() / 2',
    'typeof /a/ / 2',
    "x = 'a\\\nb'",
    'x = a.return / b / c',
    'for (const a of b) /c/.test(a)',
    '#!/usr/bin/env node /\nx = /a/',
    'switch (a) { case /b/: c }',
  ])('%s', (text) => {
    expect(differences('x.js', Buffer.from(text))).toEqual([])
  })
})

describe('are in doubt', () => {
  test.each([
    'a = {} / b / c',
    '{} /b/.test(c)',
    'a++ / b / c',
    'yield / b / c',
    'await / b / c',
    'for (x of /a/.b) c',
    'void /a/',
    'a.\n./b/',
    "x = <div>it's</div>",
    'if (a) <b/>',
    'x <!-- y',
    'x --> y',
    'a\rb',
    '// a\u2028b',
    'x = \u00e9',
    'x\u00a0= 1',
    '\\u0061 = 1',
    'x = (1',
    'x = 1)',
    'x = (1]',
    "x = 'a",
    'x = `a',
    'x = /a',
    '/* a',
    'x = 1. / 2 / 3',
    'for await (x of y) /a/.test(x)',
    'x as any! / 2 / 3',
    '\u0000',
  ])('%j', (text) => {
    expect(lexed(Buffer.from(text)).inDoubt).toBe(true)
  })
})

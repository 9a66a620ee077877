import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escaped } from '../../src/report/escape.ts'
import { code, fence, prose } from '../../src/report/escape-markdown.ts'
import { madeByGitHub, readMarkdown } from './github-markdown.ts'

describe('code', () => {
  test.each([
    ['axios@1.14.1', '`axios@1.14.1`'],
    ['', ''],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    [' a ', '`  a  `'],
    ['a\u202eb', '`a\\u{202e}b`'],
  ])('%j', (text, expected) => expect(code(text)).toBe(expected))

  test.each([
    ['a|b', '`a\\|b`'],
    ['a\\|b', '`a\\\\u{7c}b`'],
  ])('%j in a cell', (text, expected) => expect(code(text, 200, 'cell')).toBe(expected))

  test('is cut before it is dressed', () => expect(code('abcdef', 4)).toBe('`abc…`'))
})

describe('prose', () => {
  test.each([
    ['Stay on axios@1.14.0; ask before you take it.', 'Stay on `axios@1.14.0`; ask before you take it.'],
    ['run `cordon accept a@1` now', 'run `cordon accept a@1` now'],
    ['is a known-bad release, e.g. 5 of 1,500', 'is a known-bad release, e.g. 5 of 1,500'],
    ['eligible at 2026-04-02 23:59 UTC', 'eligible at 2026-04-02 23:59 UTC'],
    ['npm\'s own (old) words: "yes"', 'npm\'s own (old) words: "yes"'],
    ['1. begins no list', '`1`. begins no list'],
    ['- neither', '`-` neither'],
    ['2 of them', '2 of them'],
    // GitHub takes seven letters of an id for a commit.
    ['it was defaced there', 'it was `defaced` there'],
    ['fixes #1', 'fixes `#1`'],
    ['over\n  two lines', 'over two lines'],
    // Four blanks would make it a block of code.
    ['`` `` `` `` a', 'a'],
  ])('%j', (text, expected) => expect(prose(text)).toBe(expected))
})

test('no line of a fenced block ends it', () => {
  expect(fence('text', ['a', '```', '````'])).toBe('`````text\na\n```\n````\n`````')
  expect(fence('diff', ['+ a\n```'])).toBe('````diff\n+ a\\n```\n````')
})

const pieces = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    '`',
    '``',
    '|',
    '\\',
    '\n',
    '@octocat',
    '#1',
    '](',
    '[a]',
    '<b>',
    '://',
    'www.',
    ' ',
    '*',
    '_',
    '~~',
    '&amp;',
    '1.',
    '- ',
    '(',
    '"',
    '…',
  ),
)
const texts = fc.array(pieces, { maxLength: 12 }).map((list) => list.join(''))

test('any text is one code span, and in it stands exactly what a terminal would show', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { blocks, inlines, texts: outside } = readMarkdown(`a ${code(text)} b`)
      expect(blocks).toEqual(['paragraph'])
      expect([...inlines].filter((one) => one !== 'text' && one !== 'codespan')).toEqual([])
      expect(outside.join('').replace(/ +/g, ' ')).toBe(text === '' ? 'a b' : 'a b')
    }),
    { numRuns: 500 },
  )
})

test('any text is words and code in a sentence and in a cell', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const line = readMarkdown(prose(text) || 'nothing')
      expect(line.blocks).toEqual(['paragraph'])
      const table = readMarkdown(
        `| a | b |\n| --- | --- |\n| ${prose(text, 1000, 'cell')} | ${code(text, 200, 'cell')} |`,
      )
      expect(table.blocks).toEqual(['table 2x1'])
      for (const { inlines, texts: outside } of [line, table]) {
        expect([...inlines].filter((one) => one !== 'text' && one !== 'codespan')).toEqual([])
        expect(outside.filter((one) => madeByGitHub.some((pattern) => pattern.test(one)))).toEqual([])
      }
    }),
    { numRuns: 500 },
  )
})

test('a code span reads back as it went in', () => {
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(text.trim() !== '')
      expect(codeIn(`a ${code(text, 10_000)} b`)).toBe(escaped(text, 10_000))
    }),
    { numRuns: 300 },
  )
})

function codeIn(markdown: string): string {
  const { codes } = readMarkdown(markdown)
  return codes.join('')
}

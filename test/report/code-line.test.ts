// One line of code on a terminal: nothing in it is unseen, and nothing is wider than its place.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeLines } from '../../src/report/code-line.ts'
import { paintWith } from '../../src/report/paint.ts'
import { textWidth } from '../../src/report/width.ts'

const plain = (text: string, width = 80) => codeLines([{ text, role: 'plain' }], width, paintWith(false))

describe('what a person would not see', () => {
  test.each([
    ['a\u202eb', 'a<U+202E>b'],
    ['a\u200bb', 'a<U+200B>b'],
    ['\u001b[31m', '<U+001B>[31m'],
    ['a\rb', 'a<U+000D>b'],
    ['\ufffe\ud800', '<U+FFFE><U+D800>'],
    ['e\u0301\u0301\u0301', 'e\u0301\u0301<U+0301>'],
    ['\u{e0041}', '<U+E0041>'],
    ['::add-mask::', ':<U+003A>add-mask:<U+003A>'],
    ['\tx\ty', '    x   y'],
    ['漢字 é 😀', '漢字 é 😀'],
  ])('%j is %j', (text, expected) => {
    expect(plain(text)).toEqual([expected])
  })
  test('stands out in colour', () => {
    expect(codeLines([{ text: 'a\u202eb', role: 'added' }], 80, paintWith(true))).toEqual([
      '\u001b[32ma\u001b[39m\u001b[1m\u001b[7m<U+202E>\u001b[27m\u001b[22m\u001b[32mb\u001b[39m',
    ])
  })
})

test('any text fits into any width, and none of it is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 12, max: 60 }), (text, width) => {
      const lines = plain(text, width)
      expect(lines.filter((line) => textWidth(line) > width)).toEqual([])
      expect(lines.join('')).not.toMatch(/\p{C}/u)
      const ascii = text.replace(/[^!-~]/g, '').replaceAll(/[:#]/g, '')
      expect(
        lines
          .join('')
          .replace(/<U\+[0-9A-F]+>/g, '')
          .replace(/[^!-~]/g, '')
          .replaceAll(/[:#]/g, ''),
      ).toBe(ascii)
    }),
    { numRuns: 200 },
  )
})

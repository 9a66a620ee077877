import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPattern } from '../../src/rules/pattern.ts'
import { occursIn } from '../../src/rules/pattern-match.ts'

function matches(pattern: string, text: string): boolean {
  const read = readPattern(pattern)
  if (!read.ok) throw new Error(read.why)
  return occursIn(read.program, text)
}

/** Patterns that both sides have, over two letters, so that they often fit. */
const { pattern } = fc.letrec<{ pattern: string; one: string }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\W', '^', '$', '[a-b]', '\\.', '(?:)'),
    tie('pattern').map((inside) => `(${inside})`),
  ),
  pattern: fc
    .array(
      fc
        .tuple(tie('one'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '|'))
        .map(([one, times]) => (one === '^' || one === '$' ? one : `${one}${times}`)),
      { maxLength: 5 },
    )
    .map((parts) => parts.join('')),
}))

describe('a pattern', () => {
  test('finds what JavaScript finds', () => {
    fc.assert(
      // JavaScript goes back: with twice as long a text, one pattern in some ten thousand takes it minutes.
      fc.property(pattern, fc.stringMatching(/^[ab1. ]{0,6}$/), (written, text) => {
        fc.pre(readPattern(written).ok)
        expect(matches(written, text)).toBe(new RegExp(written, 'u').test(text))
      }),
      { numRuns: 2000 },
    )
  })

  test.each<[string, string, boolean]>([
    ['^evil-[0-9]+\\.example\\.test$', 'evil-42.example.test', true],
    ['^evil-[0-9]+\\.example\\.test$', 'xevil-42.example.test', false],
    ['curl|wget', 'run wget now', true],
    ['[^\\d-]', '1-2', false],
    ['[]a]', ']', true],
    ['[a-]', '-', true],
    ['.', '\n', false],
    ['^$', '', true],
    ['', 'x', true],
    ['^.{2}$', '😀😀', true],
    ['é', 'café', true],
  ])('%s in %j', (written, text, found) => expect(matches(written, text)).toBe(found))

  test.each([
    ['(a'],
    ['a)'],
    ['[a'],
    ['*a'],
    ['a{2,1}'],
    ['a{101}'],
    ['a{x}'],
    ['\\1'],
    ['\\b'],
    ['(?=a)'],
    ['(?i)a'],
    ['[z-a]'],
    ['[\\D]'],
    ['((((((((((((((((((((((a))))))))))))))))))))))'],
    ['((a{50}){50}){50}'],
    ['(((((a?){100}){100}){100}){100}){100}'],
    ['\\'],
  ])('%s is refused', (written) => expect(readPattern(written).ok).toBe(false))

  test('never goes back', () => {
    const text = 'a'.repeat(100_000)
    const started = performance.now()
    for (const written of ['^(a+)+$', '^(a|aa)+$', '(a*)*b', '(.*)*x', '^(a?){50}a{50}$', '((a+)+)+c'])
      matches(written, `${text}!`)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('of nothing costs nothing', () => {
    expect(matches(`${'('.repeat(19)}${'){100}'.repeat(19)}`, 'x')).toBe(true)
  })

  test('may be anything', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (written, text) => {
        const read = readPattern(written)
        expect(read.ok ? typeof occursIn(read.program, text) : typeof read.why).not.toBe('')
      }),
    )
  })
})

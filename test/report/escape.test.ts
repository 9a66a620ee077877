import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escaped, escapedWhole, escapeJson } from '../../src/report/escape.ts'
import { textWidth } from '../../src/report/width.ts'

describe('what could steer a terminal becomes visible', () => {
  test.each([
    ['an ANSI colour', '\u001b[31mred', '\\u{1b}[31mred'],
    ['an OSC hyperlink', '\u001b]8;;https://example.test\u0007', '\\u{1b}]8;;https://example.test\\u{7}'],
    ['a C1 control sequence introducer', 'a\u009b2Jb', 'a\\u{9b}2Jb'],
    ['newline, carriage return, tab', 'a\nb\rc\td', 'a\\nb\\rc\\td'],
    ['NUL, backspace, delete', '\u0000\u0008\u007f', '\\u{0}\\u{8}\\u{7f}'],
    ['a right-to-left override', 'axios\u202egpj.js', 'axios\\u{202e}gpj.js'],
    ['isolates and marks of direction', '\u2066\u2069\u200f', '\\u{2066}\\u{2069}\\u{200f}'],
    ['zero-width characters', 'ax\u200bi\u200do\ufeffs', 'ax\\u{200b}i\\u{200d}o\\u{feff}s'],
    ['a soft hyphen', 'ax\u00adios', 'ax\\u{ad}ios'],
    ['tag characters', 'a\u{e0061}', 'a\\u{e0061}'],
    ['variation selectors that can carry bytes', 'a\ufe0f\u{e0101}', 'a\\u{fe0f}\\u{e0101}'],
    ['fillers drawn as nothing', '\u3164\u115f\u2800', '\\u{3164}\\u{115f}\\u{2800}'],
    ['blanks that are no space', 'a\u00a0b\u3000c', 'a\\u{a0}b\\u{3000}c'],
    ['line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['lone surrogates', 'a\ud800b\udc00', 'a\\u{d800}b\\u{dc00}'],
    ['a private use character', '\ue000', '\\u{e000}'],
    ["commands of a build's log", '::add-mask::blocked', ':\\u{3a}add-mask:\\u{3a}blocked'],
    ['and the older ones', '##vso[task.complete] ##[error]x', '#\\u{23}vso[task.complete] #\\u{23}[error]x'],
    ['a stack of combining marks', 'a\u0301\u0302\u0303\u0304', 'a\u0301\u0302\\u{303}\\u{304}'],
  ])('%s', (_what, text, shown) => {
    expect(escaped(text)).toBe(shown)
    expect(escapedWhole(text)).toBe(shown)
  })

  test('ordinary text of any language stays as it is', () => {
    const text = 'require("./x\\n") é ü 日本語 한국어 עברית 🙂'
    expect(escaped(text)).toBe(text)
  })
})

describe('nothing is wider than its place', () => {
  test('a name of ten thousand characters', () => {
    expect(escaped('a'.repeat(10_000), 20)).toBe(`${'a'.repeat(19)}…`)
  })
  test('an exact fit is not cut', () => {
    expect(escaped('a'.repeat(20), 20)).toBe('a'.repeat(20))
  })
  test('an escape is never cut in half', () => {
    expect(escaped('\u202e'.repeat(5), 20)).toBe('\\u{202e}\\u{202e}…')
  })
  test('wide characters count twice', () => {
    expect(escaped('日'.repeat(30), 11)).toBe(`${'日'.repeat(5)}…`)
  })
  test('any text fits and holds nothing unseen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const shown = escaped(text, limit)
        expect(textWidth(shown)).toBeLessThanOrEqual(limit)
        expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
      }),
    )
  })
})

describe('escapeJson', () => {
  test('the document means the same and cannot steer a terminal', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = escapeJson(JSON.stringify(value, null, 2))
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
      }),
    )
  })
  test("commands of a build's log stand in no document", () => {
    expect(escapeJson('"##vso[task.complete]###"')).toBe('"#\\u0023vso[task.complete]#\\u0023\\u0023"')
  })
  test('characters beyond the first plane become surrogate pairs', () => {
    expect(escapeJson('"\u{e0061}\u009b"')).toBe('"\\udb40\\udc61\\u009b"')
  })
})

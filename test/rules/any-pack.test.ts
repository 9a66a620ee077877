// Whatever a pack holds, it is a pack or a list of mistakes: nothing else is ever thrown.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { rawTarball } from '../../src/replay/package-tarball.ts'
import { compileCondition } from '../../src/rules/condition.ts'
import { deadTerms } from '../../src/rules/dead-terms.ts'
import { loadPack } from '../../src/rules/load.ts'
import { newRuleText } from '../../src/rules/new-rule.ts'
import { readPackArchive } from '../../src/sources/pack-archive.ts'

const good = newRuleText({ id: 'one', schema: '' })

function outcome(text: string): 'pack' | 'mistakes' {
  try {
    return loadPack([{ path: 'one.yml', text }], 'nothing was judged').rules.length === 1 ? 'pack' : 'mistakes'
  } catch (error) {
    if (error instanceof Problem && error.mistakes.length > 0) return 'mistakes'
    throw error
  }
}

/** A good rule with pieces taken out, doubled and swapped for odd ones. */
const bent = fc
  .array(
    fc.tuple(
      fc.nat(good.length),
      fc.nat(40),
      fc.oneof(
        fc.constantFrom(
          '',
          '[',
          '{',
          '&a ',
          '*a',
          '!!x ',
          '? ',
          '- ',
          ': ',
          '|\n',
          '"',
          "'",
          '\n',
          '\t',
          '#',
          '%',
          '\u0000',
        ),
        fc.constantFrom(' && ', ' || !', '.filter(x, ', '.matches("', ' in [', ' ? ', '==', '-1', '{befor}', '(', ')'),
        fc.string({ unit: 'grapheme', maxLength: 8 }),
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((edits) =>
    edits.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), good),
  )

test('a rule file', () => {
  expect(outcome(good)).toBe('pack')
  fc.assert(
    fc.property(fc.oneof(bent, fc.string({ unit: 'binary' })), (text) => {
      expect(['pack', 'mistakes']).toContain(outcome(text))
    }),
    { numRuns: 200 },
  )
})

test('a condition', () => {
  const words = fc.constantFrom(
    ...[
      'change',
      '.scripts',
      '.package',
      '.exists(s, ',
      '.filter(s, ',
      '.map(s, ',
      's',
      '.status',
      ')',
      '(',
      '!',
      ' && ',
    ],
    ...[
      ' || ',
      ' == ',
      ' != ',
      ' < ',
      ' in ',
      '["added", "kept"]',
      '"added"',
      'true',
      'false',
      '1',
      '-1',
      '.size()',
      '?',
      ':',
    ],
    ...['.matches("a+")', '.name', ' + ', '[0]', '{"a": 1}', 'null', 'b"x"', '// x'],
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 14 }), (parts) => {
      const compiled = compileCondition(parts.join(''))
      if (compiled.ok) expect(Array.isArray(deadTerms(compiled.value.expression, { left: 1000 }))).toBe(true)
      else expect(compiled.mistakes.length).toBeGreaterThan(0)
    }),
    { numRuns: 2000 },
  )
})

test('an archive', () => {
  const { bytes } = rawTarball([
    { path: 'package/pack.yml', body: 'name: p\nversion: 1.0.0\n' },
    { path: 'package/one.yml', body: good },
  ])
  const damaged = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }).map((edits) => {
    const copy = Uint8Array.from(bytes)
    for (const [at, value] of edits) copy[at] = value
    return copy
  })
  expect(readPackArchive(bytes, 'p.tgz').map((one) => ('code' in one ? one.code : one.path))).toEqual([
    'p.tgz/pack.yml',
    'p.tgz/one.yml',
  ])
  fc.assert(
    fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 2000 })), (any) => {
      for (const one of readPackArchive(any, 'p.tgz')) expect('code' in one || one.path.startsWith('p.tgz/')).toBe(true)
    }),
    { numRuns: 400 },
  )
})

// Whether a rule found just what a case expects.
import { describe, expect, test } from 'vitest'
import type { ExpectedEvidence } from '../../src/domain/rule-test.ts'
import { compareEvidence } from '../../src/rules/expected-evidence.ts'
import { mistakesOf, ruleOf, ruleText } from './builders.ts'

const any: ExpectedEvidence = { file: '', line: 0, fact: '', excerpt: '' }
const found = [
  { file: 'a.js', line: 1, column: 1, excerpt: 'x', fact: 'capability network' },
  { file: 'a.js', line: 2, column: 1, excerpt: 'y', fact: 'capability network' },
]

describe('expected evidence', () => {
  test.each<[string, Partial<ExpectedEvidence>[], [notFound: number, unexpected: number]]>([
    ['all of it, in any order', [{ line: 2 }, { line: 1 }], [0, 0]],
    ['what is left out may be anything', [{ file: 'a.js' }, {}], [0, 0]],
    ['one too many', [{ line: 1 }, { line: 2 }, {}], [1, 0]],
    ['one too few', [{ line: 1 }], [0, 1]],
    ['another line', [{ line: 1 }, { line: 3 }], [1, 1]],
    ['not a part of a text', [{ excerpt: 'x' }, { fact: 'capability' }], [1, 1]],
    ['one that says little gives way to one that says more', [{ file: 'a.js' }, { line: 1 }], [0, 0]],
    ['twice the same is not two', [{ line: 1 }, { line: 1 }], [1, 1]],
  ])('%s', (_, expected, [notFound, unexpected]) => {
    const result = compareEvidence(
      expected.map((one) => ({ ...any, ...one })),
      found,
    )
    expect([result.notFound.length, result.unexpected.length]).toEqual([notFound, unexpected])
  })
})

/** A case with these lines, in a draft. */
function withCase(...lines: string[]): string {
  const cases = [
    'cases:',
    '  - name: one',
    '    before: nothing',
    '    after: {}',
    ...lines.map((line) => `    ${line}`),
  ]
  return ruleText({ status: 'status: draft', cases: cases.join('\n') })
}

describe('"finds" of a case', () => {
  test('is read; what is not said may be anything', () => {
    const cases = 'cases:\n  - { name: a, expect: fires, before: nothing, after: {}, finds: [{ file: x.js, line: 3 }] }'
    expect(ruleOf({ status: 'status: draft', cases }).cases[0]?.finds).toEqual([{ ...any, file: 'x.js', line: 3 }])
    expect(ruleOf().cases[0]?.finds).toBe('any')
  })
  test.each([
    ['on a quiet case', ['expect: quiet', 'finds: [{ line: 1 }]'], '16:12 finds-when-quiet'],
    ['that expects nothing', ['expect: fires', 'finds: []'], '16:12 finds-nothing'],
    ['with a key nobody knows', ['expect: fires', 'finds: [{ lines: 1 }]'], '16:15 unknown-key'],
    ['that is no list', ['expect: fires', 'finds: { line: 1 }'], '16:12 wrong-type'],
  ])('is refused %s', (_, lines, code) => {
    expect(mistakesOf(withCase(...lines))).toEqual([code])
  })
})

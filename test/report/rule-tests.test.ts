// How results of rule tests are shown: every format says the same, and none can be broken by what a pack says.
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { CaseResult, RuleTests } from '../../src/domain/rule-test.ts'
import { renderRuleTestsJson } from '../../src/report/rule-tests-json.ts'
import { renderJUnit } from '../../src/report/rule-tests-junit.ts'
import { renderRuleTestsText } from '../../src/report/rule-tests-text.ts'
import { readSchema } from '../support/schemas.ts'
import { readStrictXml } from '../support/strict-xml.ts'

const hostile = '</testcase>\u001b[2J\u0000\ud800\ufffe\uffff & "x" <!-- ]]> \n\u202e &lt;'

function resultOf(over: Partial<CaseResult> = {}): CaseResult {
  const where = { file: 'ours/a.yml', line: 7 }
  return { rule: 'a', case: 'one', result: 'right', detail: '', ...where, unexpected: [], notFound: [], ...over }
}

function testsOf(...cases: CaseResult[]): RuleTests {
  const count = (wanted: CaseResult['result']) => cases.filter(({ result }) => result === wanted).length
  return {
    schemaVersion: 1,
    tool: { name: 'cordon', version: '0.0.0' },
    packs: [{ pack: 'ours', version: '1.0.0', digest: '', rules: 1, cases }],
    summary: {
      right: count('right'),
      missing: count('missing'),
      noisy: count('noisy'),
      wrong: count('wrong'),
      broken: count('broken'),
    },
    exitCode: 1,
  }
}

const found = { file: 'x.js', line: 3, column: 1, excerpt: 'get(1)', fact: 'capability network' }
const all = testsOf(
  resultOf(),
  resultOf({ case: 'two', result: 'missing' }),
  resultOf({ case: 'three', result: 'noisy', unexpected: [found] }),
  resultOf({
    case: 'four',
    result: 'wrong',
    unexpected: [found],
    notFound: [{ file: 'y.js', line: 0, fact: '', excerpt: '' }],
  }),
  resultOf({ case: 'five', result: 'broken', detail: 'when: too many steps' }),
)

describe('JUnit', () => {
  test('has a suite for each pack and a case for each case, counted', () => {
    const root = readStrictXml(renderJUnit(all))
    expect([root.name, root.attributes.get('tests'), root.attributes.get('failures')]).toEqual(['testsuites', '5', '3'])
    const [suite] = root.children
    expect([suite?.name, suite?.attributes.get('errors')]).toEqual(['testsuite', '1'])
    const cases = suite?.children ?? []
    expect(cases.map((one) => [one.attributes.get('classname'), one.attributes.get('name')])).toEqual(
      ['one', 'two', 'three', 'four', 'five'].map((name) => ['a', name]),
    )
    expect(cases.map((one) => one.children.map(({ name, attributes }) => [name, attributes.get('type')]))).toEqual([
      [],
      [['failure', 'missing']],
      [['failure', 'noisy']],
      [['failure', 'wrong']],
      [['error', 'broken']],
    ])
    expect(cases[3]?.children[0]?.text).toContain('"file":"y.js"')
  })
  test('stays XML whatever a pack says', () => {
    const evidence = { ...found, excerpt: hostile, fact: hostile }
    const one = resultOf({
      rule: hostile,
      case: hostile,
      file: hostile,
      result: 'wrong',
      detail: hostile,
      unexpected: [evidence],
    })
    const tests = testsOf(one)
    const [pack] = tests.packs
    const named = { ...tests, packs: pack === undefined ? [] : [{ ...pack, pack: hostile, version: hostile }] }
    const root = readStrictXml(renderJUnit(named))
    const [shown] = root.children[0]?.children ?? []
    expect(shown?.attributes.get('name')).toBe(
      '</testcase>\\u{1b}[2J\\u{0}\\u{d800}\\u{fffe}\\u{ffff} & "x" <!-- ]]> \\n\\u{202e} &lt;',
    )
    expect(shown?.children).toHaveLength(1)
  })
  test('the reader of this test is strict', () => {
    const broken = [
      '<a>',
      '<a></b>',
      '<a/><a/>',
      '<a b="<"/>',
      '<a>&</a>',
      '<a>&nbsp;</a>',
      '<a>\u0001</a>',
      '<a b="1" b="2"/>',
    ]
    for (const text of broken) expect(() => readStrictXml(`<?xml version="1.0" encoding="UTF-8"?>${text}`)).toThrow()
    expect(() => readStrictXml('<a/>')).toThrow()
  })
})

test('JSON is as its schema says', () => {
  const matches = new Ajv2020({ strict: true, strictRequired: true, allErrors: true })
  const check = matches.compile(readSchema('rule-tests-1.schema.json'))
  check(JSON.parse(renderRuleTestsJson(all)))
  expect(check.errors ?? []).toEqual([])
})

describe('text', () => {
  test('shows what is not right, where it stands, and evidence as one would write it into the case', () => {
    expect(renderRuleTestsText(all)).toBe(
      [
        'missing  a: two',
        '           at ours/a.yml:7',
        'noisy    a: three',
        '           at ours/a.yml:7',
        '           found: file: "x.js", line: 3, fact: "capability network", excerpt: "get(1)"',
        'wrong    a: four',
        '           at ours/a.yml:7',
        '           not found: file: "y.js"',
        '           found: file: "x.js", line: 3, fact: "capability network", excerpt: "get(1)"',
        'broken   a: five (when: too many steps)',
        '           at ours/a.yml:7',
        'ours 1.0.0: 1 rule, 5 cases: 1 right, 1 missing, 1 noisy, 1 wrong, 1 broken',
        '',
      ].join('\n'),
    )
  })
  test('escapes', () => {
    const shown = renderRuleTestsText(
      testsOf(resultOf({ rule: hostile, case: hostile, file: hostile, result: 'missing' })),
    )
    expect(shown.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
  })
})

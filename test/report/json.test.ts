import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/domain/report.ts'
import { renderJson } from '../../src/report/json.ts'
import { reasonWords, verdictOrder } from '../../src/report/words.ts'
import { aFinding, aPackage, aReport } from './builders.ts'

const schema = JSON.parse(readFileSync(new URL('../../schemas/report-1.schema.json', import.meta.url), 'utf8'))
const matches = new Ajv2020({ strict: true, strictRequired: true, allErrors: true }).compile(schema)

function problemsOf(text: string): string[] {
  matches(JSON.parse(text))
  return (matches.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`)
}

const full: Report = aReport(
  [
    aPackage({ findings: [aFinding(), aFinding({ outcome: 'note', evidence: [] })] }),
    aPackage({
      verdict: 'waiting',
      eligibleAt: '2026-04-02T23:59:00.000Z',
      reasons: [{ code: 'too-young', detail: '1 h' }],
    }),
    aPackage({ verdict: 'unchecked', baseline: { status: 'none', version: '' }, integrity: '' }),
  ],
  3,
  { notices: [{ code: 'trust-data-unavailable', detail: 'publisher, trust' }] },
)

describe('the schema', () => {
  test('describes what is rendered', () => {
    expect(problemsOf(renderJson(full, { all: true }))).toEqual([])
    expect(problemsOf(renderJson(aReport([]), { all: false }))).toEqual([])
  })

  test.each<[string, (report: Record<string, unknown>) => void, string]>([
    ['an extra field', (report) => Object.assign(report, { extra: 1 }), ' additionalProperties'],
    ['a missing field', (report) => Reflect.deleteProperty(report, 'summary'), ' required'],
    ['another schemaVersion', (report) => Object.assign(report, { schemaVersion: 2 }), '/schemaVersion const'],
    ['a moment without a zone', (report) => Object.assign(report, { startedAt: '2026-03-31' }), '/startedAt pattern'],
  ])('refuses %s', (_what, change, problem) => {
    const report = JSON.parse(renderJson(full, { all: true }))
    change(report)
    expect(problemsOf(JSON.stringify(report))).toEqual([problem])
  })

  // The tables are total over the TypeScript unions, so a code added there fails here until the schema has it.
  test('knows every code and every verdict', () => {
    const codes = schema.$defs.package.properties.reasons.items.properties.code.enum
    expect(codes.toSorted()).toEqual(Object.keys(reasonWords).toSorted())
    expect(schema.$defs.verdict.enum.toSorted()).toEqual(verdictOrder.toSorted())
  })
})

test('untrusted text keeps its value and cannot steer a terminal', () => {
  const name = 'a\u001b[2J\u202e\u009b\ud800'
  const text = renderJson(aReport([aPackage({ name })]), { all: false })
  expect(JSON.parse(text).packages[0].name).toBe(name)
  expect(text).toContain('a\\u001b[2J\\u202e\\u009b\\ud800')
})

test('lists what is not plain passed or trusted, and everything with all', () => {
  const report = aReport([
    aPackage({ name: 'plain', verdict: 'passed' }),
    aPackage({ name: 'noted', verdict: 'passed', findings: [aFinding({ outcome: 'note' })] }),
    aPackage({ name: 'known', verdict: 'trusted' }),
    aPackage({ name: 'bad' }),
  ])
  const namesIn = (all: boolean): string[] =>
    JSON.parse(renderJson(report, { all })).packages.map((one: { name: string }) => one.name)
  expect(namesIn(false)).toEqual(['noted', 'bad'])
  expect(namesIn(true)).toEqual(['plain', 'noted', 'known', 'bad'])
})

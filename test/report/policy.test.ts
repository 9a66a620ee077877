// What a report says of the policy, in JSON as the schema has it and as text.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import type { AllowanceReport, ExceptionReport, PolicyReport } from '../../src/domain/policy-report.ts'
import { renderJson } from '../../src/report/json.ts'
import { readDecisions } from '../../src/report/read-report.ts'
import { renderText } from '../../src/report/text.ts'
import { policyLines } from '../../src/report/text-policy.ts'
import { aReport } from './builders.ts'

const schema = JSON.parse(readFileSync(new URL('../../schemas/report-1.schema.json', import.meta.url), 'utf8'))
const matches = new Ajv2020({ strict: true, strictRequired: true, allErrors: true }).compile(schema)

function exception(over: Partial<ExceptionReport>): ExceptionReport {
  return {
    rule: 'a-rule',
    package: 'tiny',
    versions: '1.x',
    integrity: 'sha512-AAAA',
    scripts: '',
    reason: 'read by hand',
    owner: 'ada',
    until: '2026-12-31',
    state: 'used',
    endsSoon: false,
    usedFor: ['tiny@1.0.0'],
    line: 4,
    ...over,
  }
}

const allowance: AllowanceReport = {
  package: 'big',
  version: '2.0.0',
  integrity: 'sha512-BBBB',
  reason: 'too-large',
  why: 'a browser',
  owner: 'bob',
  until: '2026-12-31',
  state: 'used',
  endsSoon: false,
  line: 9,
}

const policy: PolicyReport = {
  file: 'cordon.yml',
  digest: 'a'.repeat(64),
  overrides: [
    { rule: 'off-rule', outcome: 'off', from: '', reason: 'noise', active: true },
    { rule: 'later-rule', outcome: 'block', from: '2027-01-01', reason: 'soon', active: false },
  ],
  exceptions: [
    exception({}),
    exception({ package: 'gone', state: 'expired', usedFor: [] }),
    exception({ package: 'ending', state: 'not-judged', endsSoon: true, usedFor: [] }),
    exception({ package: 'idle', state: 'unused', usedFor: [] }),
  ],
  allowances: [allowance],
}

test('the schema describes it', () => {
  matches(JSON.parse(renderJson({ ...aReport([]), policy }, { all: false })))
  expect(matches.errors).toBe(null)
})

test.each([
  ['a state that is none', { ...policy, exceptions: [{ ...exception({}), state: 'new' }] }],
  ['a moment for a day', { ...policy, allowances: [{ ...allowance, until: '2026-12-31T00:00:00Z' }] }],
  ['an override without a reason', { ...policy, overrides: [{ rule: 'a', outcome: 'off', from: '', active: true }] }],
])('the schema refuses %s', (_, wrong) => {
  expect(matches({ ...JSON.parse(renderJson(aReport([]), { all: false })), policy: wrong })).toBe(false)
})

/** Which of these names a line has, so that no sentence is pinned. */
function namedIn(lines: readonly string[]): string[] {
  return ['off-rule', 'later-rule', 'tiny@', 'gone@', 'ending@', 'idle@', 'big@'].filter((name) =>
    lines.some((line) => line.includes(name)),
  )
}

test('text names what was overridden, used, has ended or ends soon; with --all everything', () => {
  expect(namedIn(policyLines(policy, false))).toEqual(['off-rule', 'tiny@', 'gone@', 'ending@', 'big@'])
  expect(namedIn(policyLines(policy, true))).toEqual(expect.arrayContaining(['later-rule', 'idle@']))
})

test('without a policy nothing is said', () => {
  expect(policyLines({ ...policy, file: '' }, true)).toEqual([])
})

test('what stands in a policy steers no terminal', () => {
  const overrides = [{ rule: 'a', outcome: 'off', from: '', reason: '\u001b[2Jx\u202e', active: true }] as const
  const text = renderText(aReport([], 0, { policy: { ...policy, overrides } }), {
    width: 80,
    color: false,
    now: 0,
    quiet: false,
    all: true,
  })
  expect([text.includes('\u001b'), text.includes('\u202e')]).toEqual([false, false])
})

test('an earlier report is read back; anything else is none', () => {
  const states = (list: readonly { state: string }[]) => list.map(({ state }) => ({ state }))
  const { digest, exceptions, allowances } = policy
  expect(readDecisions(renderJson({ ...aReport([]), policy }, { all: false }))).toEqual({
    digest,
    exceptions: states(exceptions),
    allowances: states(allowances),
  })
  for (const text of ['', '[]', '{}', '{"schemaVersion":2,"policy":{"digest":""}}', 'null']) {
    expect(readDecisions(text)).toBe(undefined)
  }
})

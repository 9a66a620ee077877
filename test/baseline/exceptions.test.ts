import { describe, expect, test } from 'vitest'
import { allowanceFor, type Subject, silence } from '../../src/baseline/exceptions.ts'
import { toPolicyReport } from '../../src/baseline/policy-report.ts'
import { type Allowance, defaultPolicy, type Exception } from '../../src/domain/policy.ts'
import type { Verdict } from '../../src/domain/report.ts'
import { aFinding, anEvidence } from '../report/builders.ts'

const day = 24 * 3_600_000
const now = Date.parse('2026-11-22T12:00:00Z')
const bytes = `sha512-${'A'.repeat(86)}==`
const others = `sha512-${'B'.repeat(86)}==`
const digest = `sha256-${'a'.repeat(64)}`

const subject: Subject = {
  name: 'tiny',
  version: '1.2.3',
  bytes,
  scripts: { digest, names: ['postinstall'], files: ['setup.js', 'lib/run.js'] },
}

function exception(over: Partial<Exception> = {}): Exception {
  const people = { reason: 'read', owner: 'ada', until: now + 100 * day, line: 1 }
  return { rule: 'a-rule', package: 'tiny', versions: '1.x', integrity: bytes, scripts: '', ...people, ...over }
}

function allowance(over: Partial<Allowance> = {}): Allowance {
  const people = { why: 'slow', owner: 'ada', until: now + 100 * day, line: 1 }
  return { package: 'tiny', version: '1.2.3', integrity: bytes, reason: 'timeout', ...people, ...over }
}

const finding = aFinding({ rule: 'a-rule' })

describe('an exception', () => {
  const isSilenced = (over: Partial<Exception>, about: Partial<Subject> = {}, found = finding) => {
    const given = exception(over)
    const { findings, used } = silence([found], { ...subject, ...about }, [given], now)
    expect(used).toEqual(findings.length === 0 ? [given] : [])
    return findings.length === 0
  }

  test.each<[string, Partial<Exception>, Partial<Subject>, boolean]>([
    ['for exactly this', {}, {}, true],
    ['of another rule', { rule: 'b-rule' }, {}, false],
    ['for another package', { package: 'tinyy' }, {}, false],
    ['for other versions', { versions: '2.x' }, {}, false],
    ['for a prerelease between the versions', {}, { version: '1.3.0-beta.1' }, true],
    ['for other bytes', { integrity: others }, {}, false],
    ['for a release without bytes', {}, { bytes: '' }, false],
    ['on its last moment', { until: now + 1 }, {}, true],
    ['after its last day', { until: now }, {}, false],
    ['that names no bytes at all', { integrity: '' }, { bytes: '' }, false],
  ])('%s', (_, over, about, expected) => expect(isSilenced(over, about)).toBe(expected))

  test('leaves every other finding of the package', () => {
    const other = aFinding({ rule: 'b-rule' })
    expect(silence([finding, other], subject, [exception()], now).findings).toEqual([other])
  })

  describe('that is bound to scripts', () => {
    const bound = { integrity: '', scripts: digest, versions: '*' }
    const about = (...evidence: [string, string][]) =>
      aFinding({ rule: 'a-rule', evidence: evidence.map(([file, fact]) => anEvidence({ file, fact })) })

    test.each<[string, Partial<Subject>, boolean]>([
      ['covers an update with the same scripts', { bytes: others, version: '2.0.0' }, true],
      ['covers no other scripts', { scripts: { ...subject.scripts, digest: `sha256-${'b'.repeat(64)}` } }, false],
      ['covers nothing where the digest is not known', { scripts: { ...subject.scripts, digest: '' } }, false],
    ])('%s', (_, over, expected) => {
      expect(isSilenced(bound, over, about(['package.json', 'script postinstall added']))).toBe(expected)
    })

    test.each<[string, [string, string][], boolean]>([
      ['a file that the script runs', [['lib/run.js', 'capability network added']], true],
      ['a file that it does not run', [['index.js', 'capability network added']], false],
      [
        'both',
        [
          ['lib/run.js', 'capability x'],
          ['index.js', 'capability y'],
        ],
        false,
      ],
      ['another script', [['package.json', 'script test added']], false],
      ['a script that is called like it', [['package.json', 'script postinstall x added']], false],
      ['the lock entry', [['', 'publication']], false],
      ['nothing', [], false],
      [
        'so much that some is left out',
        Array.from({ length: 20 }, (): [string, string] => ['setup.js', 'flow x']),
        false,
      ],
    ])('with evidence in %s: %s', (_, evidence, expected) => {
      expect(isSilenced(bound, {}, about(...evidence))).toBe(expected)
    })
  })
})

describe('an allowance', () => {
  test.each<[string, Partial<Allowance>, Partial<Subject>, boolean]>([
    ['for exactly this', {}, {}, true],
    ['for another reason', { reason: 'offline' }, {}, false],
    ['for another version', {}, { version: '1.2.4' }, false],
    ['for another package', {}, { name: 'other' }, false],
    ['for other bytes', {}, { bytes: others }, false],
    ['for no bytes', { integrity: '' }, { bytes: '' }, false],
    ['after its last day', { until: now }, {}, false],
  ])('%s', (_, over, about, expected) => {
    expect(allowanceFor('timeout', { ...subject, ...about }, [allowance(over)], now) !== 'none').toBe(expected)
  })
})

describe('the report', () => {
  const judged = (verdict: Verdict, version = '1.2.3', used: Exception[] = []) => ({
    judged: { name: 'tiny', version, verdict },
    exceptions: used,
    allowances: [],
  })
  const stateOf = (one: Exception, releases: ReturnType<typeof judged>[], isWhole = true) =>
    toPolicyReport({ ...defaultPolicy, exceptions: [one] }, releases, isWhole, now).exceptions[0]?.state
  const one = exception()

  test.each<[string, string | undefined, string]>([
    ['used', stateOf(one, [judged('passed', '1.2.3', [one])]), 'used'],
    ['unused', stateOf(one, [judged('passed')]), 'unused'],
    ['unused as the package is gone', stateOf(one, []), 'unused'],
    ['unused as other versions are there', stateOf(one, [judged('unchecked', '2.0.0')]), 'unused'],
    ['not judged, as nobody could look at it', stateOf(one, [judged('unchecked')]), 'not-judged'],
    ['not judged, as only what differs was', stateOf(one, [judged('passed')], false), 'not-judged'],
    ['used where only what differs was judged', stateOf(one, [judged('passed', '1.2.3', [one])], false), 'used'],
    ['expired', stateOf(exception({ until: now }), [judged('passed')]), 'expired'],
  ])('%s', (_, state, expected) => expect(state).toBe(expected))

  test('warns of what ends within two weeks, and names its last day', () => {
    const exceptions = [0, 14, 15].map((days) => exception({ until: Date.parse('2026-11-23') + days * day }))
    const report = toPolicyReport({ ...defaultPolicy, exceptions }, [], true, now)
    expect(report.exceptions.map(({ until, endsSoon }) => [until, endsSoon])).toEqual([
      ['2026-11-22', true],
      ['2026-12-06', false],
      ['2026-12-07', false],
    ])
  })

  test('names the releases that an exception was used for', () => {
    const report = toPolicyReport(
      { ...defaultPolicy, exceptions: [one] },
      [judged('passed', '1.2.3', [one])],
      true,
      now,
    )
    expect(report.exceptions[0]?.usedFor).toEqual(['tiny@1.2.3'])
  })

  test('says which overrides hold', () => {
    const rules = [
      { rule: 'a', outcome: 'off', from: 0, reason: 'x', line: 1 },
      { rule: 'a', outcome: 'review', from: now - day, reason: 'y', line: 2 },
      { rule: 'a', outcome: 'block', from: now + day, reason: 'z', line: 3 },
    ] as const
    const { overrides } = toPolicyReport({ ...defaultPolicy, rules }, [], true, now)
    expect(overrides.map(({ reason, from, active }) => [reason, from, active])).toEqual([
      ['x', '', false],
      ['y', '2026-11-21', true],
      ['z', '2026-11-23', false],
    ])
  })
})

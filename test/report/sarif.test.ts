import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/domain/report.ts'
import { renderSarif } from '../../src/report/sarif.ts'
import { aFinding, anEvidence, aPackage, aReport } from './builders.ts'
import { outputs } from './outputs.ts'
import { sarifProblems } from './sarif-schema.ts'

const place = { folder: '' }
const sarif = (...reports: Report[]) => renderSarif(reports.map((report) => ({ report, place })))
const runOf = (text: string) => JSON.parse(text).runs[0]

test.each(['axios', 'passing', 'incomplete'] as const)('%s is SARIF 2.1.0', async (name) => {
  const text = sarif(outputs[name])
  expect(sarifProblems(text)).toEqual([])
  await expect(text).toMatchFileSnapshot(`snapshots/${name}.sarif`)
})

test('the schema refuses what is none', () => {
  expect(sarifProblems('{"version":"2.1.0","runs":[{"results":[]}]}')).toEqual(['/runs/0 required'])
})

describe('fingerprints', () => {
  const moved = (line: number) => sarif(aReport([aPackage({ line, findings: [aFinding()] })]))
  const printsOf = (text: string) =>
    runOf(text).results.map((one: { partialFingerprints: object }) => one.partialFingerprints)

  test('stay when lines move', () => {
    expect(printsOf(moved(20))).toEqual(printsOf(moved(900)))
    expect(runOf(moved(900)).results[0].locations[0].physicalLocation.region.startLine).toBe(900)
  })

  test('tell two entries of the same release apart, and two lockfiles', () => {
    const one = aPackage({ findings: [aFinding()] })
    const twice = printsOf(sarif(aReport([one, { ...one, line: 40 }])))
    expect(new Set(twice.map((print: object) => JSON.stringify(print))).size).toBe(2)
    const both = renderSarif([
      { report: aReport([one]), place: { folder: 'a' } },
      { report: aReport([one]), place: { folder: 'b' } },
    ])
    expect(
      runOf(both).results.map(
        (each: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
          each.locations[0]?.physicalLocation.artifactLocation.uri,
      ),
    ).toEqual(['a/package-lock.json', 'b/package-lock.json'])
  })
})

describe('one run', () => {
  test('of one lockfile has a category of its own', () => {
    expect(runOf(sarif(outputs.axios)).automationDetails.id).toBe('cordon/package-lock.json/')
  })

  test('of several lockfiles, for code scanning refuses two runs of one category', () => {
    const log = JSON.parse(sarif(outputs.axios, outputs.passing, outputs.incomplete))
    expect(log.runs).toHaveLength(1)
    expect(log.runs[0].automationDetails.id).toBe('cordon/')
    expect(log.runs[0].invocations.map((one: { exitCode: number }) => one.exitCode)).toEqual([1, 0, 3])
  })
})

describe('an incomplete run', () => {
  test('does not look like one that found nothing', () => {
    const [invocation] = runOf(sarif(outputs.incomplete)).invocations
    expect(invocation.executionSuccessful).toBe(false)
    expect(
      invocation.toolExecutionNotifications.map((one: { descriptor: { id: string }; level: string }) => [
        one.descriptor.id,
        one.level,
      ]),
    ).toEqual([
      ['unchecked', 'error'],
      ['incomplete', 'error'],
      ['note', 'note'],
    ])
  })

  test('is one whose records were too old, too', () => {
    const notices = [{ code: 'trust-data-too-old', detail: '2026-01-01' }]
    expect(runOf(sarif(aReport([], 2, { notices }))).invocations[0].executionSuccessful).toBe(false)
  })

  test('is none where all was looked at', () => {
    expect(runOf(sarif(outputs.axios)).invocations[0].executionSuccessful).toBe(true)
  })
})

test('a release that waits is a note', () => {
  const { results, tool } = runOf(sarif(outputs.incomplete))
  expect(results.map((one: { ruleId: string; level: string }) => [one.ruleId, one.level])).toEqual([
    ['too-young', 'note'],
  ])
  expect(tool.driver.rules[0].properties['security-severity']).toBe('2.0')
})

test('every rule is described once, as severe as its worst result', () => {
  const softened = aPackage({ name: 'first', findings: [aFinding({ outcome: 'review' })] })
  const { rules } = runOf(sarif(aReport([softened, aPackage({ findings: [aFinding()] })]))).tool.driver
  expect(rules).toHaveLength(1)
  expect(rules[0]).toMatchObject({
    id: 'phantom-dependency',
    defaultConfiguration: { level: 'error' },
    properties: { 'security-severity': '9.5' },
  })
})

test('notes and what passed are no alerts', () => {
  const noted = aPackage({ verdict: 'passed', findings: [aFinding({ outcome: 'note' })] })
  expect(runOf(sarif(aReport([noted, aPackage({ findings: [aFinding({ outcome: 'note' })] })]))).results).toEqual([])
})

test('keeps to the limits of code scanning, and says what it left out', () => {
  const evidence = Array.from({ length: 20 }, () => anEvidence({ excerpt: 'y'.repeat(200) }))
  const findings = Array.from({ length: 40 }, (_one, index) =>
    aFinding({ rule: `rule-${index}`, evidence, fingerprint: index.toString(16).padStart(64, '0') }),
  )
  const packages = Array.from({ length: 400 }, (_one, index) => aPackage({ name: `a${index}`, findings }))
  const text = sarif(aReport(packages))
  expect(Buffer.byteLength(text)).toBeLessThan(10 * 1024 * 1024)
  const { results, invocations } = runOf(text)
  expect(results.length).toBeLessThanOrEqual(5000)
  expect(invocations[0].toolExecutionNotifications[0].descriptor.id).toBe('left-out')
})

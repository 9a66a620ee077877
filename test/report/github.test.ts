import { describe, expect, test } from 'vitest'
import { type AnnotationOptions, nothingTaken, renderAnnotations } from '../../src/report/github.ts'
import { aFinding, anEvidence, aPackage, aReport } from './builders.ts'
import { outputs } from './outputs.ts'

const now = Date.parse('2026-03-31T00:22:00Z')
const options: AnnotationOptions = { manifests: [], now, warnOnly: false, taken: nothingTaken }
const place = { folder: 'apps/web' }
const manifest = { file: 'apps/web/package.json', text: '{\n  "dependencies": {\n    "axios": "^1.14.0"\n  }\n}\n' }

function annotations(report: ReturnType<typeof aReport>, over: Partial<AnnotationOptions> = {}): string[] {
  return renderAnnotations([{ report, place }], { ...options, ...over })
    .split('\n')
    .slice(0, -1)
}
const heads = (lines: string[]) => lines.map((line) => line.slice(0, line.indexOf('::', 2)))

test.each(['axios', 'incomplete'] as const)('%s', async (name) => {
  const lines = annotations(outputs[name], { manifests: [manifest] })
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`snapshots/annotations-${name}.txt`)
})

test('says nothing when all is well', () => expect(annotations(outputs.passing)).toEqual([]))

test('stands on the lines that a reviewer sees', () => {
  expect(heads(annotations(outputs.axios, { manifests: [manifest] }))).toEqual([
    '::error file=apps/web/package-lock.json,line=20,title=axios@1.14.1 is blocked',
    '::error file=apps/web/package.json,line=3,title=axios@1.14.1 is blocked',
    '::error file=apps/web/package-lock.json,line=97,title=plain-crypto-js@4.2.1 is blocked',
  ])
})

test('stands on the line of the project itself', () => {
  const finding = aFinding({ evidence: [anEvidence({ file: 'package.json', line: 7 })] })
  const own = aPackage({ name: 'shop', version: '1.0.0', kind: 'workspace', line: 0, findings: [finding] })
  expect(heads(annotations(aReport([own])))).toEqual([
    '::error file=apps/web/package.json,line=7,title=shop@1.0.0 is blocked',
  ])
})

describe('the level', () => {
  test.each([
    ['blocked', 'error'],
    ['unchecked', 'error'],
    ['review', 'warning'],
    ['waiting', 'notice'],
  ] as const)('of %s is %s', (verdict, level) => {
    expect(annotations(aReport([aPackage({ verdict })]))[0]).toMatch(new RegExp(`^::${level} `))
  })

  test('of what does not count for the exit code is no error', () => {
    const report = aReport([aPackage()])
    const lines = annotations({ ...report, summary: { ...report.summary, exitCode: 0 } })
    expect(lines[0]).toMatch(/^::warning /)
  })

  test('of review is an error where review fails the run', () => {
    const report = aReport([aPackage({ verdict: 'review' })])
    const lines = annotations({ ...report, summary: { ...report.summary, exitCode: 1 } })
    expect(lines[0]).toMatch(/^::error /)
  })

  test('is never error where only warnings are wanted', () => {
    expect(annotations(outputs.axios, { warnOnly: true }).every((line) => line.startsWith('::warning '))).toBe(true)
  })
})

describe('GitHub shows ten of each level', () => {
  const blocked = (count: number) =>
    Array.from({ length: count }, (_one, index) =>
      aPackage({ name: `a${index}`, locations: [`node_modules/a${index}`] }),
    )
  const asks = (count: number) => [
    {
      file: 'apps/web/package.json',
      text: JSON.stringify({ dependencies: Object.fromEntries(blocked(count).map(({ name }) => [name, '1'])) }),
    },
  ]

  test('what is more is counted in the last one', () => {
    const lines = annotations(aReport(blocked(12)), { manifests: asks(12) })
    expect(lines).toHaveLength(10)
    expect(lines[9]).toBe('::error title=cordon::and 3 more packages; the summary names them')
    expect(heads(lines).filter((head) => head.includes('package.json,'))).toEqual([])
  })

  test('second places take what room is left', () => {
    const lines = heads(annotations(aReport(blocked(8)), { manifests: asks(8) }))
    expect(lines).toHaveLength(10)
    expect(lines.filter((head) => head.includes('package.json,'))).toHaveLength(2)
  })

  test('less is left where the step has written some already', () => {
    const taken = { error: 8, warning: 10, notice: 0 }
    const report = aReport([...blocked(3), aPackage({ verdict: 'review' })])
    expect(annotations(report, { taken }).slice(1)).toEqual([
      '::error title=cordon::and 2 more packages; the summary names them',
    ])
  })

  test('worst first, and each level for itself', () => {
    const report = aReport([...blocked(12).map((one) => ({ ...one, verdict: 'waiting' as const })), aPackage()])
    const lines = annotations(report)
    expect(lines).toHaveLength(11)
    expect(lines[0]).toMatch(/^::error .*title=axios/)
  })
})

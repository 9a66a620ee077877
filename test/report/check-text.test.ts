import { describe, expect, test } from 'vitest'
import type { Alternative, CheckReport } from '../../src/domain/check.ts'
import { noBrings } from '../../src/domain/report.ts'
import { renderCheckJson } from '../../src/report/check-json.ts'
import { renderCheckText } from '../../src/report/check-text.ts'
import { textWidth } from '../../src/report/width.ts'
import { aFinding, aPackage, aReport } from './builders.ts'

const now = Date.parse('2026-03-31T00:22:00Z')
const options = { width: 80, color: false, now, quiet: false, all: false }

const found: Alternative = {
  ...{ status: 'found', how: 'spec', name: 'axios', version: '1.14.1', instead: 'axios@1.14.0', tried: 1 },
}

function aCheck(over: Partial<CheckReport> = {}, name = 'axios', version = '1.14.1'): CheckReport {
  const spec = { spec: `${name}@latest`, installedAs: name, name, version, before: '1.14.0' }
  const path = [`${name}@${version}`]
  const incoming = { name, version, before: ['1.14.0'], path, published: '2026-03-31T00:21:00Z', eligibleAt: '' }
  return {
    schemaVersion: 1,
    tool: { name: 'cordon', version: '0.1.0' },
    project: 'own',
    specs: [{ ...spec, status: 'changed', published: '2026-03-31T00:21:00Z', publisher: 'ada' }],
    unresolved: { code: '', detail: '' },
    incoming: [{ ...incoming, verdict: 'blocked', runsScripts: true }],
    leaving: [],
    alternatives: [found],
    report: aReport([aPackage({ name, version, findings: [aFinding()] })]),
    ...over,
  }
}

const linesOf = (check: CheckReport, over = {}) => renderCheckText(check, { ...options, ...over }).split('\n')

describe('the first lines', () => {
  test('are the verdict and what to ask for instead', () => {
    expect(linesOf(aCheck()).slice(0, 2)).toEqual([
      'blocked: axios@latest would bring 1 package: 1 blocked',
      'instead: axios@1.14.0, which the project has, is the newest that passes',
    ])
  })
  test.each<[Partial<Alternative>, RegExp]>([
    [{ status: 'none', instead: '', tried: 0 }, /nothing was found .* no older version/],
    [{ status: 'none', instead: '', tried: 6 }, /none of the 6 versions/],
    [{ how: 'override', name: 'turned', version: '1.0.1', instead: 'turned@1.0.0' }, /turned@1\.0\.0 in "overrides"/],
    [{ instead: 'axios@1.13.0' }, /^instead: axios@1\.13\.0 is the newest that passes/],
  ])('%j', (over, words) => {
    const [, ...rest] = linesOf(aCheck({ alternatives: [{ ...found, ...over }] }), { width: 200 })
    expect(rest[0]).toMatch(words)
  })
  test('say when nothing would change, and when nothing could be resolved', () => {
    const spec = aCheck().specs.map((one) => ({ ...one, status: 'unchanged' as const }))
    const same = aCheck({ specs: spec, incoming: [], alternatives: [], report: aReport([]) })
    expect(linesOf(same)[0]).toBe('passed: axios@latest is what the project has; nothing would change')
    expect(linesOf(same, { quiet: true })).toEqual([''])
    const none = aCheck({ unresolved: { code: 'timeout', detail: 'x' }, incoming: [], alternatives: [] })
    expect(linesOf(none)[0]).toMatch(/^unchecked: axios@latest could not be resolved/)
  })
})

test('nothing that a registry says steers the terminal, at any width', () => {
  const bad = '\u001b[31m\u202eevil\u0007\r\n::error::x'
  const hostile = aCheck(
    {
      leaving: [bad],
      alternatives: [{ ...found, name: bad, instead: bad }],
      specs: aCheck().specs.map((one) => ({ ...one, spec: bad, publisher: bad, published: '2026-03-31T00:21:00Z' })),
      report: aReport([
        aPackage({
          name: bad,
          brings: { ...noBrings, scripts: [{ name: bad, status: 'added', before: '', after: bad }] },
          findings: [aFinding()],
        }),
      ]),
      incoming: aCheck().incoming.map((one) => ({ ...one, name: bad, path: [bad, bad, bad], before: [bad, bad] })),
    },
    bad,
  )
  for (const width of [40, 80, 200]) {
    for (const all of [true, false]) {
      const lines = linesOf(hostile, { width, all })
      expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      expect(lines.filter((line) => textWidth(line) > width)).toEqual([])
      expect(lines.filter((line) => line.startsWith('::'))).toEqual([])
    }
  }
  expect(renderCheckJson(hostile, { all: true }).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

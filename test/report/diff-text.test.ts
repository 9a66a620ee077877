// A comparison as text: every kind of fact has its line, what is as before has none, and no text of a package passes as ours.
import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/domain/change.ts'
import type { DiffReport, DiffSide } from '../../src/domain/diff-report.ts'
import { renderDiffText } from '../../src/report/diff-text.ts'
import { aFile, anArgument, anIndicator, loudChange, quietChange } from '../rules/builders.ts'
import { aFinding, anEvidence } from './builders.ts'

const side: DiffSide = {
  shown: 'tiny@1.0.0',
  kind: 'published',
  name: 'tiny',
  version: '1.0.0',
  integrity: '',
  published: '2026-01-01T00:00:00.000Z',
  publisher: 'ada',
  email: '',
  publisherKind: 'account',
  level: 'none',
  provenance: 'none',
  signature: 'verified',
  deprecated: '',
}

const report = (change: Change, over: Partial<DiffReport> = {}): DiffReport => ({
  schemaVersion: 1,
  tool: { name: 'cordon', version: '0.0.0' },
  rules: [],
  trust: { source: 'none', date: '' },
  asOf: '2026-02-01T00:00:00.000Z',
  before: side,
  after: { ...side, shown: 'tiny@1.0.1', version: '1.0.1', published: '2026-01-03T02:00:00.000Z' },
  verdict: 'passed',
  reasons: [],
  findings: [],
  change,
  carried: [],
  code: 'none',
  exitCode: 0,
  ...over,
})

const text = (one: DiffReport, all = false) => renderDiffText(one, { width: 120, color: false, all })
const labels = (shown: string) => [...shown.matchAll(/^ {2}([a-z][a-z ]*?) {2,}[+~=-] /gm)].map(([, label]) => label)

describe('what changed', () => {
  test('of a quiet change is only where both come from', () => {
    expect(labels(text(report(quietChange)))).toEqual(['publisher', 'provenance', 'signature', 'published'])
  })
  test('of a loud change has a line for every kind of fact', () => {
    const loud = {
      ...loudChange,
      files: [{ ...aFile, status: 'added' as const, entry: 'import' as const }],
      indicators: [...loudChange.indicators, { ...anIndicator, kind: 'url' as const }],
    }
    const told = new Set(labels(text(report(loud))))
    const expected =
      'scripts dependencies commands manifest capabilities flows disguises indicators hosts arguments unreadable oddities'
    expect([...expected.split(' '), 'entry points', 'known bad'].filter((label) => !told.has(label))).toEqual([])
  })
  test('says nothing of what differs in its own version alone', () => {
    const host = (value: string, status: 'added' | 'removed') => ({ ...anArgument, value, status })
    const own = [host('agent/1.0.0', 'removed'), host('agent/1.0.1', 'added')]
    const versions = {
      baseline: { ...quietChange.baseline, version: '1.0.0' },
      package: { ...quietChange.package, version: '1.0.1' },
    }
    expect(labels(text(report({ ...quietChange, ...versions, arguments: own })))).not.toContain('arguments')
    const other = [...own, host('agent/2.0.0', 'added')]
    expect(text(report({ ...quietChange, ...versions, arguments: other }))).toContain('agent/2.0.0')
  })
  test('is cut after a while, and --all shows the rest', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...anIndicator,
      value: `h${index}.example.test`,
      status: 'added' as const,
    }))
    const change = { ...quietChange, indicators: many.map((one) => ({ ...one, kind: 'host' as const })) }
    expect(text(report(change))).toContain('and 18 more; --all shows them')
    expect(text(report(change), true)).toContain('h29.example.test')
  })
  test('names another package, a publisher that changed, and what nobody knows', () => {
    const before: DiffSide = {
      ...side,
      name: 'other',
      shown: './other',
      kind: 'folder',
      publisherKind: 'unavailable',
      level: 'unavailable',
      signature: 'unavailable',
    }
    const shown = text(report(quietChange, { before }))
    expect(shown).toContain('other -> tiny: these are different packages')
    expect(shown).toContain('unknown, of files on a disk -> ada')
  })
})

describe('files', () => {
  const files = Array.from({ length: 60 }, (_, index) => ({
    ...aFile,
    status: 'changed' as const,
    path: `lib/deep/er/${index}.js`,
    reach: 'none' as const,
    type: 'javascript',
  }))
  const native = { ...aFile, status: 'added' as const, path: 'lib/deep/x.node', type: 'native' }
  test('are told by folder when there are many, but for those that stand out', () => {
    const shown = text(report({ ...quietChange, files: [...files, native] }))
    expect(shown).toMatch(/^ {2}lib\/deep\/ {2}60 changed; /m)
    expect(shown).toMatch(/^ {2}\+ lib\/deep\/x\.node {2}/m)
  })
  test('are all told with --all', () => {
    expect(text(report({ ...quietChange, files }), true)).toContain('lib/deep/er/59.js')
  })
})

describe('findings', () => {
  test('stand together where they point at the same, worst first', () => {
    const evidence = [anEvidence({ file: 'a.js', line: 3 })]
    const findings = [
      aFinding({ rule: 'softer', outcome: 'review', evidence }),
      aFinding({ rule: 'hard', outcome: 'block', evidence }),
      aFinding({ rule: 'only-a-note', outcome: 'note' }),
    ]
    const shown = text(report(quietChange, { findings }))
    expect(shown.match(/a\.js:3/g)).toHaveLength(1)
    expect(shown.indexOf('blocks  hard')).toBeLessThan(shown.indexOf('review  softer'))
    expect(shown).toContain('decide nothing: only-a-note')
    expect(text(report(quietChange, { findings }), true)).toContain('note    only-a-note')
  })
})

test('every text of a package is escaped', () => {
  const evil = '\u202e\u001b[2J\n::error::'
  const texts = new Set(
    'name body bodyBefore spec specBefore path pathBefore value detail excerpt file key registry tarball subject id why ownedBy lookalikeOf of resolvedVersion deprecated'.split(
      ' ',
    ),
  )
  const poisoned: Change = JSON.parse(JSON.stringify(loudChange), (key, value) =>
    texts.has(key) && typeof value === 'string' ? `${evil}${value}` : value,
  )
  const dirty = { ...side, name: evil, shown: evil, publisher: evil, email: evil, deprecated: evil }
  const shown = text(
    report(poisoned, { before: dirty, after: dirty, reasons: [{ code: 'timeout', detail: evil }] }),
    true,
  )
  expect(shown).not.toMatch(/[^\n\P{C}]|::/u)
  expect(shown).toContain('\\u{202e}')
})

import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/domain/report.ts'
import type { TextOptions } from '../../src/report/layout.ts'
import { renderText } from '../../src/report/text.ts'
import { textWidth } from '../../src/report/width.ts'
import { aFinding, anEvidence, aPackage, aReport } from './builders.ts'

const options: TextOptions = {
  width: 80,
  color: false,
  now: Date.parse('2026-03-31T00:22:00Z'),
  quiet: false,
  all: false,
}
const render = (report: Report, over: Partial<TextOptions> = {}) => renderText(report, { ...options, ...over })

const waiting = aPackage({
  verdict: 'waiting',
  name: 'left-pad',
  version: '2.0.0',
  eligibleAt: '2026-04-02T23:59:12Z',
  reasons: [{ code: 'too-young', detail: '2026-04-02T23:59:12Z' }],
})
const unchecked = aPackage({
  verdict: 'unchecked',
  name: '@scope/parser',
  version: '1.0.0',
  reasons: [{ code: 'fetch-failed', detail: '503 Service Unavailable' }],
})
const axios = aPackage({
  findings: [
    aFinding({ outcome: 'note', rule: 'young-release' }),
    aFinding({
      rule: 'new-publisher',
      outcome: 'review',
      title: 'Somebody else published this release',
      why: 'An account that was taken over looks like this.',
      evidence: [anEvidence({ file: '', line: 20, excerpt: 'jason <jason@example.test>' })],
    }),
    aFinding(),
  ],
})
const incident = aReport([waiting, unchecked, axios], 6, {
  notices: [{ code: 'trust-data-unavailable', detail: 'publisher, trust' }],
})

test('the whole report, worst first', () => {
  expect(render(incident)).toMatchInlineSnapshot(`
    "blocked: 1 of 9 packages (1 unchecked, 1 waiting, 6 passed)

      blocked    axios@1.14.1         2 findings
      unchecked  @scope/parser@1.0.0  could not be fetched: 503 Service Unavailable
      waiting    left-pad@2.0.0       eligible at 2026-04-03 00:00 UTC, in 2 d 23 h

    axios@1.14.1 is blocked
      project > axios@1.14.1
      package-lock.json:20; compared with 1.14.0, from the registry's history
      phantom-dependency: An update adds a dependency that no file imports
        package.json:52  "plain-crypto-js": "^4.2.1"
        why  A dependency that nobody imports has no use but its install script.
        now  Stay on axios@1.14.0.
      also worth a look: new-publisher; --all tells more

      fetch-failed: could not be fetched. Run it again; if it stays, look at the
      state of the registry or name another with --registry.
      too-young: younger than the minimum age. Wait until then, or keep the release
      before it. --min-age sets how long.

    note: this registry shows no data on publisher, trust; checks that need it were
          unavailable
    1 note that changes no verdict; --all shows it
    "
  `)
})

test('a narrow terminal', () => {
  expect(render(incident, { width: 60 })).toMatchInlineSnapshot(`
    "blocked: 1 of 9 packages (1 unchecked, 1 waiting, 6 passed)

      blocked    axios@1.14.1         2 findings
      unchecked  @scope/parser@1.0.0  could not be fetched: 503
                                      Service Unavailable
      waiting    left-pad@2.0.0       eligible at 2026-04-03
                                      00:00 UTC, in 2 d 23 h

    axios@1.14.1 is blocked
      project > axios@1.14.1
      package-lock.json:20; compared with 1.14.0, from the
      registry's history
      phantom-dependency: An update adds a dependency that no
      file imports
        package.json:52  "plain-crypto-js": "^4.2.1"
        why  A dependency that nobody imports has no use but its
             install script.
        now  Stay on axios@1.14.0.
      also worth a look: new-publisher; --all tells more

      fetch-failed: could not be fetched. Run it again; if it
      stays, look at the state of the registry or name another
      with --registry.
      too-young: younger than the minimum age. Wait until then,
      or keep the release before it. --min-age sets how long.

    note: this registry shows no data on publisher, trust;
          checks that need it were unavailable
    1 note that changes no verdict; --all shows it
    "
  `)
})

test('a wide terminal', () => {
  expect(render(incident, { width: 200 })).toMatchInlineSnapshot(`
    "blocked: 1 of 9 packages (1 unchecked, 1 waiting, 6 passed)

      blocked    axios@1.14.1         2 findings
      unchecked  @scope/parser@1.0.0  could not be fetched: 503 Service Unavailable
      waiting    left-pad@2.0.0       eligible at 2026-04-03 00:00 UTC, in 2 d 23 h

    axios@1.14.1 is blocked
      project > axios@1.14.1
      package-lock.json:20; compared with 1.14.0, from the registry's history
      phantom-dependency: An update adds a dependency that no file imports
        package.json:52  "plain-crypto-js": "^4.2.1"
        why  A dependency that nobody imports has no use but its install script.
        now  Stay on axios@1.14.0.
      also worth a look: new-publisher; --all tells more

      fetch-failed: could not be fetched. Run it again; if it stays, look at the state of the registry or name another with --registry.
      too-young: younger than the minimum age. Wait until then, or keep the release before it. --min-age sets how long.

    note: this registry shows no data on publisher, trust; checks that need it were unavailable
    1 note that changes no verdict; --all shows it
    "
  `)
})

describe('the first line', () => {
  const review = aPackage({ verdict: 'review', findings: [aFinding({ outcome: 'review' })] })
  test.each<[string, Report]>([
    ['passed: 1,512 packages', aReport([], 1512)],
    ['passed: 1 package', aReport([], 1)],
    ['passed: nothing to judge, 0 packages', aReport([])],
    ['passed: 2 packages (1 trusted)', aReport([aPackage({ verdict: 'trusted' })], 1)],
    ['blocked: 1 of 9 packages (1 unchecked, 1 waiting, 6 passed)', incident],
    ['unchecked: 1 of 3 packages (1 in review, 1 waiting)', aReport([review, unchecked, waiting])],
    ['review: 1 of 2 packages (1 waiting)', aReport([review, waiting])],
    ['waiting: 1 of 1 package', aReport([waiting])],
    // With --fail-on review the exit code is 1 because of the review, and the first line says so.
    ['review: 1 of 2 packages (1 unchecked)', failing(aReport([review, unchecked]))],
  ])('%s', (line, report) => {
    expect(render(report).split('\n')[0]).toBe(line)
  })
})

function failing(report: Report): Report {
  return { ...report, summary: { ...report.summary, exitCode: 1 } }
}

describe('quiet', () => {
  test('says nothing when everything passed', () => {
    expect(
      render(aReport([], 5, { notices: [{ code: 'trust-data-unavailable', detail: 'publisher, trust' }] }), {
        quiet: true,
      }),
    ).toBe('')
  })
  test('says everything otherwise', () => {
    expect(render(incident, { quiet: true })).toBe(render(incident))
  })
})

describe('notes', () => {
  const report = aReport([aPackage({ verdict: 'passed', findings: [aFinding({ outcome: 'note' })] })])
  test('are counted', () => {
    expect(render(report)).not.toContain('phantom-dependency')
    expect(render(report)).toContain('1 note that changes no verdict; --all shows it')
  })
  test('are shown with --all', () => {
    expect(render(report, { all: true })).toContain('phantom-dependency')
    expect(render(report, { all: true })).not.toContain('--all shows')
  })
})

describe('long lists', () => {
  const many = aReport(
    Array.from({ length: 32 }, (_, index) => aPackage({ name: `p${index}`, findings: [aFinding()] })),
  )
  test('are capped, and say where the rest is', () => {
    const text = render(many)
    expect(text).toContain('  and 12 more blocked; --format json has all')
    expect(text).toContain('and findings on 12 more; --format json has all')
    expect(text).not.toContain('p20@')
  })
  test('are whole with --all', () => {
    expect(render(many, { all: true })).toContain('p31@1.14.1 is blocked')
    expect(render(many, { all: true })).not.toContain('more')
  })
  test('evidence and ways are capped too', () => {
    const evidence = Array.from({ length: 9 }, (_, index) => anEvidence({ line: index + 1 }))
    const paths = Array.from({ length: 5 }, (_, index) => [`root${index}@1.0.0`, 'axios@1.14.1'])
    const text = render(aReport([aPackage({ paths, findings: [aFinding({ evidence })] })]))
    expect(text).toContain('    and 3 more; --format json has all')
    expect(text).toContain('  and 2 more ways')
    expect(text).not.toContain('root3')
  })
})

test('findings that share a next step say it once, below them', () => {
  const findings = [
    aFinding({ rule: 'one', fix: 'Stay.' }),
    aFinding({ rule: 'two', fix: 'Go.' }),
    aFinding({ rule: 'three', fix: 'Stay.' }),
  ]
  const lines = render(aReport([aPackage({ findings })])).split('\n')
  const order = lines
    .filter((line) => /^ {2}(one|two|three):|^ {4}now/.test(line))
    .map((line) => line.trim().split(/[ :]/)[0])
  expect(order).toEqual(['one', 'three', 'now', 'two', 'now'])
})

test('a blocked release that is too young is not said to become eligible', () => {
  const young = aPackage({ ...waiting, verdict: 'blocked', findings: [aFinding()] })
  expect(render(aReport([young]))).not.toContain('eligible')
  expect(render(aReport([young]))).not.toContain('too-young')
})

describe('hostile text', () => {
  const evil = '\u001b[2J\u001b]0;owned\u0007\u202e\u200b\nblocked: 0 of 9 packages\r\u009b31m'
  const long = 'x'.repeat(10_000)
  const report = aReport(
    [evil, long].map((text) =>
      aPackage({
        name: text,
        version: text,
        paths: [[text, text], Array.from({ length: 3000 }, () => text)],
        baseline: { status: 'history', version: text },
        verdict: 'unchecked',
        eligibleAt: text,
        reasons: [
          { code: 'fetch-failed', detail: text },
          { code: 'too-young', detail: text },
        ],
        findings: [
          aFinding({
            rule: text,
            title: text,
            why: text,
            fix: text,
            evidence: [anEvidence({ file: text, excerpt: text })],
          }),
        ],
      }),
    ),
    0,
    { lockfile: evil, notices: [{ code: evil, detail: evil }] },
  )

  test.each([40, 60, 80, 200])('cannot steer a terminal of %d columns', (width) => {
    const text = render(report, { width, all: true })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u)
    expect(text.split('\n').filter((line) => line.startsWith('blocked: 0 of 9'))).toEqual([])
    expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(width)
    expect(text.length).toBeLessThan(40_000)
  })
})

describe('colour', () => {
  test('changes nothing but colours', () => {
    for (const width of [40, 80, 200])
      expect(stripVTControlCharacters(render(incident, { width, color: true }))).toBe(render(incident, { width }))
  })
  test('is there when asked for, whatever the stream', () => {
    expect(render(incident, { color: true }).split('\n')[0]).toContain('\u001b[31mblocked:')
  })
})

test('what passed is listed with --all alone', () => {
  const report = aReport([
    aPackage({ name: 'fine', verdict: 'passed' }),
    aPackage({ name: 'known', verdict: 'trusted' }),
  ])
  expect(render(report)).toBe('passed: 2 packages (1 trusted)\n')
  expect(render(report, { all: true })).toContain('  passed     fine@1.14.1')
  expect(render(report, { all: true })).toContain('  trusted    known@1.14.1')
})

test.each([
  ['own-code', '3', "3 of the project's own packages"],
  ['trust-data-unavailable', 'publisher, trust', 'shows no data on publisher, trust'],
  ['something-new', 'a\u001b[2J', 'something-new: a\\u{1b}[2J'],
  ['__proto__', '', '__proto__'],
])('the notice %s is said once', (code, detail, words) => {
  expect(render(aReport([], 1, { notices: [{ code, detail }] }))).toContain(words)
})

test('a sentence that runs over several lines of a rule file is one', () => {
  const text = render(aReport([aPackage({ findings: [aFinding({ why: 'It\n  runs.\n', fix: 'Stay\nhere.\n' })] })]))
  expect(text).toContain('    why  It runs.\n')
  expect(text).toContain('    now  Stay here.\n')
})

import { describe, expect, test } from 'vitest'
import { noBrings } from '../../src/domain/report.ts'
import { commentLimit, type MarkdownOptions, renderMarkdown, summaryLimit } from '../../src/report/markdown.ts'
import { aFinding, anEvidence, aPackage, aReport } from './builders.ts'
import { readMarkdown } from './github-markdown.ts'
import { outputs } from './outputs.ts'

const now = Date.parse('2026-03-31T00:22:00Z')
const options: MarkdownOptions = { budget: commentLimit, length: 'comment', now, top: [], title: '' }
const place = { folder: '' }
const comment = (report: ReturnType<typeof aReport>, over: Partial<MarkdownOptions> = {}) =>
  renderMarkdown([{ report, place }], { ...options, ...over })

describe('a comment', () => {
  test.each(['axios', 'passing', 'incomplete'] as const)('%s', async (name) => {
    await expect(comment(outputs[name])).toMatchFileSnapshot(`snapshots/comment-${name}.md`)
  })

  test('is one line when all is well', () => {
    expect(comment(outputs.passing).trimEnd().split('\n')).toHaveLength(1)
  })

  test('is one line with what nobody reviewed', () => {
    const { summary } = outputs.passing
    const text = comment({ ...outputs.passing, summary: { ...summary, trusted: 3, passed: 17, baselineDebt: 3 } })
    expect(text).toBe(
      '**cordon: passed**, 20 packages (3 trusted); 3 packages trusted only because they were there when cordon came: reviewed by nobody\n',
    )
  })

  test('says what the caller has to say even then', () => {
    const text = comment(outputs.passing, { top: ['This pull request changes `cordon.yml`.'] })
    expect(text).toContain('- This pull request changes `cordon.yml`.')
  })

  test('speaks of several projects at once', async () => {
    const placed = [
      { report: outputs.axios, place: { folder: 'apps/web' } },
      { report: outputs.incomplete, place: { folder: 'apps/api' } },
      { report: outputs.passing, place },
    ]
    const text = renderMarkdown(placed, options)
    expect(text.split('\n')[0]).toBe('### cordon: blocked, 2 of 38 packages (1 unchecked, 1 waiting, 34 passed)')
    expect(text).toContain('`apps/web/package-lock.json`')
    expect(text).toContain('`apps/api/package-lock.json`')
  })
})

describe('a title of the caller', () => {
  test('stands in the place of the verdict, and is never one line', () => {
    const text = comment(outputs.passing, { title: 'waits for an approval' })
    expect(text.split('\n').slice(0, 3)).toEqual([
      '### cordon: waits for an approval',
      '',
      'The packages: passed, 20 packages.',
    ])
  })

  test('is all there is without a report', () => {
    expect(renderMarkdown([], { ...options, title: 'incomplete', top: ['The base could not be had.'] })).toBe(
      '### cordon: incomplete\n\n- The base could not be had.\n',
    )
  })
})

describe('a summary', () => {
  test('has the notes as well', () => {
    const text = renderMarkdown([{ report: outputs.passing, place }], { ...options, length: 'summary' })
    expect(text.split('\n')[0]).toBe('**cordon: passed**, 20 packages')
    expect(text).toContain('<details><summary>What this run relied on</summary>')
  })
})

test('what holds for several lockfiles is said once, what holds for one with its name', () => {
  const other = { ...outputs.passing, notices: [{ code: 'own-code', detail: '7' }] }
  const placed = [outputs.passing, outputs.passing, other].map((report, index) => ({
    report,
    place: { folder: `app-${index}` },
  }))
  const text = renderMarkdown(placed, { ...options, length: 'summary' })
  expect(text.match(/cordon `0\.1\.0`, rules core/g)).toHaveLength(1)
  expect(text).toContain("- `app-2/package-lock.json`: 7 of the project's own packages")
})

describe('the command to accept', () => {
  test.each([
    ['of a name that a shell would obey', { name: 'a;touch' }],
    ['of a version that a shell would obey', { version: '1.0.0$(x)' }],
    ['of what no sha512 pins', { integrity: 'sha1-AAAA' }],
    ['of the project itself', { kind: 'workspace' }],
    ['of what is known to be bad', { findings: [aFinding({ evidence: [anEvidence({ fact: 'knownBad' })] })] }],
  ])('%s is not shown', (_what, over) => {
    expect(comment(aReport([aPackage({ findings: [aFinding()], ...over })]))).not.toContain('cordon accept')
  })

  test('is shown for an ordinary one', () => {
    const text = comment(aReport([aPackage({ findings: [aFinding()] })]))
    expect(text).toContain('`cordon accept axios@1.14.1 --note "why"`')
  })
})

describe('what there is no room for', () => {
  const rows = Array.from({ length: 50 }, (_one, index) => ({
    name: `script-${index}`,
    status: 'added' as const,
    before: '',
    after: 'x'.repeat(900),
  }))
  const many = aReport(
    Array.from({ length: 2000 }, (_one, index) =>
      aPackage({
        name: `package-${index}`,
        verdict: index < 1000 ? 'review' : 'blocked',
        findings: [aFinding({ evidence: Array.from({ length: 30 }, () => anEvidence({ excerpt: 'y'.repeat(200) })) })],
        brings: { ...noBrings, compared: 'contents', scripts: rows },
      }),
    ),
  )

  test.each([
    ['comment', commentLimit],
    ['comment', 8000],
    ['summary', summaryLimit],
    ['summary', 4096],
  ] as const)('in a %s of %d bytes is counted', (length, budget) => {
    const top = Array.from({ length: 40 }, (_one, index) => `Line ${index} ${'word '.repeat(100)}`)
    const text = renderMarkdown([{ report: many, place }], { ...options, length, budget, top })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget)
    expect(text).toMatch(
      /Left out here, for there is no room: .*the details of [\d,]+ packages\. The JSON report has all\./,
    )
    const { blocks } = readMarkdown(text)
    expect(blocks[0]).toBe('heading 3')
    expect(blocks.filter((one) => one.startsWith('html <details>')).length).toBe(
      blocks.filter((one) => one === 'html </details>').length,
    )
    expect((text.match(/^- Line .*$/gm) ?? []).join('\n').length).toBeLessThan(budget / 4)
    expect(text).toContain('`package-1000@1.14.1`')
    expect(text).not.toContain('`package-0@1.14.1`')
  })
})

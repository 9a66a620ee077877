// The HTML report as text: every hostile string in every field leaves the elements of the page as they are.
import { describe, expect, test } from 'vitest'
import type { CodeDiff, FileDiff } from '../../src/domain/code-diff.ts'
import { renderHtml } from '../../src/report/html.ts'
import { aPackage, aReport } from './builders.ts'
import { reportOf } from './hostile-report.ts'
import { hostileStrings } from './hostile-strings.ts'

const now = Date.parse('2026-03-31T00:22:00Z')
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/u

function codeWith(text: string): CodeDiff {
  const row = { kind: 'changed', beforeLine: 1, before: text, afterLine: 1, after: text, marked: true } as const
  const file: FileDiff = {
    path: text,
    pathBefore: text,
    status: 'changed',
    type: 'javascript',
    size: 2,
    sizeBefore: 1,
    because: 'evidence',
    shown: 'hunks',
    notes: ['broken-up'],
    hunks: [{ rows: [row], cut: 1 }],
    cut: 1,
  }
  return { files: [file], unchecked: [{ code: 'timeout', detail: text }], cut: 3 }
}

function page(text: string): string {
  const report = reportOf(text)
  return renderHtml(report, { now, all: true, code: new Map(report.packages.map((one) => [one, codeWith(text)])) })
}

/** Tags in their order, labels left out: those are text as well. A list says the same thing once only. */
function tagsIn(html: string): string[] {
  const tags = html.replace(/ aria-label="[^"]*"/g, '').match(/<[^>]*>/g) ?? []
  return tags.filter((tag) => !/^<\/?(?:li|span|code)\b/.test(tag))
}

const expected = tagsIn(page('plain'))

describe('every hostile text is only text', () => {
  test.each(Object.entries(hostileStrings))('%s', (_name, text) => {
    const html = page(text)
    if (text.trim() !== '') expect(tagsIn(html)).toEqual(expected)
    expect(unseen.test(html.replaceAll('\n', ''))).toBe(false)
    // What stands between the tags has no quote and no bracket left that could open one.
    const inside = html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, '')
    expect(inside).not.toMatch(/[<>"'`]/)
    const attributes = (html.match(/<[^>]*>/g) ?? []).join('')
    expect(/ (?:src|style|on[a-z]+)="| href="(?!#)/.exec(attributes.replace(/ aria-label="[^"]*"/g, ''))).toBe(null)
  })
})

test('a report of nothing is a page as well', () => {
  expect(renderHtml(aReport([]), { now, all: false, code: new Map() })).toContain('nothing to judge')
})

test('more packages than anybody reads are counted, and the page stays small', () => {
  const packages = Array.from({ length: 6000 }, (_, index) => aPackage({ name: `one-${index}`, verdict: 'review' }))
  const html = renderHtml(aReport(packages), { now, all: false, code: new Map() })
  expect(html).toContain('and 1,000 more packages')
  expect(html.match(/<section/g)?.length).toBe(61)
  expect(html.length).toBeLessThan(2_000_000)
})

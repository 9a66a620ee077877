// The check behind the tables of `one-term-short-*`: every blocking rule with one term falsified, judged with all
// built-in rules.
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadPack } from '../../src/rules/load.ts'
import { judge } from '../../src/scan/judge.ts'
import { readPackFiles } from '../../src/sources/pack-files.ts'
import { releasesOf } from '../support/case-releases.ts'

/** `before`, `after` and `about` as in a rule's cases. `because` is for rows that are quiet, and only for them. */
export type Row = { term: string; before?: string; after: string; about?: string; gives: string; because?: string }

const core = loadPack(
  await readPackFiles(fileURLToPath(new URL('../../rules/core', import.meta.url)), 'nothing'),
  'nothing',
)

/** Releases of one package as a case has them: `code` is their main file where they bring no other. */
export function releasesWith(code: string) {
  return (version: string, files: Readonly<Record<string, string>>, fields: object = {}): string =>
    JSON.stringify({
      'package.json': { name: 'tiny', version, main: 'index.js', ...fields },
      'index.js': code,
      ...files,
    })
}

export function checkRows(rows: Readonly<Record<string, readonly Row[]>>): void {
  const table = Object.entries(rows).flatMap(([rule, written]) => {
    const cases = casesOf(written)
    return written.flatMap((row, index) => {
      const one = cases[index]
      return one === undefined ? [] : [{ rule, ...row, one }]
    })
  })

  test('every row is a case', () => expect(table.length).toBe(Object.values(rows).flat().length))

  test.each(table)('$rule without: $term -> $gives', ({ rule, term, gives, because = '', one }) => {
    const { baseline, candidate } = releasesOf(one)
    const { findings, unchecked } = judge(baseline, candidate, core.rules, one.about.now)
    expect(unchecked).toEqual([])
    const outcomes = new Set(findings.map(({ outcome }) => outcome))
    const worst = outcomes.has('block') ? 'block' : outcomes.has('review') ? 'review' : 'quiet'
    expect(worst, findings.map((finding) => finding.rule).join(', ')).toBe(gives)
    expect(findings.some((finding) => finding.rule === rule)).toBe(term === 'none')
    // Nothing may be quiet without a reason.
    expect(because === '').toBe(gives !== 'quiet')
  })
}

/** A pack of one rule whose cases are the rows: the rule itself is never asked. */
function casesOf(written: readonly Row[]) {
  const cases = written.flatMap(({ before = 'nothing', after, about = '' }, index) => [
    `  - name: row ${index}`,
    `    expect: ${index === 0 ? 'fires' : 'quiet'}`,
    `    before: ${before}`,
    `    after: ${after}`,
    `    about: { ${about} }`,
  ])
  const rule = ['id: rows', 'title: rows', 'outcome: note', 'status: draft', 'when: change.package.direct']
  const words = ['find: "[change.package]"', 'why: rows', 'fix: rows', 'quiet: rows', 'cases:', ...cases, '']
  const pack = 'name: rows\nversion: 1.0.0\nfor: tests\nowner: tests\ncordon: ">=0.1.0"\n'
  const files = [
    { path: 'pack.yml', text: pack },
    { path: 'rows.yml', text: [...rule, ...words].join('\n') },
  ]
  return loadPack(files, 'nothing').rules.flatMap(({ cases }) => cases)
}

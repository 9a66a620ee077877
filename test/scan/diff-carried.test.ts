// Packages inside two tarballs: which of them are judged, against what, and where that ends.
import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Contents } from '../../src/domain/release.ts'
import type { Carried } from '../../src/scan/carried.ts'
import { carriedDiffs } from '../../src/scan/diff-carried.ts'
import { candidate, contents, type Files } from '../facts/support.ts'
import { ruleOf } from '../rules/builders.ts'

const location = 'node_modules/inner'
const inner = (files: Files, version = '1.0.0') => contents({ 'package.json': { name: 'inner', version }, ...files })
const carried = (of: Contents, at = location): Carried => ({
  location: at,
  contents: of,
  asCandidate: async () =>
    candidate(of, { locked: { kind: 'bundled', name: 'inner', bundledIn: 'node_modules/tiny' } }),
})
/** Fires for an install script that is added. */
const rule = ruleOf()
const scripted: Files = { 'package.json': { name: 'inner', version: '1.0.1', scripts: { install: 'node a' } } }

const diffs = (before: readonly Contents[], after: readonly Carried[]) =>
  carriedDiffs(
    before.map((one) => ({ location, contents: one })),
    after,
    [rule],
    defaultPolicy,
    Date.parse('2026-06-15T12:00:00Z'),
  )

describe('what a tarball carries', () => {
  test.each<[string, Contents[], Carried[], unknown[]]>([
    ['is not told where it is the same', [inner({ 'a.js': '1' })], [carried(inner({ 'a.js': '1' }))], []],
    [
      'is judged by what it adds',
      [inner({})],
      [carried(inner(scripted, '1.0.1'))],
      [['changed', '1.0.0', '1.0.1', rule.outcome === 'block' ? 'blocked' : 'review', [rule.id]]],
    ],
    [
      'is no news where it was so before',
      [inner(scripted)],
      [carried(inner({ ...scripted, 'b.md': 'x' }))],
      [['changed', '1.0.1', '1.0.1', 'passed', []]],
    ],
    ['is all new where nothing was', [], [carried(inner({}))], [['added', '', '1.0.0', 'passed', []]]],
    ['is said to be gone', [inner({})], [], [['removed', '1.0.0', '', 'passed', []]]],
  ])('%s', async (_, before, after, expected) => {
    const { carried: found, reasons } = await diffs(before, after)
    expect(
      found.map((one) => [
        one.status,
        one.versionBefore,
        one.version,
        one.verdict,
        one.findings.map(({ rule }) => rule),
      ]),
    ).toEqual(expected)
    expect(reasons).toEqual([])
  })
  test('without end is judged only so far, and that is said', async () => {
    const one = inner({})
    const many = Array.from({ length: 501 }, (_, index) => carried(one, `node_modules/n${index}`))
    const { carried: found, reasons } = await diffs([], many)
    expect([found.length, reasons.map(({ code }) => code)]).toEqual([500, ['too-many-files']])
  })
})

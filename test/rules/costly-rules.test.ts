// What a rule may cost on one package: two lists inside each other are a product that nobody waits for.
import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/domain/change.ts'
import { applyRules } from '../../src/rules/apply.ts'
import { aFile, quietChange, ruleOf } from './builders.ts'

/** As many files as a package can honestly have, each with a path of its own. */
function changeWith(count: number): Change {
  return { ...quietChange, files: Array.from({ length: count }, (_, n) => ({ ...aFile, path: `lib/${n}.js` })) }
}

function failuresOf(when: string, files: number): string[] {
  const rule = ruleOf({ when: `when: ${when}`, find: 'find: "[change.package]"' })
  return applyRules([rule], changeWith(files)).failures.map(({ detail }) => detail.split(': ')[1] ?? '')
}

describe('a rule that costs too much', () => {
  test.each([
    ['change.files.exists(a, change.files.exists(b, a.path == b.path && a.size != b.size))'],
    ['change.files.filter(a, change.files.exists_one(b, b.path == a.path + "x")).size() > 0'],
    ['change.files.exists(a, change.files == change.files.filter(b, b.path == a.path))'],
    ['change.files.exists(a, change.files.exists(b, a.path.matches("^(l+i+b+)+.{40}x$")))'],
    // An error beside something true would be swallowed.
    ['change.files.exists(a, change.files.map(b, b.path + a.path).size() == 1) || change.package.direct'],
  ])('fails in time: %s', (when) => {
    const started = performance.now()
    expect(failuresOf(when, 200_000)).toEqual(['over-budget'])
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  test('does not make the next rule fail', () => {
    const costly = ruleOf({ when: 'when: change.files.exists(a, change.files.exists(b, a.size > b.size + 1.0))' })
    const cheap = ruleOf({
      when: 'when: change.files.exists(a, a.path == "lib/7.js")',
      find: 'find: "[change.package]"',
    })
    const { failures, findings } = applyRules([costly, { ...cheap, id: 'cheap' }], changeWith(200_000))
    expect(failures.map(({ rule }) => rule)).toEqual(['my-rule'])
    expect(findings.map(({ rule }) => rule)).toEqual(['cheap'])
  })
})

test('what honest rules do with a large package is within the budget', () => {
  expect(failuresOf('change.files.exists(a, a.path.endsWith("x") && a.path.contains("y"))', 200_000)).toEqual([])
  expect(failuresOf('change.files.exists(a, change.files.exists(b, a.path + "x" == b.path))', 1_000)).toEqual([])
})

// Whatever two texts are, applying the edits to the one gives the other, in bounded time.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineEdits } from '../../src/facts/line-edits.ts'

/** `before` with the edits applied; what they leave out has to be equal on both sides. */
function applied(before: readonly string[], after: readonly string[]): string[] {
  const result: string[] = []
  let [one, other] = [0, 0]
  for (const edit of lineEdits(before, after)) {
    expect(edit.beforeFrom - one).toBe(edit.afterFrom - other)
    result.push(...before.slice(one, edit.beforeFrom), ...after.slice(edit.afterFrom, edit.afterTo))
    one = edit.beforeTo
    other = edit.afterTo
  }
  return [...result, ...before.slice(one)]
}

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '', '}'), { maxLength: 30 })

test('edits lead from one text to the other', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      expect(applied(before, after)).toEqual(after)
    }),
    { numRuns: 500 },
  )
})

describe('what differs is found', () => {
  const edits = (before: string, after: string) =>
    lineEdits([...before], [...after]).map((edit) => Object.values(edit).join(' '))

  test.each([
    ['nothing', 'abc', 'abc', []],
    ['a line in the middle', 'abc', 'axc', ['1 2 1 2']],
    ['lines at the end', 'abc', 'abcde', ['3 3 3 5']],
    ['everything', 'abc', '', ['0 3 0 0']],
    // Lines that repeat hold nothing together: the closest comparison takes over.
    ['among repeated lines', 'aabb', 'abab', ['1 2 1 1', '3 3 2 3']],
    ['two places', 'abcdef', 'xbcdey', ['0 1 0 1', '5 6 5 6']],
  ])('%s', (_, before, after, expected) => {
    expect(edits(before, after)).toEqual(expected)
  })
})

test('lines that repeat without end count as replaced, and are not compared without end', () => {
  const before = Array.from({ length: 60_000 }, (_, index) => String(index % 7))
  const after = Array.from({ length: 60_000 }, (_, index) => String(index % 11))
  const edits = lineEdits(before, after)
  expect(edits.length).toBe(1)
})

import { describe, expect, test } from 'vitest'
import { renderBug, renderProblem } from '../../src/cli/errors.ts'
import { type Mistake, nowhere, Problem, placeAt } from '../../src/domain/problem.ts'
import { textWidth } from '../../src/report/width.ts'

const mistake: Mistake = { code: 'bad-thing', message: 'this is bad', help: 'Make it good.', place: nowhere }

function at(source: string, needle: string): string[] {
  const place = placeAt('package-lock.json', source, source.indexOf(needle))
  return renderProblem(new Problem([{ ...mistake, place }], 'nothing was scanned'), 80).split('\n')
}

/** What the caret stands under. */
function underCaret(lines: readonly string[]): string {
  const [, , line = '', caret = ''] = lines
  const column = textWidth(caret) - 1
  let shown = 0
  for (const character of line) {
    if (shown === column) return character
    shown += textWidth(character)
  }
  return ''
}

test('a mistake with a place', () => {
  expect(at('{\n\t"a": !,\n}', '!').join('\n')).toMatchInlineSnapshot(`
    "error bad-thing: this is bad
      at package-lock.json:2:7
      2 |   "a": !,
        |        ^
      help: Make it good.
    nothing was scanned
    "
  `)
})

test('a mistake without a place', () => {
  expect(
    renderProblem(new Problem([mistake, { ...mistake, help: '' }], 'nothing was scanned'), 80),
  ).toMatchInlineSnapshot(`
    "error bad-thing: this is bad
      help: Make it good.
    error bad-thing: this is bad
    nothing was scanned
    "
  `)
})

test('a file without a line', () => {
  const place = { file: 'pnpm-lock.yaml', line: 0, column: 0, text: '' }
  expect(renderProblem(new Problem([{ ...mistake, place }], 'nothing was scanned'), 80)).toContain(
    '  in pnpm-lock.yaml\n',
  )
})

describe('the caret stands under the place', () => {
  test.each([
    ['after tabs', '\t\t!'],
    ['after wide characters', '"日本語": !'],
    ['after escapes', '"\u202e\u0007": !'],
    ['after a combining mark', '"e\u0301": !'],
    ['in a line of megabytes', `${'x'.repeat(2_000_000)}!${'y'.repeat(2_000_000)}`],
    ['just beyond the room', `${'x'.repeat(70)}!${'y'.repeat(500)}`],
    ['at the end of a line with CRLF', '"a" !\r\n"b"'],
  ])('%s', (_what, source) => {
    const lines = at(source, '!')
    expect(underCaret(lines)).toBe('!')
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(80)
  })
})

test('hostile text cannot steer the terminal', () => {
  const evil = '\u001b[2J\u202e\u009b'
  const place = { file: evil, line: 1, column: 1, text: evil }
  const problem = new Problem([{ code: 'bad', message: evil, help: evil, place }], 'nothing was scanned')
  expect(renderProblem(problem, 80).replaceAll('\n', '')).not.toMatch(/\p{C}/u)
  expect(renderBug(new Error(evil)).replaceAll('\n', '')).not.toMatch(/\p{C}/u)
})

test('many mistakes are capped, the consequence still comes last', () => {
  const lines = renderProblem(new Problem(Array(100).fill(mistake), 'nothing was scanned'), 80)
    .trimEnd()
    .split('\n')
  expect(lines.filter((line) => line.startsWith('error'))).toHaveLength(30)
  expect(lines.slice(-2)).toEqual(['and 70 more mistakes', 'nothing was scanned'])
})

test('a fault of ours says so and shows its stack and cause', () => {
  const text = renderBug(new Error('it broke', { cause: new Error('the disk') }))
  expect(text.split('\n')[0]).toContain('this is a bug in cordon')
  expect(text).toContain('errors.test.ts')
  expect(text).toContain('the disk')
  expect(renderBug('a string')).toContain('a string')
})

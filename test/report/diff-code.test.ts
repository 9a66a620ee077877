// Hunks for a terminal: signs and numbers, what is underlined, what is left out and said.
import { describe, expect, test } from 'vitest'
import type { CodeDiff, FileDiff, Row } from '../../src/domain/code-diff.ts'
import { codeSections } from '../../src/report/diff-code.ts'
import type { Layout } from '../../src/report/layout.ts'
import { paintWith } from '../../src/report/paint.ts'

const layout = (over: Partial<Layout> = {}): Layout => ({
  width: 80,
  now: 0,
  all: false,
  paint: paintWith(false),
  lockfile: '',
  ...over,
})

function row(before: string, after: string, over: Partial<Row> = {}): Row {
  const kind = before === after ? 'same' : 'changed'
  return { kind, beforeLine: 9, before, afterLine: 10, after, marked: false, ...over }
}

const file = (rows: readonly Row[], over: Partial<FileDiff> = {}): FileDiff => ({
  path: 'a.js',
  pathBefore: '',
  status: 'changed',
  type: 'javascript',
  size: 20,
  sizeBefore: 10,
  because: 'source',
  shown: 'hunks',
  notes: [],
  hunks: rows.length === 0 ? [] : [{ rows, cut: 0 }],
  cut: 0,
  ...over,
})

const lines = (files: readonly FileDiff[], over: Partial<Layout> = {}, code: Partial<CodeDiff> = {}) =>
  codeSections({ files, unchecked: [], cut: 0, ...code }, layout(over)).flat()

describe('rows', () => {
  test('of a row of changes are all removed lines, then all added ones', () => {
    expect(lines([file([row('a', 'b'), row('c', 'd', { marked: true }), row('e', 'e')])])).toEqual([
      'a.js  changed; 10 bytes -> 20 bytes',
      '   9 - a',
      '   9 - c',
      '  10 + b',
      '> 10 + d',
      '  10   e',
    ])
  })
  test('underline what differs inside a line, and nothing where nothing is common', () => {
    const painted = lines([file([row('let a = 1', 'let b = 1'), row('x', 'y')])], {
      paint: (role, text) => `[${role} ${text}]`,
    })
    expect(painted.slice(1)).toEqual([
      '[removed    9 - ][removed let ][removedPart a][removed  = 1]',
      '[removed    9 - ][removed x]',
      '[added   10 + ][added let ][addedPart b][added  = 1]',
      '[added   10 + ][added y]',
    ])
  })
  test('show blanks where they are all that differs', () => {
    expect(lines([file([row('\tif (a) {', '  if (a) {  ')])]).slice(1)).toEqual([
      '   9 - <TAB>if·(a)·{',
      '  10 + ··if·(a)·{··',
    ])
  })
})

describe('what is left out is said', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => row(`${index}`, `${index}`))

  test('of a file that nothing points at, after sixty rows', () => {
    expect(lines([file(many(100))]).at(-1)).toBe('  and 40 more lines')
    expect(lines([file(many(100), { because: 'evidence' })])).toHaveLength(101)
    expect(lines([file(many(100))], { all: true })).toHaveLength(101)
  })
  test('of all such files together, after eight hundred', () => {
    const files = Array.from({ length: 30 }, (_, index) => file(many(60), { path: `${index}.js` }))
    const shown = lines(files)
    expect(shown.filter((line) => line.includes('--all shows it'))).toHaveLength(16)
    expect(shown.filter((line) => /^\d+\.js {2}changed/.test(line))).toHaveLength(14)
  })
  test.each([
    ['generated', 'generated'],
    ['opaque', 'no text'],
    ['too-large', 'too large to be shown'],
    ['beyond', 'beyond what one run shows'],
  ] as const)('a file that is %s', (shown, words) => {
    expect(lines([file([], { shown })])).toEqual([
      'Not shown as code',
      `  a.js  changed; javascript, 10 bytes -> 20 bytes; ${words}`,
    ])
  })
  test('hunks and files beyond the bounds, and what could not be compared', () => {
    const told = lines([file(many(1), { cut: 7 })], {}, { cut: 1200, unchecked: [{ code: 'timeout', detail: 'slow' }] })
    expect(told).toContain('  and 7 more hunks; they are beyond what one run shows')
    expect(told).toContain('  and 1,200 more')
    expect(told.at(-1)).toContain('slow')
  })
  test('what a file was called before, and that no line of it differs', () => {
    expect(lines([file([], { pathBefore: 'b.js' })])).toEqual([
      'a.js  was b.js; 10 bytes -> 20 bytes',
      '  no line differs',
    ])
  })
})

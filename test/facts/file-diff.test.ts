// One file before and after: what is said of it, which rows are shown and marked, and what hostile bytes cannot do.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FileDiff, Mark, Row } from '../../src/domain/code-diff.ts'
import { fileDiff } from '../../src/facts/file-diff.ts'

type Side = string | Uint8Array | undefined

function diffOf(before: Side, after: Side, path = 'index.js', marks: readonly Mark[] = []): FileDiff {
  const bytes = (side: Side) => (typeof side === 'string' ? Buffer.from(side) : side)
  return fileDiff({ path, pathBefore: '', because: 'source', isGenerated: false, marks }, bytes(before), bytes(after))
}

const rowsOf = ({ hunks }: FileDiff): Row[] => hunks.flatMap(({ rows }) => [...rows])
const told = (file: FileDiff) =>
  rowsOf(file).map(({ kind, before, after }) =>
    kind === 'changed' ? `~${before}|${after}` : `${kind[0]}${after || before}`,
  )
const numbered = (count: number, text = (index: number) => `line ${index}`) =>
  `${Array.from({ length: count }, (_, index) => text(index + 1)).join('\n')}\n`

describe('rows', () => {
  test('pair a line with what became of it, and stand among three equal ones', () => {
    const before = numbered(20)
    const after = before.replace('line 10\n', 'line ten\nanother\n')
    const file = diffOf(before, after, 'a.txt')
    expect(told(file)).toEqual([
      ...['line 7', 'line 8', 'line 9'].map((line) => `s${line}`),
      '~line 10|line ten',
      'aanother',
      ...['line 11', 'line 12', 'line 13'].map((line) => `s${line}`),
    ])
    expect(rowsOf(file).map(({ beforeLine, afterLine }) => [beforeLine, afterLine])).toEqual([
      [7, 7],
      [8, 8],
      [9, 9],
      [10, 10],
      [0, 11],
      [11, 12],
      [12, 13],
      [13, 14],
    ])
  })
  test('of two places far from each other are two hunks', () => {
    const before = numbered(40)
    const file = diffOf(before, before.replace('line 5\n', '').replace('line 30\n', 'x\n'), 'a.txt')
    expect(file.hunks.map(({ rows }) => rows.length)).toEqual([7, 7])
  })
  test('show a marked line that did not change', () => {
    const file = diffOf(numbered(40), numbered(40), 'a.txt', [{ line: 20, column: 1 }])
    expect(file.status).toBe('kept')
    expect(rowsOf(file).flatMap(({ marked, after }) => (marked ? [after] : []))).toEqual(['line 20'])
    expect(rowsOf(file)).toHaveLength(7)
  })
  test('of a new file end after a while, but never before what is marked', () => {
    const file = diffOf(undefined, numbered(5000), 'a.txt', [{ line: 4000, column: 3 }])
    const [head, marked] = file.hunks
    expect([file.status, head?.rows.length, head?.cut]).toEqual(['added', 30, 3963])
    expect(marked?.rows.map(({ after }) => after)).toContain('line 4000')
    expect(marked?.cut).toBe(994)
  })
  test('of a removed file are marked where it was', () => {
    const file = diffOf(numbered(3), undefined, 'a.txt', [{ line: 2, column: 1 }])
    expect(rowsOf(file).map(({ kind, marked }) => [kind, marked])).toEqual([
      ['removed', false],
      ['removed', true],
      ['removed', false],
    ])
  })
})

describe('long lines', () => {
  test('are cut around what differs, on both sides alike', () => {
    const [before, after] = [`${'x'.repeat(5000)}old${'y'.repeat(5000)}`, `${'x'.repeat(5000)}new${'y'.repeat(5000)}`]
    const [row] = rowsOf(diffOf(before, after, 'a.txt'))
    expect(row?.before).toMatch(/^…x{80}oldy+…$/)
    expect(row?.after).toMatch(/^…x{80}newy+…$/)
    expect(row?.after.length).toBe(242)
  })
  test('are cut around a mark', () => {
    const text = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`
    const [row] = rowsOf(diffOf(undefined, text, 'a.txt', [{ line: 1, column: 5001 }]))
    expect(row?.after).toMatch(/^…x{80}HERE/)
  })
  test('are never cut between the halves of a character', () => {
    const text = '😀'.repeat(3000)
    for (const column of [2001, 2002, 2003]) {
      const [row] = rowsOf(diffOf(undefined, text, 'a.txt', [{ line: 1, column }]))
      expect(row?.after.isWellFormed()).toBe(true)
    }
  })
})

describe('minified code', () => {
  const minified = (value: string) =>
    `${Array.from({ length: 80 }, (_, index) => `function f${index}(a){return a+${index === 40 ? value : index}}`).join(';')}`
  test('is broken up on both sides, so that one change is one row', () => {
    const file = diffOf(minified('1'), minified('2'))
    expect(file.notes).toEqual(['broken-up'])
    expect(told(file).filter((row) => !row.startsWith('s'))).toEqual(['~  return a+1|  return a+2'])
    expect(rowsOf(file).every(({ afterLine }) => afterLine === 1)).toBe(true)
  })
  test('is marked where the finding points', () => {
    const text = minified('evil()')
    const column = text.indexOf('evil') + 1
    const marked = rowsOf(diffOf(undefined, text, 'a.js', [{ line: 1, column }])).filter((row) => row.marked)
    expect(marked.map(({ after }) => after)).toEqual(['  return a+evil()'])
  })
})

describe('what is to be said of the whole text', () => {
  test.each<[string, Side, Side, FileDiff['notes'], number]>([
    ['its lines end otherwise', 'a\nb\n', 'a\r\nb\r\n', ['crlf-added'], 0],
    ['they did before', 'a\r\nb\r\n', 'a\nb\n', ['crlf-removed'], 0],
    ['a carriage return among them is no end of a line', 'a\nb\n', 'a\r\nb\n', ['only-whitespace'], 2],
    ['no newline at its end', 'a\n', 'a', ['final-newline-removed'], 0],
    ['a newline at its end', 'a', 'a\n', ['final-newline-added'], 0],
    ['nothing but the end of a line', '', '\n', ['final-newline-added'], 0],
    ['a line where there was none', '', 'a\n', [], 1],
    ['a mark at its beginning', 'a\n', '\uFEFFa\n', ['byte-order-mark-added'], 0],
    ['only blanks', 'a b\n', 'a\tb\n', ['only-whitespace'], 1],
    ['bytes that are no text', Buffer.from([0x61, 0x0a]), Buffer.from([0x61, 0xff, 0x0a]), ['not-utf8'], 1],
  ])('%s', (_, before, after, notes, rows) => {
    const file = diffOf(before, after, 'a.js')
    expect([file.shown, file.notes, rowsOf(file).length]).toEqual(['hunks', notes, rows])
  })
})

describe('what is no text, or too much of it', () => {
  test.each<[string, Side, Side, string, FileDiff['shown'], string]>([
    ['a program', undefined, Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0', 'latin1'), 'a.bin', 'opaque', 'native'],
    ['a picture', undefined, Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'), 'a.png', 'opaque', 'image'],
    ['text that became a program', 'x', Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1'), 'a.js', 'opaque', 'native'],
    ['nine megabytes', 'x', 'x'.repeat(9 * 1024 * 1024), 'a.txt', 'too-large', 'text'],
    ['too many lines', '', '\n'.repeat(401_000), 'a.txt', 'too-large', 'text'],
  ])('%s', (_, before, after, path, shown, type) => {
    const file = diffOf(before, after, path)
    expect([file.shown, file.hunks]).toEqual([shown, []])
    expect(file.type).toBe(shown === 'too-large' ? file.type : type)
  })
  test('ten thousand hunks are bounded, and counted', () => {
    const before = numbered(100_000)
    const after = numbered(100_000, (index) => (index % 10 === 0 ? `other ${index}` : `line ${index}`))
    const file = diffOf(before, after, 'a.txt')
    expect(rowsOf(file).length).toBeLessThanOrEqual(2400)
    expect([file.hunks.length, file.cut]).toEqual([40, 9_960])
  })
  test('one line of seven megabytes is bounded', () => {
    const file = diffOf(`${'a;'.repeat(3_000_000)}`, `${'a;'.repeat(3_000_000)}b`, 'a.txt')
    expect(JSON.stringify(file).length).toBeLessThan(2000)
  })
})

test('any two files give rows of their own lines, in their order', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .array(fc.constantFrom('a', '{b;c}', '\r', 'x=1;', '', '\u2028', '`'), { maxLength: 30 })
      .map((lines) => Buffer.from(lines.join('\n'))),
  )
  const path = fc.constantFrom('a.js', 'a.json', 'a.txt', 'a.png')
  const column = fc.integer({ min: 0, max: 300 })
  fc.assert(
    fc.property(bytes, bytes, path, column, column, (before, after, name, line, at) => {
      const file = diffOf(before, after, name, [{ line, column: at }])
      for (const side of ['beforeLine', 'afterLine'] as const) {
        const numbers = rowsOf(file).flatMap((row) => (row[side] === 0 ? [] : [row[side]]))
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
      }
      const isSame = Buffer.compare(before, after) === 0
      if (isSame) expect(rowsOf(file).every(({ kind }) => kind === 'same')).toBe(true)
      else if (file.shown === 'hunks') expect(rowsOf(file).length + file.notes.length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

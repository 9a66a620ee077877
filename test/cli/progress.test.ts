import { describe, expect, test } from 'vitest'
import { wantsColor, wantsProgress } from '../../src/cli/io.ts'
import { progressLine, startProgress } from '../../src/cli/progress.ts'
import { textWidth } from '../../src/report/width.ts'
import { fakeIo } from './fake-io.ts'

test('the line', () => {
  expect(progressLine({ doing: 'judging', done: 5, total: 1512, current: 'axios@1.14.1' }, 80)).toBe(
    '[....................] judging 5/1,512  axios@1.14.1',
  )
  expect(progressLine({ doing: 'judging', done: 756, total: 1512, current: 'a' }, 80)).toBe(
    '[##########..........] judging 756/1,512  a',
  )
  expect(progressLine({ doing: 'judging', done: 0, total: 0, current: '' }, 80)).toBe(
    '[....................] judging 0/0  ',
  )
})

test.each([0, 5, 20, 40, 80, 200])('is narrower than %d columns and escaped', (columns) => {
  const line = progressLine(
    { doing: 'judging', done: 1, total: 2, current: `\u001b[2J\n${'日'.repeat(10_000)}` },
    columns,
  )
  expect(textWidth(line)).toBeLessThanOrEqual(Math.max(0, columns - 1))
  expect(line).not.toMatch(/\p{C}/u)
})

describe('startProgress', () => {
  test('is rewritten at most ten times a second and erased once', () => {
    let time = 0
    const { io, err } = fakeIo({ isTTY: true })
    const progress = startProgress(io.stderr, () => time)
    for (; time < 1000; time += 10) progress.show({ doing: 'judging', done: time, total: 1000, current: 'a' })
    progress.stop()
    progress.stop()
    progress.show({ doing: 'judging', done: 1, total: 1, current: 'late' })
    expect(err().split('\r\u001b[2K').length - 1).toBe(11)
    expect(err().endsWith('\r\u001b[2K')).toBe(true)
    expect(err()).not.toContain('late')
  })
  test('leaves no trace when nothing was shown', () => {
    const { io, err } = fakeIo({ isTTY: true })
    startProgress(io.stderr, () => 0).stop()
    expect(err()).toBe('')
  })
})

describe('what the terminal allows', () => {
  test.each<[Record<string, string>, boolean, boolean, boolean]>([
    [{}, true, true, true],
    [{}, false, false, false],
    [{ NO_COLOR: '1' }, true, false, true],
    [{ NO_COLOR: '' }, true, true, true],
    [{ FORCE_COLOR: '1' }, false, true, false],
    [{ FORCE_COLOR: '0' }, true, false, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true, false],
    [{ TERM: 'dumb' }, true, false, false],
    [{ CI: 'true' }, true, true, false],
    [{ CI: 'false' }, true, true, true],
  ])('%j on a terminal: %s', (env, isTTY, color, progress) => {
    const { io } = fakeIo({ isTTY })
    expect([wantsColor(env, io.stdout), wantsProgress(env, io.stderr)]).toEqual([color, progress])
  })
})

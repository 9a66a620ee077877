// The files that decide what npm installs may be anything in a project that somebody else wrote: a link to a device or a
// pipe would be read for ever.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changedSince, pinFiles, putBack } from '../../src/cli/pinned-files.ts'
import { Problem } from '../../src/domain/problem.ts'
import { readTextOr } from '../../src/sources/npm-run.ts'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cordon-pinned-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function codesOf(work: () => unknown): string[] {
  try {
    work()
    return []
  } catch (error) {
    if (error instanceof Problem) return error.mistakes.map(({ code }) => code)
    throw error
  }
}

const odd: [what: string, make: (path: string) => void][] = [
  ['a folder', (path) => mkdirSync(path)],
  ['a link to itself', (path) => symlinkSync(path, path)],
]
const unix: typeof odd = [
  ['a pipe', (path) => execFileSync('mkfifo', [path])],
  ['a device without an end', (path) => symlinkSync('/dev/zero', path)],
]

describe.each([...odd, ...(process.platform === 'win32' ? [] : unix)])('%s', (_, make) => {
  test('is refused before anything else, and is never read', () => {
    const path = join(dir, '.npmrc')
    make(path)
    expect(readTextOr(path)).toBe('')
    expect(codesOf(() => pinFiles(dir, 'nothing was installed'))).toEqual(['project-file-unreadable'])
    rmSync(path, { recursive: true })
  })

  test('that comes meanwhile is a change', () => {
    const path = join(dir, 'package.json')
    writeFileSync(path, '{}')
    const pinned = pinFiles(dir, 'nothing was installed')
    rmSync(path)
    make(path)
    expect(changedSince(pinned, dir)).toEqual(['package.json'])
    expect(codesOf(() => putBack(dir, pinned, 'nothing was installed'))).toEqual(['not-written'])
    rmSync(path, { recursive: true })
  })
})

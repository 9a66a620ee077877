// Writing cordon.lock and .gitattributes: files of a project with rights and links of their own.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addMergeDriver, writeCordonLock } from '../../src/cli/lock-file.ts'
import type { AcceptedScript } from '../../src/domain/accepted.ts'
import { loadProjectFiles } from '../../src/sources/lockfile/project-files.ts'
import { codesOf } from './codes.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-lock-'))
  mkdirSync(join(folder, 'app'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const app = (name = '') => join(folder, 'app', name)
const script = (note: string): AcceptedScript => {
  return { kind: 'script', name: 'tiny', digest: `sha256-${'a'.repeat(64)}`, by: 'ada', at: 0, note, line: 0 }
}
const write = (note = 'builds') => writeCordonLock(app(), { releases: [], scripts: [script(note)] })

test('rights stay as they were', () => {
  for (const name of ['.gitattributes', 'cordon.lock']) {
    writeFileSync(app(name), '')
    chmodSync(app(name), 0o640)
  }
  write()
  addMergeDriver(app(), loadProjectFiles(app()), true)
  expect(['.gitattributes', 'cordon.lock'].map((name) => statSync(app(name)).mode & 0o777)).toEqual([0o640, 0o640])
  expect(readFileSync(app('.gitattributes'), 'utf8')).toBe('cordon.lock merge=union\n')
})

test('a link inside the project stays one, and one that leads outside is refused', () => {
  writeFileSync(app('real.lock'), '')
  symlinkSync('real.lock', app('cordon.lock'))
  const text = write()
  expect([lstatSync(app('cordon.lock')).isSymbolicLink(), readFileSync(app('real.lock'), 'utf8')]).toEqual([true, text])
  rmSync(app('cordon.lock'))
  writeFileSync(join(folder, 'outside'), 'old')
  symlinkSync(join(folder, 'outside'), app('cordon.lock'))
  expect(codesOf(() => write())).toEqual(['not-written'])
  expect(readFileSync(join(folder, 'outside'), 'utf8')).toBe('old')
})

test.for(['x'.repeat(2001), '\u0001'.repeat(2000).concat('\u0002'), ' '])(
  'writes nothing that no run could read',
  (note) => {
    expect(codesOf(() => write(note))).not.toEqual([])
    expect(readdirSync(app())).toEqual([])
  },
)

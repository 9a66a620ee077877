import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { refuseOutput, writeOutput } from '../../src/cli/output.ts'
import { Problem } from '../../src/domain/problem.ts'
import { codesOf } from './codes.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-output-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a new file is written and nothing else is left behind', () => {
  writeOutput(join(folder, 'r.json'), 'new')
  expect(readdirSync(folder)).toEqual(['r.json'])
  expect(readFileSync(join(folder, 'r.json'), 'utf8')).toBe('new')
})

test('an old file is replaced as a whole', () => {
  writeFileSync(join(folder, 'r.json'), 'something much longer than the new text')
  writeOutput(join(folder, 'r.json'), 'new')
  expect(readFileSync(join(folder, 'r.json'), 'utf8')).toBe('new')
})

test('a symbolic link stays one; the file behind it is replaced', () => {
  writeFileSync(join(folder, 'real'), 'old')
  symlinkSync('real', join(folder, 'link'))
  writeOutput(join(folder, 'link'), 'new')
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new')
})

test('a device is written to, never replaced', () => {
  const path = process.platform === 'win32' ? '\\\\.\\NUL' : '/dev/null'
  writeOutput(path, 'new')
  expect(lstatSync(path).isFile()).toBe(false)
})

test('what cannot work is said before the scan', () => {
  mkdirSync(join(folder, 'sub'))
  const codes = (path: string) => codesOf(() => refuseOutput(path, 'nothing was scanned'))
  expect(codes(join(folder, 'sub'))).toEqual(['output-is-folder'])
  expect(codes(join(folder, 'none', 'r.json'))).toEqual(['no-output-folder'])
  expect(codes(join(folder, 'r.json'))).toEqual([])
  expect(codes('')).toEqual([])
})

test('a disk that refuses is a problem, and nothing is left behind', () => {
  expect(() => writeOutput(join(folder, 'none', 'r.json'), 'x')).toThrow(Problem)
  mkdirSync(join(folder, 'taken'))
  expect(() => writeOutput(join(folder, 'taken'), 'x')).toThrow(Problem)
  expect(readdirSync(folder)).toEqual(['taken'])
})

// The command line of a backtest: limits, lists of names, releases. What it measures is tested beside the scan.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseArguments } from '../../src/cli/arguments.ts'
import { namesInList, readBacktestNames } from '../../src/cli/backtest-names.ts'
import { readLimit, toBacktestOptions } from '../../src/cli/backtest-options.ts'
import { main } from '../../src/cli/main.ts'
import { readRelease } from '../../src/cli/named-release.ts'
import { codesOf } from './codes.ts'
import { fakeIo } from './fake-io.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-backtest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const optionsOf = (...args: string[]) => toBacktestOptions(parseArguments(['rules', 'backtest', ...args]), folder, 0)

describe('limits', () => {
  test.each([
    ['block=0.1%', { of: 'block', greatest: 0.001 }],
    ['my-rule=100%', { of: 'my-rule', greatest: 1 }],
    ['note=0%', { of: 'note', greatest: 0 }],
  ])('%s', (text, value) => {
    const read = readLimit(text)
    expect(read.ok ? { ...read.value, greatest: Number(read.value.greatest.toFixed(6)) } : read).toEqual(value)
  })
  test.each(['block', 'block=0.1', 'block=1%%', '=1%', 'block=101%', 'block=-1%', 'block=1e3%', 'Block=1%', 'a=b=1%'])(
    'not %s',
    (text) => {
      const read = readLimit(text)
      expect(read.ok ? '' : read.mistake.code).toBe('bad-rate')
    },
  )
  test('of something that is not there would hold forever', async () => {
    const { io, err } = fakeIo({ cwd: folder })
    expect(await main(['rules', 'backtest', '--max-rate', 'blok=1%'], io)).toBe(2)
    expect([err().includes('unknown-name'), err().includes('Did you mean "block"?')]).toEqual([true, true])
  })
})

describe('options', () => {
  test('have defaults', () => {
    expect(optionsOf()).toMatchObject({ lockfile: folder, list: '', last: 5, limits: [] })
  })
  test.each([
    [['--lockfile', 'a', '--list', 'b'], ['two-sources']],
    [
      ['--last', '0', '--max-rate', 'x'],
      ['bad-count', 'bad-rate'],
    ],
    [['--max-rate', 'block=1%', '--max-rate', 'block=2%'], ['limit-twice']],
  ])('%s', (args, codes) => {
    expect(codesOf(() => optionsOf(...args))).toEqual(codes)
  })
})

describe('a list of names', () => {
  test('has one on each line; comments and blank lines do not count', () => {
    const text = '# ours\nb\r\n\n  @scope/a  \nb\n'
    expect(namesInList(text, 'list.txt', 'x')).toEqual(['@scope/a', 'b'])
  })
  test.each([
    ['a version', 'axios@1.0.0\n', ['bad-name']],
    ['a URL, and two names on a line', 'https://example.test/x\na b\n', ['bad-name', 'bad-name']],
    ['nothing', '# nothing\n', ['no-names']],
    ['a name that is too long', `${'a'.repeat(215)}\n`, ['bad-name']],
  ])('not %s', (_, text, codes) => {
    expect(codesOf(() => namesInList(text, 'list.txt', 'x'))).toEqual(codes)
  })
  test('is found, or said to be missing', () => {
    writeFileSync(join(folder, 'names.txt'), 'b\na\n')
    expect(readBacktestNames(optionsOf('--list', 'names.txt'), folder, 'x')).toMatchObject({
      names: ['a', 'b'],
      from: 'names.txt',
    })
    for (const args of [
      ['--list', 'none.txt'],
      ['--list', 'no/folder.txt'],
      ['--lockfile', 'none.json'],
    ]) {
      expect(codesOf(() => readBacktestNames(optionsOf(...args), folder, 'x'))).toEqual(['names-unreadable'])
    }
  })
})

describe('a lockfile', () => {
  test('gives the names that a registry publishes, each once', () => {
    const entries = {
      '': { name: 'app', version: '1.0.0' },
      'node_modules/b': {
        version: '1.0.0',
        resolved: 'https://registry.example.test/b/-/b-1.0.0.tgz',
        integrity: 'sha512-YQ==',
      },
      'node_modules/c': { version: '1.0.0', resolved: 'git+ssh://git@git.example.test/c.git#abc' },
      'node_modules/d/node_modules/b': { version: '2.0.0', resolved: 'https://registry.example.test/b/-/b-2.0.0.tgz' },
      'node_modules/d': { version: '1.0.0', resolved: 'https://registry.example.test/d/-/d-1.0.0.tgz' },
    }
    const text = JSON.stringify({ name: 'app', lockfileVersion: 3, packages: entries })
    writeFileSync(join(folder, 'other-lock.json'), text)
    expect(readBacktestNames(optionsOf('--lockfile', 'other-lock.json'), folder, 'x')).toMatchObject({
      names: ['b', 'd'],
      from: 'other-lock.json',
    })
  })
})

describe('a release on the command line', () => {
  mkdirSync(join(folder, 'tiny@1.0.0'))
  writeFileSync(join(folder, 'tiny.tgz'), '')
  test.each([
    ['nothing', { kind: 'nothing' }],
    ['tiny@1.0.0', { kind: 'published', name: 'tiny', version: '1.0.0' }],
    ['@scope/tiny@1.0.0-beta.1', { kind: 'published', name: '@scope/tiny', version: '1.0.0-beta.1' }],
    ['./tiny@1.0.0', { kind: 'folder', shown: './tiny@1.0.0' }],
    ['tiny.tgz', { kind: 'tarball', shown: 'tiny.tgz' }],
  ])('%s', (text, release) => {
    const read = readRelease(text, folder)
    expect(read.ok ? read.value : read.mistake).toMatchObject(release)
  })
  test.each([
    ['tiny', 'bad-release'],
    ['tiny@^1.0.0', 'bad-release'],
    ['@scope/tiny', 'bad-release'],
    ['./none', 'release-missing'],
    ['none.tgz', 'release-missing'],
  ])('not %s', (text, code) => {
    const read = readRelease(text, folder)
    expect(read.ok ? '' : read.mistake.code).toBe(code)
  })
})

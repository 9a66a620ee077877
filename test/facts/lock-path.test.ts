import { expect, test } from 'vitest'
import { pathAgainst } from '../../src/facts/lock-path.ts'
import { candidate, contents } from './support.ts'

const at = (resolved: string, name = 'tiny', version = '1.0.1', served = '') =>
  pathAgainst(candidate(contents({}), { locked: { resolved, name, version } }).locked, served)

test.each([
  ['https://registry.example.test/tiny/-/tiny-1.0.1.tgz', 'agrees'],
  ['https://registry.example.test/npm/group/tiny/-/tiny-1.0.1.tgz', 'agrees'],
  ['https://registry.example.test/tiny/-/tiny-1.0.0.tgz', 'other-version'],
  ['https://registry.example.test/tiny/-/other-1.0.1.tgz', 'other-version'],
  ['https://registry.example.test/other/-/tiny-1.0.1.tgz', 'other-name'],
  ['https://registry.example.test/@eve/tiny/-/tiny-1.0.1.tgz', 'other-name'],
  ['https://registry.example.test/@eve%2ftiny/-/tiny-1.0.1.tgz', 'other-name'],
  ['https://registry.example.test/tiny/-/x/-/tiny-1.0.1.tgz', 'unreadable'],
  ['https://registry.example.test/download/tiny/1.0.1/0123', 'unreadable'],
  ['https://registry.example.test/%zz/-/tiny-1.0.1.tgz', 'unreadable'],
  ['no url', 'unreadable'],
  ['', 'unstated'],
])('%s: %s', (resolved, path) => {
  expect(at(resolved)).toBe(path)
})

test('scoped names, encoded or not', () => {
  expect(at('https://registry.example.test/@s/tiny/-/tiny-1.0.1.tgz', '@s/tiny')).toBe('agrees')
  expect(at('https://registry.example.test/@s%2Ftiny/-/tiny-1.0.1.tgz', '@s/tiny')).toBe('agrees')
  expect(at('https://registry.example.test/@s/tiny/-/@s/tiny-1.0.1.tgz', '@s/tiny')).toBe('agrees')
  expect(at('https://registry.example.test/tiny/-/tiny-1.0.1.tgz', '@s/tiny')).toBe('other-name')
})

test('what the registry itself names is right, whatever it looks like', () => {
  const url = 'https://registry.example.test/other/-/other-9.tgz'
  expect(at(url, 'tiny', '1.0.1', url)).toBe('agrees')
  expect(at(url, 'tiny', '1.0.1', 'https://elsewhere.example.test/other/-/other-9.tgz')).toBe('agrees')
})

test('a version with build metadata', () => {
  expect(at('https://registry.example.test/tiny/-/tiny-1.0.1.tgz', 'tiny', '1.0.1+build')).toBe('agrees')
  expect(at('https://registry.example.test/tiny/-/tiny-1.0.1%2Bbuild.tgz', 'tiny', '1.0.1+build')).toBe('agrees')
})

test('a git dependency has no such path', () => {
  const { locked } = candidate(contents({}), {
    locked: { kind: 'git', resolved: 'git+https://git.example.test/a.git' },
  })
  expect(pathAgainst(locked, '')).toBe('unstated')
})

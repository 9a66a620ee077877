import { expect, test } from 'vitest'
import { sourceOf } from '../../src/scan/source.ts'
import { replacedHost } from '../../src/sources/registry-url.ts'
import { candidate, contents } from '../facts/support.ts'

const registry = 'https://mirror.example.test/npm/'
const options = { registry, replaceRegistryHost: 'public.example.test' }
const replaced = (resolved: string) => replacedHost(resolved, options)

function source(resolved: string, tarball = '', fetchedFrom = replaced): string {
  return sourceOf(candidate(contents({}), { locked: { resolved } }).locked, registry, tarball, fetchedFrom)
}

test('the same origin, below the registry', () => {
  expect(source('https://mirror.example.test/npm/tiny/-/tiny-1.0.1.tgz')).toBe('registry')
  expect(source('https://mirror.example.test/npm-evil/tiny/-/tiny-1.0.1.tgz')).toBe('elsewhere')
  expect(source('https://mirror.example.test:444/npm/tiny/-/tiny-1.0.1.tgz')).toBe('elsewhere')
  expect(source('http://mirror.example.test/npm/tiny/-/tiny-1.0.1.tgz')).toBe('elsewhere')
})

test('the host that npm replaces is no other host', () => {
  const url = 'https://public.example.test/tiny/-/tiny-1.0.1.tgz'
  expect(source(url)).toBe('registry')
  expect(source(url, '', (resolved) => resolved)).toBe('elsewhere')
  expect(source('https://public.example.test.evil.example.test/tiny/-/tiny-1.0.1.tgz')).toBe('elsewhere')
})

test('exactly the URL that the registry names, wherever it is', () => {
  const tarball = 'https://files.example.test/tiny.tgz'
  expect(source(tarball, tarball)).toBe('registry')
  expect(source(`${tarball}?x`, tarball)).toBe('elsewhere')
})

test('nothing said, and nothing that is a URL', () => {
  expect(source('')).toBe('unstated')
  expect(source('tiny.tgz')).toBe('elsewhere')
})

import { describe, expect, test } from 'vitest'
import { contents, type Files } from './support.ts'

const odd = (files: Files) => contents(files).oddities.map(({ kind, path, detail }) => [kind, path, detail])
const sources = { 'src/a.cc': 'int a;' }

describe('what a gyp file runs', () => {
  const commands: [name: string, source: string, how: string][] = [
    ['an expansion', "{ 'targets': [{ 'sources': ['<!(node index.js)'] }] }", 'expansion'],
    ['a list of them', "{ 'targets': [{ 'sources': ['<!@(node index.js)'] }] }", 'expansion'],
    ['a late one', "{ 'variables': { 'a': '>!(node index.js)' } }", 'expansion'],
    ['its mark in two strings', "{ 'a': '<' '!(node index.js)' }", 'expansion'],
    ['its mark with an escape', "{ 'a': '\\x3c!(node index.js)' }", 'escape'],
    ['an action', "{ 'targets': [{ 'actions': [{ 'action': ['node', 'index.js'] }] }] }", 'action'],
    ['a way out of a condition', "{ 'conditions': [['().__class__.__base__', {}]] }", 'expression'],
  ]
  for (const [name, source, how] of commands) {
    test(name, () => {
      expect(odd({ 'binding.gyp': source, ...sources })).toEqual([['gyp-runs-command', 'binding.gyp', how]])
    })
  }

  test('included files count, comments and plain paths do not', () => {
    const plain = "{ 'targets': [{ 'sources': ['src/a.cc'], 'conditions': [['OS!=\"win\"', {}]] }] } # '<!(x)'"
    expect(odd({ 'binding.gyp': plain, ...sources })).toEqual([])
    expect(odd({ 'binding.gyp': plain, 'common.gypi': "{ 'a': '<!(x)' }", ...sources })).toEqual([
      ['gyp-runs-command', 'common.gypi', 'expansion'],
    ])
  })
})

test('a build file without anything to compile, in any case', () => {
  expect(odd({ 'BINDING.GYP': '{}', 'index.js': '' })).toEqual([['gyp-without-sources', 'BINDING.GYP', '']])
  expect(odd({ 'binding.gyp': '{}', 'a.C': '' })).toEqual([])
})

test('without a binding.gyp at the root nobody reads gyp files', () => {
  expect(odd({ 'deps/x/binding.gyp': "{ 'a': '<!(x)' }" })).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { createNameIndex, noNames } from '../../src/facts/lookalike.ts'

const popular = ['lodash', 'lodash.merge', 'express', 'commander', '@babel/core', '@types/node', 'cross-env', 'vue']
const more = ['crypto-js', 'supports-color', 'tar-fs', 'react', 'react-dom', 'axios', 'ms', 'color', 'colors']
const index = createNameIndex({
  project: ['@acme/ui', 'acme-app'],
  tree: ['inhouse-tools'],
  popular: [...popular, ...more],
})

describe('a name resembles', () => {
  test.each<[string, string, string]>([
    ['loadsh', 'typing', 'lodash'],
    ['lodahs', 'typing', 'lodash'],
    ['lodas', 'typing', 'lodash'],
    ['expres', 'typing', 'express'],
    ['suports-color', 'typing', 'supports-color'],
    ['suport-color', 'typing', 'supports-color'],
    ['crossenv', 'separators', 'cross-env'],
    ['cross.env', 'separators', 'cross-env'],
    ['babelcore', 'separators', '@babel/core'],
    ['types-node', 'separators', '@types/node'],
    ['1odash', 'confusable', 'lodash'],
    ['cornmander', 'confusable', 'commander'],
    ['lоdash', 'confusable', 'lodash'],
    ['@babe1/core', 'confusable', '@babel/core'],
    ['@bable/core', 'scope', '@babel/core'],
    ['@acme-/secret', 'scope', '@acme/ui'],
    ['@acrne/anything', 'scope', '@acme/ui'],
    ['node-axios', 'affix', 'axios'],
    ['axiosjs', 'affix', 'axios'],
    ['inhouse-tool', 'typing', 'inhouse-tools'],
  ])('%s: %s of %s', (name, kind, of) => {
    expect(index.resemblanceOf(name)).toMatchObject({ kind, of })
  })

  test('also where the project asks for it itself, by mistake', () => {
    const mistaken = createNameIndex({ project: [], tree: ['loadsh', 'cornmander', 'honest'], popular })
    expect(mistaken.resemblanceOf('loadsh')).toEqual({ kind: 'typing', of: 'lodash', whose: 'popular' })
    expect(mistaken.resemblanceOf('cornmander')).toMatchObject({ kind: 'confusable', of: 'commander' })
    expect(mistaken.resemblanceOf('honest').kind).toBe('none')
  })

  test('says whose name it is', () => {
    expect(index.resemblanceOf('acme-apps').whose).toBe('project')
    expect(index.resemblanceOf('inhouse-tool').whose).toBe('tree')
    expect(index.resemblanceOf('loadsh').whose).toBe('popular')
  })
})

describe('honest families stay quiet', () => {
  test.each([
    ...popular,
    ...more,
    'react-native',
    'lodash.mergewith',
    '@types/nod',
    '@babel/cores',
    'vue2',
    'express5',
    'mz',
    'tar-js',
    'my-lodash',
    '@other/lodash',
    'plain-crypto-js',
    '@babbage/engine',
  ])('%s', (name) => {
    expect(index.resemblanceOf(name)).toEqual({ kind: 'none', of: '', whose: 'none' })
  })

  test('where no names are known', () => {
    expect(noNames.resemblanceOf('loadsh').kind).toBe('none')
  })
})

test.each(['', '@', '@/', '-', '---', '__proto__', 'constructor', '@a', 'a'.repeat(214), '\u0000', '💥💥💥💥💥'])(
  'anything is a name to ask for: %j',
  (name) => {
    expect(index.resemblanceOf(name).kind).toBe('none')
  },
)

test('popular names are shared by trees, and nothing else is', () => {
  const one = createNameIndex({ project: ['@ours/ui'], tree: ['inhouse-tools'], popular })
  const other = createNameIndex({ project: [], tree: [], popular })
  expect(one.resemblanceOf('inhouse-tool')).toMatchObject({ kind: 'typing', of: 'inhouse-tools' })
  expect(other.resemblanceOf('inhouse-tool')).toBe(noNames.resemblanceOf(''))
  expect(other.resemblanceOf('@0urs/ui')).toBe(noNames.resemblanceOf(''))
  expect([one, other].map((index) => index.resemblanceOf('loadsh').of)).toEqual(['lodash', 'lodash'])
})

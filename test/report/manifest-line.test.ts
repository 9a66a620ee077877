import { expect, test } from 'vitest'
import { requestLine } from '../../src/report/manifest-line.ts'
import { aPackage } from './builders.ts'

const text = (fields: object) => JSON.stringify(fields, null, 2)
const manifests = [
  { file: 'apps/web/package.json', text: text({ name: 'web', dependencies: { other: '1', axios: '^1.14.0' } }) },
  { file: 'apps/web/part/package.json', text: text({ devDependencies: { axios: '1' } }) },
  { file: 'package.json', text: text({ dependencies: { axios: '1' } }) },
]

test('is the line of the nearest manifest that asks for it', () => {
  expect(requestLine(aPackage(), 'apps/web/package-lock.json', manifests)).toEqual({
    file: 'apps/web/package.json',
    line: 5,
  })
  expect(requestLine(aPackage(), 'apps/web/part/package-lock.json', manifests)).toEqual({
    file: 'apps/web/part/package.json',
    line: 3,
  })
})

test('goes by the name it is installed as', () => {
  const alias = aPackage({ name: 'real', locations: ['part/node_modules/axios'] })
  expect(requestLine(alias, 'package-lock.json', manifests)).toEqual({ file: 'package.json', line: 3 })
  const scoped = aPackage({ locations: ['node_modules/@a/b'] })
  const asks = [{ file: 'package.json', text: text({ optionalDependencies: { b: '1', '@a/b': '1' } }) }]
  expect(requestLine(scoped, 'package-lock.json', asks)).toEqual({ file: 'package.json', line: 4 })
})

test('is none for what nothing here asks for', () => {
  expect(requestLine(aPackage({ direct: false }), 'package-lock.json', manifests)).toBe('none')
  expect(requestLine(aPackage(), 'package-lock.json', [{ file: 'package.json', text: '{' }])).toBe('none')
  expect(requestLine(aPackage(), 'package-lock.json', [{ file: 'package.json', text: '{"dependencies":[]}' }])).toBe(
    'none',
  )
})

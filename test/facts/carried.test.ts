import { expect, test } from 'vitest'
import { type Files, tarball } from './support.ts'

const odd = (files: Files) =>
  tarball({ 'package.json': { name: 'tiny', version: '1.0.0' }, ...files }).own.oddities.map(
    ({ kind, path, detail }) => `${kind} ${path} ${detail}`,
  )

test('a bundle that nothing declares, beside those that bundleDependencies brings', () => {
  const files = {
    'package.json': { name: 'tiny', version: '1.0.0', bundleDependencies: ['a'] },
    'node_modules/a/package.json': { name: 'a', version: '1.0.0', dependencies: { b: '^1.0.0' } },
    'node_modules/b/package.json': { name: 'b', version: '1.0.0' },
    'node_modules/a/node_modules/b/package.json': { name: 'b', version: '2.0.0' },
    'node_modules/c/package.json': { name: 'other', version: '3.0.0' },
  }
  expect(odd(files)).toEqual(['undeclared-bundle node_modules/c other@3.0.0'])
})

test('copies of other packages, where there is more than a manifest', () => {
  const files = {
    'vendor/v/package.json': { name: 'v', version: '1.0.0' },
    'vendor/v/index.js': '',
    'examples/e/package.json': { name: 'e', version: '1.0.0' },
    'dist/package.json': { name: 'tiny', version: '1.0.0' },
    'dist/index.js': '',
    'esm/package.json': { type: 'module' },
    'esm/index.js': '',
    'broken/package.json': '{',
    'broken/index.js': '',
  }
  expect(odd(files)).toEqual(['vendored-package vendor/v/package.json v@1.0.0'])
})

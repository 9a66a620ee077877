import { expect, test } from 'vitest'
import type { Directive, Project } from '../../src/domain/project.ts'
import { compareDirectives } from '../../src/facts/directives.ts'

function project(...directives: Omit<Directive, 'file' | 'line'>[]): Project {
  const lined = directives.map((one) => ({ ...one, file: 'package.json', line: 3 }))
  return { file: 'package.json', name: 'app', version: '1.0.0', directives: lined }
}

const override = (key: string, value: string) => ({ field: 'overrides' as const, key, value })
const shown = (before: Project | 'unknown', after: Project) =>
  compareDirectives(before, after).map(({ key, status, value, valueBefore, leadsTo }) => [
    key,
    status,
    value,
    valueBefore,
    leadsTo,
  ])

test('against the base: added, changed, kept, removed', () => {
  const before = project(override('a', '1'), override('b', '1'), override('c', '1'))
  const after = project(override('a', '1'), override('b', 'github:eve/b'), override('d', 'npm:e@1'))
  expect(shown(before, after)).toEqual([
    ['a', 'kept', '1', '1', 'registry'],
    ['b', 'changed', 'github:eve/b', '1', 'git'],
    ['d', 'added', 'npm:e@1', '', 'alias'],
    ['c', 'removed', '', '1', 'registry'],
  ])
})

test('without a base nothing is new', () => {
  expect(shown('unknown', project(override('a', 'https://files.example.test/a.tgz')))).toEqual([
    ['a', 'uncompared', 'https://files.example.test/a.tgz', '', 'url'],
  ])
})

test('what only forbids or describes leads nowhere', () => {
  const after = project(
    { field: 'allowScripts', key: 'a', value: 'true' },
    { field: 'allowScripts', key: 'b', value: 'false' },
    { field: 'packageExtensions', key: 'c > peerDependenciesMeta > d > optional', value: 'true' },
    { field: 'patchedDependencies', key: 'e', value: 'patches/e.patch' },
  )
  expect(shown(project(), after).map((row) => row.at(-1))).toEqual(['script', 'nothing', 'nothing', 'patch'])
})

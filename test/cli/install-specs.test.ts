// What a person names for an install: npm's own ways to write it, and what is refused at its place before anything is asked
// of a registry.
import { expect, test } from 'vitest'
import { installMistakes } from '../../src/cli/check-specs.ts'

test.each([
  'axios',
  'axios@latest',
  'axios@^1.7.0',
  '@scope/a@1.0.0',
  'old@npm:axios@1',
  'https://example.test/a-1.0.0.tgz',
  'a@https://example.test/a-1.0.0.tgz',
  'a@^1 || ^2',
])('%s is what npm can be asked for', (spec) => {
  expect(installMistakes([spec])).toEqual([])
})

test.each<[string, string, number]>([
  ['', 'bad-name', 16],
  ['foo bar', 'bad-name', 16],
  ['@scope', 'bad-name', 16],
  ['--global', 'bad-name', 16],
  ['foo@', 'bad-spec', 19],
  ['foo@@1', 'bad-spec', 20],
  ['foo@npm:', 'bad-spec', 20],
  ['x@link:../y', 'bad-spec', 18],
  ['./x', 'path-as-spec', 16],
  ['x.tgz', 'path-as-spec', 16],
  ['file:../x', 'path-as-spec', 16],
  ['~/x', 'path-as-spec', 16],
  ['/x', 'path-as-spec', 16],
  ['x@file:../x', 'path-as-spec', 18],
  ['user/repo', 'git-not-checked', 16],
  ['git+https://example.test/a.git', 'git-not-checked', 16],
])('%s is refused at its place', (spec, code, column) => {
  expect(installMistakes([spec]).map((one) => [one.code, one.place.column])).toEqual([[code, column]])
})

test('every mistake is named at once, each at its own place', () => {
  const found = installMistakes(['ok', './a', 'b@'])
  expect(found.map(({ code, place }) => [code, place.column])).toEqual([
    ['path-as-spec', 19],
    ['bad-spec', 24],
  ])
  expect(found[0]?.place.text).toBe('cordon install ok ./a b@')
})

import { describe, expect, test } from 'vitest'
import { readJson } from '../../src/domain/json.ts'
import { toDirectives } from '../../src/domain/project.ts'

const limits = { maxLength: 10_000, maxDepth: 20, maxNodes: 1000 }

function directives(manifest: string): unknown[] {
  const read = readJson(manifest, limits)
  if (!read.ok) throw new Error(read.message)
  return toDirectives(read.root, 'package.json', () => 7).map(({ field, key, value }) => [field, key, value])
}

describe("what a project's package.json changes about the tree", () => {
  test('overrides are followed into their depth, and a dot is the package itself', () => {
    expect(directives('{"overrides":{"a":"1","b@2":{".":"2.0.1","c":{"d":"npm:e@1"}}}}')).toEqual([
      ['overrides', 'a', '1'],
      ['overrides', 'b@2', '2.0.1'],
      ['overrides', 'b@2 > c > d', 'npm:e@1'],
    ])
  })

  test('a reference stands for what the project asks for', () => {
    const asked = '"dependencies":{"a":"github:eve/a"}'
    expect(directives(`{${asked},"overrides":{"a":"$a","b":"$c"}}`)).toEqual([
      ['overrides', 'a', 'github:eve/a'],
      ['overrides', 'b', '$c'],
    ])
  })

  test('allowed scripts, extensions and patches', () => {
    const manifest = `{
      "allowScripts": {"a@1": true, "b": false},
      "packageExtensions": {"c@1": {"dependencies": {"d": "^1"}, "peerDependenciesMeta": {"e": {"optional": true}}}},
      "patchedDependencies": {"f@1": "patches/f.patch"}
    }`
    expect(directives(manifest)).toEqual([
      ['allowScripts', 'a@1', 'true'],
      ['allowScripts', 'b', 'false'],
      ['packageExtensions', 'c@1 > dependencies > d', '^1'],
      ['packageExtensions', 'c@1 > peerDependenciesMeta > e > optional', 'true'],
      ['patchedDependencies', 'f@1', 'patches/f.patch'],
    ])
  })

  test('the last of two equal keys counts, and strange values are nobody', () => {
    expect(directives('{"overrides":{"a":"1","a":"2","b":3,"c":null,"d":["1"]},"allowScripts":"all"}')).toEqual([
      ['overrides', 'a', '2'],
    ])
    expect(directives('{"overrides":{"__proto__":{"x":"1"}}}')).toEqual([['overrides', '__proto__ > x', '1']])
    expect(directives('[]')).toEqual([])
  })
})

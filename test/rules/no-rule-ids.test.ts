// The built-in pack is a pack like any other: no program knows what its rules are called.
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { vocabulary } from '../../src/rules/vocabulary.ts'
import { readSources } from '../house/sources.ts'

const ids = readdirSync(new URL('../../rules/core', import.meta.url))
  .filter((name) => name.endsWith('.yml') && name !== 'pack.yml')
  .map((name) => name.slice(0, -'.yml'.length))

/** What a fact says may be called like the rule that reads it. */
const factWords = new Set(
  Object.values(vocabulary).flatMap(({ fields }) => Object.values(fields).flatMap(({ values }) => Object.keys(values))),
)

const words = (text: string) => text.replaceAll(/^import .*$/gm, '').match(/[a-z0-9]+(?:-[a-z0-9]+)*/g) ?? []

describe('the names of rules', () => {
  test('there are some to look for', () => {
    expect(ids.length).toBeGreaterThan(100)
    expect(words("if (rule === 'phantom-dependency') return")).toContain('phantom-dependency')
  })

  test('stand nowhere in src', () => {
    const names = new Set(ids.filter((id) => !factWords.has(id)))
    expect(names.size).toBeGreaterThan(ids.length - 10)
    const found = readSources('src').flatMap(({ path, text }) =>
      words(text)
        .filter((word) => names.has(word))
        .map((word) => `${path}: ${word}`),
    )
    expect(found).toEqual([])
  })
})

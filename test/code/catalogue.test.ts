// The catalogue of what code can do: each entry in several spellings, which must all give exactly the facts named, and
// no other. `catalogue/*.yml` are lists of entries; a fact is written as its words.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { findCapabilities } from '../../src/code/capabilities/find.ts'
import { parseSource } from '../../src/code/parse.ts'
import { createResolver } from '../../src/code/resolver.ts'
import { capabilityNames } from '../../src/domain/code.ts'

type Entry = { name: string; spellings: string[]; capabilities?: string[]; arguments?: string[] }

const folder = join(import.meta.dirname, 'catalogue')
const files = readdirSync(folder).filter((file) => file.endsWith('.yml'))
const entries = files.flatMap((file) => readEntries(join(folder, file)))

function readEntries(path: string): Entry[] {
  return parse(readFileSync(path, 'utf8'))
}

function factsOf(source: string): { capabilities: string[]; arguments: string[] } {
  const { program } = parseSource('x.ts', source)
  const found = findCapabilities(program, createResolver(program), source)
  expect(found.tooMuch).toBe(false)
  return {
    capabilities: found.capabilities.map(({ name, subject }) => `${name} ${subject}`.trim()).sort(),
    arguments: found.arguments.map(({ capability, kind, value }) => `${capability} ${kind} ${value}`.trim()).sort(),
  }
}

describe.each(entries)('$name', ({ spellings, capabilities = [], arguments: given = [] }) => {
  test.each(spellings.map((source, index) => ({ source, index })))('spelling $index', ({ source }) => {
    expect(factsOf(source)).toEqual({ capabilities: [...capabilities].sort(), arguments: [...given].sort() })
  })
})

test('every entry has three spellings and a name of its own', () => {
  expect(entries.filter(({ spellings }) => spellings.length < 3).map(({ name }) => name)).toEqual([])
  expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length)
})

test('every capability has an entry that expects it', () => {
  const expected = new Set(entries.flatMap(({ capabilities = [] }) => capabilities.map((one) => one.split(' ', 1)[0])))
  expect(capabilityNames.filter((name) => !expected.has(name))).toEqual([])
})

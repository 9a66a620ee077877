// Every case in the YAML files beside this one: small pieces of code, and exactly the flows that they have.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { emptyFileCode, type FileCode } from '../../../src/code/file-code.ts'
import { findFlows } from '../../../src/code/flows/find-flows.ts'
import { linkFlows } from '../../../src/code/flows/link-flows.ts'
import { parseSource } from '../../../src/code/parse.ts'
import { createResolver } from '../../../src/code/resolver.ts'

type Case = {
  name: string
  /** One file each, and each with the same flows. */
  spellings?: readonly string[]
  /** Or several files of one package. */
  files?: Readonly<Record<string, string>>
  /** `source subject sink`, `-` for no subject. */
  flows: readonly string[]
}

const here = import.meta.dirname
const cases = readdirSync(here)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => ({ name, cases: parse(readFileSync(join(here, name), 'utf8')) as readonly Case[] }))

function codeOf(path: string, source: string): FileCode {
  const { program, hasErrors } = parseSource(path, source)
  expect(hasErrors, source).toBe(false)
  const { flows, exports, calls, exhausted } = findFlows(createResolver(program), path, source)
  expect(exhausted).toBe(false)
  return { ...emptyFileCode, flows, exports, calls }
}

/** Through a process boundary, as it is in use. */
function flowsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const codes = new Map(
    Object.entries(files).map(([path, source]) => [path, structuredClone(codeOf(path, source))] as const),
  )
  const linked = linkFlows(codes, (from, specifier) => {
    const path = posix.join(posix.dirname(from), specifier)
    return [path, `${path}.js`, `${path}/index.js`].find((one) => codes.has(one)) ?? ''
  })
  const flows = [...[...codes.values()].flatMap((code) => code.flows), ...linked.map(({ flow }) => flow)]
  return [...new Set(flows.map(({ source, subject, sink }) => `${source} ${subject || '-'} ${sink}`))].toSorted()
}

describe.each(cases)('$name', (file) => {
  for (const { name, spellings = [], files, flows } of file.cases) {
    const all = files === undefined ? spellings.map((source) => ({ 'a.js': source })) : [files]
    test.each(all.map((one, at) => ({ one, at: at + 1 })))(`${name} ($at)`, ({ one }) => {
      expect(flowsOf(one)).toEqual([...flows].toSorted())
    })
  }
})

test('there are cases enough, and honest ones among them', () => {
  const all = cases.flatMap((file) => file.cases)
  expect(all.length).toBeGreaterThanOrEqual(60)
  expect(cases.find(({ name }) => name === 'honest.yml')?.cases.length).toBeGreaterThanOrEqual(25)
})

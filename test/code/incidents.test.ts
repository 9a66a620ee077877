// Every attack whose difference to the release before is described, rebuilt inert: the code facts that the description
// implies are found, as news. Those that show nothing in code say so, and then nothing may be found.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type CodeChange, compareCode } from '../../src/facts/code.ts'
import { extract } from '../../src/facts/extract.ts'

type Tree = Record<string, string | object>
type Incident = {
  incident: string
  told: string
  before: Tree
  after: Tree
  facts: Partial<Record<'capabilities' | 'flows' | 'disguises' | 'indicators' | 'arguments' | 'nothing', string[]>>
}

const folder = new URL('incidents/', import.meta.url)
const incidents: Incident[] = readdirSync(folder)
  .sort()
  .map((name) => parse(readFileSync(new URL(name, folder), 'utf8')))

describe('the code of known attacks, as news', () => {
  test.each(incidents.map((one) => [one.incident, one] as const))('%s', (_, one) => {
    const found = wordsOf(compareCode(codeOf(one.before), codeOf(one.after), nothingInstalled))
    const { nothing, ...wanted } = one.facts
    if (nothing !== undefined) {
      expect(Object.values(found).flat()).toEqual([])
      return
    }
    expect(Object.keys(wanted).length).toBeGreaterThan(0)
    const missing = Object.entries(wanted).flatMap(([kind, facts]) =>
      facts.filter((fact) => !found[kind]?.includes(fact)).map((fact) => `${kind}: ${fact}`),
    )
    expect(missing, JSON.stringify(found, null, 1)).toEqual([])
  })

  test('there are as many as are described', () => expect(incidents.length).toBeGreaterThanOrEqual(46))
})

const nothingInstalled = { before: new Set<string>(), after: new Set<string>() }

function codeOf(tree: Tree) {
  const files = Object.entries(tree).map(([path, content]) => ({
    path,
    bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    executable: false,
  }))
  return extract({ files, oddities: [], unpackedBytes: 0 }, 'sha512-none').own.code
}

/** Each fact in the fewest words and with its subject, so that a description may name either. */
function wordsOf(change: CodeChange): Record<string, string[]> {
  const isNew = ({ status }: { status: string }) => status === 'added' || status === 'changed'
  return {
    capabilities: change.capabilities.filter(isNew).flatMap(({ name, subject }) => [name, `${name} ${subject}`]),
    flows: change.flows
      .filter(isNew)
      .flatMap(({ source, subject, sink }) => [`${source} ${sink}`, `${source} ${subject} ${sink}`]),
    disguises: change.disguises.filter(isNew).map(({ kind }) => kind),
    indicators: change.indicators.filter(isNew).map(({ kind, value }) => `${kind} ${value}`),
    arguments: change.arguments
      .filter(isNew)
      .flatMap(({ capability, kind, value }) => [
        `${capability} ${kind} ${value}`,
        `${capability} ${kind} ${value.split(' ')[0]}`,
      ]),
  }
}

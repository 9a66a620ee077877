import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadPack } from '../../src/rules/load.ts'
import { ruleSchema } from '../../src/rules/schema.ts'
import { problemOf, ruleText } from './builders.ts'

const published: unknown = JSON.parse(
  readFileSync(new URL('../../schemas/rule-1.schema.json', import.meta.url), 'utf8'),
)
const validate = new Ajv({ strict: true }).compile(ruleSchema())

/** Whether an editor with the schema, and cordon, take the file. */
function taken(text: string): { schema: boolean; cordon: string[] } {
  const value: unknown = parse(text)
  try {
    loadPack([{ path: 'my-rule.yml', text }], 'x')
    return { schema: validate(value), cordon: [] }
  } catch {
    const problem = problemOf(() => loadPack([{ path: 'my-rule.yml', text }], 'x'))
    return { schema: validate(value), cordon: problem.mistakes.map((mistake) => mistake.code) }
  }
}

const about = 'cases:\n  - { name: a, expect: fires, before: nothing, after: { a.json: [1] }, about: '
const draft = { status: 'status: draft' }

describe('the schema of a rule file', () => {
  test('is the one that is published', () => {
    expect(published).toEqual(ruleSchema())
  })

  const good: Record<string, string> = {
    'a whole rule': ruleText(),
    'a draft without cases': ruleText({ ...draft, cases: '', references: '' }),
    'a case that says everything': ruleText({
      ...draft,
      cases: `${about}{ published: 2026-11-01T00:00:00Z, publisher: { name: a, email: b@example.test }, gitHead: none, provenance: stagedPublish, deprecated: no more, before: { published: unavailable }, history: [{ version: 1.0.0, gitHead: abcdef0 }], now: 2026-11-02T00:00:00.000Z, direct: true, dev: false, optional: true, kind: git, integrity: absent, source: elsewhere, newToTree: "yes", requestedBy: a@1, newcomers: { a: not-found, b: { created: 2026-11-01T00:00:00Z, resolved: 1.0.0, published: 2026-11-01T00:00:00Z, releases: 1, installScript: true, newToTree: true } }, mirror: true } }`,
    }),
  }
  for (const [name, text] of Object.entries(good)) {
    test(`takes ${name}`, () => expect(taken(text)).toEqual({ schema: true, cordon: [] }))
  }

  const bad: Record<string, string> = {
    'an unknown key': ruleText({ quiet: 'quiet: x\nseverity: high' }),
    'a missing key': ruleText({ why: '' }),
    'a wrong outcome': ruleText({ outcome: 'outcome: deny' }),
    'a number for text': ruleText({ title: 'title: 12' }),
    'an id in capitals': ruleText({ id: 'id: My_Rule' }),
    'a link that is none': ruleText({ references: 'references: [http://example.test]' }),
    'a case without after': ruleText({ ...draft, cases: 'cases: [{ name: a, expect: fires, before: nothing }]' }),
    'a case with an unknown key': ruleText({ ...draft, cases: `${about}{}, more: 1 }` }),
    'a case about something unknown': ruleText({ ...draft, cases: `${about}{ publishd: x } }` }),
    'a time without a zone': ruleText({ ...draft, cases: `${about}{ now: 2026-11-01 } }` }),
    'a wrong provenance': ruleText({ ...draft, cases: `${about}{ provenance: strong } }` }),
    'a publisher without an address': ruleText({ ...draft, cases: `${about}{ publisher: { name: a } } }` }),
    'half a release': ruleText({ ...draft, cases: `${about}{ newcomers: { a: { releases: 1.5 } } } }` }),
  }
  for (const [name, text] of Object.entries(bad)) {
    test(`refuses ${name}, as cordon does`, () => {
      const { schema, cordon } = taken(text)
      expect(schema).toBe(false)
      expect(cordon).not.toEqual([])
    })
  }
})

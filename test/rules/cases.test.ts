import { describe, expect, test } from 'vitest'
import { noResemblance } from '../../src/domain/comparison.ts'
import { ordinaryNewcomer } from '../../src/rules/case-about.ts'
import type { RuleCase } from '../../src/rules/cases.ts'
import { ruleOf } from './builders.ts'

function caseOf(...lines: string[]): RuleCase {
  const cases = ['cases:', '  - name: one', '    expect: fires', '    before: nothing', ...lines.map((l) => `    ${l}`)]
  const [first] = ruleOf({ status: 'status: draft', cases: cases.join('\n') }).cases
  if (first === undefined) throw new Error('there is no case')
  return first
}

const noFiles = 'after: {}'

describe('the files of a case', () => {
  test('are text, or JSON written as YAML with npm’s indentation', () => {
    const { after, before } = caseOf(
      'after:',
      '  package.json: { name: tiny, version: 1.0.0, private: true, files: [], n: 1.5, none: , scripts: { a: "x\\"y" } }',
      '  index.js: |',
      '    module.exports = 1',
    )
    expect(before).toBe('nothing')
    expect(after.files.map((file) => file.path)).toEqual(['package.json', 'index.js'])
    expect(after.files[0]?.text).toBe(
      `${JSON.stringify({ name: 'tiny', version: '1.0.0', private: true, files: [], n: 1.5, none: null, scripts: { a: 'x"y' } }, undefined, 2)}\n`,
    )
    expect(after.files[1]?.text).toBe('module.exports = 1\n')
  })

  test('stand where the mistake would be', () => {
    expect(caseOf(noFiles).place).toMatchObject({ file: 'my-rule.yml', line: 12, column: 5 })
  })
})

describe('what a case does not say', () => {
  test('is as quiet as can be', () => {
    const { about } = caseOf(noFiles)
    expect(about).toMatchObject({ direct: true, dev: false, kind: 'registry', integrity: 'equal', newToTree: 'no' })
    expect(about.requestedBy).toBe('')
    expect(about.publisher).toEqual(about.before.publisher)
    expect(about.gitHead).toEqual(about.before.gitHead)
    expect(about.trust).toEqual(about.before.trust)
    expect(about.history).toEqual([])
  })

  test('did not change: what one release says holds for the other', () => {
    const publisher = { status: 'known', value: { name: 'eve', email: 'eve@example.test' } }
    expect(caseOf(noFiles, 'about: { publisher: eve }').about.before.publisher).toEqual(publisher)
    expect(caseOf(noFiles, 'about: { before: { publisher: eve } }').about.publisher).toEqual(publisher)
    const { about } = caseOf(
      noFiles,
      'about: { publisher: eve, before: { publisher: ada }, history: [{ version: 0.9.0 }] }',
    )
    expect(about.publisher).toEqual(publisher)
    expect(about.before.publisher).toMatchObject({ value: { name: 'ada' } })
    expect(about.history[0]?.publisher).toMatchObject({ value: { name: 'ada' } })
  })

  test('happened in order', () => {
    const { about } = caseOf(noFiles, 'about: { published: 2026-11-01T00:00:00Z, history: [{ version: 0.9.0 }] }')
    const times = [about.history[0]?.published, about.before.published, about.published].map((known) =>
      known?.status === 'known' ? known.value : -1,
    )
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[2]).toBe(Date.parse('2026-11-01T00:00:00Z'))
    expect(about.now).toBeGreaterThan(times[2] ?? 0)
  })
})

describe('what a case says', () => {
  test('is taken over', () => {
    const { about } = caseOf(
      noFiles,
      'about:',
      '  now: 2026-03-31T00:22:00Z',
      '  published: unavailable',
      '  publisher: { name: eve, email: eve@mail.example.test }',
      '  gitHead: none',
      '  provenance: none',
      '  before: { provenance: trustedPublisher, gitHead: 0123456789abcdef }',
      '  requestedBy: app@1.0.0',
      '  integrity: different',
      '  kind: git',
    )
    expect(about.now).toBe(Date.parse('2026-03-31T00:22:00Z'))
    expect(about.published).toEqual({ status: 'unavailable' })
    expect(about.publisher).toEqual({ status: 'known', value: { name: 'eve', email: 'eve@mail.example.test' } })
    expect(about.gitHead).toEqual({ status: 'absent' })
    expect(about.before.gitHead).toEqual({ status: 'known', value: '0123456789abcdef' })
    expect(about.trust).toEqual({ status: 'known', value: 'none' })
    expect(about.before.trust).toEqual({ status: 'known', value: 'trustedPublisher' })
    expect(about).toMatchObject({ direct: false, requestedBy: 'app@1.0.0', integrity: 'different', kind: 'git' })
  })

  test('a mirror shows none of', () => {
    const { about } = caseOf(noFiles, 'about: { mirror: true, publisher: eve, before: { provenance: provenance } }')
    for (const release of [about, about.before]) {
      expect([release.publisher, release.gitHead, release.trust].map((known) => known.status)).toEqual(
        Array(3).fill('unavailable'),
      )
      expect(release.published.status).toBe('known')
    }
  })
})

describe('the names around it', () => {
  test('are as told, or old and ordinary', () => {
    const { about } = caseOf(
      noFiles,
      'about:',
      '  newcomers:',
      '    young: { created: 2026-11-14T00:00:00Z, releases: 2, installScript: true, newToTree: true, resolved: 4.2.1, publisher: eve }',
      '    gone: not-found',
      '    silent: unavailable',
      '    constructor: {}',
    )
    const created = Date.parse('2026-11-14T00:00:00Z')
    expect(about.newcomers).toEqual([
      {
        name: 'young',
        history: 'known',
        resolvedVersion: '4.2.1',
        resolvedPublishedAt: created,
        createdAt: created,
        releases: 2,
        hasInstallScript: 'yes',
        publisher: 'eve',
        newToTree: 'yes',
        resemblance: noResemblance,
      },
      expect.objectContaining({ name: 'gone', history: 'not-found', createdAt: -1 }),
      expect.objectContaining({ name: 'silent', history: 'unavailable', releases: -1 }),
      ordinaryNewcomer('constructor', about.now),
    ])
  })
})

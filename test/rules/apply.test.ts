import { describe, expect, test } from 'vitest'
import type { Change } from '../../src/domain/change.ts'
import type { Outcome } from '../../src/domain/report.ts'
import { applyRules } from '../../src/rules/apply.ts'
import { aDependency, aFile, aKnownBad, aScript, loudChange, quietChange, ruleOf } from './builders.ts'

const rule = ruleOf()

describe('a rule that fires', () => {
  test('is a finding with its words and the facts it found', () => {
    const { findings, failures } = applyRules([rule], loudChange)
    expect(failures).toEqual([])
    expect(findings).toEqual([
      {
        rule: 'my-rule',
        outcome: 'block',
        title: 'Something new in tiny@1.0.1',
        why: 'Because tiny 1.0.1 runs it.',
        fix: 'Stay on tiny@1.0.0.',
        evidence: [
          { file: 'package.json', line: 5, column: 0, excerpt: 'node setup.js', fact: 'script postinstall added' },
        ],
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ])
  })

  test('is none where it does not', () => {
    expect(applyRules([rule], quietChange)).toEqual({ findings: [], failures: [] })
  })

  test('points at the package when it finds nothing to point at', () => {
    const other = ruleOf({ when: 'when: change.package.direct' })
    expect(applyRules([other], quietChange).findings[0]?.evidence).toEqual([
      { file: '', line: 12, column: 0, excerpt: 'tiny@1.0.1', fact: 'package registry' },
    ])
  })

  test('only ever notes as a draft', () => {
    const draft = ruleOf({ status: 'status: draft' })
    expect(applyRules([draft], loudChange).findings[0]?.outcome).toBe('note')
  })

  describe('because of lists does at most what these may do', () => {
    const when = 'when: change.knownBad.exists(k, k.kind == "host")'
    const outcomeOf = (outcome: Outcome, limits: Outcome[], condition = when, find = 'find: change.knownBad') => {
      const knownBad = limits.map((atMost, index) => ({ ...aKnownBad, id: `${index}`, atMost }))
      const rule = ruleOf({ when: condition, find, outcome: `outcome: ${outcome}` })
      return applyRules([rule], { ...quietChange, knownBad }).findings.map((one) => one.outcome)
    }

    test.each<[Outcome, Outcome[], Outcome]>([
      ['block', ['block'], 'block'],
      ['block', ['review'], 'review'],
      ['block', ['note'], 'note'],
      ['block', ['note', 'note'], 'note'],
      ['block', ['note', 'review'], 'review'],
      ['block', ['note', 'block'], 'block'],
      ['review', ['block'], 'review'],
      ['review', ['review'], 'review'],
      ['review', ['note'], 'note'],
      ['note', ['note'], 'note'],
      ['note', ['block'], 'note'],
    ])('a rule that would %s, and lists for %j: %s', (outcome, limits, expected) => {
      expect(outcomeOf(outcome, limits)).toEqual([expected])
    })

    test('also where it points at something else', () => {
      expect(outcomeOf('block', ['note'], when, 'find: "[change.package]"')).toEqual(['note'])
    })

    test('and what it says where it needs none of them', () => {
      const either = 'when: change.package.direct || change.knownBad.size() > 0'
      expect(outcomeOf('block', ['note'], either)).toEqual(['block'])
    })
  })

  test('shows at most twenty facts, and short ones', () => {
    const scripts = Array.from({ length: 50 }, (_, n) => ({ ...aScript, name: `s${n}`, body: 'x'.repeat(5000) }))
    const [finding] = applyRules([rule], { ...quietChange, scripts }).findings
    expect(finding?.evidence).toHaveLength(20)
    expect(finding?.evidence[0]?.excerpt.length).toBeLessThanOrEqual(200)
  })

  test('has evidence for every record', () => {
    const finds: [string, string, string][] = [
      ['[change.package]', '', 'package registry'],
      ['[change.baseline]', '', 'baseline history'],
      ['[change.publication]', '', 'publication'],
      ['[change.lock]', '', 'lock integrity equal'],
      ['change.manifest', 'package.json', 'manifest scripts postinstall'],
      ['change.scripts', 'package.json', 'script postinstall added'],
      ['change.dependencies', 'package.json', 'dependency tiny-extra added'],
      ['change.files', 'setup.js', 'file setup.js added'],
      ['change.oddities', 'package.md', 'oddity second-manifest added'],
      ['change.patches', '', 'patch patches/tiny.patch added'],
      ['change.capabilities', 'setup.js', 'capability env-secret NPM_TOKEN added'],
      ['change.arguments', 'setup.js', 'network-client host files.example.test added'],
      ['change.flows', 'setup.js', 'flow secret NPM_TOKEN to network added'],
      ['change.disguises', 'setup.js', 'disguise string-array added'],
      ['change.indicators', 'setup.js', 'host files.example.test added'],
      ['change.unreadable', 'dist/index.js', 'unreadable crash added'],
    ]
    for (const [find, file, fact] of finds) {
      const [finding] = applyRules([ruleOf({ find: `find: "${find}"` })], loudChange).findings
      expect(finding?.evidence[0]).toMatchObject({ file, fact })
    }
  })
})

describe('the words of a finding', () => {
  test('say what there was before, and who asked', () => {
    const words = ruleOf({ fix: 'fix: "{before} for {requestedBy}, { not: 1 }"' })
    const fixOf = (change: Change) => applyRules([words], change).findings[0]?.fix
    expect(fixOf(loudChange)).toBe('tiny@1.0.0 for (the project), { not: 1 }')
    const brought: Change = {
      ...loudChange,
      package: { ...loudChange.package, requestedBy: 'app@2.0.0' },
      baseline: { ...loudChange.baseline, status: 'none', version: '' },
    }
    expect(fixOf(brought)).toBe('what you have for app@2.0.0, { not: 1 }')
  })

  test('are filled in once: a name that looks like a placeholder stays as it is', () => {
    const change: Change = { ...loudChange, package: { ...loudChange.package, name: '{version}$&' } }
    expect(applyRules([rule], change).findings[0]?.why).toBe('Because {version}$& 1.0.1 runs it.')
  })
})

describe('the fingerprint', () => {
  const both = ruleOf({ when: 'when: "true"', find: 'find: change.scripts' })
  const of = (change: Change, used = both) => applyRules([used], change).findings[0]?.fingerprint
  const base = of(loudChange)

  test('does not change with lines, versions, ages and order', () => {
    const second = { ...aScript, name: 'install' }
    const moved: Change = {
      ...loudChange,
      package: { ...loudChange.package, version: '1.0.2', line: 99 },
      publication: { ...loudChange.publication, ageHours: 1 },
      scripts: [{ ...aScript, line: 77 }],
    }
    expect(of(moved)).toBe(base)
    expect(of({ ...loudChange, scripts: [aScript, second] })).toBe(of({ ...loudChange, scripts: [second, aScript] }))
  })

  test('changes with the package, the rule and what the facts say', () => {
    const others = [
      of({ ...loudChange, package: { ...loudChange.package, name: 'other' } }),
      of({ ...loudChange, scripts: [{ ...aScript, body: 'node other.js' }] }),
      of({ ...loudChange, scripts: [{ ...aScript, status: 'changed' }] }),
      of(loudChange, ruleOf({ when: 'when: "true"', find: 'find: change.files' })),
      of(loudChange, { ...both, id: 'other-rule' }),
    ]
    expect(new Set([base, ...others]).size).toBe(others.length + 1)
  })

  test('covers the facts that are not shown', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ ...aFile, path: `${n}.js` }))
    const files = ruleOf({ find: 'find: change.files' })
    const last = many.with(29, { ...aFile, path: 'else.js' })
    expect(of({ ...loudChange, files: many }, files)).not.toBe(of({ ...loudChange, files: last }, files))
  })

  test('is not fooled by names that run into each other', () => {
    const dependencies = ruleOf({ find: 'find: change.dependencies' })
    const one = of({ ...loudChange, dependencies: [{ ...aDependency, name: 'a","b', spec: 'c' }] }, dependencies)
    const two = of({ ...loudChange, dependencies: [{ ...aDependency, name: 'a', spec: '","bc' }] }, dependencies)
    expect(one).not.toBe(two)
  })
})

describe('a rule that cannot be evaluated', () => {
  test('is a failure, and the others are still applied', () => {
    const failing = ruleOf({ when: 'when: 1 / change.oddities.size() == 7' })
    const { findings, failures } = applyRules([failing, rule], { ...quietChange, scripts: [aScript] })
    expect(failures).toEqual([{ rule: 'my-rule', detail: 'when: division_by_zero: division by zero' }])
    expect(findings).toHaveLength(1)
  })

  test('is a finding and a failure when only its evidence fails', () => {
    const failing = ruleOf({ find: 'find: change.scripts.filter(s, 1 / change.oddities.size() == 7)' })
    const { findings, failures } = applyRules([failing], { ...quietChange, scripts: [aScript] })
    expect(failures.map((failure) => failure.detail)).toEqual(['find: division_by_zero: division by zero'])
    expect(findings[0]?.evidence[0]?.fact).toBe('package registry')
  })
})

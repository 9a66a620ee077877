import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Change, DependencyFact } from '../../src/domain/change.ts'
import { bindingsOf } from '../../src/rules/evaluate.ts'
import { loadPack } from '../../src/rules/load.ts'
import { explainRules, traceOf } from '../../src/rules/trace.ts'
import { viewOf } from '../../src/rules/views.ts'
import { judge } from '../../src/scan/judge.ts'
import { readPackFiles } from '../../src/sources/pack-files.ts'
import { releasesOf } from '../support/case-releases.ts'
import { aDependency, loudChange, ruleOf } from './builders.ts'

const core = await readPackFiles(fileURLToPath(new URL('../../rules/core', import.meta.url)), 'nothing was tested')
const { rules } = loadPack(core, 'nothing was tested', '9.9.9')

function trace(when: string, change: Change = loudChange) {
  const { when: condition } = ruleOf({ when: `when: >-\n  ${when}` })
  const traced = traceOf(condition.expression, condition.source, bindingsOf(change))
  const evaluated = condition.evaluate(viewOf(change))
  expect(evaluated.ok && String(evaluated.value)).toBe(traced.result)
  return traced
}

const dependency = (over: Partial<DependencyFact>): DependencyFact => ({ ...aDependency, ...over })

describe('a trace', () => {
  test('says which part made it false, and what that part saw', () => {
    const { result, parts } = trace(
      'change.package.direct == false && change.package.name == "axios" || change.package.name.size() > 900',
    )
    expect(result).toBe('false')
    expect(parts.map((part) => [part.result, part.parts.length])).toEqual([
      ['false', 2],
      ['false', 0],
    ])
    expect(parts[1]?.seen).toEqual([{ text: 'change.package.name', value: JSON.stringify(loudChange.package.name) }])
  })

  test('shows the elements that came nearest, and which of their parts held', () => {
    const dependencies = [
      dependency({ name: 'far', status: 'kept', imported: 'loaded' }),
      dependency({ name: 'near', status: 'added', imported: 'loaded' }),
    ]
    const condition = 'change.dependencies.exists(d, d.status == "added" && d.imported == "no")'
    const [list] = trace(condition, { ...loudChange, dependencies }).lists
    expect([list?.total, list?.meeting]).toEqual([2, 0])
    expect(list?.nearest.map((one) => one.fact)).toEqual(['dependency near added', 'dependency far kept'])
    expect(list?.nearest[0]?.parts).toMatchObject([
      { text: 'd.status == "added"', result: 'true', seen: [{ text: 'd.status', value: '"added"' }] },
      { text: 'd.imported == "no"', result: 'false', seen: [{ text: 'd.imported', value: '"loaded"' }] },
    ])
  })

  test('of "all" shows what fails it', () => {
    const dependencies = [dependency({ name: 'good' }), dependency({ name: 'bad', spec: 'x' })]
    const [list] = trace('change.dependencies.all(d, d.spec != "x")', { ...loudChange, dependencies }).lists
    expect(list?.nearest[0]?.fact).toContain('bad')
  })

  test('is bounded, however many elements there are', () => {
    const dependencies = Array.from({ length: 5000 }, (_, index) =>
      dependency({ name: `${index}`, spec: 'y'.repeat(9999) }),
    )
    const traced = trace('change.dependencies.exists(d, d.spec == "x")', { ...loudChange, dependencies })
    expect(traced.lists[0]?.total).toBe(5000)
    expect(JSON.stringify(traced).length).toBeLessThan(5000)
  })

  test.each([
    'change.dependencies.filter(d, d.status == "added").size() > 0',
    'size(change.files) == 0',
    'change.scripts.exists_one(s, s.runsOnInstall)',
    '!change.dependencies.exists(d, d.name in ["a", "b"])',
    'change.package.name.lowerAscii().trim().contains("a") ? change.package.direct : change.package.dev',
    'change.package.version.startsWith("1") && change.package.version.endsWith("0")',
    'change.publication.ageHours + 1.0 > -1.0 && change.publication.ageHours * 2.0 <= 100000.0 - 1.0',
    'change.dependencies.exists(d, change.scripts.exists(s, s.name == d.name))',
    '!(change.package.dev || change.package.optional)',
    'change.baseline.version != ""',
  ])('comes to what the condition comes to: %s', (condition) => {
    expect(trace(condition).result).not.toBe('unknown')
  })
})

describe('the rules of the core pack', () => {
  test('are explained as they are judged, in every case of every rule', () => {
    const cases = rules.flatMap((rule) => rule.cases)
    expect(cases.length).toBeGreaterThan(40)
    const seen = { fired: 0, quiet: 0 }
    for (const one of cases) {
      const { baseline, candidate } = releasesOf(one)
      const { change } = judge(baseline, candidate, [], one.about.now)
      for (const { rule, result, trace } of explainRules(rules, change)) {
        expect([rule, result, trace.result]).toEqual([rule, result, result === 'fired' ? 'true' : 'false'])
        if (result !== 'failed') seen[result]++
      }
    }
    expect(Math.min(seen.fired, seen.quiet)).toBeGreaterThan(20)
  })
})

import { describe, expect, test } from 'vitest'
import type { ExplainedRoad, ExplainedRule, Explanation, Trace } from '../../src/domain/explanation.ts'
import { renderExplanationJson } from '../../src/report/explain-json.ts'
import { renderExplanationText } from '../../src/report/explain-text.ts'
import { aFile, loudChange } from '../rules/builders.ts'
import { aPackage } from './builders.ts'

const part = (over: Partial<Trace>): Trace => ({ text: 'x', result: 'false', seen: [], lists: [], parts: [], ...over })
const rule = (over: Partial<ExplainedRule>): ExplainedRule => ({
  rule: 'a-rule',
  title: 'Something',
  outcome: 'block',
  status: 'stable',
  result: 'quiet',
  detail: '',
  trace: part({}),
  ...over,
})

function explanation(over: Partial<ExplainedRoad> = {}): Explanation {
  const baseline = { status: 'history', version: '1.0.0' }
  const road: ExplainedRoad = { baseline, passedOver: [], change: loudChange, rules: [rule({})], ...over }
  return {
    schemaVersion: 1,
    tool: { name: 'cordon', version: '0.0.0' },
    lockfile: 'package-lock.json',
    releases: [{ judged: aPackage(), silenced: [], roads: [road] }],
  }
}

const shown = (over: Partial<ExplainedRoad>, all = false, width = 100) =>
  renderExplanationText(explanation(over), { width, color: false, all })

describe('an explanation', () => {
  test('shows what fired first', () => {
    const rules = [
      rule({ rule: 'quiet-one' }),
      rule({ rule: 'fired-one', result: 'fired', trace: part({ result: 'true' }) }),
    ]
    const text = shown({ rules })
    expect(text.indexOf('fired-one')).toBeLessThan(text.indexOf('quiet-one'))
  })

  test('of a quiet rule shows what made it quiet', () => {
    const parts = [
      part({ text: 'held', result: 'true' }),
      part({ text: 'failed', seen: [{ text: 'a.b', value: '"c"' }] }),
    ]
    const trace = part({ parts })
    expect(shown({ rules: [rule({ trace })] })).not.toContain('held')
    expect(shown({ rules: [rule({ trace })] })).toContain('no   failed  ("c")')
    expect(shown({ rules: [rule({ trace })] }, true)).toContain('yes  held')
  })

  test('says why a rule could not be evaluated', () => {
    expect(shown({ rules: [rule({ result: 'failed', detail: 'it broke' })] })).toContain('failed: it broke')
  })

  test('counts what a list keeps, and never shows all of a long one', () => {
    const files = Array.from({ length: 5000 }, (_, index) => ({
      ...aFile,
      path: `${index}.js`,
      status: 'added' as const,
    }))
    const text = shown({ change: { ...loudChange, files } })
    expect(text).toContain('5,000 added')
    expect(text).toContain('and 4,990 more')
    expect(shown({ change: { ...loudChange, files } }, true).length).toBeLessThan(1_000_000)
  })

  test('bounds the versions that were passed over', () => {
    const passedOver = Array.from({ length: 500 }, (_, index) => ({ version: `1.0.${index}`, why: 'unsound' as const }))
    expect(shown({ passedOver })).toContain('and 490 more')
  })

  test('fits the terminal', () => {
    const longest = Math.max(
      ...shown({}, true, 60)
        .split('\n')
        .map((line) => line.length),
    )
    expect(longest).toBeLessThanOrEqual(60)
  })

  test('cannot be steered by what a package says', () => {
    const evil = 'a\u001b[2J\u202e\u009b\nb'
    const change = { ...loudChange, files: [{ ...aFile, path: evil, status: 'added' as const }] }
    const element = {
      fact: evil,
      result: 'false' as const,
      parts: [
        part({
          seen: [
            { text: 'f.path', value: evil },
            { text: 'g', value: evil },
          ],
        }),
      ],
    }
    const trace = part({ lists: [{ text: 'list', total: 1, meeting: 0, nearest: [element] }] })
    const over = {
      change,
      baseline: { status: 'history', version: evil },
      passedOver: [{ version: evil, why: 'unsound' as const }],
      rules: [rule({ trace })],
    }
    expect(shown(over, true).replaceAll('\n', '')).not.toMatch(/\p{C}/u)
    const json = renderExplanationJson(explanation(over))
    expect(json.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
    expect(JSON.parse(json).releases[0].roads[0].baseline.version).toBe(evil)
  })
})

test('what the policy excepts is said beside the verdict', () => {
  const silenced = [{ rule: 'excepted-rule', until: '2026-12-31' }]
  const whole = explanation()
  const releases = whole.releases.map((one) => ({ ...one, silenced }))
  const text = renderExplanationText({ ...whole, releases }, { width: 80, color: false, all: false })
  expect(text.split('\n\n')[0]).toMatch(/excepted-rule .*2026-12-31/)
})

// What is told without the condition engine must be what the engine says.
import { beforeAll, describe, expect, test } from 'vitest'
import { corePath, loadPacks } from '../../src/cli/packs.ts'
import type { Change } from '../../src/domain/change.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { compileCondition } from '../../src/rules/condition.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { viewOf } from '../../src/rules/views.ts'
import { releasesOf } from '../support/case-releases.ts'

let rules: readonly Rule[]
let changes: readonly Change[]

beforeAll(async () => {
  const packs = await loadPacks([corePath], process.cwd(), 'nothing was judged')
  rules = packs.flatMap((pack) => pack.rules)
  changes = rules.flatMap((rule) =>
    rule.cases.map((one) => {
      const { baseline, candidate } = releasesOf(one)
      return compareReleases(baseline, candidate, one.about.now)
    }),
  )
})

function compiled(source: string) {
  const compilation = compileCondition(source)
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.mistakes))
  return compilation.value
}

test('nothing is ruled out that fires, over every rule and every case', () => {
  const counts = { quiet: 0, ruledOut: 0 }
  const wrong: string[] = []
  for (const change of changes) {
    const view = viewOf(change)
    for (const rule of rules) {
      const fired = rule.when.evaluate(view)
      const out = rule.when.isRuledOut(change)
      if (out && (!fired.ok || fired.value)) wrong.push(`${rule.id} on ${change.package.name}`)
      if (fired.ok && !fired.value) counts.quiet++
      if (out) counts.ruledOut++
    }
  }
  expect(wrong).toEqual([])
  // Otherwise all of it is for nothing.
  expect(counts.ruledOut).toBeGreaterThan(counts.quiet * 0.8)
})

describe('a condition', () => {
  const facts = 'change.scripts.exists(s, s.runsOnInstall)'
  const notUnderstood = 'change.package.name.startsWith("x")'
  // Nothing is named `nothing`, and every package has some name.
  const no = 'change.package.name == "nothing"'
  const yes = 'change.package.name != "nothing"'
  const cases: readonly [source: string, out: boolean][] = [
    [no, true],
    [yes, false],
    [`!(${yes})`, true],
    [`!(${no})`, false],
    [`!(${notUnderstood})`, false],
    [notUnderstood, false],
    [`${notUnderstood} && ${no}`, true],
    [`${no} && ${notUnderstood}`, true],
    [`${no} || ${notUnderstood}`, false],
    [`${no} || ${no}`, true],
    [`${yes} && ${yes}`, false],
    ['change.publication.ageHours < 0 && change.publication.ageHours >= 0', true],
    [`${no} ? ${yes} : ${yes}`, false],
    ['change.scripts.exists(s, s.name == "nothing" || s.body == "nothing")', true],
    ['change.scripts.all(s, s.name == "nothing")', false],
    ['change.scripts.exists(s, change.files.exists(f, f.path == "nothing" && s.name == f.path))', true],
  ]
  test.each(cases)('%s', (source, out) => {
    const condition = compiled(source)
    expect(new Set(changes.filter(hasScript).map(condition.isRuledOut))).toEqual(new Set([out]))
  })
  test('about a list decides by its elements', () => {
    const condition = compiled(facts)
    expect(new Set(changes.map((change) => `${hasScript(change)} ${condition.isRuledOut(change)}`))).toEqual(
      new Set(['true false', 'false true']),
    )
  })
})

function hasScript({ scripts }: Change): boolean {
  return scripts.some(({ runsOnInstall }) => runsOnInstall)
}

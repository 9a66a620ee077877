// Which rules are asked about a release that somebody accepted: those about what changes while the bytes stay the same.
import { beforeAll, describe, expect, test } from 'vitest'
import { corePath, loadPacks } from '../../src/cli/packs.ts'
import { isJudgedAlways, tellsNews } from '../../src/rules/judged-always.ts'
import type { Rule } from '../../src/rules/rule.ts'

let rules: ReadonlyMap<string, Rule>
beforeAll(async () => {
  const [pack] = await loadPacks([corePath], '/', 'nothing was read', 'skip')
  rules = new Map((pack?.rules ?? []).map((rule) => [rule.id, rule]))
})

function ruleOf(id: string): Rule {
  const rule = rules.get(id)
  if (rule === undefined) throw new Error(`no rule ${id}`)
  return rule
}

const isAsked = (id: string) => isJudgedAlways(ruleOf(id))

describe('is asked', () => {
  test.for([
    'accepted-as-other-bytes',
    'integrity-differs-from-registry',
    'lock-path-names-another-package',
    'dependency-confusion',
    'dependency-over-http',
    'source-leaves-project',
    'provenance-invalid',
    'signature-invalid',
    'trust-data-vanished',
    'trust-lowered',
    'lost-its-commit-and-pipeline',
    'deprecated-as-attack',
    'known-malicious',
  ])('%s', (id) => expect(isAsked(id)).toBe(true))
})

describe('is not asked', () => {
  test.for([
    // About the bytes: whoever accepted the release answered these.
    'install-script-added',
    'first-network-use',
    'manifest-hides-dependency',
    // About the day it came out.
    'stranger-revives-package',
    'first-version-is-high',
    'confusable-newcomer',
    // About the project.
    'override-leads-elsewhere',
  ])('%s', (id) => expect(isAsked(id)).toBe(false))
})

describe('tells what may have become known after a review', () => {
  test.for<[string, boolean]>([
    ['deprecated-as-attack', true],
    ['known-malicious', true],
    ['known-vulnerable', true],
    ['trust-data-vanished', true],
    ['trust-lowered', false],
    ['builder-changed', false],
    ['alias-takes-a-name', false],
    ['integrity-differs-from-registry', false],
  ])('%s: %s', ([id, expected]) => expect(tellsNews(ruleOf(id))).toBe(expected))
})

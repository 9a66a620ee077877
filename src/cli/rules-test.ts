// `cordon rules test`: runs the cases that rules bring with them, and those that packs add, through the real comparison.

import { resolve } from 'node:path'
import type { CaseOutcome, PackTests, RuleTests } from '../domain/rule-test.ts'
import { renderRuleTestsJson } from '../report/rule-tests-json.ts'
import { renderJUnit } from '../report/rule-tests-junit.ts'
import { renderRuleTestsText } from '../report/rule-tests-text.ts'
import type { Rule, RulePack } from '../rules/rule.ts'
import { runCases } from '../scan/cases.ts'
import { createExtractPool, defaultPoolLimits } from '../scan/extract-pool.ts'
import type { Arguments } from './arguments.ts'
import { formatOf } from './format.ts'
import type { Io } from './io.ts'
import { deliverText, refuseOutput } from './output.ts'
import { consequenceOf, namedPacks, rulesFor } from './rules-common.ts'
import { toolVersion } from './version.ts'

const formats = ['text', 'json', 'junit'] as const
type Format = (typeof formats)[number]

/** 0 when every case came out right, else 1. */
export async function runTest(given: Arguments, io: Io): Promise<number> {
  const consequence = consequenceOf(given)
  const format = formatOf(given, formats, consequence)
  const [output] = given.flags.get('output') ?? []
  const path = output === undefined ? '' : resolve(io.cwd, output)
  refuseOutput(path, consequence)
  const packs = await namedPacks(given, io)
  const rules = await rulesFor(packs, io.cwd, consequence)
  const tests = toTests(await withCases(packs, rules))
  const rendered = renderers[format](tests)
  await deliverText(path, rendered, io)
  return tests.exitCode
}

const renderers: Record<Format, (tests: RuleTests) => string> = {
  text: renderRuleTestsText,
  json: renderRuleTestsJson,
  junit: renderJUnit,
}

/** One process reads all files: most of them are a line long, and starting another would take longer. */
async function withCases(packs: readonly RulePack[], rules: ReadonlyMap<string, Rule>): Promise<PackTests[]> {
  const pool = createExtractPool({ ...defaultPoolLimits, workers: 1 })
  try {
    return await Promise.all(
      packs.map(async (one) => {
        const { pack, version, digest } = one
        const cases = await runCases(one, rules, pool.extractTrees)
        return { pack, version, digest, rules: one.rules.length, cases }
      }),
    )
  } finally {
    await pool.close()
  }
}

function toTests(packs: readonly PackTests[]): RuleTests {
  const results = packs.flatMap(({ cases }) => cases.map(({ result }) => result))
  const count = (wanted: CaseOutcome) => results.filter((result) => result === wanted).length
  return {
    schemaVersion: 1,
    tool: { name: 'cordon', version: toolVersion() },
    packs,
    summary: {
      right: count('right'),
      missing: count('missing'),
      noisy: count('noisy'),
      wrong: count('wrong'),
      broken: count('broken'),
    },
    exitCode: count('right') === results.length ? 0 : 1,
  }
}

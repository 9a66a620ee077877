// `cordon rules test`: runs the cases that rules bring with them through the real comparison.
import { counted } from '../report/ages.ts'
import { padTo } from '../report/width.ts'
import type { RulePack } from '../rules/rule.ts'
import { type CaseResult, runCases } from '../scan/cases.ts'
import { createExtractPool, defaultPoolLimits } from '../scan/extract-pool.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'
import { namedPacks, packLine, print } from './rules-common.ts'

/** 0 when every case came out right, else 1. */
export async function runTest(given: Arguments, io: Io): Promise<number> {
  const packs = await namedPacks(given, io)
  const results = await withCases(packs)
  await print(
    io,
    results.flatMap(({ cases, pack }) => [...wrongLines(cases), `${packLine(pack)}, ${tally(cases)}`]),
  )
  return results.every(({ cases }) => cases.every((one) => one.result === 'right')) ? 0 : 1
}

/** One process reads all files: most of them are a line long, and starting another would take longer. */
async function withCases(packs: readonly RulePack[]): Promise<{ pack: RulePack; cases: CaseResult[] }[]> {
  const pool = createExtractPool({ ...defaultPoolLimits, workers: 1 })
  try {
    return await Promise.all(packs.map(async (pack) => ({ pack, cases: await runCases(pack, pool.extractTrees) })))
  } finally {
    pool.close()
  }
}

/** What is not right, in the words of rule testing: missing, noisy, broken. */
function wrongLines(cases: readonly CaseResult[]): string[] {
  return cases.flatMap((one) => {
    if (one.result === 'right') return []
    return [`${padTo(one.result, 7)}  ${one.rule}: ${one.case}${one.detail === '' ? '' : ` (${one.detail})`}`]
  })
}

function tally(cases: readonly CaseResult[]): string {
  const counts = Map.groupBy(cases, (one) => one.result)
  const parts = [...counts].map(([result, those]) => `${those.length} ${result}`)
  return `${counted(cases.length, 'case')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

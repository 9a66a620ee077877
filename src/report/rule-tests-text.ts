// The results of rule tests for a person: what is not right, in the words of rule testing, then one line for each pack.
// Packs come from anybody; all that they say passes `escaped`.

import type { Evidence } from '../domain/report.ts'
import {
  type CaseResult,
  caseOutcomes,
  type ExpectedEvidence,
  type PackTests,
  type RuleTests,
} from '../domain/rule-test.ts'
import { counted, toCount } from './ages.ts'
import { escaped, escapedWhole } from './escape.ts'
import { padTo } from './width.ts'

export function renderRuleTestsText({ packs }: RuleTests): string {
  return `${packs.flatMap((pack) => [...pack.cases.flatMap(caseLines), packLine(pack)]).join('\n')}\n`
}

function caseLines(one: CaseResult): string[] {
  if (one.result === 'right') return []
  const detail = one.detail === '' ? '' : ` (${escaped(one.detail, 500)})`
  return [
    `${padTo(one.result, 7)}  ${escapedWhole(one.rule)}: ${escapedWhole(one.case)}${detail}`,
    `           at ${escapedWhole(one.file)}:${one.line}`,
    ...one.notFound.map((expected) => `           not found: ${expectedText(expected)}`),
    ...one.unexpected.map((found) => `           found: ${foundText(found)}`),
  ]
}

/** As an author would write it into the case. */
function expectedText(expected: ExpectedEvidence): string {
  return fieldsText(expected)
}

function foundText({ file, line, fact, excerpt }: Evidence): string {
  return fieldsText({ file, line, fact, excerpt })
}

function fieldsText({ file, line, fact, excerpt }: ExpectedEvidence): string {
  const fields = Object.entries({ file, line, fact, excerpt }).filter(([, value]) => value !== '' && value !== 0)
  return fields.map(([key, value]) => `${key}: ${escaped(JSON.stringify(value), 160)}`).join(', ')
}

function packLine({ pack, version, rules, cases }: PackTests): string {
  const counts = caseOutcomes.flatMap((result) => {
    const those = cases.filter((one) => one.result === result).length
    return those === 0 ? [] : [`${toCount(those)} ${result}`]
  })
  const results = counts.length === 0 ? '' : `: ${counts.join(', ')}`
  return `${escaped(pack, 80)} ${escaped(version, 40)}: ${counted(rules, 'rule')}, ${counted(cases.length, 'case')}${results}`
}

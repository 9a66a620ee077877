// The results of rule tests as JUnit XML, for whatever shows test results in CI. The format is what its readers agree
// on: a suite for each pack, a testcase for each case, `failure` for what came out otherwise, `error` for what is broken.
import type { CaseOutcome, CaseResult, PackTests, RuleTests } from '../domain/rule-test.ts'
import { escapedWhole } from './escape.ts'

export function renderJUnit({ packs, summary }: RuleTests): string {
  const cases = packs.reduce((sum, pack) => sum + pack.cases.length, 0)
  const counts = attributes({
    name: 'cordon rules test',
    tests: `${cases}`,
    failures: `${summary.missing + summary.noisy + summary.wrong}`,
    errors: `${summary.broken}`,
  })
  const suites = packs.flatMap(suiteLines)
  return `${['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${counts}>`, ...suites, '</testsuites>'].join('\n')}\n`
}

function suiteLines({ pack, version, cases }: PackTests): string[] {
  const count = (result: CaseOutcome) => cases.filter((one) => one.result === result).length
  const about = attributes({
    name: `${pack} ${version}`,
    tests: `${cases.length}`,
    failures: `${count('missing') + count('noisy') + count('wrong')}`,
    errors: `${count('broken')}`,
  })
  return [`  <testsuite${about}>`, ...cases.flatMap(caseLines), '  </testsuite>']
}

function caseLines(one: CaseResult): string[] {
  const about = attributes({ classname: one.rule, name: one.case, file: one.file, line: `${one.line}` })
  if (one.result === 'right') return [`    <testcase${about}/>`]
  const element = one.result === 'broken' ? 'error' : 'failure'
  const told = attributes({ type: one.result, message: messages[one.result] })
  return [`    <testcase${about}>`, `      <${element}${told}>${xml(detailOf(one))}</${element}>`, '    </testcase>']
}

const messages: Record<Exclude<CaseOutcome, 'right'>, string> = {
  missing: 'the rule should fire and did not',
  noisy: 'the rule should be quiet and fired',
  wrong: 'the rule fired with other evidence than expected',
  broken: 'the rule could not be evaluated',
}

function detailOf({ file, line, detail, notFound, unexpected }: CaseResult): string {
  return [
    `${file}:${line}`,
    ...(detail === '' ? [] : [detail]),
    ...notFound.map((one) => `not found: ${JSON.stringify(one)}`),
    ...unexpected.map((one) => `found: ${JSON.stringify(one)}`),
  ].join('; ')
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(value)}"`)
    .join('')
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
])

/** What XML cannot hold at all (control characters, lone surrogates) has become visible before. */
function xml(text: string): string {
  return escapedWhole(text).replace(/[&<>"'\ufffe\uffff]/g, (character) => entities.get(character) ?? '?')
}

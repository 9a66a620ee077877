// What the rules found in a comparison, by what they point at: several rules often see one and the same line. Why each
// rule looks at it stands on its page.
import type { Evidence, Finding, Outcome } from '../domain/report.ts'
import { counted } from './ages.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { hang } from './width.ts'

/** Pieces of evidence of one finding, without `--all`. */
const evidenceCap = 4
const outcomeOrder = ['block', 'review', 'note'] as const satisfies Outcome[]
const outcomeWords = { block: 'blocks', review: 'review', note: 'note  ' } as const satisfies Record<Outcome, string>
const outcomeRoles = { block: 'blocked', review: 'review', note: 'quiet' } as const

export function findingSection(findings: readonly Finding[], layout: Layout): string[] {
  if (findings.length === 0) return []
  const order = findings.toSorted((a, b) => outcomeOrder.indexOf(a.outcome) - outcomeOrder.indexOf(b.outcome))
  const told = layout.all ? order : order.filter(({ outcome }) => outcome !== 'note')
  const notes = order.filter((finding) => !told.includes(finding))
  const groups = Map.groupBy(told, ({ evidence }) =>
    JSON.stringify(evidence.map(({ file, line, fact }) => [file, line, fact])),
  )
  return [
    layout.paint('strong', 'Findings'),
    ...[...groups.values()].flatMap((group) => groupLines(group, layout)),
    ...(notes.length === 0 ? [] : hang('  ', `as notes, which decide nothing: ${rulesOf(notes)}`, layout.width)),
    ...nextSteps(told, layout),
  ]
}

function groupLines(group: readonly Finding[], layout: Layout): string[] {
  const evidence = group[0]?.evidence ?? []
  const shown = layout.all ? evidence : evidence.slice(0, evidenceCap)
  const hidden = evidence.length - shown.length
  return [
    ...shown.flatMap((one) => evidenceLines(one, layout)),
    ...(hidden === 0 ? [] : [`  and ${counted(hidden, 'more place')}; --all shows them`]),
    ...group.flatMap((finding) => ruleLines(finding, layout)),
  ]
}

function evidenceLines({ file, line, excerpt }: Evidence, layout: Layout): string[] {
  // What is said of a release itself stands in none of its files.
  const place = file === '' ? layout.lockfile : `${escaped(file, 120)}${line > 0 ? `:${line}` : ''}`
  return hang('  ', excerpt === '' ? place : `${place}  ${escaped(excerpt, 160)}`, layout.width)
}

function ruleLines({ outcome, rule, title, why }: Finding, layout: Layout): string[] {
  const word = outcomeWords[outcome]
  const [first = '', ...rest] = hang(`    ${word}  `, `${escaped(rule, 80)}: ${sentence(title)}`, layout.width)
  return [
    `    ${layout.paint(outcomeRoles[outcome], word)}${first.slice(4 + word.length)}`,
    ...rest,
    ...(layout.all ? hang('            ', `why  ${sentence(why)}`, layout.width) : []),
  ]
}

/** Of what decides the verdict. */
function nextSteps(told: readonly Finding[], layout: Layout): string[] {
  const worst = told[0]?.outcome
  const fixes = new Set(told.filter(({ outcome }) => outcome === worst).map(({ fix }) => sentence(fix)))
  const shown = [...fixes].slice(0, layout.all ? fixes.size : 3)
  return shown.flatMap((fix) => hang('  now  ', fix, layout.width).map((line) => layout.paint('strong', line)))
}

function rulesOf(findings: readonly Finding[]): string {
  return findings.map(({ rule }) => escaped(rule, 80)).join(', ')
}

/** Sentences in rule files run over several lines; names from a package stand in them. */
function sentence(text: string): string {
  return escaped(text.replace(/[ \t\r\n]+/g, ' ').trim(), 1000)
}

// One package's block in the text report: where it comes from, each finding with its evidence, and what to do now.
import type { Evidence, Finding, JudgedPackage, Outcome } from '../domain/report.ts'
import { toCount } from './ages.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { pathText } from './path-text.ts'
import { hang } from './width.ts'
import { baselineWords, packageId } from './words.ts'

const pathCap = 3
const evidenceCap = 6
/** A rule's sentences are ours, but names from a package stand in them. */
const wordsLimit = 1000
const outcomeOrder = ['block', 'review', 'note'] as const satisfies Outcome[]

/** Worst first. Notes change no verdict: without `--all` they are only counted. */
export function shownFindings(one: JudgedPackage, all: boolean): Finding[] {
  return one.findings
    .filter((finding) => all || finding.outcome !== 'note')
    .toSorted((left, right) => outcomeOrder.indexOf(left.outcome) - outcomeOrder.indexOf(right.outcome))
}

export function packageBlock(one: JudgedPackage, layout: Layout): string[] {
  const name = `${escaped(packageId(one), 120)} is ${one.verdict === 'review' ? 'in review' : one.verdict}`
  const findings = shownFindings(one, layout.all)
  // What blocks says enough: what would only be worth a look beside it is named, not told.
  const told =
    layout.all || one.verdict !== 'blocked' ? findings : findings.filter(({ outcome }) => outcome === 'block')
  const named = findings.filter((finding) => !told.includes(finding))
  // Findings that share a next step stand together and the step is said once, below them.
  const bySteps = Map.groupBy(told, (finding) => finding.fix)
  return [
    ...hang('', name, layout.width).map((line) => layout.paint(one.verdict, line)),
    ...origin(one, layout).map((line) => layout.paint('quiet', line)),
    ...[...bySteps].flatMap(([fix, findings]) => [
      ...findings.flatMap((finding) => findingLines(finding, layout)),
      ...hang('    now  ', sentence(fix), layout.width).map((line) => layout.paint('strong', line)),
    ]),
    ...alsoWorthALook(named, layout),
  ]
}

function alsoWorthALook(findings: readonly Finding[], layout: Layout): string[] {
  if (findings.length === 0) return []
  const rules = findings.map((finding) => escaped(finding.rule, 80)).join(', ')
  return hang('  ', `also worth a look: ${rules}; --all tells more`, layout.width)
}

function origin(one: JudgedPackage, layout: Layout): string[] {
  // The project itself stands in no lockfile and has no release before it.
  if (one.kind === 'workspace') return hang('  ', 'the project itself', layout.width)
  const paths = one.paths.slice(0, layout.all ? one.paths.length : pathCap)
  const hidden = one.paths.length - paths.length
  return [
    ...paths.flatMap((path) => hang('  ', pathText(path), layout.width)),
    ...(hidden === 0 ? [] : hang('  ', `and ${toCount(hidden)} more ways`, layout.width)),
    ...hang('  ', `${layout.lockfile}${one.line > 0 ? `:${one.line}` : ''}; ${compared(one)}`, layout.width),
  ]
}

function compared({ acceptedIn, baseline }: JudgedPackage): string {
  if (acceptedIn !== '') return `accepted in ${escaped(acceptedIn, 120)}`
  const words = baselineWords.get(baseline.status)
  if (words === undefined) return 'no release before it to compare with'
  // Only a bundled package has a baseline without a version: its carrier's earlier release came without it.
  if (baseline.version === '') return 'new in the package that carries it'
  return `compared with ${escaped(baseline.version, 40)}, ${words}`
}

function findingLines(finding: Finding, layout: Layout): string[] {
  const rule = escaped(finding.rule, 80)
  const [first = '', ...rest] = hang('  ', `${rule}: ${sentence(finding.title)}`, layout.width)
  const shown = finding.evidence.slice(0, layout.all ? finding.evidence.length : evidenceCap)
  const hidden = finding.evidence.length - shown.length
  return [
    // The rule's id may itself be wrapped on a narrow terminal; only what stands on the first line is emphasised.
    first.startsWith(`  ${rule}`) ? `  ${layout.paint('strong', rule)}${first.slice(rule.length + 2)}` : first,
    ...rest,
    ...shown.flatMap((evidence) => evidenceLines(evidence, layout)),
    ...(hidden === 0 ? [] : hang('    ', `and ${toCount(hidden)} more; --format json has all`, layout.width)),
    ...hang('    why  ', sentence(finding.why), layout.width),
  ]
}

function evidenceLines(evidence: Evidence, layout: Layout): string[] {
  // Evidence about the lock entry itself names no file: it stands in the lockfile.
  const file = evidence.file === '' ? layout.lockfile : escaped(evidence.file, 120)
  const place = evidence.line > 0 ? `${file}:${evidence.line}` : file
  const excerpt = escaped(evidence.excerpt, 160)
  return hang('    ', excerpt === '' ? place : `${place}  ${excerpt}`, layout.width)
}

/** Sentences in rule files run over several lines. */
function sentence(text: string): string {
  return escaped(text.replace(/[ \t\r\n]+/g, ' ').trim(), wordsLimit)
}

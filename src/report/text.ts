// Report -> text for a person: the verdict first, then a table, then what was found, worst first, with one next step
// each. It only lays out; what is said about codes is in `words.ts`, one finding's block in `text-findings.ts`.
import type { JudgedPackage, Report } from '../domain/report.ts'
import { counted, toCount } from './ages.ts'
import { escaped } from './escape.ts'
import { headline } from './headline.ts'
import { type Layout, type TextOptions, toLayout } from './layout.ts'
import { isGood } from './shown.ts'
import { packageBlock, shownFindings } from './text-findings.ts'
import { policyLines } from './text-policy.ts'
import { packageTable } from './text-table.ts'
import { hang, wrap } from './width.ts'
import { noticeText, reasonWords, recordsText, spokenReasons, trustText, verdictOrder } from './words.ts'

/** Blocks of findings shown without `--all`. A wall of text is read by nobody; JSON has everything. */
const blockCap = 20

export function renderText(report: Report, options: TextOptions): string {
  if (options.quiet && report.summary.exitCode === 0) return ''
  const layout = toLayout(report, options)
  const packages = worstFirst(layout.all ? report.packages : report.packages.filter((one) => !isGood(one)))
  const sections = [
    headline(report, layout),
    packageTable(packages, layout),
    ...findingBlocks(packages, layout),
    nextSteps(packages, layout),
    remarks(report, layout),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function worstFirst(packages: readonly JudgedPackage[]): JudgedPackage[] {
  return packages.toSorted((left, right) => verdictOrder.indexOf(left.verdict) - verdictOrder.indexOf(right.verdict))
}

function findingBlocks(packages: readonly JudgedPackage[], layout: Layout): string[][] {
  const withFindings = packages.filter((one) => shownFindings(one, layout.all).length > 0)
  const shown = layout.all ? withFindings : withFindings.slice(0, blockCap)
  const blocks = shown.map((one) => packageBlock(one, layout))
  const hidden = withFindings.length - shown.length
  return hidden === 0
    ? blocks
    : [...blocks, wrap(`and findings on ${toCount(hidden)} more; --format json has all`, layout.width)]
}

/** A reason is the same for every package that has it: its next step is said once. */
export function nextSteps(packages: readonly JudgedPackage[], layout: Layout): string[] {
  const codes = new Set(packages.flatMap((one) => spokenReasons(one).map((reason) => reason.code)))
  return [...codes].flatMap((code) => {
    const { meaning, next } = reasonWords[code]
    return hang('  ', `${code}: ${meaning}. ${next}`, layout.width)
  })
}

export function remarks(report: Report, layout: Layout): string[] {
  const notes = layout.all ? 0 : noteCount(report.packages)
  const policy = policyLines(report.policy, layout.all)
  const said = [
    ...policy,
    ...report.notices.map(noticeText),
    ...report.knownBad.map(recordsText),
    trustText(report.trust),
  ].filter((text) => text !== '')
  const lines = said.flatMap((text) => hang('note: ', escaped(text, 400), layout.width))
  if (notes > 0) {
    const sentence = `${counted(notes, 'note')} that ${notes === 1 ? 'changes' : 'change'} no verdict`
    lines.push(...wrap(`${sentence}; --all shows ${notes === 1 ? 'it' : 'them'}`, layout.width))
  }
  return lines.map((line) => layout.paint('quiet', line))
}

function noteCount(packages: readonly JudgedPackage[]): number {
  return packages.reduce((sum, one) => sum + one.findings.filter((finding) => finding.outcome === 'note').length, 0)
}

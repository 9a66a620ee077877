// The first line: the verdict over everything and how many of how many.
import type { Report, Summary, Verdict } from '../domain/report.ts'
import { counted, toCount } from './ages.ts'
import type { Layout } from './layout.ts'
import { hang } from './width.ts'
import { verdictOrder } from './words.ts'

const restWords: Record<Verdict, string> = {
  blocked: 'blocked',
  unchecked: 'unchecked',
  review: 'in review',
  waiting: 'waiting',
  passed: 'passed',
  trusted: 'trusted',
}

export function headline(report: Report, layout: Layout): string[] {
  const { summary } = report
  const verdict = overall(summary)
  const lead = layout.paint(verdict, `${verdict}:`)
  const [first = '', ...rest] = hang(`${verdict}: `, countText(summary, verdict), layout.width)
  return [lead + first.slice(verdict.length + 1), ...rest, ...debt(summary, layout)]
}

/** Said in every run, so that nobody takes what was only there for what somebody looked at. */
function debt({ baselineDebt }: Summary, layout: Layout): string[] {
  return baselineDebt === 0 ? [] : hang('debt: ', debtText(baselineDebt), layout.width)
}

export function debtText(count: number): string {
  const theyWere = count === 1 ? 'it was' : 'they were'
  return `${counted(count, 'package')} trusted only because ${theyWere} there when cordon came: reviewed by nobody`
}

/** The word follows the exit code, so that the first line and a script's view never disagree. */
export function overall(summary: Summary): Verdict {
  if (summary.blocked > 0) return 'blocked'
  if (summary.exitCode === 1) return 'review'
  // Something that the run relied on was too old.
  if (summary.unchecked > 0 || summary.exitCode === 3) return 'unchecked'
  if (summary.review > 0) return 'review'
  if (summary.waiting > 0) return 'waiting'
  return 'passed'
}

/** `1 of 20 packages (2 waiting, 17 passed)`. */
export function countText(summary: Summary, verdict: Verdict): string {
  return `${amount(summary, verdict)}${others(summary, verdict)}`
}

function amount(summary: Summary, verdict: Verdict): string {
  if (summary.packages === 0) return 'nothing to judge, 0 packages'
  if (verdict === 'passed') return counted(summary.packages, 'package')
  if (verdict === 'unchecked' && summary.unchecked === 0) return 'what this run relied on is too old'
  return `${toCount(summary[verdict])} of ${counted(summary.packages, 'package')}`
}

function others(summary: Summary, verdict: Verdict): string {
  const rest = verdictOrder.filter((one) => one !== verdict && summary[one] > 0)
  return rest.length === 0 ? '' : ` (${rest.map((one) => `${toCount(summary[one])} ${restWords[one]}`).join(', ')})`
}

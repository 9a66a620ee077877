// CheckReport -> text for a person: the verdict, what to ask for instead, what would come in and why, then what is wrong
// with it. It only lays out.
import type { Alternative, CheckReport } from '../domain/check.ts'
import type { Summary } from '../domain/report.ts'
import { counted, toCount } from './ages.ts'
import { bringsLines } from './brings-lines.ts'
import { incomingLines } from './check-incoming.ts'
import { escaped } from './escape.ts'
import { overall } from './headline.ts'
import { type Layout, type TextOptions, toLayout } from './layout.ts'
import { isGood } from './shown.ts'
import { nextSteps, remarks } from './text.ts'
import { packageBlock, shownFindings } from './text-findings.ts'
import { hang } from './width.ts'
import { reasonWords, verdictOrder } from './words.ts'

/** Rows of each group of what a release brings. */
const broughtRows = 6
const blockCap = 20

export function renderCheckText(check: CheckReport, options: TextOptions): string {
  const { report } = check
  if (options.quiet && report.summary.exitCode === 0) return ''
  const layout = toLayout(report, options)
  const failing = report.packages
    .filter((one) => !isGood(one))
    .toSorted((left, right) => verdictOrder.indexOf(left.verdict) - verdictOrder.indexOf(right.verdict))
  const sections = [
    [...first(check, layout), ...check.alternatives.flatMap((one) => alternativeLines(one, check, layout))],
    incomingLines(check, layout),
    ...failing.slice(0, layout.all ? failing.length : blockCap).flatMap((one) => {
      const isTold = shownFindings(one, layout.all).length > 0
      const brought = bringsLines(one.brings, broughtRows).flatMap((line) =>
        hang('    ', escaped(line, 200), layout.width),
      )
      if (!isTold && brought.length === 0) return []
      return [[...packageBlock(one, layout), ...(brought.length === 0 ? [] : ['  brings', ...brought])]]
    }),
    nextSteps(failing, layout),
    remarks(report, layout),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** The word follows the exit code. */
function first({ report, specs, unresolved, incoming }: CheckReport, layout: Layout): string[] {
  const names = specs.map(({ spec }) => escaped(spec, 120)).join(', ')
  if (unresolved.code !== '') {
    const { meaning, next } = reasonWords[unresolved.code]
    const why = `${names} could not be resolved: ${meaning}${unresolved.detail === '' ? '' : ` (${escaped(unresolved.detail, 200)})`}`
    return [...led('unchecked', why, layout), ...hang('now: ', next, layout.width)]
  }
  const verdict = overall(report.summary)
  const isThere = specs.every(({ status }) => status === 'unchanged')
  if (incoming.length === 0 && (isThere || verdict === 'passed')) {
    const is = specs.length === 1 ? 'is' : 'are'
    const words = isThere ? `${is} what the project has; nothing would change` : 'would bring nothing new'
    return led(verdict, `${names} ${words}`, layout)
  }
  const count = counted(incoming.length, 'package')
  const told = verdict === 'passed' ? '' : `: ${countsOf(report.summary)}`
  return led(verdict, `${names} would bring ${count}${told}`, layout)
}

/** `2 blocked, 1 in review, 3 passed`. */
function countsOf(summary: Summary): string {
  const counts = verdictOrder.filter((one) => summary[one] > 0)
  return counts.map((one) => `${toCount(summary[one])} ${one === 'review' ? 'in review' : one}`).join(', ')
}

function led(verdict: ReturnType<typeof overall>, text: string, layout: Layout): string[] {
  const [line = '', ...rest] = hang(`${verdict}: `, text, layout.width)
  return [layout.paint(verdict, `${verdict}:`) + line.slice(verdict.length + 1), ...rest]
}

function alternativeLines(
  { status, how, instead, name, version, tried }: Alternative,
  { specs }: CheckReport,
  layout: Layout,
): string[] {
  const subject = escaped(`${name}@${version}`, 120)
  const shown = escaped(instead, 120)
  const strong = (lines: string[]) => lines.map((line) => layout.paint('strong', line))
  if (status === 'none') {
    const looked =
      tried === 0
        ? 'there is no older version on its line that could be asked for'
        : `none of the ${counted(tried, 'version')} before it that were judged passes`
    return hang('instead: ', `nothing was found in place of ${subject}: ${looked}`, layout.width)
  }
  if (how === 'spec') {
    const isThere = specs.some((spec) => `${spec.name}@${spec.before}` === instead)
    const which = isThere ? `${shown}, which the project has,` : shown
    return strong(hang('instead: ', `${which} is the newest that passes`, layout.width))
  }
  return strong(
    hang('instead: ', `${shown} in "overrides" of package.json, in place of ${subject}: that passes`, layout.width),
  )
}

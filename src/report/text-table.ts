// The table of the text report: one row per package, worst first, with the shortest answer to "why".
import type { JudgedPackage } from '../domain/report.ts'
import { counted, toCount, toEligibility } from './ages.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { shownFindings } from './text-findings.ts'
import { hang, padTo, textWidth } from './width.ts'
import { packageId, reasonWords, spokenReasons, verdictOrder } from './words.ts'

/** Rows of one verdict shown without `--all`. */
const rowCap = 20
const verdictWidth = 'unchecked'.length

type Row = { one: JudgedPackage; name: string; why: string }

export function packageTable(packages: readonly JudgedPackage[], layout: Layout): string[] {
  const groups = verdictOrder.map((verdict) => packages.filter((one) => one.verdict === verdict))
  const rows = groups.flatMap((group) => (layout.all ? group : group.slice(0, rowCap))).map((one) => toRow(one, layout))
  const nameWidth = Math.min(
    Math.max(7, ...rows.map((row) => textWidth(row.name))),
    Math.max(16, Math.floor((layout.width - verdictWidth - 4) * 0.45)),
  )
  return groups.flatMap((group) => {
    const shown = rows.filter((row) => group.includes(row.one))
    const hidden = group.length - shown.length
    const [first] = group
    if (first === undefined) return []
    return [
      ...shown.flatMap((row) => rowLines(row, nameWidth, layout)),
      ...(hidden === 0
        ? []
        : hang('  ', `and ${toCount(hidden)} more ${first.verdict}; --format json has all`, layout.width)),
    ]
  })
}

function rowLines(row: Row, nameWidth: number, layout: Layout): string[] {
  const { verdict } = row.one
  const lead = `  ${padTo(verdict, verdictWidth)}  `
  const painted = `  ${layout.paint(verdict, verdict)}${' '.repeat(verdictWidth - verdict.length)}  `
  // A name wider than its column is never shortened: it is what people copy. It takes its own lines.
  const lines =
    textWidth(row.name) > nameWidth
      ? [
          ...hang(lead, row.name, layout.width),
          ...(row.why === '' ? [] : hang(' '.repeat(lead.length), row.why, layout.width)),
        ]
      : hang(`${lead}${padTo(row.name, nameWidth)}  `, row.why, layout.width).map((line) => line.trimEnd())
  return lines.map((line, index) => (index === 0 ? painted + line.slice(lead.length) : line))
}

function toRow(one: JudgedPackage, layout: Layout): Row {
  return { one, name: escaped(packageId(one), 120), why: whyShort(one, layout) }
}

function whyShort(one: JudgedPackage, layout: Layout): string {
  const findings = shownFindings(one, layout.all)
  const [first] = findings
  return [
    ...(first === undefined
      ? []
      : [findings.length === 1 ? escaped(first.rule, 80) : counted(findings.length, 'finding')]),
    ...spokenReasons(one).map((reason) => reasonShort(one, reason, layout)),
  ].join('; ')
}

function reasonShort(one: JudgedPackage, reason: JudgedPackage['reasons'][number], layout: Layout): string {
  if (reason.code === 'too-young' && one.eligibleAt !== '') return toEligibility(one.eligibleAt, layout.now)
  const { meaning } = reasonWords[reason.code]
  return reason.detail === '' ? meaning : `${meaning}: ${escaped(reason.detail, 160)}`
}

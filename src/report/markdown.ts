// Reports -> GitHub's Markdown: a comment or a job summary. The verdict first, what needs eyes in a table, then each package,
// worst first, until the room is used up; what was left out is counted.
import type { Summary, Verdict } from '../domain/report.ts'
import { counted } from './ages.ts'
import { prose } from './escape-markdown.ts'
import { countText, debtText, overall } from './headline.ts'
import { incompleteLines, nextStepLines, notesBlocks } from './markdown-notes.ts'
import { hasBlock, packageMarkdown } from './markdown-package.ts'
import { createPage, type MarkdownPage } from './markdown-page.ts'
import { tableHead, tableRow } from './markdown-table.ts'
import { type PlacedReport, type SeenPackage, seenPackages, totalOf } from './placed.ts'

/** What GitHub takes: characters of a comment, and bytes of a step's summary. */
export const commentLimit = 65_536
export const summaryLimit = 1_048_576

export type MarkdownOptions = {
  /** UTF-8 bytes, at least 4,096. */
  budget: number
  /** A comment is read in half a minute: its lists are short. */
  length: 'comment' | 'summary'
  /** Milliseconds since 1970: what "in 2 d 23 h" counts from. */
  now: number
  /** Sentences that stand at the top whatever the verdict is. They are escaped here. */
  top: readonly string[]
  /** What no report knows and is worse than what they say, such as a base that could not be had; '' for the reports' own. */
  title: string
}

export function renderMarkdown(placed: readonly PlacedReport[], options: MarkdownOptions): string {
  const total = totalOf(placed)
  const verdict = overall(total)
  const seen = seenPackages(placed)
  const incomplete = incompleteLines(placed)
  const page = createPage(Math.max(4096, options.budget) - reserve)
  const isAllWell =
    total.exitCode === 0 && options.title === '' && seen.length + incomplete.length + options.top.length === 0
  if (isAllWell) {
    page.add(oneLine(total, verdict))
    if (options.length === 'summary') addNotes(page, placed, options)
    return page.text()
  }
  for (const line of headLines(options.title, total, verdict)) page.add(line)
  const top = options.top.slice(0, topCap).map((line) => `- ${prose(line, 600)}`)
  const leftTop = page.addLines([], top, 0.25) + options.top.length - top.length
  const several = placed.length > 1
  const rows = seen.slice(0, rowCaps[options.length]).map((one) => tableRow(one, several, options.now))
  const leftRows = page.addLines(tableHead(several), rows, 0.4) + seen.length - rows.length
  page.addLines([], [...incomplete, ...nextStepLines(seen.map(({ one }) => one))], 0.25)
  const leftBlocks = addBlocks(page, seen, options)
  const left = leftText(leftTop, leftRows, leftBlocks)
  if (left !== '') page.addAnyway(left)
  if (total.baselineDebt > 0) page.add(`Note: ${debtText(total.baselineDebt)}.`)
  addNotes(page, placed, options)
  return page.text()
}

function oneLine(total: Summary, verdict: Verdict): string {
  const debt = total.baselineDebt === 0 ? '' : `; ${debtText(total.baselineDebt)}`
  return `**cordon: ${verdictTitles[verdict]}**, ${countText(total, verdict)}${debt}`
}

function headLines(title: string, total: Summary, verdict: Verdict): string[] {
  const said = `${verdictTitles[verdict]}, ${countText(total, verdict)}`
  if (title === '') return [`### cordon: ${said}`]
  return [`### cordon: ${prose(title, 200)}`, ...(total.packages === 0 ? [] : [`The packages: ${said}.`])]
}

/** For the sentence that says what was left out. */
const reserve = 512
const topCap = 20
const rowCaps = { comment: 25, summary: 500 } as const
const blockCaps = { comment: 8, summary: 200 } as const

const verdictTitles: Record<Verdict, string> = {
  blocked: 'blocked',
  unchecked: 'incomplete',
  review: 'needs a review',
  waiting: 'waiting',
  passed: 'passed',
  trusted: 'passed',
}

/** Blocks that are too long for the room that is left are told without their evidence, else counted. */
function addBlocks(page: MarkdownPage, seen: readonly SeenPackage[], { length }: MarkdownOptions): number {
  const blocks = seen.filter(({ one }) => hasBlock(one))
  const wanted = blocks.slice(0, blockCaps[length])
  const end = wanted.findIndex(
    (one) => !page.add(packageMarkdown(one, length)) && !page.add(packageMarkdown(one, 'short')),
  )
  return blocks.length - (end < 0 ? wanted.length : end)
}

function leftText(top: number, rows: number, blocks: number): string {
  const left = [
    ...(top === 0 ? [] : [`${counted(top, 'line')} at the top`]),
    ...(rows === 0 ? [] : [`${counted(rows, 'row')} of the table`]),
    ...(blocks === 0 ? [] : [`the details of ${counted(blocks, 'package')}`]),
  ]
  return left.length === 0 ? '' : `Left out here, for there is no room: ${left.join(', ')}. The JSON report has all.`
}

function addNotes(page: MarkdownPage, placed: readonly PlacedReport[], { length }: MarkdownOptions): void {
  for (const block of notesBlocks(placed, length)) page.add(block)
}

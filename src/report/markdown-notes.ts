// What a Markdown report says of the run as a whole: what made it incomplete, the next step for each reason, and, folded,
// what the policy says and what was relied on.
import type { JudgedPackage, Notice, Reason, Report } from '../domain/report.ts'
import { toCount } from './ages.ts'
import { code, prose } from './escape-markdown.ts'
import { isOfIncompleteRun } from './incomplete.ts'
import { type PlacedReport, shownPath } from './placed.ts'
import { policyLines } from './text-policy.ts'
import { noticeText, reasonWords, recordsText, spokenReasons, trustText } from './words.ts'

const lineCaps = { comment: 12, summary: 100 } as const

/** Notices of an incomplete run are no small print. */
export function incompleteLines(placed: readonly PlacedReport[]): string[] {
  const notices = placed.flatMap(({ report }) => report.notices.filter(isOfIncompleteRun))
  return once(notices.map((notice) => `- **Incomplete:** ${prose(noticeText(notice), 400)}.`))
}

/** A reason is the same for every package that has it: its next step is said once. */
export function nextStepLines(packages: readonly JudgedPackage[]): string[] {
  const codes = new Set(packages.flatMap((one) => spokenReasons(one).map((reason) => reason.code)))
  return [...codes].map((what) => {
    const { meaning, next } = { ...reasonWords[what], ...wordsOfPullRequests[what] }
    return `- ${capital(prose(meaning))}: ${prose(next)}`
  })
}

/** A flag is no next step for somebody who reads a comment. */
const wordsOfPullRequests: Partial<Record<Reason['code'], { next: string }>> = {
  'too-young': { next: 'Wait until then, or keep the release before it; minAge in cordon.yml sets how long.' },
  'age-unavailable': { next: 'Take it from a registry that tells publication times.' },
}

/** One fold, none where there is nothing to say. */
export function notesBlocks(placed: readonly PlacedReport[], length: 'comment' | 'summary'): string[] {
  const lines = notesOf(placed)
  if (lines.length === 0) return []
  const shown = lines.slice(0, lineCaps[length])
  const hidden = lines.length - shown.length
  return [
    [
      '<details><summary>What this run relied on</summary>',
      '',
      ...shown.map((line) => `- ${line}`),
      ...(hidden === 0 ? [] : [`- and ${toCount(hidden)} more`]),
      '',
      '</details>',
    ].join('\n'),
  ]
}

/** Each once; beside what does not hold for all of several lockfiles stands for which. */
function notesOf(placed: readonly PlacedReport[]): string[] {
  const spoken = placed.flatMap(({ report, place }) =>
    noteTexts(report).map((text) => ({ text, lockfile: shownPath(report.lockfile, place) })),
  )
  const all = new Set(spoken.map(({ lockfile }) => lockfile)).size
  return [...Map.groupBy(spoken, ({ text }) => text)].map(([text, group]) => {
    const lockfiles = [...new Set(group.map(({ lockfile }) => lockfile))]
    const [first = '', ...more] = lockfiles
    if (lockfiles.length === all) return prose(text, 400)
    return `${code(first, 120)}${more.length === 0 ? '' : ` and ${toCount(more.length)} more`}: ${prose(text, 400)}`
  })
}

function noteTexts(report: Report): string[] {
  const isSmall = (notice: Notice) => !isOfIncompleteRun(notice)
  const packs = report.rules.map(({ pack, version }) => `${pack} ${version}`).join(', ')
  return [
    ...policyLines(report.policy, false),
    ...report.notices.filter(isSmall).map(noticeText),
    ...report.knownBad.map(recordsText),
    trustText(report.trust),
    `cordon ${report.tool.version}, rules ${packs === '' ? 'none' : packs}`,
  ].filter((text) => text !== '')
}

function once(lines: readonly string[]): string[] {
  return [...new Set(lines)]
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

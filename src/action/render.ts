// Everything a run says, for the places GitHub has for it: log, annotations, summary, comment, SARIF. It adds to the
// report's own outputs only what no report knows: the sentences of this run, and scans that ended without a report.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { escaped } from '../report/escape.ts'
import { code, fence, prose } from '../report/escape-markdown.ts'
import { renderAnnotations } from '../report/github.ts'
import { commentLimit, renderMarkdown, summaryLimit } from '../report/markdown.ts'
import type { PlacedReport } from '../report/placed.ts'
import { renderSarif } from '../report/sarif.ts'
import { command, logGroup, logText } from './outputs.ts'
import type { Outcome, Result } from './result.ts'
import type { Scanned } from './scan-project.ts'

export type Said = {
  scans: readonly Scanned[]
  outcome: Outcome
  /** Sentences for the top, names in them between backticks; the urgent ones are errors. */
  urgent: readonly string[]
  top: readonly string[]
  /** One sentence on what was compared. */
  compared: string
  now: number
  warnOnly: boolean
  root: string
}

export function renderLog({ scans, urgent, top, compared }: Said): string {
  const groups = scans.map(({ project, said }) => {
    const name = project.folder === '' ? project.lockfile : `${project.folder}/${project.lockfile}`
    return logGroup(escaped(name), said)
  })
  return `${groups.join('')}${logText([compared, ...urgent, ...top].map((line) => `${shown(line)}\n`).join(''))}`
}

export function renderAll(said: Said): string {
  const { scans, top, urgent, now, warnOnly, root } = said
  const serious = warnOnly ? 'warning' : 'error'
  const lines = scans
    .filter(({ report }) => report === 'none')
    .map(({ said: text, project }) =>
      command(serious, `${escaped(shownFolder(project.folder))}: ${plain(text).trim()}`.slice(0, 3000)),
    )
  lines.push(...urgent.slice(0, 3).map((line) => command(serious, shown(line))))
  if (top.length > 0) lines.push(command('notice', top.slice(0, 5).map(shown).join('\n')))
  const manifests = scans.flatMap(({ project }) => {
    const file = project.folder === '' ? 'package.json' : `${project.folder}/package.json`
    const path = join(root, file)
    return existsSync(path) ? [{ file, text: readFileSync(path, 'utf8') }] : []
  })
  const taken = { error: 0, warning: 0, notice: 0 }
  for (const line of lines) taken[line.startsWith('::notice') ? 'notice' : serious]++
  return `${lines.join('')}${renderAnnotations(placedOf(scans), { manifests, now, warnOnly, taken })}`
}

export function renderSummary(said: Said, more: readonly string[]): string {
  return page(said, 'summary', summaryLimit - 65_536, more)
}

export function renderComment(said: Said): string {
  return page(said, 'comment', commentLimit - 4096, [])
}

export function renderCodeScanning(scans: readonly Scanned[]): string {
  return renderSarif(placedOf(scans))
}

/** Reports are made from the root of the repository. */
export function placedOf(scans: readonly Scanned[]): PlacedReport[] {
  return scans.flatMap(({ report }) => (report === 'none' ? [] : [{ report, place: { folder: '' } }]))
}

function page(said: Said, length: 'comment' | 'summary', budget: number, more: readonly string[]): string {
  const { scans, outcome, compared, now } = said
  const top = [...said.urgent, ...said.top]
  const title = titles[outcome.result](scans)
  const failed = scans.filter(({ report }) => report === 'none')
  const blocks = failed
    .slice(0, maxFailures)
    .flatMap(({ project, said: text }) => [
      `Nothing was judged in ${code(shownFolder(project.folder))}:`,
      fence('text', text.trimEnd().split('\n').slice(0, maxLines), maxColumns),
    ])
  const room = budget - Buffer.byteLength(blocks.join('\n\n'))
  const report = renderMarkdown(placedOf(scans), { budget: room, length, now, top, title })
  const isQuiet = title === '' && top.length === 0 && outcome.exitCode === 0 && length === 'comment'
  const notes = isQuiet ? [] : [...more, compared].filter((line) => line !== '')
  return `${[report.trimEnd(), ...blocks, ...notes.map((line) => `<sub>${prose(line)}</sub>`)].join('\n\n')}\n`
}

const maxFailures = 5
const maxLines = 30
const maxColumns = 200

/** '' where the reports say it themselves. */
const titles: Record<Result, (scans: readonly Scanned[]) => string> = {
  passed: () => '',
  review: () => '',
  waiting: () => '',
  blocked: () => '',
  proposed: () => 'waits for an approval',
  incomplete: (scans) => (scans.some(({ exitCode }) => exitCode === 3) ? '' : 'incomplete'),
  error: (scans) =>
    scans.every(({ report }) => report === 'none') ? 'nothing was judged' : 'not everything could be judged',
}

function shownFolder(folder: string): string {
  return folder === '' ? 'the root of the repository' : folder
}

/** For a log or an annotation: names of files and keys are a stranger's. */
function shown(line: string): string {
  return escaped(plain(line), 1000)
}

/** Without the marks of Markdown. */
function plain(line: string): string {
  return line.replaceAll('`', '')
}

// One package in the Markdown report: where it stands, what it brings as a diff, what to do now, and the evidence folded.
import type { Evidence, Finding, JudgedPackage } from '../domain/report.ts'
import { acceptCommand } from './accept-command.ts'
import { counted, toCount } from './ages.ts'
import { bringsLines } from './brings-lines.ts'
import { code, fence, prose } from './escape-markdown.ts'
import { type SeenPackage, shownPath } from './placed.ts'
import { shortId } from './short-id.ts'
import { shownFindings } from './text-findings.ts'
import { baselineWords, verdictWords } from './words.ts'

/** `short`: without the evidence, where there is no room for it. */
export type BlockLength = 'comment' | 'summary' | 'short'

const bringsRows = { comment: 12, summary: 50, short: 5 } as const satisfies Record<BlockLength, number>
const findingRows = { comment: 6, summary: 20, short: 0 } as const satisfies Record<BlockLength, number>
const evidenceRows = { comment: 4, summary: 10, short: 0 } as const satisfies Record<BlockLength, number>

/** What only waits, or could not be had, is told by its row in the table. */
export function hasBlock(one: JudgedPackage): boolean {
  return shownFindings(one, false).length > 0
}

export function packageMarkdown(seen: SeenPackage, length: BlockLength): string {
  const { one } = seen
  const changes = bringsLines(one.brings, bringsRows[length], one.timeline)
  return [
    `#### ${code(shortId(one), 160)} ${verdictWords[one.verdict]}`,
    originLine(seen),
    ...(changes.length === 0 ? [] : [fence('diff', changes, length === 'summary' ? 400 : 160)]),
    nowLines(one),
    ...(length === 'short' ? [] : [evidenceFold(one, seen, length)]),
  ].join('\n\n')
}

function originLine({ one, report, place }: SeenPackage): string {
  if (one.kind === 'workspace') return 'The project itself.'
  const path = shownPath(report.lockfile, place)
  const where = one.line > 0 ? `${path}:${one.line}` : path
  return `${code(where, 160)}, ${comparedWith(one)}`
}

function comparedWith({ acceptedIn, baseline, brings }: JudgedPackage): string {
  if (acceptedIn !== '') return `accepted in ${code(acceptedIn, 120)}.`
  const words = baselineWords.get(baseline.status)
  if (words === undefined) return 'no release before it to compare with.'
  if (baseline.version === '') return 'new in the package that carries it.'
  const unread = brings.compared === 'none' ? ' Its contents were not compared.' : ''
  return `compared with ${code(baseline.version, 60)} ${words}.${unread}`
}

/** Each next step once, then how to go on once somebody has looked. */
function nowLines(one: JudgedPackage): string {
  const told = serious(one)
  const steps = [...new Set(told.map(({ fix }) => fix))].slice(0, 3)
  const before = `${one.name}@${one.baseline.version}`
  const isSaid = one.baseline.version === '' || one.kind === 'workspace' || steps.some((fix) => fix.includes(before))
  const accept = acceptCommand(one)
  return [
    ...steps.map((fix) => `- **Now:** ${prose(fix, 600)}`),
    ...(isSaid || one.acceptedIn !== '' ? [] : [`- Until then, stay on ${code(before, 160)}.`]),
    ...(accept === '' ? [] : [`- Once somebody has read it and found it right: ${code(accept, 260)}`]),
  ].join('\n')
}

/** What blocks says enough. */
function serious(one: JudgedPackage): readonly Finding[] {
  const findings = shownFindings(one, false)
  return one.verdict === 'blocked' ? findings.filter(({ outcome }) => outcome === 'block') : findings
}

function evidenceFold(one: JudgedPackage, seen: SeenPackage, length: 'comment' | 'summary'): string {
  const findings = shownFindings(one, false)
  const shown = findings.slice(0, findingRows[length])
  const hidden = findings.length - shown.length
  return [
    `<details><summary>Evidence: ${counted(findings.length, 'finding')}</summary>`,
    '',
    ...shown.flatMap((finding) => findingLines(finding, seen, evidenceRows[length])),
    ...(hidden === 0 ? [] : [`- and ${toCount(hidden)} more`]),
    '',
    '</details>',
  ].join('\n')
}

function findingLines({ rule, title, why, evidence }: Finding, seen: SeenPackage, rows: number): string[] {
  const shown = evidence.slice(0, rows)
  const hidden = evidence.length - shown.length
  return [
    `- ${code(rule, 80)} ${prose(title, 300)}. ${prose(why, 600)}`,
    ...shown.map((one) => `  - ${evidenceText(one, seen)}`),
    ...(hidden === 0 ? [] : [`  - and ${toCount(hidden)} more`]),
  ]
}

/** Evidence about the lock entry itself names no file: it stands in the lockfile. */
function evidenceText({ file, line, excerpt }: Evidence, { one, report, place }: SeenPackage): string {
  const path =
    file === ''
      ? shownPath(report.lockfile, place)
      : one.kind === 'workspace'
        ? file
        : `${shortId({ name: one.name, version: '' })}/${file}`
  const where = code(line > 0 ? `${path}:${line}` : path, 160)
  return excerpt === '' ? where : `${where} ${code(excerpt, 160)}`
}

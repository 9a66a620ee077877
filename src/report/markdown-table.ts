// The table of the Markdown report: one row per package that needs eyes, with the shortest answer to "why".
import type { JudgedPackage, Verdict } from '../domain/report.ts'
import { counted, toEligibility } from './ages.ts'
import { code, prose } from './escape-markdown.ts'
import { type SeenPackage, shownPath } from './placed.ts'
import { shortId, shortStep } from './short-id.ts'
import { shownFindings } from './text-findings.ts'
import { reasonWords, spokenReasons } from './words.ts'

const verdictWords: Record<Verdict, string> = {
  blocked: '**blocked**',
  unchecked: '**unchecked**',
  review: '**review**',
  waiting: 'waiting',
  passed: 'passed',
  trusted: 'trusted',
}

export function tableHead(several: boolean): string[] {
  const columns = ['', 'Package', 'Why', 'Brought in by', ...(several ? ['Lockfile'] : [])]
  return [`| ${columns.join(' | ')} |`, `|${' --- |'.repeat(columns.length)}`]
}

export function tableRow({ one, report, place }: SeenPackage, several: boolean, now: number): string {
  const cells = [
    verdictWords[one.verdict],
    code(shortId(one), 160, 'cell'),
    whyCell(one, now),
    broughtIn(one),
    ...(several ? [code(shownPath(report.lockfile, place), 120, 'cell')] : []),
  ]
  return `| ${cells.join(' | ')} |`
}

function whyCell(one: JudgedPackage, now: number): string {
  const [first, ...more] = shownFindings(one, false)
  const told = first === undefined ? [] : [prose(first.title, 200, 'cell')]
  const rest = more.length === 0 ? [] : [`${counted(more.length, 'more finding')}`]
  return [
    ...told,
    ...rest,
    ...spokenReasons(one)
      .slice(0, 3)
      .map((reason) => reasonCell(one, reason, now)),
  ].join('; ')
}

function reasonCell(one: JudgedPackage, { code: what, detail }: JudgedPackage['reasons'][number], now: number): string {
  if (what === 'too-young' && one.eligibleAt !== '') {
    const { status, version } = one.baseline
    const before = code(`${one.name}@${version}`, 120, 'cell')
    const until = version === '' || status === 'none' ? '' : `; stay on ${before} until then`
    return `${prose(toEligibility(one.eligibleAt, now), 200, 'cell')}${one.verdict === 'waiting' ? until : ''}`
  }
  const { meaning } = reasonWords[what]
  // Some details say it all themselves.
  if (detail === '' || detail.startsWith(meaning)) return prose(detail === '' ? meaning : detail, 200, 'cell')
  return `${prose(meaning, 200, 'cell')}: ${code(detail, 160, 'cell')}`
}

/** The last step before it, and the first one of the project's own dependencies. */
function broughtIn({ kind, direct, dev, paths }: JudgedPackage): string {
  if (kind === 'workspace') return 'the project itself'
  const group = dev ? ', for development' : ''
  if (direct) return `the project${group}`
  const steps = (paths[0] ?? []).slice(0, -1)
  const [first] = steps
  const last = steps.at(-1)
  if (first === undefined || last === undefined) return `the lockfile alone${group}`
  const between = steps.length - 2
  if (steps.length === 1) return `${code(shortStep(first), 130, 'cell')}${group}`
  const more = between === 0 ? '' : ` (${counted(between, 'step')} between)`
  return `${code(shortStep(first), 130, 'cell')} &gt; ${code(shortStep(last), 130, 'cell')}${more}${group}`
}

// The outcome of replays as text: one incident with cordon's own report of it, all of them as a table, or the list of what
// there is.
import { isWeaker, missedIn, type ReplayedIncident, type ReplayedVariant, type ReplayReport } from '../domain/replay.ts'
import type { Report } from '../domain/report.ts'
import { counted } from './ages.ts'
import { escaped } from './escape.ts'
import { type Paint, paintWith } from './paint.ts'
import { renderText } from './text.ts'
import { hang, padTo, wrap } from './width.ts'

export type ReplayTextOptions = { width: number; color: boolean }
type Listed = Pick<ReplayedIncident, 'id' | 'about' | 'now'>

const variantWords: Record<ReplayedVariant['variant'], string> = {
  told: 'as it is told',
  provenance: 'if the releases before had provenance, which no source states',
  mirror: 'on a mirror that shows no publishers, signatures or attestations',
}

const stoppedByNone = 'no rule that stops it'

export function renderReplayList(incidents: readonly Listed[], options: ReplayTextOptions): string {
  const { width } = bounded(options)
  const paint = paintWith(options.color)
  const idWidth = Math.max(...incidents.map(({ id }) => id.length))
  const rows = incidents.flatMap(({ id, about, now }) => {
    const lead = `  ${padTo(id, idWidth)}  ${now.slice(0, 10)}  `
    return width < lead.length + 30
      ? [paint('strong', `  ${id}`), ...hang('    ', escaped(about, 300), width)]
      : hang(lead, escaped(about, 300), width)
  })
  return `${[
    ...wrap(
      `${counted(incidents.length, 'incident')} can be replayed: "cordon replay <id>", or all with --all.`,
      width,
    ),
    '',
    ...rows,
  ].join('\n')}\n`
}

/** `scanned`: the report of the incident as it is told. */
export function renderReplayOne(one: ReplayedIncident, scanned: Report, options: ReplayTextOptions): string {
  const { width } = bounded(options)
  const paint = paintWith(options.color)
  const section = (title: string, text: string) => [
    paint('strong', title),
    ...wrap(escaped(text, 3000), width - 2).map(indented),
  ]
  // The trust data is the replay's own, and nobody named it.
  const bare = { ...scanned, trust: { source: '', date: '' } }
  const scan = renderText(bare, { width, color: options.color, now: Date.parse(one.now), quiet: false, all: false })
  return `${[
    ...headline(one, width, paint),
    '',
    ...section('What is known', one.told),
    ...section('Made up here', one.madeUp),
    paint('strong', 'Sources'),
    ...one.sources.map((source) => indented(escaped(source, 500))),
    '',
    paint('strong', `What "cordon scan" said on ${one.now}`),
    '',
    ...scan
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : indented(line))),
    '',
    ...one.variants.flatMap((variant) => variantLines(variant, one.expected, width, paint)),
  ].join('\n')}\n`
}

/** A row per incident, what was missed first. */
export function renderReplays({ incidents, summary }: ReplayReport, options: ReplayTextOptions): string {
  const { width } = bounded(options)
  const paint = paintWith(options.color)
  const missed = incidents.filter(({ held }) => !held)
  const idWidth = Math.max(...incidents.map(({ id }) => id.length))
  const rows = [...missed, ...incidents.filter(({ held }) => held)].flatMap((one) => {
    const [told] = one.variants
    if (told === undefined) return []
    const others = one.variants.slice(1).filter(({ verdict }) => verdict !== told.verdict)
    const differs = others.map(({ variant, verdict }) => `; ${verdict} ${variantWords[variant]}`).join('')
    const why = told.sufficed === 'none' ? stoppedByNone : `${told.firstRule} (${told.sufficed})`
    const lead = `  ${padTo(told.verdict, 9)}  ${padTo(one.id, idWidth)}  `
    const lines = hang(lead, `${one.held ? '' : 'MISSED: '}${why}${differs}`, width)
    return lines.map((line, index) =>
      index === 0 ? `  ${paint(told.verdict, told.verdict)}${line.slice(2 + told.verdict.length)}` : line,
    )
  })
  const first =
    summary.missed === 0
      ? `all of ${counted(summary.incidents, 'incident')} stopped: ${summary.blocked} blocked, ${summary.review} in review`
      : `${summary.missed} of ${counted(summary.incidents, 'incident')} missed`
  const onMirror = incidents.filter((one) => missedIn(one).onMirror).map(({ id }) => id)
  return `${[
    paint(summary.missed === 0 ? 'passed' : 'blocked', first),
    ...wrap(
      'Judged without minimum age and without lists of known-bad releases; in brackets what had to be looked at.',
      width,
    ),
    ...(onMirror.length === 0
      ? []
      : wrap(`Missed ${variantWords.mirror}, which the exit code does not count: ${onMirror.join(', ')}.`, width)),
    '',
    ...rows,
  ].join('\n')}\n`
}

function headline(one: ReplayedIncident, width: number, paint: Paint): string[] {
  const { id, about, held, expected, variants } = one
  const [told] = variants
  const verdict = (missedIn(one).counted[0] ?? told)?.verdict ?? 'passed'
  const said = held ? `${id}: ${verdict}` : `${id}: MISSED, ${verdict} where it has to be ${expected}`
  return [paint(held ? 'passed' : 'blocked', said), ...wrap(escaped(about, 300), width)]
}

function variantLines(
  { variant, verdict, withAge, firstRule, sufficed, disturbed }: ReplayedVariant,
  expected: ReplayedIncident['expected'],
  width: number,
  paint: Paint,
) {
  const by = sufficed === 'none' ? stoppedByNone : `first ${firstRule}; the ${sufficed} was enough`
  const uncounted = variant === 'mirror' && isWeaker(verdict, expected) ? '; the exit code does not count this' : ''
  const age = withAge === 'waiting' ? ', and waiting for its minimum age' : ''
  const also =
    disturbed.length === 0
      ? ''
      : `; honest packages that did not pass: ${disturbed.map((one) => escaped(one, 120)).join(', ')}`
  return hang('', `${variantWords[variant]}: ${verdict}${age}; ${by}${uncounted}${also}`, width).map((line, index) =>
    index === 0 ? line.replace(`: ${verdict}`, () => `: ${paint(verdict, verdict)}`) : line,
  )
}

function bounded({ width }: ReplayTextOptions): { width: number } {
  return { width: Math.min(200, Math.max(40, width)) }
}

function indented(line: string): string {
  return `  ${line}`
}

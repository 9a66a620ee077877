// The answer of `cordon scripts` as text: the count first, then each package with what npm would run, what that can do and
// what an approval is bound to, then what is odd, then the next step. Everything from a package is escaped.
import type { ListedPackage, ScriptsReport } from '../domain/scripts-report.ts'
import { counted, toCount } from './ages.ts'
import { escaped } from './escape.ts'
import { type Paint, paintWith } from './paint.ts'
import { moreWords, npmWords, openWords, stateWords } from './scripts-words.ts'
import { hang } from './width.ts'

export type ScriptsTextOptions = { width: number; color: boolean; quiet: boolean; all: boolean }

type Layout = { width: number; all: boolean; paint: Paint }

/** Without `--all`: a body is read, a bundle is not. */
const bodyCap = 600
const fileCap = 6
const deedCap = 12
const useCap = 8

const roles = { approved: 'passed', changed: 'blocked', new: 'review', unread: 'unchecked' } as const

export function renderScriptsText(report: ScriptsReport, options: ScriptsTextOptions): string {
  const { summary, surplus } = report
  if (options.quiet && summary.exitCode === 0 && surplus.length === 0) return ''
  const layout = layoutOf(options)
  const ordered = (['changed', 'new', 'unread', 'approved'] as const).flatMap((state) =>
    report.packages.filter((one) => one.state === state),
  )
  const sections = [
    headline(report, layout),
    ...ordered.map((one) => packageBlock(one, layout)),
    surplusBlock(report, layout),
    steps(report, layout),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** The packages alone, as `approve` shows what is approved. */
export function renderPackages(packages: readonly ListedPackage[], options: ScriptsTextOptions): string {
  const layout = layoutOf(options)
  return packages.map((one) => `${packageBlock(one, layout).join('\n')}\n`).join('\n')
}

function layoutOf({ width, color, all }: ScriptsTextOptions): Layout {
  return { width: Math.min(200, Math.max(40, width)), all, paint: paintWith(color) }
}

function headline({ lockfile, summary }: ScriptsReport, { width, paint }: Layout): string[] {
  const where = escaped(lockfile, 200)
  if (summary.packages === 0) return hang('', `${where}: no package has install scripts`, width)
  const parts = [
    `${toCount(summary.approved)} approved`,
    ...(summary.changed === 0 ? [] : [`${toCount(summary.changed)} changed since`]),
    ...(summary.new === 0 ? [] : [`${toCount(summary.new)} not approved`]),
    ...(summary.unread === 0 ? [] : [`${toCount(summary.unread)} could not be read`]),
  ]
  const role = summary.exitCode === 0 ? 'passed' : summary.exitCode === 1 ? 'review' : 'unchecked'
  const text = `${where}: ${counted(summary.packages, 'package')} with install scripts: ${parts.join(', ')}`
  return hang('', text, width).map((line) => paint(role, line))
}

function packageBlock(one: ListedPackage, layout: Layout): string[] {
  const { width, paint } = layout
  const title = `${escaped(`${one.name}@${one.version}`, 200)}  ${stateWords[one.state]}`
  const lines = hang('', title, width).map((line) => paint(roles[one.state], line))
  const row = (label: string, text: string) => hang(`  ${label.padEnd(13)}`, text, width)
  if (one.why !== 'none') return [...lines, ...row('why', `${one.why.code}: ${escaped(one.why.detail, 300)}`)]
  return [
    ...lines,
    ...row('at', shortList(one.locations, layout.all ? one.locations.length : 3, 200)),
    ...one.scripts.flatMap(({ event, body, implicit }) => row(escaped(event, 12), bodyText(body, implicit, layout))),
    ...(one.files.length === 0
      ? []
      : row('reaches', shortList(one.files, layout.all ? one.files.length : fileCap, 120))),
    ...(one.uses.length === 0 ? [] : row('uses', usesText(one, layout))),
    ...(one.deeds.length === 0 ? [] : row('can', deedsText(one, layout))),
    ...row('npm', npmText(one)),
    ...digestRows(one, row),
    ...(one.state === 'approved'
      ? row('approved', `${one.approvedAt.slice(0, 10)} by ${escaped(one.approvedBy, 120)}: ${escaped(one.note, 300)}`)
      : []),
  ]
}

function bodyText(body: string, implicit: boolean, { all }: Layout): string {
  const text = escaped(body, all ? 100_000 : bodyCap)
  return implicit ? `${text}  (npm's own, for binding.gyp)` : text
}

function usesText({ uses }: ListedPackage, { all }: Layout): string {
  const words = uses.map(({ name, owner, kind }) => {
    const what = escaped(name, 80)
    if (owner === name) return what
    if (owner === 'itself') return `${what} (its own)`
    if (owner === 'nobody') return kind === 'program' ? what : `${what} (not in the lockfile)`
    return `${what} (${owner === 'several' ? 'of several packages' : `of ${escaped(owner, 80)}`})`
  })
  return shortList(words, all ? words.length : useCap, 200)
}

function deedsText({ deeds }: ListedPackage, { all }: Layout): string {
  // Reading its settings is what every script does.
  const ordered = deeds.toSorted((a, b) => Number(a.name === 'env') - Number(b.name === 'env'))
  const names = ordered.map(({ name, subject }) => (subject === '' ? name : `${name} (${escaped(subject, 60)})`))
  return shortList([...new Set(names)], all ? names.length : deedCap, 120)
}

function npmText({ npm11, npm12 }: ListedPackage): string {
  return npm11 === npm12 ? `npm 11 and 12: ${npmWords[npm12]}` : `npm 12 ${npmWords[npm12]}, npm 11 ${npmWords[npm11]}`
}

/** A digest is copied: it is never broken into lines. */
function digestRows(
  { digest, boundTo, open }: ListedPackage,
  row: (label: string, text: string) => string[],
): string[] {
  if (boundTo === 'nothing') return row('digest', 'none: the lockfile does not say which bytes these are')
  const line = `  ${'digest'.padEnd(13)}${escaped(digest, 200)}`
  if (boundTo === 'content') return [line]
  const why = open.map(({ end, file }) => `${escaped(file, 80)} ${openWords[end]}`)
  return [line, ...row('', `of this very release, and new with every one: ${why.join('; ')}`)]
}

function shortList(all: readonly string[], cap: number, width: number): string {
  const shown = all.slice(0, cap).map((one) => escaped(one, width))
  return all.length > shown.length
    ? `${shown.join(', ')} and ${toCount(all.length - shown.length)} more`
    : shown.join(', ')
}

function surplusBlock({ surplus }: ScriptsReport, { width, paint }: Layout): string[] {
  if (surplus.length === 0) return []
  return [
    paint('review', 'allowScripts allows more than was approved'),
    ...surplus.flatMap(({ key, file, line, more }) =>
      hang('  ', `${escaped(file, 200)}:${line}  ${escaped(key, 160)}: ${moreWords[more]}`, width),
    ),
  ]
}

function steps({ summary, surplus, packages, settings }: ScriptsReport, { width }: Layout): string[] {
  const [first] = packages.filter(({ state }) => state === 'changed' || state === 'new')
  if (first !== undefined) {
    const text = `Read them, then: cordon scripts approve ${escaped(first.name, 120)} --note "why" --write`
    return hang('next  ', text, width)
  }
  const outOfStep = packages.some(({ state, npm12 }) => state === 'approved' && npm12 !== 'runs')
  const isLoose = (!settings.strict || settings.allowAll) && !settings.ignoreScripts
  if (summary.packages === 0 || (surplus.length === 0 && !outOfStep && !isLoose)) return []
  return hang('next  ', 'Let npm run exactly what is approved: cordon scripts --write', width)
}

// Report -> one HTML file for people who would rather look: nothing in it is fetched from anywhere and nothing in it runs.
import type { CodeDiff } from '../domain/code-diff.ts'
import type { JudgedPackage, Report, Summary, Verdict } from '../domain/report.ts'
import { counted, toCount, toMoment } from './ages.ts'
import { countText, debtText, overall } from './headline.ts'
import { type Child, cut, element, type Html, nothing, plain } from './html-element.ts'
import { packageSection } from './html-package.ts'
import { contentSecurityPolicy, style } from './html-style.ts'
import { isOfIncompleteRun } from './incomplete.ts'
import { isGood } from './shown.ts'
import { shownFindings } from './text-findings.ts'
import { policyLines } from './text-policy.ts'
import { noticeText, packageId, recordsText, spokenReasons, trustText, verdictOrder } from './words.ts'

export type HtmlOptions = {
  /** Milliseconds since 1970: what "in 2 d 23 h" counts from. */
  now: number
  /** Lists what passed, too, and shows notes. */
  all: boolean
  /** The code of packages with findings, by the package as the report has it. */
  code: ReadonlyMap<JudgedPackage, CodeDiff>
}

/** Packages that are told at length; the rest stand in the list. A person reads no more, and a browser opens no more. */
const maxSections = 60
const maxListed = 5000

export function renderHtml(report: Report, options: HtmlOptions): string {
  const verdict = overall(report.summary)
  const title = `cordon: ${verdict}, ${countText(report.summary, verdict)}`
  const seen = worstFirst(report.packages.filter((one) => !isGood(one)))
  const page = element(
    'html',
    { lang: 'en' },
    plain(
      'head',
      element('meta', { charset: 'utf-8' }),
      element('meta', { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'color-scheme', content: 'light dark' }),
      element('meta', { name: 'referrer', content: 'no-referrer' }),
      plain('title', title),
      // The one text that is no text of anybody: its digest stands in the policy above.
      { markup: `<style>${style}</style>` },
    ),
    plain('body', ...bodyOf(report, verdict, seen, options)),
  )
  return `<!doctype html>\n${page.markup}\n`
}

function bodyOf(report: Report, verdict: Verdict, seen: readonly JudgedPackage[], options: HtmlOptions): Html[] {
  const sections = seen.slice(0, maxSections)
  const counts = sections.map((one) => shownFindings(one, options.all).length)
  const firsts = counts.map((_, index) => 1 + counts.slice(0, index).reduce((sum, count) => sum + count, 0))
  const target = counts.some((count) => count > 0) ? '#finding-1' : seen.length > 0 ? '#package-1' : '#details'
  return [
    element('a', { class: 'skip', href: target }, seen.length > 0 ? 'To the first finding' : 'To the details'),
    plain(
      'header',
      plain('h1', 'cordon: ', element('span', { class: verdict }, verdict)),
      element('p', { class: 'lead' }, countText(report.summary, verdict)),
      element('p', { class: 'soft' }, plain('code', cut(report.lockfile, 200)), `, ${judgedAt(report)}`),
      bar(report.summary),
      ...incompleteLines(report),
      report.summary.baselineDebt === 0 ? nothing : plain('p', `${debtText(report.summary.baselineDebt)}.`),
    ),
    overview(seen),
    plain(
      'main',
      ...sections.map((one, index) =>
        packageSection({
          one,
          number: index + 1,
          firstFinding: firsts[index] ?? 1,
          lockfile: report.lockfile,
          code: options.code.get(one) ?? 'none',
          now: options.now,
          all: options.all,
        }),
      ),
      seen.length > sections.length
        ? plain(
            'p',
            `${counted(seen.length - sections.length, 'more package')} only in the list above; --format json has all.`,
          )
        : nothing,
    ),
    ...(options.all ? [passedList(report.packages.filter(isGood))] : []),
    details(report),
  ]
}

/** The verdicts as one bar; the words beside it say the same. */
function bar(summary: Summary): Html {
  const parts = verdictOrder.filter((verdict) => summary[verdict] > 0)
  const total = Math.max(
    1,
    parts.reduce((sum, verdict) => sum + summary[verdict], 0),
  )
  // What is one of 1,500 must be seen, too.
  const widths = parts.map((verdict) => Math.max(8, (summary[verdict] / total) * 960))
  const scale =
    960 /
    Math.max(
      960,
      widths.reduce((sum, one) => sum + one, 0),
    )
  const from = widths.map((_, index) => widths.slice(0, index).reduce((sum, one) => sum + one, 0) * scale)
  return plain(
    'div',
    element(
      'svg',
      { viewBox: '0 0 960 14', role: 'img', 'aria-label': parts.map((one) => `${summary[one]} ${one}`).join(', ') },
      ...parts.map((verdict, index) =>
        element('rect', {
          class: `fill-${verdict}`,
          x: (from[index] ?? 0).toFixed(1),
          y: 0,
          width: ((widths[index] ?? 0) * scale).toFixed(1),
          height: 14,
        }),
      ),
    ),
    element(
      'p',
      { class: 'soft' },
      ...parts.flatMap((verdict, index): Child[] => [
        index === 0 ? '' : ' · ',
        element('span', { class: verdict }, `${toCount(summary[verdict])} ${verdict}`),
      ]),
    ),
  )
}

function overview(seen: readonly JudgedPackage[]): Html {
  if (seen.length === 0) return nothing
  const head = ['package', 'verdict', 'why'].map((text) => element('th', { scope: 'col' }, text))
  return element(
    'nav',
    { 'aria-label': 'Packages that need eyes' },
    plain(
      'table',
      plain('thead', plain('tr', ...head)),
      plain(
        'tbody',
        ...seen.slice(0, maxListed).map((one, index) => {
          const name = plain('code', cut(packageId(one), 200))
          return plain(
            'tr',
            plain('td', index < maxSections ? element('a', { href: `#package-${index + 1}` }, name) : name),
            element('td', { class: `verdict ${one.verdict}` }, one.verdict),
            plain('td', whyShort(one)),
          )
        }),
      ),
    ),
    seen.length > maxListed ? plain('p', `and ${counted(seen.length - maxListed, 'more package')}`) : nothing,
  )
}

function whyShort(one: JudgedPackage): string {
  const rules = shownFindings(one, false).map(({ rule }) => cut(rule, 80))
  const reasons = spokenReasons(one).map(({ code }) => code)
  const said = [...new Set([...rules, ...reasons])]
  return said.length <= 4 ? said.join(', ') : `${said.slice(0, 4).join(', ')} and ${said.length - 4} more`
}

function passedList(packages: readonly JudgedPackage[]): Html {
  if (packages.length === 0) return nothing
  return plain(
    'details',
    plain('summary', `${counted(packages.length, 'package')} passed or trusted`),
    plain(
      'ul',
      ...packages
        .slice(0, maxListed)
        .map((one) => plain('li', plain('code', cut(packageId(one), 200)), ` ${one.verdict}`)),
    ),
  )
}

/** Notices of an incomplete run are no small print. */
function incompleteLines({ notices }: Report): Html[] {
  return notices
    .filter(isOfIncompleteRun)
    .map((notice) => element('p', { class: 'unchecked' }, `Incomplete: ${cut(noticeText(notice), 600)}.`))
}

function details(report: Report): Html {
  const said = [
    ...policyLines(report.policy, false),
    ...report.notices.filter((notice) => !isOfIncompleteRun(notice)).map(noticeText),
    ...report.knownBad.map(recordsText),
    trustText(report.trust),
    ...report.rules.map(({ pack, version, digest }) => `rules: ${pack} ${version}, ${digest}`),
  ].filter((text) => text !== '')
  return element(
    'section',
    { id: 'details', 'aria-labelledby': 'details-name', tabindex: -1 },
    element('h2', { id: 'details-name' }, 'What this run relied on'),
    plain('ul', ...said.slice(0, 200).map((text) => plain('li', cut(text, 600)))),
    element('p', { class: 'soft' }, `cordon ${report.tool.version}`),
  )
}

function judgedAt({ startedAt }: Report): string {
  const time = Date.parse(startedAt)
  return Number.isNaN(time) ? '' : `judged ${toMoment(time)}`
}

function worstFirst(packages: readonly JudgedPackage[]): JudgedPackage[] {
  return packages.toSorted((a, b) => verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict))
}

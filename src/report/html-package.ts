// One package in the HTML report: the verdict, the way to it, what to do now, its releases as a picture, what it brings,
// each finding with its evidence, and the code.
import { type CodeDiff, noCodeDiff } from '../domain/code-diff.ts'
import type { Evidence, Finding, JudgedPackage } from '../domain/report.ts'
import { acceptCommand } from './accept-command.ts'
import { counted, toEligibility } from './ages.ts'
import { bringsTables } from './html-brings.ts'
import { codeSection } from './html-code.ts'
import { cut, element, type Html, nothing, plain } from './html-element.ts'
import { timelineFigure } from './html-timeline.ts'
import { shownFindings } from './text-findings.ts'
import { baselineWords, packageId, reasonWords, spokenReasons, verdictWords } from './words.ts'

const maxPaths = 5
const maxSteps = 12
const maxEvidence = 20

export type HtmlPackage = {
  one: JudgedPackage
  /** 1-based; names the anchor. */
  number: number
  /** The number of its first finding on the page, 1-based. */
  firstFinding: number
  lockfile: string
  code: CodeDiff | 'none'
  now: number
  all: boolean
}

export function packageSection(shown: HtmlPackage): Html {
  const { one, number, firstFinding, lockfile } = shown
  const findings = shownFindings(one, shown.all)
  return element(
    'section',
    { id: `package-${number}`, 'aria-labelledby': `package-${number}-name` },
    element(
      'h2',
      { id: `package-${number}-name` },
      plain('code', cut(packageId(one), 200)),
      ' ',
      element('span', { class: one.verdict }, verdictWords[one.verdict]),
    ),
    ...pathLists(one),
    element('p', { class: 'soft' }, plain('code', placeIn(lockfile, one.line)), `; ${comparedWith(one)}`),
    nextSteps(one, findings, shown.now),
    timelineFigure(one.timeline),
    ...bringsTables(one.brings),
    ...findings.map((finding, index) => findingArticle(finding, firstFinding + index, lockfile)),
    codeSection(shown.code === 'none' ? noCodeDiff : shown.code),
  )
}

/** From the project down to the package. */
function pathLists({ paths, kind }: JudgedPackage): Html[] {
  if (kind === 'workspace') return [plain('p', 'The project itself.')]
  const left = paths.length - maxPaths
  return [
    ...paths.slice(0, maxPaths).map((path) => {
      const steps =
        path.length <= maxSteps
          ? path
          : [...path.slice(0, 6), `${path.length - 11} between`, ...path.slice(path.length - 5)]
      return element(
        'ol',
        { class: 'path', 'aria-label': 'The way to it' },
        plain('li', 'project'),
        ...steps.map((step) => plain('li', plain('code', cut(step, 120)))),
      )
    }),
    left > 0 ? element('p', { class: 'soft' }, `and ${counted(left, 'more way')}`) : nothing,
  ]
}

function comparedWith({ acceptedIn, baseline, brings }: JudgedPackage): string {
  if (acceptedIn !== '') return `accepted in ${cut(acceptedIn, 120)}`
  const words = baselineWords.get(baseline.status)
  if (words === undefined) return 'no release before it to compare with'
  if (baseline.version === '') return 'new in the package that carries it'
  const unread = brings.compared === 'none' ? ' (its contents were not compared)' : ''
  return `compared with ${cut(baseline.version, 60)}, ${words}${unread}`
}

function nextSteps(one: JudgedPackage, findings: readonly Finding[], now: number): Html {
  const serious = one.verdict === 'blocked' ? findings.filter(({ outcome }) => outcome === 'block') : findings
  const accept = acceptCommand(one)
  const steps = [
    ...new Set(serious.map(({ fix }) => cut(fix.replace(/[ \t\r\n]+/g, ' ').trim(), 600))),
    ...spokenReasons(one).map(({ code, detail }) => {
      const words = reasonWords[code]
      const said = detail === '' ? words.meaning : `${words.meaning}: ${cut(detail, 300)}`
      return one.eligibleAt !== '' && code === 'too-young'
        ? toEligibility(one.eligibleAt, now)
        : `${said}. ${words.next}`
    }),
  ]
  if (steps.length === 0) return nothing
  return element(
    'div',
    { class: 'next' },
    plain('strong', 'Now'),
    plain('ul', ...steps.map((step) => plain('li', step))),
    findings.length === 0 || accept === ''
      ? nothing
      : plain('p', 'Once somebody has read it and found it right: ', plain('code', accept)),
  )
}

function findingArticle(finding: Finding, number: number, lockfile: string): Html {
  const { rule, outcome, title, why, evidence } = finding
  const left = evidence.length - maxEvidence
  return element(
    'article',
    { id: `finding-${number}`, class: outcome, tabindex: -1 },
    plain('h3', cut(title, 300)),
    element('p', { class: 'soft' }, `${outcome}: `, plain('code', cut(rule, 80))),
    plain('p', cut(why.replace(/[ \t\r\n]+/g, ' ').trim(), 1000)),
    evidence.length === 0
      ? nothing
      : plain('ul', ...evidence.slice(0, maxEvidence).map((one) => evidenceItem(one, lockfile))),
    left > 0 ? element('p', { class: 'soft' }, `and ${counted(left, 'more place')}`) : nothing,
  )
}

/** Evidence about the lock entry itself names no file: it stands in the lockfile. */
function evidenceItem({ file, line, excerpt }: Evidence, lockfile: string): Html {
  return plain(
    'li',
    plain('code', placeIn(file === '' ? lockfile : file, line)),
    excerpt === '' ? nothing : plain('span', ' ', plain('code', cut(excerpt, 300))),
  )
}

function placeIn(file: string, line: number): string {
  return cut(line > 0 ? `${file}:${line}` : file, 200)
}

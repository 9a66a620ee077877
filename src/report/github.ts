// Reports -> GitHub's workflow commands: annotations on the lockfile's lines, and on the lines of package.json that ask for
// a package. Worst first, and never more than GitHub shows.
import type { Notice, Report } from '../domain/report.ts'
import { acceptCommand } from './accept-command.ts'
import { counted, toEligibility } from './ages.ts'
import { workflowCommand } from './escape-workflow.ts'
import { isOfIncompleteRun } from './incomplete.ts'
import { type ManifestText, requestLine } from './manifest-line.ts'
import { pathText } from './path-text.ts'
import { type PlacedReport, repositoryPath, type SeenPackage, seenPackages } from './placed.ts'
import { shortId } from './short-id.ts'
import { shownFindings } from './text-findings.ts'
import { noticeText, reasonWords, spokenReasons } from './words.ts'

/** GitHub shows so many of each level for a step; a job has room for fifty, which other steps share. */
export const annotationsPerLevel = 10

const levels = ['error', 'warning', 'notice'] as const
type Level = (typeof levels)[number]

export type AnnotationOptions = {
  manifests: readonly ManifestText[]
  /** Milliseconds since 1970. */
  now: number
  /** Nothing is an error. */
  warnOnly: boolean
  /** How many of each level the same step has written already. */
  taken: Readonly<Record<Level, number>>
}

export const nothingTaken: AnnotationOptions['taken'] = { error: 0, warning: 0, notice: 0 }
type Place = { file: string; line: number }
type Annotation = { level: Level; places: readonly Place[]; title: string; message: readonly string[] }

const nowhere: Place = { file: '', line: 0 }

/** One command on each line; '' where there is nothing to say. */
export function renderAnnotations(placed: readonly PlacedReport[], options: AnnotationOptions): string {
  const notices = placed.flatMap(({ report }) => report.notices.filter(isOfIncompleteRun))
  const wanted = [...notices.map(incomplete), ...seenPackages(placed).map((seen) => annotationOf(seen, options))]
  const lines = levels.flatMap((level) =>
    commandsOf(
      level,
      wanted.filter((one) => (options.warnOnly && one.level === 'error' ? 'warning' : one.level) === level),
      Math.max(0, annotationsPerLevel - options.taken[level]),
    ),
  )
  return lines.map((line) => `${line}\n`).join('')
}

/** Every package once, then its second place as long as there is room; the last one says how many are left out. */
function commandsOf(level: Level, wanted: readonly Annotation[], most: number): string[] {
  if (most === 0) return []
  const isTooMany = wanted.length > most
  const shown = isTooMany ? wanted.slice(0, most - 1) : wanted
  let room = most - wanted.length
  const lines = shown.flatMap(({ places, title, message }) => {
    const [first = nowhere, second] = places
    const both = second !== undefined && room-- > 0 ? [first, second] : [first]
    return both.map((place) => workflowCommand(level, { ...place, title }, message))
  })
  if (!isTooMany) return lines
  const left = `and ${counted(wanted.length - shown.length, 'more package')}; the summary names them`
  return [...lines, workflowCommand(level, { ...nowhere, title: 'cordon' }, [left])]
}

function incomplete(notice: Notice): Annotation {
  return { level: 'error', places: [nowhere], title: 'cordon: incomplete', message: [noticeText(notice)] }
}

function annotationOf(seen: SeenPackage, options: AnnotationOptions): Annotation {
  const { one, report } = seen
  const verdict = one.verdict === 'review' ? 'needs a review' : `is ${one.verdict}`
  return {
    level: levelOf(seen, report),
    places: placesOf(seen, options.manifests),
    title: `${shortId(one)} ${verdict}`,
    message: messageOf(seen, options.now),
  }
}

/** What does not make the run red is no error. */
function levelOf({ one }: SeenPackage, { summary }: Report): Level {
  switch (one.verdict) {
    case 'blocked':
      return summary.exitCode === 1 ? 'error' : 'warning'
    case 'unchecked':
      return summary.exitCode === 1 || summary.exitCode === 3 ? 'error' : 'warning'
    case 'review':
      return summary.exitCode === 1 && summary.blocked === 0 ? 'error' : 'warning'
    case 'waiting':
    case 'passed':
    case 'trusted':
      return 'notice'
  }
}

/** The files of the project itself are files of the repository; those of a package are not. */
function placesOf({ one, report, place }: SeenPackage, manifests: readonly ManifestText[]): Place[] {
  if (one.kind === 'workspace') {
    const [first] = one.findings.flatMap(({ evidence }) => evidence).filter(({ file }) => file !== '')
    return [first === undefined ? nowhere : { file: repositoryPath(first.file, place), line: first.line }]
  }
  const lockfile = repositoryPath(report.lockfile, place)
  const asked = requestLine(one, lockfile, manifests)
  return [{ file: lockfile, line: one.line }, ...(asked === 'none' ? [] : [asked])]
}

function messageOf({ one }: SeenPackage, now: number): string[] {
  const all = shownFindings(one, false)
  const findings = all.slice(0, 3)
  const more = all.length - findings.length
  const reasons = spokenReasons(one).slice(0, 3)
  const [path] = one.paths
  const accept = acceptCommand(one)
  const fixes = [...new Set(findings.slice(0, 2).map(({ fix }) => fix))]
  return [
    ...findings.map(({ rule, title }) => `${rule}: ${title}`),
    ...(more > 0 ? [`and ${counted(more, 'more finding')}`] : []),
    ...reasons.map(({ code, detail }) =>
      code === 'too-young' && one.eligibleAt !== ''
        ? toEligibility(one.eligibleAt, now)
        : `${reasonWords[code].meaning}${detail === '' ? '' : `: ${detail}`}`,
    ),
    ...(path === undefined || path.length < 2 ? [] : [pathText(path)]),
    ...fixes.map((fix) => `Now: ${fix.replace(/\s+/g, ' ')}`),
    ...(accept === '' || findings.length === 0 ? [] : [`Once somebody has read it: ${accept}`]),
  ]
}

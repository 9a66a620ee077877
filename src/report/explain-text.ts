// Why a release got its verdict, as text: what it was compared with and why, every fact, and each rule with the part
// that decided. Facts and values come from packages; each passes `escaped`.
import type { ExplainedRoad, Explanation, PassedOver } from '../domain/explanation.ts'
import type { JudgedPackage } from '../domain/report.ts'
import { toCount } from './ages.ts'
import { escaped } from './escape.ts'
import { factLines } from './explain-facts.ts'
import { type ExplainLayout, ruleLines } from './explain-rules.ts'
import { paintWith } from './paint.ts'
import { pathText } from './path-text.ts'
import { hang } from './width.ts'
import { baselineWords, packageId, reasonWords } from './words.ts'

export type ExplainOptions = { width: number; color: boolean; all: boolean }

/** Versions that were passed over, shown without `--all`. */
const passedOverCap = 10

export function renderExplanationText(explanation: Explanation, options: ExplainOptions): string {
  const width = Math.min(200, Math.max(40, options.width))
  const layout: ExplainLayout = { width, all: options.all, paint: paintWith(options.color) }
  const sections = explanation.releases.flatMap(({ judged, silenced, roads }) => [
    [...verdictLines(judged, explanation.lockfile, layout), ...silencedLines(silenced, layout)],
    ...roads.flatMap((road) => roadSections(road, layout)),
  ])
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function verdictLines(judged: JudgedPackage, lockfile: string, layout: ExplainLayout): string[] {
  const { verdict, line, paths, reasons } = judged
  const place = `${escaped(lockfile, 120)}${line > 0 ? `:${line}` : ''}`
  return [
    layout.paint(
      verdict,
      `${escaped(packageId(judged), 120)} ${verdict === 'review' ? 'is in review' : verdict === 'passed' ? 'passed' : `is ${verdict}`}`,
    ),
    ...paths.slice(0, 1).flatMap((path) => hang('  ', pathText(path), layout.width)),
    `  ${place}`,
    ...reasons.flatMap(({ code, detail }) => {
      const told = detail === '' ? '' : `: ${escaped(detail, 200)}`
      return hang('  ', `${code}, ${reasonWords[code].meaning}${told}`, layout.width)
    }),
  ]
}

function silencedLines(silenced: Explanation['releases'][number]['silenced'], { width }: ExplainLayout): string[] {
  return silenced.flatMap(({ rule, until }) =>
    hang('  ', `${escaped(rule, 80)} fired, and the policy excepts it until ${until}`, width),
  )
}

function roadSections(road: ExplainedRoad, layout: ExplainLayout): string[][] {
  const order = { fired: 0, failed: 1, quiet: 2 } as const
  const rules = road.rules.toSorted((a, b) => order[a.result] - order[b.result])
  return [
    ['Baseline', ...baselineLines(road, layout)].map((line, index) =>
      index === 0 ? layout.paint('strong', line) : line,
    ),
    [layout.paint('strong', 'Facts'), ...factLines(road.change, layout)],
    [layout.paint('strong', 'Rules'), ...rules.flatMap((rule) => ruleLines(rule, layout))],
  ]
}

const passedOverWords: Record<PassedOver, string> = {
  prerelease: 'a prerelease, and this release is none',
  'said-malicious': 'its own deprecation message calls it malicious',
  'too-close': 'it had not been public for the minimum age when this release appeared',
  unsound: 'it would itself have been blocked, or could not be judged',
  unavailable: 'its bytes could not be had',
}

const baselineReasons: ReadonlyMap<string, string> = new Map([
  ['accepted', 'somebody accepted it for this project'],
  ['base', 'what the lockfile had before'],
  ['history', 'the nearest lower version that had been public for the minimum age when this one appeared'],
  ['none', 'there is no earlier release to compare with, so everything it has counts as added'],
])

function baselineLines({ baseline, passedOver }: ExplainedRoad, layout: ExplainLayout): string[] {
  const words = baselineWords.get(baseline.status)
  const version = baseline.version === '' ? 'nothing' : escaped(baseline.version, 60)
  const chosen = words === undefined ? 'none' : `${version}, ${words}`
  const why = baselineReasons.get(baseline.status) ?? baselineReasons.get('none') ?? ''
  const shown = layout.all ? passedOver : passedOver.slice(0, passedOverCap)
  const hidden = passedOver.length - shown.length
  return [
    ...hang('  ', `${chosen}: ${why}`, layout.width),
    ...shown.flatMap((one) =>
      hang('    ', `not ${escaped(one.version, 60)}: ${passedOverWords[one.why]}`, layout.width),
    ),
    ...(hidden === 0 ? [] : hang('    ', `and ${toCount(hidden)} more; --all shows them`, layout.width)),
  ]
}

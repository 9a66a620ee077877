// A comparison of two releases as text: the verdict, what was found, what changed by meaning, the files, and the code where
// it was asked for. Everything from packages and registries passes `escaped`.
import type { DiffReport } from '../domain/diff-report.ts'
import { toMoment } from './ages.ts'
import { carriedSections } from './diff-carried.ts'
import { codeSections } from './diff-code.ts'
import { factSection } from './diff-facts.ts'
import { fileLines } from './diff-files.ts'
import { findingSection } from './diff-findings.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { paintWith } from './paint.ts'
import { hang } from './width.ts'
import { reasonWords } from './words.ts'

export type DiffTextOptions = { width: number; color: boolean; all: boolean }

export function renderDiffText(report: DiffReport, options: DiffTextOptions): string {
  const layout: Layout = {
    width: Math.min(200, Math.max(40, options.width)),
    now: 0,
    all: options.all,
    paint: paintWith(options.color),
    // What is said of a release itself stands in none of its files.
    lockfile: escaped(report.after.shown, 80),
  }
  const { carried, change, code } = report
  const sections = [
    headline(report, layout),
    findingSection(report.findings, layout),
    ...(change === 'none' ? [] : [factSection(report, change, layout), fileLines(change, layout)]),
    ...carriedSections(carried, layout),
    ...(code === 'none' ? [] : codeSections(code, layout)),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.trimEnd()).join('\n'))
    .join('\n\n')}\n`
}

function headline({ verdict, before, after, asOf, reasons }: DiffReport, layout: Layout): string[] {
  const title = `${escaped(before.shown, 120)} -> ${escaped(after.shown, 120)}`
  const [first = '', ...rest] = hang(`${verdict}: `, title, layout.width)
  const judged =
    asOf === ''
      ? 'it could not be compared'
      : `judged as of ${toMoment(Date.parse(asOf))}; whether it is old enough is not judged here`
  return [
    `${layout.paint(verdict, `${verdict}:`)}${first.slice(verdict.length + 1)}`,
    ...rest,
    ...hang('  ', judged, layout.width).map((line) => layout.paint('quiet', line)),
    ...reasons.flatMap(({ code, detail }) => {
      const { meaning, next } = reasonWords[code]
      return [
        ...hang('  ', `${code}, ${meaning}: ${escaped(detail, 200)}`, layout.width).map((line) =>
          layout.paint('unchecked', line),
        ),
        ...hang('    now  ', next, layout.width),
      ]
    }),
  ]
}

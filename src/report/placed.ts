// Reports of one or several projects of a repository, and where each of them lies in it. What a reviewer clicks on is a path
// from the repository's root.
import type { JudgedPackage, Report, Summary } from '../domain/report.ts'
import { isGood } from './shown.ts'
import { verdictOrder } from './words.ts'

/** The folder that the report's own paths start from, from the root of the repository, with `/`; '' for the root. */
export type RenderPlace = { folder: string }
export type PlacedReport = { report: Report; place: RenderPlace }

/** A package that needs eyes, and the report it is from. */
export type SeenPackage = PlacedReport & { one: JudgedPackage }

/** '' for what lies outside of the repository. A path is text of the user's or of a pull request's: nothing is opened. */
export function repositoryPath(file: string, { folder }: RenderPlace): string {
  if (file === '' || file.startsWith('/') || /^[A-Za-z]:[\\/]/.test(file)) return ''
  const steps: string[] = []
  for (const step of `${folder}/${file}`.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return ''
  }
  return steps.join('/')
}

/** The path for a person: as the report has it where the file lies outside. */
export function shownPath(file: string, place: RenderPlace): string {
  const path = repositoryPath(file, place)
  return path === '' ? file : path
}

/** Of all reports together. 1 wins over 3, 3 over 4, as in one report. */
export function totalOf(placed: readonly PlacedReport[]): Summary {
  const summaries = placed.map(({ report }) => report.summary)
  const sum = (field: keyof Summary) => summaries.reduce((total, one) => total + one[field], 0)
  return {
    packages: sum('packages'),
    trusted: sum('trusted'),
    passed: sum('passed'),
    review: sum('review'),
    waiting: sum('waiting'),
    blocked: sum('blocked'),
    unchecked: sum('unchecked'),
    baselineDebt: sum('baselineDebt'),
    exitCode: [1, 3, 4].find((code) => summaries.some(({ exitCode }) => exitCode === code)) ?? 0,
  }
}

/** Worst first. */
export function seenPackages(placed: readonly PlacedReport[]): SeenPackage[] {
  return placed
    .flatMap(({ report, place }) =>
      report.packages.filter((one) => !isGood(one)).map((one) => ({ report, place, one })),
    )
    .toSorted((left, right) => verdictOrder.indexOf(left.one.verdict) - verdictOrder.indexOf(right.one.verdict))
}

// Which packages of a report an output lists. The report itself always holds all of them.
import type { JudgedPackage, Report } from '../domain/report.ts'

/** Without `--all`, what passed and has nothing to be said about it is only counted. */
export function shownPackages(report: Report, all: boolean): readonly JudgedPackage[] {
  return all ? report.packages : report.packages.filter((one) => !isPlain(one))
}

/** Passed or trusted: what a person reads without `--all` is only what did not. */
export function isGood(one: JudgedPackage): boolean {
  return one.verdict === 'passed' || one.verdict === 'trusted'
}

function isPlain(one: JudgedPackage): boolean {
  return isGood(one) && one.findings.length === 0 && one.reasons.length === 0
}

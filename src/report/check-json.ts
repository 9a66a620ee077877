// CheckReport -> JSON (`schemas/check-1.schema.json`). The report in it lists what a scan's does.
import type { CheckReport } from '../domain/check.ts'
import { escapeJson } from './escape.ts'
import { shownPackages } from './shown.ts'

export function renderCheckJson(check: CheckReport, { all }: { all: boolean }): string {
  const report = { ...check.report, packages: shownPackages(check.report, all) }
  return `${escapeJson(JSON.stringify({ ...check, report }, null, 2))}\n`
}

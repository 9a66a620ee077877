// Report -> one JSON document, its schema in `schemas/report-1.schema.json`.
import type { Report } from '../domain/report.ts'
import { escapeJson } from './escape.ts'
import { shownPackages } from './shown.ts'

/** Untrusted text keeps its exact value, but nothing in the document can steer a terminal. */
export function renderJson(report: Report, options: { all: boolean }): string {
  const document: Report = { ...report, packages: shownPackages(report, options.all) }
  return `${escapeJson(JSON.stringify(document, null, 2))}\n`
}

// A comparison of two releases -> one JSON document, its schema in `schemas/diff-1.schema.json`.
import type { DiffReport } from '../domain/diff-report.ts'
import { escapeJson } from './escape.ts'

export function renderDiffJson(report: DiffReport): string {
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`
}

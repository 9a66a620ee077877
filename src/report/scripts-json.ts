// The answer of `cordon scripts` -> one JSON document, its schema in `schemas/scripts-1.schema.json`.
import type { ScriptsReport } from '../domain/scripts-report.ts'
import { escapeJson } from './escape.ts'

export function renderScriptsJson(report: ScriptsReport): string {
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`
}

// The answer of `cordon affected` -> one JSON document, its schema in `schemas/affected-1.schema.json`.
import type { AffectedReport } from '../domain/affected.ts'
import { escapeJson } from './escape.ts'

export function renderAffectedJson(report: AffectedReport): string {
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`
}

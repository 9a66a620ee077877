// The answer of `cordon provenance` -> one JSON document, its schema in `schemas/provenance-1.schema.json`.
import type { ProvenanceReport } from '../domain/provenance-report.ts'
import { escapeJson } from './escape.ts'

export function renderProvenanceJson(report: ProvenanceReport): string {
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`
}

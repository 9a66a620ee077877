// One rule on two releases -> one JSON document, its schema in `schemas/explained-on-1.schema.json`.
import type { ExplainedOn } from '../domain/explained-on.ts'
import { escapeJson } from './escape.ts'

export function renderExplainedOnJson(explained: ExplainedOn): string {
  return `${escapeJson(JSON.stringify(explained, null, 2))}\n`
}

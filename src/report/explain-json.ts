// An explanation -> one JSON document, its schema in `schemas/explanation-1.schema.json`.
import type { Explanation } from '../domain/explanation.ts'
import { escapeJson } from './escape.ts'

export function renderExplanationJson(explanation: Explanation): string {
  return `${escapeJson(JSON.stringify(explanation, null, 2))}\n`
}

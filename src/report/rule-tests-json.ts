// The results of rule tests -> one JSON document, its schema in `schemas/rule-tests-1.schema.json`.
import type { RuleTests } from '../domain/rule-test.ts'
import { escapeJson } from './escape.ts'

export function renderRuleTestsJson(tests: RuleTests): string {
  return `${escapeJson(JSON.stringify(tests, null, 2))}\n`
}

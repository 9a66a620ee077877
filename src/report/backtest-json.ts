// A backtest -> one JSON document, its schema in `schemas/backtest-1.schema.json`.
import type { Backtest } from '../domain/backtest.ts'
import { escapeJson } from './escape.ts'

export function renderBacktestJson(backtest: Backtest): string {
  return `${escapeJson(JSON.stringify(backtest, null, 2))}\n`
}

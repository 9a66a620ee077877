// The outcome of replays -> one JSON document, its schema in `schemas/replay-1.schema.json`.
import type { ReplayReport } from '../domain/replay.ts'
import { escapeJson } from './escape.ts'

export function renderReplayJson(report: ReplayReport): string {
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`
}

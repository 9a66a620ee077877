// The scenario files of this folder, and one of them held against its transcript.
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExpectStatic } from 'vitest'
import type { runCordon } from '../support/cli.ts'
import { loadScenario } from '../support/scenario.ts'
import { runScenario } from '../support/scenario-run.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Relative to this folder. */
export const scenarioFiles = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yml') && basename(path) !== 'registry.yml')
  .sort()

/** Their time limits are real: runs beside them in one process would use them up. */
export const timedScenarios: readonly string[] = ['robustness/hanging.yml']

export async function compareScenario(path: string, command: typeof runCordon, expect: ExpectStatic): Promise<void> {
  const file = join(here, path)
  const outcome = await runScenario(loadScenario(file), command)
  // A transcript of something wrong must never be recorded.
  expect(outcome.differences, outcome.transcript).toEqual([])
  await expect(outcome.transcript).toMatchFileSnapshot(
    join(dirname(file), 'transcripts', `${basename(file, '.yml')}.txt`),
  )
}

// Every scenario file through the real command line: one readable transcript each, and what its `expect` says.
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadScenario } from '../support/scenario.ts'
import { runScenario } from '../support/scenario-run.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yml') && basename(path) !== 'registry.yml')
  .sort()

describe('scenarios', () => {
  test('are found', () => expect(files.length).toBeGreaterThan(20))

  test.concurrent.for(files)('%s', async (path, { expect }) => {
    const file = join(here, path)
    const outcome = await runScenario(loadScenario(file))
    // A transcript of something wrong must never be recorded.
    expect(outcome.differences, outcome.transcript).toEqual([])
    await expect(outcome.transcript).toMatchFileSnapshot(
      join(dirname(file), 'transcripts', `${basename(file, '.yml')}.txt`),
    )
  })
})

// Every scenario file through the command line: one readable transcript each, and what its `expect` says. They run inside
// this process, which spares each run a start; `processes.test.ts` holds some of them against processes of their own.
import { describe, expect, test } from 'vitest'
import { runInProcess } from '../support/cli-in-process.ts'
import { compareScenario, scenarioFiles, timedScenarios } from './compare.ts'

describe('scenarios', () => {
  test('are found', () => expect(scenarioFiles.length).toBeGreaterThan(20))

  const files = scenarioFiles.filter((path) => !timedScenarios.includes(path))
  test.concurrent.for(files)('%s', (path, { expect }) => compareScenario(path, runInProcess, expect))
})

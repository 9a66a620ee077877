// A dozen scenarios through processes of their own, as a user starts them, held against the transcripts that a run inside
// the test's process gives: one of each exit code, of each way to end, and of each kind of process that cordon starts.
import { describe, test } from 'vitest'
import { runCordon } from '../support/cli.ts'
import { compareScenario, timedScenarios } from './compare.ts'

const files = [
  // Exit code 0 and 1; 2, where nothing was judged; 4.
  'axios-2026-03/good-1.14.0.yml',
  'axios-2026-03/bad-1.14.1.yml',
  'hostile/registry-name-from-file.yml',
  'honest/young-release.yml',
  // Exit code 3: a connection that never ends, and a parser that dies.
  ...timedScenarios,
  'hostile/code-that-kills-parsers.yml',
  // The worker that verifies.
  'provenance/good.yml',
  'provenance/tampered.yml',
  // Programs that a project's files name are not started.
  'hostile/project-npmrc.yml',
  'hostile/npm-extension.yml',
  // A command that writes, and one that judges nothing, with a policy and a pack.
  'known-bad/accepted-then-known.yml',
  'packs/pinned.yml',
]

describe('scenarios as processes', () => {
  test.concurrent.for(files)('%s', (path, { expect }) => compareScenario(path, runCordon, expect))
})

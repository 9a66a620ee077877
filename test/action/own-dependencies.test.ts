// An action that was just downloaded has no dependencies: it brings its own, pinned by its own lockfile, with nothing of the
// judged project and none of the job's secrets at hand. npm is one of ours here, which writes down how it was called.
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pullRequest } from './events.ts'
import { honestPull, scenarios } from './projects.ts'
import { laterMoment, type Stage, setStage } from './stage.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let stage: Stage
let folder = ''
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-download-')))
  stage = await setStage(scenarios)
})
afterAll(async () => {
  await stage?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The action without its dependencies, and an npm that makes them appear, or fails. */
function downloaded(name: string, exitCode: number): { action: string; env: Record<string, string>; called: string } {
  const [action, programs, called] = [
    join(folder, name, 'action'),
    join(folder, name, 'bin'),
    join(folder, name, 'called'),
  ]
  mkdirSync(join(action, 'bin'), { recursive: true })
  mkdirSync(programs)
  for (const file of ['action.yml', 'package.json', 'package-lock.json', 'bin/action.js']) {
    cpSync(join(root, file), join(action, file))
  }
  for (const linked of ['src', 'rules', 'data', 'schemas']) symlinkSync(join(root, linked), join(action, linked))
  const npm = join(programs, 'npm')
  const lines = [
    '#!/bin/sh',
    `{ pwd; echo "$@"; env; } > ${called}`,
    `ln -s ${join(root, 'node_modules')} .`,
    `exit ${exitCode}`,
  ]
  writeFileSync(npm, `${lines.join('\n')}\n`)
  chmodSync(npm, 0o755)
  return { action, called, env: { PATH: `${programs}:${dirname(process.execPath)}:/usr/bin:/bin` } }
}

test('they come from its own lockfile, once, without scripts and without secrets', async () => {
  const { base } = honestPull(stage)
  const pull = await stage.pull(base, { ...base, '.npmrc': 'ignore-scripts=false\nregistry=https://x.example.test/\n' })
  const { action, env, called } = downloaded('good', 0)
  const run = await stage.run(pullRequest(pull), { now: laterMoment, action, env })
  expect(run.exitCode, run.stdout).toBe(0)
  const [cwd, args = '', ...variables] = readFileSync(called, 'utf8').split('\n')
  expect(cwd).toBe(action)
  for (const flag of ['ci', '--omit=dev', '--ignore-scripts', `--registry=${stage.registry.origin}`]) {
    expect(args.split(' ')).toContain(flag)
  }
  expect(variables.filter((one) => /^(?:INPUT_|ACTIONS_|GITHUB_TOKEN=)/.test(one))).toEqual([])
  rmSync(called)
  const again = await stage.run(pullRequest(pull), { now: laterMoment, action, env })
  expect(again.exitCode, again.stdout).toBe(0)
  expect(() => readFileSync(called)).toThrow()
})

test('without them nothing is judged', async () => {
  const { base, head } = honestPull(stage)
  const { action, env } = downloaded('bad', 1)
  const run = await stage.run(pullRequest(await stage.pull(base, head)), { now: laterMoment, action, env })
  expect(run.exitCode, run.stdout).toBe(2)
  expect(run.annotations).toMatchObject([{ level: 'error' }])
})

// `cordon replay` as people type it. What it makes of every incident is in test/replays.
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { fakeIo } from './fake-io.ts'

const schema = JSON.parse(readFileSync(new URL('../../schemas/replay-1.schema.json', import.meta.url), 'utf8'))
const matches = new Ajv2020({ strict: true, strictRequired: true, allErrors: true }).compile(schema)

async function run(...args: string[]) {
  // A proxy or registry of the user's own has no say.
  const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/', HTTP_PROXY: 'http://127.0.0.1:9/' }
  const { io, out, err } = fakeIo({
    cwd: process.cwd(),
    env,
    now: () => Date.parse('2026-11-22T00:00:00Z'),
    columns: 0,
  })
  const exitCode = await main(['replay', ...args], io)
  return { exitCode, out: out(), err: err() }
}

test('lists what there is, newest first', async () => {
  const { exitCode, out } = await run()
  expect(exitCode).toBe(0)
  expect(out.indexOf('axios-2026-03')).toBeGreaterThan(0)
  expect(out.indexOf('axios-2026-03')).toBeLessThan(out.indexOf('event-stream-2018'))
})

test('an incident it does not know is a mistake, with the one that was meant', async () => {
  const { exitCode, err } = await run('axios-2026-30')
  expect(exitCode).toBe(2)
  expect(err).toContain('no-replay')
  expect(err).toContain('axios-2026-03')
})

test('axios reads like this', async () => {
  const { exitCode, out } = await run('axios-2026-03')
  expect(exitCode).toBe(0)
  await expect(out).toMatchFileSnapshot('transcripts/replay-axios-2026-03.txt')
})

test('the document follows its schema', async () => {
  const { exitCode, out } = await run('postmark-mcp-2025-09', '--format', 'json')
  expect(exitCode).toBe(0)
  const document = JSON.parse(out)
  expect(matches(document), JSON.stringify(matches.errors)).toBe(true)
  expect(document.incidents[0].id).toBe('postmark-mcp-2025-09')
  expect(document.incidents[0].variants.map(({ variant }: { variant: string }) => variant)).toContain('mirror')
})

test('without an incident or --all there is no document to write', async () => {
  const { exitCode, out, err } = await run('--format', 'json')
  expect(exitCode).toBe(2)
  expect(out).toBe('')
  expect(err).toContain('nothing-to-replay')
  expect(err).toContain('--all')
})

test('what gets in on a mirror only is told, and the exit code does not count it', async () => {
  const { exitCode, out } = await run('builderio-devtools-2026-06')
  expect(exitCode).toBe(0)
  const told = out.slice(out.indexOf('as it is told:')).replaceAll(/\s+/g, ' ')
  expect(told).toContain('as it is told: blocked; first trust-lowered-and-more; the provenance was enough')
  expect(told).toContain('passed, and waiting for its minimum age; no rule that stops it; the exit code does not count')
  expect(out).not.toContain('the files you named')
})

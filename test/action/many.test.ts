// Two thousand changed packages of which nothing can be had: everything that is said stays within GitHub's limits, and the
// one that is known to be bad is said first.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pullRequest } from './events.ts'
import { mostSummaryBytes } from './file-commands.ts'
import type { Tree } from './repository.ts'
import { laterMoment, type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage([])
})
afterAll(() => stage?.close())

/** Long names, none like another: what is cut must be cut everywhere. */
const names = Array.from(
  { length: 2000 },
  (_, index) => `${createHash('sha512').update(`${index}`).digest('hex')}-${index}`,
)
const bad = names[1234] ?? ''

function tree(version: string): Tree {
  const dependencies = Object.fromEntries(names.map((name) => [name, '^1.0.0']))
  const manifest = { name: 'app', version: '1.0.0', dependencies }
  const packages = names.map((name) => {
    const integrity = `sha512-${createHash('sha512').update(`${name}@${version}`).digest('base64')}`
    const resolved = `${stage.registry.origin}/${name}/-/${name}-${version}.tgz`
    return [`node_modules/${name}`, { version, resolved, integrity }]
  })
  const lock = { ...manifest, lockfileVersion: 3, packages: { '': manifest, ...Object.fromEntries(packages) } }
  return {
    'package.json': JSON.stringify(manifest, null, 2),
    'package-lock.json': JSON.stringify({ ...lock, dependencies: undefined }, null, 2),
  }
}

test('two thousand changed packages are said within limits, the worst first', async () => {
  const record = {
    id: 'MAL-2026-1',
    modified: '2026-06-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'npm', name: bad }, versions: ['1.0.1'] }],
  }
  const osv = join(stage.repository.folder, 'MAL-2026-1.json')
  writeFileSync(osv, JSON.stringify(record))
  const pull = await stage.pull(tree('1.0.0'), tree('1.0.1'))
  const inputs = { offline: 'true', osv, 'sarif-file': 'cordon.sarif' }
  const run = await stage.run(pullRequest(pull), { now: laterMoment, inputs })
  expect(run.outputs, run.stdout.slice(0, 2000)).toMatchObject({
    result: 'blocked',
    'changed-packages': '2000',
    blocked: '1',
  })
  expect(run.outputs).toMatchObject({ incomplete: 'true' })
  for (const level of ['error', 'warning', 'notice']) {
    expect(run.annotations.filter((one) => one.level === level).length).toBeLessThanOrEqual(10)
  }
  expect(run.annotations[0]?.message.includes(bad) || run.annotations[0]?.title.includes(bad)).toBe(true)
  const comment = stage.github.state.pulls.get(pull.number)?.comments[0]?.body ?? ''
  expect(comment.length).toBeLessThan(65_536)
  expect(Buffer.byteLength(run.summary)).toBeLessThan(mostSummaryBytes)
  for (const text of [comment, run.summary]) {
    const places = names.map((name) => text.indexOf(`${name}@`)).filter((at) => at >= 0)
    expect(text.indexOf(`${bad}@`)).toBe(Math.min(...places))
    const rows = text.split('\n').filter((line) => line.startsWith('| **')).length
    expect(text).toContain((2000 - rows).toLocaleString('en'))
  }
  // What a code scanning upload may have: 10 MB compressed, 25,000 results.
  expect(readFileSync(run.outputs.sarif ?? '').length).toBeLessThan(10 * 1024 * 1024)
  stage.assertForeseen()
})

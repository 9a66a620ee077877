import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { scrubbedEnvironment, steady, transcript } from './cli.ts'

const place = { cwd: '/t/one/project', home: '/t/one/home', registry: 'http://127.0.0.1:4711' }
const run = promisify(execFile)

describe('transcript', () => {
  test('shows command, output and exit code, without what differs from run to run', () => {
    const stdout = 'read /t/one/project/package-lock.json in 1.3 s\nfrom http://127.0.0.1:4711/tiny\n'
    const stderr = '127.0.0.1:4711 answered after 20ms\n'
    expect(transcript({ args: ['scan', '.'], stdout, stderr, exitCode: 3 }, place)).toBe(
      '$ cordon scan .\n' +
        'read <project>/package-lock.json in <duration>\n' +
        'from http://registry.example.test/tiny\n' +
        'registry.example.test answered after <duration>\n' +
        '[exit 3]\n',
    )
  })

  test('leaves versions, moments and minimum ages alone', () => {
    const text = 'axios 1.14.1 · 2026-03-31T00:22:00Z · 72h · 3 packages · 18 hours'
    expect(steady(text, place)).toBe(text)
  })
})

describe('the environment', () => {
  test('holds nothing of the machine’s own but the way to Node and git', () => {
    const env = scrubbedEnvironment(place)
    expect(
      Object.keys(env)
        .filter((key) => !key.startsWith('npm_config_'))
        .sort(),
    ).toEqual(['HOME', 'LANG', 'NODE_COMPILE_CACHE', 'PATH', 'TZ'])
    expect(env.npm_config_registry).toBe('http://127.0.0.1:4711/')
  })
})

describe('loopback-only', () => {
  const guard = new URL('loopback-only.ts', import.meta.url).href

  test.each([
    ['fetch', "await fetch('http://outside.example.test/').catch(() => {})", 'outside.example.test\n'],
    ['https', "(await import('node:https')).get('https://192.0.2.1/').on('error', () => {})", '192.0.2.1\n'],
    ['net', "(await import('node:net')).connect(1, '192.0.2.2').on('error', () => {})", '192.0.2.2\n'],
  ])('writes down what %s asks of another machine', async (_, source, expected) => {
    const home = await mkdtemp(join(tmpdir(), 'cordon-guard-'))
    const log = join(home, 'log')
    await run(process.execPath, ['--import', guard, '--input-type=module', '-e', source], {
      env: { CORDON_TEST_OUTSIDE_LOG: log },
    })
    expect(await readFile(log, 'utf8')).toBe(expected)
    await rm(home, { recursive: true })
  })

  test('lets loopback through', async () => {
    const source = `
      const server = (await import('node:http')).createServer((_, response) => response.end('here'))
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
      console.log(await (await fetch('http://127.0.0.1:' + server.address().port)).text())
      server.close()`
    const { stdout } = await run(process.execPath, ['--import', guard, '--input-type=module', '-e', source])
    expect(stdout).toBe('here\n')
  })
})

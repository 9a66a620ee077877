import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { commandNames } from '../../src/cli/commands.ts'
import { helpPage } from '../../src/cli/help.ts'
import { main } from '../../src/cli/main.ts'
import { fakeIo } from './fake-io.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = fakeIo()
  const code = await main(args, io)
  return { code, out: out(), err: err() }
}

test.each([[['--version']], [['-v']], [['scan', '--version']]])('%j says the version of package.json', async (args) => {
  expect(await run(...args)).toEqual({ code: 0, out: `${version}\n`, err: '' })
})

describe('help', () => {
  test('lists every command that exists, and none that does not', async () => {
    const { code, out, err } = await run('--help')
    expect([code, err]).toEqual([0, ''])
    const listed = [...out.matchAll(/^ {2}cordon ([a-z]+(?: [a-z]+)?)/gm)].map(([, name]) => name)
    expect(listed).toEqual(commandNames)
  })
  test('of a command lists its flags', async () => {
    const { out } = await run('scan', 'app', '-h')
    expect(out).toContain('cordon scan [dir]')
    expect(out).toContain('--min-age AGE')
    expect(out).not.toContain('Exit codes')
  })
  test('of a command that others begin with shows its flags, and the others', async () => {
    const page = helpPage(['scripts'], 100)
    expect(page).toContain('cordon scripts [dir] [flags]')
    expect(page).toContain('--write')
    expect(page).toContain('cordon scripts approve <name...>')
  })

  test('of a group lists its commands', async () => {
    const { out } = await run('rules', '--help')
    expect(out).toContain('cordon rules lint')
    expect(out).not.toContain('cordon scan')
  })
  test('of a command that does not exist is wrong usage', async () => {
    const { code, out, err } = await run('scn', '--help')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('unknown-command')
  })
  test('fits the terminal', async () => {
    const { io, out } = fakeIo({ isTTY: true, columns: 60 })
    await main(['scan', '--help'], io)
    expect(
      Math.max(
        ...out()
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(60)
  })
})

describe('wrong usage is exit 2, on standard error, with what did not happen', () => {
  test.each<[string[], string, string, string]>([
    [[], 'no-command', 'cordon --help', 'nothing was done'],
    [['scn'], 'unknown-command', 'Did you mean "scan"?', 'nothing was done'],
    [['scan', '--formt', 'json'], 'unknown-flag', 'Did you mean "--format"?', 'nothing was scanned'],
    [['scan', '--min-age', '72'], 'bad-age', '72h', 'nothing was scanned'],
    [['scan', '--output', '/'], 'output-is-folder', 'Name a file', 'nothing was scanned'],
    [['rules', 'test', '--all'], 'foreign-flag', 'cordon rules test --help', 'no case was run'],
  ])('%j', async (args, mistake, help, consequence) => {
    const { code, out, err } = await run(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(new RegExp(`^error ${mistake}: `))
    expect(err).toContain(help)
    expect(err.trimEnd().split('\n').at(-1)).toBe(consequence)
  })

  test('hostile arguments cannot steer the terminal', async () => {
    const { err } = await run('\u001b[2J', '--\u202e')
    expect(err.replaceAll('\n', '')).not.toMatch(/\p{C}/u)
  })
})

test('a fault of ours says so, and never looks like a verdict', async () => {
  const { io, out, err } = fakeIo({
    now: () => {
      throw new TypeError('the clock broke')
    },
  })
  expect(await main(['scan'], io)).toBe(2)
  expect(out()).toBe('')
  expect(err()).toContain('this is a bug in cordon')
  expect(err()).toContain('the clock broke')
})

// Help and version stay instant: what a scan needs is not even read from disk for them.
test.each([['--version'], ['--help']])('%s loads no library and no scan', (flag) => {
  const spy = `import { registerHooks } from 'node:module'
    registerHooks({ load: (url, context, next) => { process.stderr.write(url + '\\n'); return next(url, context) } })`
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(spy)}`, `${root}bin/cordon.js`, flag],
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  )
  const loaded = stderr.split('\n').filter((line) => line.startsWith('file:'))
  expect(status).toBe(0)
  expect(loaded.length).toBeGreaterThan(3)
  expect(
    loaded.filter((url) => /node_modules|\/src\/(?:scan|sources|rules|facts)\//.test(url.slice(root.length))),
  ).toEqual([])
})

// How npm is found and started on each platform, as tables: no file of the machine is looked at and nothing is run.
import { describe, expect, test } from 'vitest'
import { exitCodeOf, findNpm, isHandedOn, npmCommand } from '../../src/sources/npm-run.ts'
import type { Environment } from '../../src/sources/user-path.ts'

function found(platform: NodeJS.Platform, env: Environment, files: Readonly<Record<string, string>>) {
  const disk = { isFile: (path: string) => path in files, realPath: (path: string) => files[path] ?? path }
  const text = (path: string) => (path.endsWith('package.json') ? '{"version":"11.19.1"}' : '')
  const program = findNpm({ env, platform, disk }, 'own-node', text)
  return program === 'none' ? program : npmCommand(program, ['ci', '--x=a b"; $(c)'])
}
const words = ['ci', '--x=a b"; $(c)']

describe('npm is started by its own script', () => {
  const cli = '/opt/node/lib/node_modules/npm/bin/npm-cli.js'
  const windows = 'C:\\node\\node_modules\\npm\\bin\\npm-cli.js'
  test.each<[string, NodeJS.Platform, Environment, Record<string, string>, { file: string; args: string[] } | 'none']>([
    [
      'a link on the PATH',
      'linux',
      { PATH: '/opt/node/bin' },
      { '/opt/node/bin/npm': cli, '/opt/node/bin/node': '/opt/node/bin/node' },
      { file: '/opt/node/bin/node', args: [cli, ...words] },
    ],
    [
      'npm.cmd, with no shell and no .cmd',
      'win32',
      { Path: 'C:\\node' },
      { 'C:\\node\\npm.cmd': 'C:\\node\\npm.cmd', [windows]: windows, 'C:\\node\\node.exe': 'C:\\node\\node.exe' },
      { file: 'C:\\node\\node.exe', args: [windows, ...words] },
    ],
    [
      'no Node on the PATH: the own one',
      'darwin',
      { PATH: '/b' },
      { '/b/npm': cli },
      { file: 'own-node', args: [cli, ...words] },
    ],
    [
      "npm run's own",
      'linux',
      { npm_execpath: cli, PATH: '' },
      { [cli]: cli },
      { file: 'own-node', args: [cli, ...words] },
    ],
    [
      "a project's program",
      'linux',
      { PATH: '/p/node_modules/.bin:.' },
      { '/p/node_modules/.bin/npm': cli, npm: cli },
      'none',
    ],
    [
      'a wrapper of that name',
      'linux',
      { PATH: '/w:/opt/node/bin' },
      { '/w/npm': '/w/npm', '/opt/node/bin/npm': cli },
      'none',
    ],
    [
      'another package manager',
      'linux',
      { npm_execpath: '/x/pnpm.cjs', PATH: '' },
      { '/x/pnpm.cjs': '/x/pnpm.cjs' },
      'none',
    ],
    [
      'npm.cmd without npm beside it',
      'win32',
      { PATH: 'C:\\shims' },
      { 'C:\\shims\\npm.cmd': 'C:\\shims\\npm.cmd' },
      'none',
    ],
  ])('%s', (_, platform, env, files, expected) => {
    expect(found(platform, env, files)).toEqual(expected)
  })
})

test.each<[NodeJS.Signals, NodeJS.Platform, boolean, boolean]>([
  // A terminal has told npm already; twice would stop its cleaning up.
  ['SIGINT', 'linux', true, false],
  ['SIGINT', 'linux', false, true],
  ['SIGHUP', 'darwin', true, false],
  ['SIGTERM', 'linux', true, true],
  ['SIGTERM', 'darwin', false, true],
  ['SIGINT', 'win32', false, false],
  ['SIGTERM', 'win32', false, false],
])('%s on %s, at a terminal: %s, is handed on: %s', (signal, platform, atTerminal, expected) => {
  expect(isHandedOn(signal, platform, atTerminal)).toBe(expected)
})

test('an end by a signal counts as shells count it', () => {
  expect([exitCodeOf(7, null), exitCodeOf(0, null), exitCodeOf(null, 'SIGINT'), exitCodeOf(null, 'SIGTERM')]).toEqual([
    7, 0, 130, 143,
  ])
})

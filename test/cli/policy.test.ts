import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { type LoadedPolicy, loadPolicy, withFlags } from '../../src/cli/policy.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { Problem } from '../../src/domain/problem.ts'
import { fakeIo } from './fake-io.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

/** The repository, and the project two folders below its root. */
let root = ''
let project = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-policy-')))
  project = join(root, 'repo', 'packages', 'app')
  mkdirSync(project, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function git(...args: string[]): void {
  const who = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.test', '-c', 'init.defaultBranch=main']
  const env = { PATH: process.env.PATH, HOME: root }
  execFileSync('git', [...who, ...args], { cwd: join(root, 'repo'), stdio: 'ignore', env })
}

function newIo(cwd = project) {
  return fakeIo({ cwd, env: { HOME: root, PATH: process.env.PATH }, now: () => now })
}

function load(file = '', base = '', dir = project): Promise<LoadedPolicy> {
  return loadPolicy({ dir, file, base, baseFolder: '', now, consequence: 'nothing was scanned' }, newIo().io)
}

/** The codes of the mistakes that loading ends with. */
async function mistakes(file = '', base = '', dir = project): Promise<readonly string[]> {
  try {
    await load(file, base, dir)
  } catch (error) {
    if (error instanceof Problem) return error.mistakes.map(({ code }) => code)
    throw error
  }
  return []
}

const codes = ({ notices }: LoadedPolicy) => notices.map(({ code }) => code)

describe('the policy that is found', () => {
  test('is the nearest one up to the root of the repository, and it is said when it lies above', async () => {
    mkdirSync(join(root, 'repo/.git'))
    write('cordon.yml', 'minAge: 1h')
    expect([(await load()).policy, codes(await load())]).toEqual([defaultPolicy, []])
    write('repo/cordon.yml', 'minAge: 2h')
    expect([(await load()).policy.minAgeHours, codes(await load())]).toEqual([2, ['policy-in-parent']])
    expect((await load()).place).toMatchObject({ dir: join(root, 'repo'), root: join(root, 'repo'), commit: 'none' })
    write('repo/packages/app/cordon.yml', 'minAge: 3h')
    expect([(await load()).policy.minAgeHours, codes(await load())]).toEqual([3, []])
    expect((await load()).policy.file).toBe('cordon.yml')
  })

  test('without a repository is the one in the project, never one above', async () => {
    write('repo/cordon.yml', 'minAge: 2h')
    expect((await load()).policy.file).toBe('')
    write('repo/packages/app/cordon.yml', 'minAge: 3h')
    expect((await load()).policy.minAgeHours).toBe(3)
  })

  test('is no file of the machine that a link leads to', async () => {
    mkdirSync(join(root, 'repo/.git'))
    write('secret', 'minAge: 1h')
    symlinkSync(join(root, 'secret'), join(project, 'cordon.yml'))
    expect(await mistakes()).toEqual(['policy-unreadable'])
  })

  test.each([
    ['cordon.yaml', 'minAge: 1h', 'policy-extension'],
    ['cordon.yml', 'minAge: 1', 'age-without-unit'],
  ])('that is wrong is said: %s %s', async (name, text, code) => {
    write(`repo/packages/app/${name}`, text)
    expect(await mistakes()).toEqual([code])
  })

  test('that is no text is said', async () => {
    writeFileSync(join(project, 'cordon.yml'), Buffer.from([0x6d, 0xff, 0xfe]))
    expect(await mistakes()).toEqual(['not-utf8'])
  })
})

describe('--policy', () => {
  test('may lie anywhere and is read instead', async () => {
    write('elsewhere/ours.yml', 'minAge: 5h')
    write('repo/packages/app/cordon.yml', 'minAge: 3h')
    const loaded = await load(join(root, 'elsewhere/ours.yml'))
    expect([loaded.policy.minAgeHours, loaded.place.dir]).toEqual([5, join(root, 'elsewhere')])
  })
  test('that is not there is exit 2', async () => {
    expect(await mistakes(join(root, 'nowhere.yml'))).toEqual(['policy-missing'])
  })
  test('loses against the other flags', async () => {
    const policy = { ...defaultPolicy, minAgeHours: 5, failOn: 'review' } as const
    expect(withFlags(policy, { minAgeHours: 0, failOn: 'block' })).toMatchObject({ minAgeHours: 0, failOn: 'block' })
    expect(withFlags(policy, { minAgeHours: 'unset', failOn: 'unset' })).toEqual(policy)
  })
})

describe('with a base commit', () => {
  beforeEach(() => {
    write('repo/packages/app/package.json', '{}')
    git('init')
  })
  const commit = () => {
    git('add', '-A')
    git('commit', '-m', 'x')
  }

  test('a project that moved has the policy it had', async () => {
    write('repo/cordon.yml', 'minAge: 100h')
    write('repo/old/cordon.yml', 'minAge: 200h')
    commit()
    rmSync(join(root, 'repo/old'), { recursive: true })
    const moved = (baseFolder: string) =>
      loadPolicy({ dir: project, file: '', base: 'main', baseFolder, now, consequence: '' }, newIo().io)
    expect((await moved('old')).policy.minAgeHours).toBe(200)
    expect((await moved('old/below')).policy.minAgeHours).toBe(200)
    expect((await moved('.')).policy.minAgeHours).toBe(100)
    expect((await moved('')).policy.minAgeHours).toBe(100)
  })

  test("the base's policy counts, and it is said that this one is another", async () => {
    write('repo/cordon.yml', 'minAge: 100h')
    commit()
    expect([(await load('', 'main')).policy.minAgeHours, codes(await load('', 'main'))]).toEqual([
      100,
      ['policy-in-parent'],
    ])
    write('repo/cordon.yml', 'minAge: 0h')
    const loosened = await load('', 'main')
    expect([loosened.policy.minAgeHours, codes(loosened)]).toEqual([100, ['policy-in-parent', 'policy-of-base']])
    expect([loosened.policy.file, loosened.place]).toMatchObject(['main:cordon.yml', { commit: { ref: 'main' } }])
    // A nearer one, a broken one, none at all: what the pull request does with its own files changes nothing.
    write('repo/packages/app/cordon.yml', 'minAge: 0h')
    expect((await load('', 'main')).policy.minAgeHours).toBe(100)
    write('repo/packages/app/cordon.yml', 'minAge: [')
    expect((await load('', 'main')).policy.minAgeHours).toBe(100)
    rmSync(join(root, 'repo/cordon.yml'))
    rmSync(join(root, 'repo/packages/app/cordon.yml'))
    expect(codes(await load('', 'main'))).toContain('policy-of-base')
  })

  test('a policy that only this commit has does not count', async () => {
    commit()
    write('repo/packages/app/cordon.yml', 'minAge: 0h')
    const loaded = await load('', 'main')
    expect([loaded.policy, codes(loaded)]).toEqual([defaultPolicy, ['policy-not-in-base']])
  })

  test('the same holds for one that is named, unless it lies outside', async () => {
    write('repo/ci/ours.yml', 'minAge: 100h')
    commit()
    write('repo/ci/ours.yml', 'minAge: 0h')
    expect((await load(join(root, 'repo/ci/ours.yml'), 'main')).policy.minAgeHours).toBe(100)
    rmSync(join(root, 'repo/ci'), { recursive: true })
    expect((await load(join(root, 'repo/ci/ours.yml'), 'main')).policy.minAgeHours).toBe(100)
    write('outside.yml', 'minAge: 7h')
    const outside = await load(join(root, 'outside.yml'), 'main')
    expect(outside.policy.minAgeHours).toBe(7)
    // What it names inside the repository is still the base commit's.
    expect(outside.place).toMatchObject({ dir: root, root, commit: { dir: join(root, 'repo'), ref: 'main' } })
  })

  test('no folder on the way to it is a link: the pull request would choose the file', async () => {
    write('repo/ci/ours.yml', 'minAge: 100h')
    write('repo/packages/app/cordon.yml', 'minAge: 100h')
    commit()
    const ours = join(root, 'repo/ci/ours.yml')
    mkdirSync(join(root, 'repo/evil'))
    rmSync(join(root, 'repo/ci'), { recursive: true })
    symlinkSync('evil', join(root, 'repo/ci'))
    expect(await mistakes(ours, 'main')).toEqual(['policy-through-link'])
    rmSync(project, { recursive: true })
    symlinkSync('../evil', project)
    expect(await mistakes('', 'main')).toEqual(['project-through-link'])
    // A shell that went there by `cd` says so; to the system it is in another folder.
    const io = { ...newIo(realpathSync(project)).io, env: { HOME: root, PATH: process.env.PATH, PWD: project } }
    const request = { dir: io.cwd, file: '', base: 'main', baseFolder: '', now, consequence: '' }
    await expect(loadPolicy(request, io)).rejects.toThrow('project-through-link')
    // Another repository inside this one, as a submodule is.
    mkdirSync(join(root, 'repo/evil/.git'))
    expect(await mistakes('', 'main')).toEqual(['project-through-link'])
  })

  test('a link from elsewhere leads to what the pull request has', async () => {
    write('repo/ci/ours.yml', 'minAge: 100h')
    commit()
    symlinkSync(join(root, 'repo/ci'), join(root, 'ci'))
    symlinkSync(join(root, 'repo/ci/ours.yml'), join(root, 'ours.yml'))
    symlinkSync(project, join(root, 'app'))
    symlinkSync(join(root, 'repo'), join(root, 'same'))
    for (const path of ['ci/ours.yml', 'ours.yml']) {
      expect(await mistakes(join(root, path), 'main')).toEqual(['policy-through-link'])
    }
    expect(await mistakes('', 'main', join(root, 'app'))).toEqual(['project-through-link'])
    // The way to the repository itself is the user's own.
    const loaded = await load(join(root, 'same/ci/ours.yml'), 'main', join(root, 'same/packages/app'))
    expect(loaded.policy.minAgeHours).toBe(100)
  })

  test('one that neither commit has is missing, one that the base has as a link is no file', async () => {
    write('repo/strict.yml', 'minAge: 100h')
    symlinkSync('strict.yml', join(root, 'repo/cordon.yml'))
    symlinkSync('packages', join(root, 'repo/linked'))
    commit()
    expect(await mistakes(join(root, 'repo/nowhere.yml'), 'main')).toEqual(['policy-missing'])
    expect(await mistakes('', 'main')).toEqual(['git-no-file'])
    // The pull request makes a file and a folder of them.
    rmSync(join(root, 'repo/cordon.yml'))
    rmSync(join(root, 'repo/linked'))
    write('repo/cordon.yml', 'minAge: 0h')
    write('repo/linked/ours.yml', 'minAge: 0h')
    expect(await mistakes('', 'main')).toEqual(['git-no-file'])
    expect(await mistakes(join(root, 'repo/linked/ours.yml'), 'main')).toEqual(['git-no-file'])
  })

  test('a base file is no base commit: the policy on disk counts', async () => {
    write('repo/packages/app/cordon.yml', 'minAge: 3h')
    expect((await load('', './base.json')).policy.minAgeHours).toBe(3)
  })
})

const sha512 = `sha512-${'A'.repeat(86)}==`
const entry = (name: string, until: string) =>
  `  # about ${name}\n  - { rule: phantom-dependency, package: ${name}, versions: 1.x, integrity: ${sha512}, reason: read, owner: ada, until: ${until} }\n`

describe('cordon scan', () => {
  const allowance = `unchecked:\n  - { package: left-pad, version: 1.3.0, integrity: ${sha512}, reason: offline, why: no network here, owner: ada, until: 2026-12-31 }\n`

  beforeEach(() => {
    const dependencies = { 'left-pad': '1.3.0' }
    const packages = {
      '': { name: 'app', dependencies },
      'node_modules/left-pad': { version: '1.3.0', integrity: sha512 },
    }
    write('repo/packages/app/package.json', JSON.stringify({ name: 'app', dependencies }))
    write('repo/packages/app/package-lock.json', JSON.stringify({ name: 'app', lockfileVersion: 3, packages }))
    git('init')
  })

  async function scan(...args: string[]) {
    const { err, io, out } = newIo()
    const cache = join(root, 'cache')
    const code = await main(['scan', '--offline', '--cache-dir', cache, '--format', 'json', '--all', ...args], io)
    return { code, err: err(), report: code === 2 ? undefined : JSON.parse(out()) }
  }

  test('lets what is allowed by name stay unchecked, and says so', async () => {
    expect((await scan()).code).toBe(3)
    write('repo/packages/app/cordon.yml', allowance)
    const { code, report } = await scan()
    expect([code, report.packages[0].verdict, report.packages[0].reasons[0].code]).toEqual([0, 'passed', 'offline'])
    expect(report.policy).toMatchObject({ file: 'cordon.yml', allowances: [{ state: 'used', until: '2026-12-31' }] })
    expect((await scan('--now', '2027-01-01T00:00:00Z')).code).toBe(3)
  })

  test('takes no allowance that only the pull request has', async () => {
    const lock = join(project, 'package-lock.json')
    const locked = readFileSync(lock, 'utf8')
    writeFileSync(lock, JSON.stringify({ name: 'app', lockfileVersion: 3, packages: { '': { name: 'app' } } }))
    git('add', '-A')
    git('commit', '-m', 'x')
    writeFileSync(lock, locked)
    write('repo/packages/app/cordon.yml', allowance)
    const { code, report } = await scan('--base', 'main')
    expect([code, report.policy.file]).toEqual([3, ''])
    expect(report.notices.map((notice: { code: string }) => notice.code)).toContain('policy-not-in-base')
  })

  test.each([
    ['minAge: 72\n', 'age-without-unit'],
    ['rules: [{ rule: phantom-dependancy, outcome: off, reason: x }]\n', 'unknown-rule'],
  ])('with %j judges nothing', async (text, code) => {
    write('repo/packages/app/cordon.yml', text)
    const { code: exit, err } = await scan()
    expect([exit, err.includes(`error ${code}`), err.trimEnd().endsWith('nothing was scanned')]).toEqual([
      2,
      true,
      true,
    ])
  })

  test('leaves groups that do not count out of the exit code, and says so; the lockfile alone does not say which', async () => {
    const change = (name: string, from: string, to: string) => {
      const file = join(project, name)
      writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
    }
    change('package-lock.json', '"version":"1.3.0"', '"version":"1.3.0","dev":true')
    write('repo/packages/app/cordon.yml', 'groups: [production]\n')
    expect((await scan()).code).toBe(3)
    for (const name of ['package.json', 'package-lock.json']) change(name, '"dependencies"', '"devDependencies"')
    const { code, report } = await scan()
    expect([code, report.packages[0].verdict]).toEqual([0, 'unchecked'])
    expect(report.notices).toContainEqual({ code: 'groups-not-counted', detail: '1' })
  })

  test('calls nothing unused of a policy that other projects may need', async () => {
    const states = async (...args: string[]) => {
      const { report } = await scan(...args)
      return report.policy.exceptions.map((one: { state: string }) => one.state)
    }
    const text = `exceptions:\n${entry('other', '2027-06-01')}${entry('gone', '2026-11-01')}`
    write('repo/packages/app/cordon.yml', text)
    expect(await states()).toEqual(['unused', 'expired'])
    expect(await states('--policy', join(project, 'cordon.yml'))).toEqual(['unused', 'expired'])
    rmSync(join(project, 'cordon.yml'))
    write('repo/cordon.yml', text)
    expect(await states()).toEqual(['not-judged', 'expired'])
    expect(await states('--policy', join(root, 'repo/cordon.yml'))).toEqual(['not-judged', 'expired'])
  })
})

describe('cordon exceptions', () => {
  async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const { err, io, out } = newIo()
    const code = await main(['exceptions', ...args], io)
    return { code, out: out(), err: err() }
  }
  const policy = () => readFileSync(join(project, 'cordon.yml'), 'utf8')

  beforeEach(() => {
    const text = `minAge: 72h # ours\nexceptions:\n${entry('a', '2026-11-30')}${entry('b', '2026-11-01')}${entry('c', '2027-06-01')}`
    writeFileSync(join(project, 'cordon.yml'), text)
  })

  test('lists them by date', async () => {
    const { code, out } = await run()
    expect([code, out.split('\n').filter((line) => line.includes('until'))]).toEqual([
      0,
      [
        expect.stringContaining('expired    until 2026-11-01'),
        expect.stringContaining('ends soon  until 2026-11-30'),
        expect.stringContaining('active     until 2027-06-01'),
      ],
    ])
  })

  test('prune removes what has expired, and says what', async () => {
    const before = policy()
    const { code, out } = await run('prune')
    expect([code, out.includes('b@1.x'), out.includes('a@1.x')]).toEqual([0, true, false])
    expect(policy()).toBe(before.replace(entry('b', '2026-11-01').split('\n').slice(1).join('\n'), ''))
    expect((await run('prune')).code).toBe(0)
  })

  test('prune --unused needs a report that was made with this very policy', async () => {
    const report = (digest: string) =>
      JSON.stringify({
        schemaVersion: 1,
        policy: { digest, exceptions: [{ state: 'used' }, { state: 'expired' }, { state: 'unused' }], allowances: [] },
      })
    const { policy: loaded } = await load()
    write('repo/packages/app/report.json', report('b'.repeat(64)))
    const before = policy()
    const refused = await run('prune', '--unused', 'report.json')
    expect([refused.code, refused.err.includes('report-of-another-policy'), policy()]).toEqual([2, true, before])
    write('repo/packages/app/report.json', report(loaded.digest))
    expect((await run('prune', '--unused', 'report.json')).code).toBe(0)
    expect((await load()).policy.exceptions.map((one) => one.package)).toEqual(['a'])
  })

  test.each([
    [['prune', '--unused', 'nowhere.json'], 'report-unreadable'],
    [['prune', '--unused', 'cordon.yml'], 'report-unreadable'],
    [['--now', 'yesterday'], 'bad-time'],
    [['--policy', 'nowhere.yml'], 'policy-missing'],
    [['pruned'], 'too-many-operands'],
  ])('%j is exit 2', async (args, code) => {
    const before = policy()
    const { code: exit, err } = await run(...args)
    expect([exit, err.includes(`error ${code}`), policy()]).toEqual([2, true, before])
  })

  test('without a policy there is nothing to list', async () => {
    rmSync(join(project, 'cordon.yml'))
    const { code, err } = await run()
    expect([code, err.includes('error no-policy')]).toEqual([2, true])
  })
})

// In a pull request a pack counts as the base commit has it: what decides is nothing that the pull request brings.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LoadedPacks, loadAllPacks, onlyNamed } from '../../src/cli/packs.ts'
import type { PackUse } from '../../src/domain/policy.ts'
import { Problem } from '../../src/domain/problem.ts'
import { rawTarball } from '../../src/replay/package-tarball.ts'
import { newRuleText } from '../../src/rules/new-rule.ts'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-pull-')))
  git('init', '--quiet', '--initial-branch=main')
  write('ours/pack.yml', 'name: ours\nversion: 1.0.0\n')
  write('ours/one.yml', newRuleText({ id: 'one', schema: '' }))
  write('ours/README.md', 'not a rule')
  write('ours/notes/x.yml', 'not a rule: [')
  const packed = ['pack.yml', 'two.yml']
  const bodies = ['name: packed\nversion: 1.0.0\n', newRuleText({ id: 'two', schema: '' })]
  write('packed.tgz', rawTarball(packed.map((path, n) => ({ path, body: bodies[n] ?? '' }))).bytes)
  commit()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: string[]): void {
  const env = { PATH: process.env.PATH ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
  const who = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.test', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...who, ...args], { cwd: folder, env, stdio: 'pipe' })
}

function commit(): void {
  git('add', '--all')
  git('commit', '--quiet', '--message', 'x')
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

function listText(name: string): string {
  return `list: bad\nentries: [{ package: ${name}, versions: "*", source: x, why: x, until: 2026-12-31 }]\n`
}

/** `dir`: of the policy. */
function load(from: string, more: Partial<PackUse> = {}, dir = folder): Promise<LoadedPacks> {
  const use: PackUse = { from, version: '', digest: '', source: '', stages: [], line: 1, ...more }
  const commit = { dir: folder, ref: 'main', env: { PATH: process.env.PATH, HOME: folder }, platform: process.platform }
  const policy = { file: 'cordon.yml', text: `packs: [{ use: ${from} }]`, dir, root: dir, commit }
  return loadAllPacks({ ...onlyNamed([], folder, 'nothing was judged'), uses: [use], policy })
}

async function rules(from: string, more: Partial<PackUse> = {}, dir = folder): Promise<string[]> {
  const { loaded } = await load(from, more, dir)
  return loaded.flatMap(({ pack }) => pack.rules.map(({ id, outcome }) => `${id} ${outcome}`))
}

async function codes(from: string, more: Partial<PackUse> = {}, dir = folder): Promise<string[]> {
  const problem: unknown = await load(from, more, dir).catch((error: unknown) => error)
  if (!(problem instanceof Problem)) throw problem instanceof Error ? problem : new Error('there was no mistake')
  return problem.mistakes.map(({ code }) => code)
}

describe('with a base commit', () => {
  test('a folder, a file and an archive are read from it', async () => {
    expect(await rules('ours')).toEqual(['one review'])
    expect(await rules('ours/one.yml')).toEqual(['one review'])
    expect(await rules('packed.tgz')).toEqual(['two review'])
  })

  test('the whole repository can be a pack', async () => {
    write('pack.yml', 'name: whole\nversion: 1.0.0\n')
    write('one.yml', newRuleText({ id: 'one', schema: '' }))
    write('lists/bad.yml', listText('evil'))
    commit()
    write('lists/bad.yml', listText('nobody'))
    expect(await rules('.')).toEqual(['one review'])
    const [{ pack } = { pack: { lists: [] } }] = (await load('.')).loaded
    expect(pack.lists.flatMap(({ entries }) => entries)).toMatchObject([{ bad: { name: 'evil' } }])
  })

  test('wherever the policy lies', async () => {
    const above = dirname(folder)
    const from = `${basename(folder)}/ours`
    write('ours/one.yml', newRuleText({ id: 'one', schema: '' }).replace('outcome: review', 'outcome: note'))
    expect(await rules(from, {}, above)).toEqual(['one review'])
    write('added/one.yml', newRuleText({ id: 'one', schema: '' }))
    expect(await codes(`${basename(folder)}/added`, {}, above)).toEqual(['pack-unpinned'])
  })

  test('a link from elsewhere leads to what the pull request has', async () => {
    const elsewhere = realpathSync(mkdtempSync(join(dirname(folder), 'cordon-elsewhere-')))
    symlinkSync(join(folder, 'ours'), join(elsewhere, 'ours'))
    try {
      expect(await codes('ours', {}, elsewhere)).toEqual(['pack-unpinned'])
    } finally {
      rmSync(elsewhere, { recursive: true, force: true })
    }
  })

  test('what the pull request changes, adds or takes away does not count', async () => {
    const text = newRuleText({ id: 'one', schema: '' }).replace('outcome: review', 'outcome: note')
    write('ours/one.yml', text)
    write('ours/three.yml', newRuleText({ id: 'three', schema: '' }))
    expect(await rules('ours')).toEqual(['one review'])
    rmSync(join(folder, 'ours'), { recursive: true })
    expect(await rules('ours')).toEqual(['one review'])
  })

  test('the digest is the same as on disk', async () => {
    const [{ pack } = { pack: { digest: '' } }] = (await load('ours')).loaded
    const disk = await loadAllPacks(onlyNamed([join(folder, 'ours')], folder, 'nothing was judged'))
    expect(disk.loaded[0]?.pack.digest).toBe(pack.digest)
    write('elsewhere/pack.yml', 'name: ours\nversion: 1.0.0\n')
    write('elsewhere/one.yml', newRuleText({ id: 'one', schema: '' }))
    expect(await rules('elsewhere', { digest: pack.digest })).toEqual(['one review'])
  })

  test('what the commit does not have needs a pin', async () => {
    write('added/one.yml', newRuleText({ id: 'one', schema: '' }))
    expect(await codes('added')).toEqual(['pack-unpinned'])
    expect(await codes('added', { digest: '0'.repeat(64) })).toEqual(['pack-changed'])
    expect(await codes('nowhere', { digest: '0'.repeat(64) })).toEqual(['rules-missing'])
  })

  test('a link in the commit is refused', async () => {
    symlinkSync('/etc/passwd', join(folder, 'ours', 'linked.yml'))
    commit()
    expect(await codes('ours')).toEqual(['pack-link'])
  })
})

describe('a pack of the command line', () => {
  const named = async (path: string): Promise<string[]> => {
    const env = { PATH: process.env.PATH, HOME: folder }
    const commit = { dir: folder, ref: 'main', env, platform: process.platform }
    const policy = { file: '', text: '', dir: folder, root: folder, commit }
    const request = onlyNamed([join(folder, path)], folder, 'nothing was judged')
    const { loaded, notices } = await loadAllPacks({ ...request, policy })
    const read = loaded.flatMap(({ pack }) => pack.rules.map(({ id, outcome }) => `${id} ${outcome}`))
    return [...read, ...notices.map(({ code }) => code)]
  }

  test('is the one of the base commit', async () => {
    write('ours/one.yml', newRuleText({ id: 'one', schema: '' }).replace('outcome: review', 'outcome: note'))
    expect(await named('ours')).toEqual(['one review'])
    rmSync(join(folder, 'ours'), { recursive: true })
    expect(await named('ours')).toEqual(['one review'])
  })

  test('that only the pull request has judges nothing yet; one that nobody has is a mistake', async () => {
    write('added/one.yml', newRuleText({ id: 'one', schema: '' }))
    expect(await named('added')).toEqual(['pack-not-in-base'])
    await expect(named('nowhere')).rejects.toThrow('rules-missing')
  })

  test('outside of the repository is read as it is', async () => {
    const elsewhere = realpathSync(mkdtempSync(join(dirname(folder), 'cordon-elsewhere-')))
    writeFileSync(join(elsewhere, 'one.yml'), newRuleText({ id: 'one', schema: '' }))
    try {
      expect(await named(join('..', basename(elsewhere)))).toEqual(['one review'])
    } finally {
      rmSync(elsewhere, { recursive: true, force: true })
    }
  })
})

// Packs that are broken, wherever they come from: each with the place and the code of every mistake, and nothing judged.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadAllPacks, loadPacks, onlyNamed } from '../../src/cli/packs.ts'
import type { PackUse } from '../../src/domain/policy.ts'
import { Problem } from '../../src/domain/problem.ts'
import { rawTarball } from '../../src/replay/package-tarball.ts'
import { type TarEntry, tarOf } from '../../src/replay/ustar.ts'
import { newRuleText } from '../../src/rules/new-rule.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-broken-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const packText = 'name: ours\nversion: 1.2.0\n'
const pack: TarEntry = { path: 'package/pack.yml', body: packText }
const rule: TarEntry = { path: 'package/one.yml', body: ruleText('one') }

function ruleText(id: string): string {
  return newRuleText({ id, schema: '' })
}

/** `file:line:column code`, with `file code` for what has no place in it; paths seen from the test's folder. */
async function mistakes(work: Promise<unknown>): Promise<string[]> {
  const problem: unknown = await work.catch((error: unknown) => error)
  if (!(problem instanceof Problem)) throw new Error('there was no mistake')
  expect(problem.consequence).toBe('nothing was judged')
  return problem.mistakes.map(({ code, place: { file, line, column } }) =>
    file === '' ? code : line === 0 ? `${file} ${code}` : `${file}:${line}:${column} ${code}`,
  )
}

function load(...names: string[]): Promise<unknown> {
  const paths = names.map((name) => (name.startsWith('npm:') ? name : join(folder, name)))
  return loadPacks(paths, folder, 'nothing was judged')
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

describe('a broken folder', () => {
  const broken: Record<string, [Record<string, string | Uint8Array>, string[]]> = {
    'without rules': [{ 'pack.yml': packText }, ['no-rules']],
    'with nothing in it': [{ 'README.md': 'rules' }, ['no-rules']],
    'of rules without a pack.yml': [{ 'one.yml': ruleText('one'), 'two.yml': ruleText('two') }, ['pack-file']],
    'whose pack.yml is no YAML': [
      { 'pack.yml': 'name: [ours', 'one.yml': ruleText('one') },
      ['p/pack.yml:1:12 yaml-syntax'],
    ],
    'whose pack.yml is a list': [{ 'pack.yml': '- ours', 'one.yml': ruleText('one') }, ['p/pack.yml:1:1 wrong-type']],
    'without a name': [{ 'pack.yml': 'version: 1.0.0', 'one.yml': ruleText('one') }, ['p/pack.yml:1:1 missing-key']],
    'without a version': [{ 'pack.yml': 'name: ours', 'one.yml': ruleText('one') }, ['p/pack.yml:1:1 missing-key']],
    'with a version that is a number': [
      { 'pack.yml': 'name: ours\nversion: 1.0', 'one.yml': ruleText('one') },
      ['p/pack.yml:2:10 wrong-type'],
    ],
    'with a version that is a range': [
      { 'pack.yml': 'name: ours\nversion: ^1.0.0', 'one.yml': ruleText('one') },
      ['p/pack.yml:2:10 bad-version'],
    ],
    'with a name in capitals': [
      { 'pack.yml': 'name: Ours\nversion: 1.0.0', 'one.yml': ruleText('one') },
      ['p/pack.yml:1:7 bad-id'],
    ],
    'with a key that is none': [
      { 'pack.yml': `${packText}rules: all`, 'one.yml': ruleText('one') },
      ['p/pack.yml:3:1 unknown-key'],
    ],
    'for a newer cordon': [
      { 'pack.yml': `${packText}cordon: ">=99.0.0"`, 'one.yml': ruleText('one') },
      ['p/pack.yml:3:9 pack-too-new'],
    ],
    'with __proto__': [
      { 'pack.yml': `${packText}__proto__: { x: 1 }`, 'one.yml': ruleText('one') },
      ['p/pack.yml:3:1 proto-key'],
    ],
    'with an alias': [
      { 'pack.yml': `name: &a ours\nversion: 1.0.0\nfor: *a`, 'one.yml': ruleText('one') },
      ['p/pack.yml:3:6 yaml-alias'],
    ],
    'with a rule that is called otherwise': [
      { 'pack.yml': packText, 'one.yml': ruleText('two') },
      ['p/one.yml:2:5 id-not-file-name'],
    ],
    'with a rule whose file would not be read': [
      { 'pack.yml': packText, 'one.yaml': ruleText('one') },
      ['p/one.yaml rules-extension'],
    ],
    'with bytes that are no text': [
      { 'pack.yml': packText, 'one.yml': Uint8Array.of(0xff, 0xfe) },
      ['p/one.yml not-utf8'],
    ],
    'with a file that is too large': [
      { 'pack.yml': packText, 'one.yml': `# ${'x'.repeat(300_000)}` },
      ['p/one.yml too-large'],
    ],
    'that is too large as a whole': [
      Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`r${n}.yml`, `# ${'x'.repeat(200_000)}`])),
      ['pack-too-large'],
    ],
    'with a list that is none': [
      { 'pack.yml': packText, 'one.yml': ruleText('one'), 'lists/bad.yml': 'entries: [' },
      ['p/lists/bad.yml:1:11 yaml-syntax'],
    ],
    'with two mistakes in two files': [
      {
        'pack.yml': 'name: ours\nversion: one',
        'one.yml': ruleText('one').replace('outcome: review', 'outcome: deny'),
      },
      ['p/one.yml:5:10 bad-value', 'p/pack.yml:2:10 bad-version'],
    ],
  }
  for (const [name, [files, expected]] of Object.entries(broken)) {
    test(name, async () => {
      for (const [file, content] of Object.entries(files)) write(join('p', file), content)
      expect(await mistakes(load('p'))).toEqual(expected)
    })
  }

  test('that is not there, or is no folder', async () => {
    expect(await mistakes(load('nowhere', '../../../../../../dev/null'))).toHaveLength(2)
    expect(await mistakes(load('nowhere'))).toEqual(['nowhere rules-missing'])
  })

  test('with a link that leaves it', async () => {
    write('secret.yml', 'a secret: 1')
    write('p/pack.yml', packText)
    symlinkSync(join(folder, 'secret.yml'), join(folder, 'p', 'one.yml'))
    mkdirSync(join(folder, 'elsewhere'))
    write('elsewhere/bad.yml', 'x')
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'p', 'lists'))
    const found = await mistakes(load('p'))
    expect(found.map((one) => one.split(' ').at(-1))).toEqual(['pack-link', 'pack-link'])
  })

  test('two packs with one rule', async () => {
    for (const name of ['p', 'q']) {
      write(`${name}/pack.yml`, packText)
      write(`${name}/one.yml`, ruleText('one'))
    }
    expect(await mistakes(load('p', 'q'))).toEqual(['q/one.yml:2:5 rule-in-two-packs'])
  })
})

describe('a broken archive', () => {
  const broken: Record<string, [readonly TarEntry[], string[]]> = {
    'that climbs': [[pack, rule, { path: 'package/../../evil.yml', body: 'x' }], ['pack-path']],
    'with an absolute path': [[pack, rule, { path: '/etc/evil.yml', body: 'x' }], ['pack-path']],
    'with a Windows path': [[pack, rule, { path: 'package/a\\..\\evil.yml', body: 'x' }], ['pack-path']],
    'with a symbolic link': [
      [pack, { path: 'package/one.yml', type: 'symlink', linkpath: '/etc/passwd' }],
      ['pack-link'],
    ],
    'with a hard link': [
      [pack, rule, { path: 'package/two.yml', type: 'hardlink', linkpath: 'one.yml' }],
      ['pack-link'],
    ],
    'with a device': [[pack, rule, { path: 'package/two.yml', type: 'character-device' }], ['pack-entry']],
    'with one file twice': [[pack, rule, { ...rule, body: ruleText('other') }], ['pack-duplicate']],
    'with names that differ in case': [[pack, rule, { path: 'package/ONE.yml', body: 'x' }], ['pack-duplicate']],
    'without a pack': [[{ path: 'package/README.md', body: 'x' }], ['no-rules']],
    'with a broken rule': [[pack, { path: 'package/one.yml', body: 'id: one\n' }], Array(8).fill('missing-key')],
  }
  for (const [name, [entries, codes]] of Object.entries(broken)) {
    test(name, async () => {
      write('p.tgz', rawTarball(entries).bytes)
      const found = await mistakes(load('p.tgz'))
      expect(found.map((one) => one.split(' ').at(-1))).toEqual(codes)
    })
  }

  const bytes: Record<string, [() => Uint8Array, string]> = {
    'that is none': [() => Buffer.from('these are rules'), 'p.tgz pack-archive'],
    'with nothing in it': [() => Buffer.alloc(0), 'p.tgz pack-archive'],
    'that ends too early': [() => rawTarball([pack, rule]).bytes.subarray(0, 900), 'p.tgz pack-archive'],
    'compressed twice': [() => gzipSync(rawTarball([pack, rule]).bytes), 'p.tgz pack-archive'],
    'that unpacks to a gigabyte': [() => gzipSync(Buffer.alloc(20 * 1024 * 1024)), 'p.tgz pack-archive-too-large'],
    'that is too large': [() => Buffer.alloc(5 * 1024 * 1024, 1), 'p.tgz pack-archive-too-large'],
    'with too many files': [
      () =>
        gzipSync(tarOf(Array.from({ length: 10_001 }, (_, n) => ({ path: `package/${n}`, body: '' }))), { level: 0 }),
      'p.tgz pack-archive-too-large',
    ],
  }
  for (const [name, [make, expected]] of Object.entries(bytes)) {
    test(name, async () => {
      write('p.tgz', make())
      expect(await mistakes(load('p.tgz'))).toEqual([expected])
    })
  }
})

describe('a broken use in the policy', () => {
  const text = 'minAge: 72h\npacks:\n  - use: p\n'
  const use: PackUse = { from: 'p', version: '', digest: '', source: '', stages: [], line: 3 }

  function loadUse(changed: Partial<PackUse>): Promise<unknown> {
    const policy = { file: 'cordon.yml', text, dir: folder, root: folder, commit: 'none' as const }
    return loadAllPacks({ ...onlyNamed([], folder, 'nothing was judged'), uses: [{ ...use, ...changed }], policy })
  }

  beforeEach(() => {
    write('p/pack.yml', packText)
    write('p/one.yml', ruleText('one'))
  })

  test.each<[string, Partial<PackUse>, string[]]>([
    ['another version', { version: '1.3.0' }, ['cordon.yml:3:3 pack-version']],
    ['another digest', { digest: '0'.repeat(64) }, ['cordon.yml:3:3 pack-changed']],
    [
      'both',
      { version: '1.3.0', digest: '0'.repeat(64) },
      ['cordon.yml:3:3 pack-version', 'cordon.yml:3:3 pack-changed'],
    ],
    ['a path that climbs', { from: '../p' }, ['cordon.yml:3:3 pack-outside']],
    ['a path from the root', { from: '/etc' }, ['cordon.yml:3:3 pack-outside']],
    ['a package without a version', { from: 'npm:@acme/rules' }, ['cordon.yml:3:3 pack-spec']],
    ['a package with a range', { from: 'npm:@acme/rules@^1.0.0' }, ['cordon.yml:3:3 pack-spec']],
    ['a package with a tag', { from: 'npm:@acme/rules@latest' }, ['cordon.yml:3:3 pack-spec']],
    ['a package of two versions', { from: 'npm:@acme/rules@1.0.0', version: '1.1.0' }, ['cordon.yml:3:3 pack-spec']],
  ])('%s', async (_, changed, expected) => {
    expect(await mistakes(loadUse(changed))).toEqual(expected)
  })

  test('a link that leaves the repository', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'cordon-outside-'))
    try {
      writeFileSync(join(outside, 'one.yml'), ruleText('one'))
      symlinkSync(outside, join(folder, 'linked'))
      expect(await mistakes(loadUse({ from: 'linked' }))).toEqual(['cordon.yml:3:3 pack-outside'])
    } finally {
      rmSync(outside, { recursive: true })
    }
  })

  test('a package where no registry is asked', async () => {
    expect(await mistakes(load('npm:@acme/rules@1.0.0'))).toEqual(['pack-needs-registry'])
  })

  test('says both digests, and passes once the right one is pinned', async () => {
    const problem: unknown = await loadUse({ digest: '0'.repeat(64) }).catch((error: unknown) => error)
    if (!(problem instanceof Problem)) throw new Error('there was no mistake')
    const [mistake] = problem.mistakes
    const [pinned = '', found = ''] = mistake?.message.match(/[0-9a-f]{64}/g) ?? []
    expect(pinned).toBe('0'.repeat(64))
    expect(mistake?.place.text).toBe('  - use: p')
    await expect(loadUse({ digest: found, version: '1.2.0' })).resolves.toMatchObject({ notices: [] })
  })
})

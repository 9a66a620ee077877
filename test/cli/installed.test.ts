// A node_modules on disk held against the lockfile that was judged: every way in which they can differ.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { differencesIn } from '../../src/cli/installed.ts'
import { pinFiles } from '../../src/cli/pinned-files.ts'
import { parseLockfile } from '../../src/sources/lockfile/read.ts'
import { honestInstall } from '../support/fake-npm.ts'

type Entry = Record<string, unknown>
type Packages = Record<string, Entry>

const sha = (letter: string) => `sha512-${letter.repeat(86)}==`
const lock: Packages = {
  '': {
    name: 'app',
    version: '1.0.0',
    workspaces: ['packages/*'],
    dependencies: { a: '1', carrier: '1', mine: '1', alias: 'npm:@x/real@1' },
    devDependencies: { 'for-dev': '1' },
  },
  'node_modules/a': { version: '1.0.0', integrity: sha('A'), dependencies: { b: '2' } },
  'node_modules/a/node_modules/b': { version: '2.0.0', integrity: sha('B') },
  'node_modules/b': { version: '1.0.0', integrity: sha('C') },
  'node_modules/carrier': {
    version: '1.0.0',
    integrity: sha('D'),
    bundleDependencies: ['in'],
    dependencies: { in: '1' },
  },
  'node_modules/carrier/node_modules/in': { version: '1.0.0', inBundle: true },
  'node_modules/alias': { name: '@x/real', version: '1.0.0', integrity: sha('E') },
  'node_modules/for-dev': { version: '1.0.0', integrity: sha('F'), dev: true },
  'node_modules/mine': { resolved: 'packages/mine', link: true },
  'packages/mine': { name: 'mine', version: '1.0.0', dependencies: { b: '1' } },
}

let dir = ''
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-installed-')))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}

function install(change: (packages: Packages) => unknown = () => {}): void {
  const packages: Packages = structuredClone(lock)
  delete packages['']
  for (const [location, one] of Object.entries(packages)) {
    if (one.link === true) continue
    const name = one.name ?? location.slice(location.lastIndexOf('node_modules/') + 13)
    write(`${location}/package.json`, JSON.stringify({ name, version: one.version }))
  }
  mkdirSync(join(dir, 'node_modules'), { recursive: true })
  symlinkSync('../packages/mine', join(dir, 'node_modules/mine'), 'junction')
  change(packages)
  write('node_modules/.package-lock.json', JSON.stringify({ lockfileVersion: 3, requires: true, packages }))
}

function differences(isPart = false): string[] {
  const text = JSON.stringify({ name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages: lock })
  write('package-lock.json', text)
  const judged = parseLockfile({ file: 'package-lock.json', text, manifest: 'none', projectFolder: '' })
  const pinned = pinFiles(dir, 'nothing')
  return differencesIn({ dir, judged, pinned, isPart }).map(({ code, location }) => `${code} ${location}`)
}

describe('nothing differs', () => {
  test('where everything is as judged, tools have their own folders, and a tarball brings folders of its own', () => {
    install()
    write('node_modules/.bin/a', '')
    write('node_modules/.cache/x/package.json', '{}')
    write('node_modules/a/node_modules/c/package.json', '{"name":"c","version":"1.0.0"}')
    write('node_modules/a/fixtures/node_modules/d/package.json', '{}')
    expect(differences()).toEqual([])
  })
  test('where development was left out, with what it alone needs', () => {
    install((packages) => {
      delete packages['node_modules/for-dev']
      delete packages['node_modules/a/node_modules/b']
      for (const name of ['for-dev', 'a/node_modules']) rmSync(join(dir, 'node_modules', name), { recursive: true })
    })
    expect(differences()).toEqual([])
  })
  test('where nothing was to be installed', () => {
    write('package.json', '{}')
    const text = '{"lockfileVersion":3,"requires":true,"packages":{}}'
    const judged = parseLockfile({ file: 'x', text, manifest: 'none', projectFolder: '' })
    expect(differencesIn({ dir, judged, pinned: pinFiles(dir, 'nothing'), isPart: false })).toEqual([])
  })
})

const set = (location: string, one: Entry) => (all: Packages) => Object.assign(all, { [location]: one })

const cases: [what: string, change: (packages: Packages) => unknown, expected: string[]][] = [
  [
    'other bytes',
    set('node_modules/a', { ...lock['node_modules/a'], integrity: sha('Z') }),
    ['other-release node_modules/a'],
  ],
  ['no integrity', set('node_modules/a', { version: '1.0.0' }), ['other-release node_modules/a']],
  [
    'another name under it',
    set('node_modules/alias', { ...lock['node_modules/alias'], name: '@x/unreal' }),
    ['other-release node_modules/alias', 'other-on-disk node_modules/alias'],
  ],
  [
    'another version carried',
    set('node_modules/carrier/node_modules/in', { version: '6.6.6', inBundle: true }),
    ['other-release node_modules/carrier/node_modules/in', 'other-on-disk node_modules/carrier/node_modules/in'],
  ],
  [
    'another version carried than the record says',
    () => write('node_modules/carrier/node_modules/in/package.json', '{"name":"in","version":"6.6.6"}'),
    ['other-on-disk node_modules/carrier/node_modules/in'],
  ],
  [
    'one more, listed',
    set('node_modules/evil', { version: '1.0.0', integrity: sha('Z') }),
    ['not-judged node_modules/evil'],
  ],
  ['one more, unlisted', () => write('node_modules/evil/index.js', ''), ['unlisted node_modules/evil']],
  ['one more in a scope', () => write('node_modules/@x/evil/index.js', ''), ['unlisted node_modules/@x/evil']],
  [
    'a scope that is a link',
    () => symlinkSync(tmpdir(), join(dir, 'node_modules/@evil'), 'junction'),
    ['unlisted node_modules/@evil'],
  ],
  [
    "one more in a workspace's own folder",
    () => write('packages/mine/node_modules/evil/index.js', ''),
    ['unlisted packages/mine/node_modules/evil'],
  ],
  [
    'one less',
    (all) => Reflect.deleteProperty(all, 'node_modules/b'),
    ['missing node_modules/b', 'unlisted node_modules/b'],
  ],
  [
    'a folder that holds another',
    () => write('node_modules/b/package.json', '{"name":"b","version":"9.0.0"}'),
    ['other-on-disk node_modules/b'],
  ],
  [
    'a folder in place of a link',
    () => {
      rmSync(join(dir, 'node_modules/mine'))
      write('node_modules/mine/package.json', '{"name":"mine","version":"1.0.0"}')
    },
    ['other-on-disk node_modules/mine'],
  ],
  [
    'a link in place of a folder',
    () => {
      rmSync(join(dir, 'node_modules/b'), { recursive: true })
      symlinkSync(tmpdir(), join(dir, 'node_modules/b'), 'junction')
    },
    ['other-on-disk node_modules/b'],
  ],
]

describe('it is noticed', () => {
  test.each(cases)('%s', (_, change, expected) => {
    install(change)
    expect(differences()).toEqual(expected)
  })
  test('that there is no record', () => {
    install()
    rmSync(join(dir, 'node_modules/.package-lock.json'))
    expect(differences()).toEqual(['no-record '])
  })
  test('that the record is none', () => {
    install()
    write('node_modules/.package-lock.json', '[]')
    expect(() => differences()).toThrow()
  })
})

test("the stand-in for npm leaves what this takes for npm's", () => {
  const plain = {
    lockfileVersion: 3,
    requires: true,
    packages: { 'node_modules/a': { version: '1.0.0', integrity: sha('A') } },
  }
  const text = JSON.stringify(plain)
  write('package-lock.json', text)
  execFileSync(process.execPath, ['-e', honestInstall], { cwd: dir })
  const judged = parseLockfile({
    file: 'x',
    text: text.replace('{"node', '{"":{},"node'),
    manifest: 'none',
    projectFolder: '',
  })
  expect(differencesIn({ dir, judged, pinned: pinFiles(dir, 'nothing'), isPart: false })).toEqual([])
})

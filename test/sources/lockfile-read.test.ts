// Which file is read, what is said about the files beside it, and when a lockfile no longer belongs to its package.json.
import { describe, expect, test } from 'vitest'
import { readProjectLockfile } from '../../src/sources/lockfile/read.ts'
import { type Contents, codesOf, lockV3, mistakesOf, parse, project } from './lockfile-project.ts'

const once = { version: '1.4.0', integrity: 'sha512-AAAA' }
const manifest = { name: 'p', dependencies: { once: '^1.4.0' } }
const lock = lockV3({ 'node_modules/once': once }, { dependencies: { once: '^1.4.0' } })
const read = (contents: Contents, folders: readonly string[] = []) => readProjectLockfile(project(contents, folders))

describe('the choice of the file', () => {
  test('package-lock.json', () => {
    const lockfile = read({ 'package.json': manifest, 'package-lock.json': lock, 'yarn.lock': '' })
    expect(lockfile).toMatchObject({ file: 'package-lock.json', lockfileVersion: 3, notes: [] })
    expect(lockfile.packages.map((locked) => locked.name)).toEqual(['once'])
  })

  test('npm-shrinkwrap.json alone, with a note', () => {
    const lockfile = read({ 'package.json': manifest, 'npm-shrinkwrap.json': lock })
    expect(lockfile.file).toBe('npm-shrinkwrap.json')
    expect(lockfile.notes).toEqual([{ code: 'shrinkwrap-ignored-by-npm-12', file: 'npm-shrinkwrap.json' }])
  })

  test('package-lock.json beside an equal shrinkwrap, whatever its spelling', () => {
    const legacy = { lockfileVersion: 1, dependencies: { once } }
    const lockfile = read({ 'package.json': manifest, 'package-lock.json': lock, 'npm-shrinkwrap.json': legacy })
    expect(lockfile).toMatchObject({ file: 'package-lock.json', lockfileVersion: 3 })
    expect(lockfile.notes.map((note) => note.code)).toEqual(['shrinkwrap-ignored-by-npm-12'])
  })

  test.each([
    ['another version', { 'node_modules/once': { ...once, version: '1.4.1' } }],
    ['another integrity', { 'node_modules/once': { ...once, integrity: 'sha512-BBBB' } }],
    ['another host', { 'node_modules/once': { ...once, resolved: 'https://evil.example.test/once.tgz' } }],
    ['one more', { 'node_modules/once': once, 'node_modules/evil': once }],
    ['one less', {}],
  ])('no choice between unequal ones: %s', (_what, packages) => {
    const other = lockV3(packages, { dependencies: { once: '^1.4.0' } })
    const files = { 'package.json': manifest, 'package-lock.json': lock, 'npm-shrinkwrap.json': other }
    expect(codesOf(() => read(files))).toEqual(['lockfiles-disagree'])
  })

  test.each(['yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb', 'deno.lock'])(
    '%s alone is not read yet',
    (name) => {
      const mistakes = mistakesOf(() => read({ 'package.json': manifest, [name]: 'x' }))
      expect(mistakes.map((mistake) => mistake.code)).toEqual(['lockfile-not-read-yet'])
      expect(mistakes[0]?.message).toBe(`${name} is not read yet`)
    },
  )

  test('no lockfile, and no package.json', () => {
    expect(codesOf(() => read({ 'package.json': manifest }))).toEqual(['lockfile-missing'])
    expect(codesOf(() => read({ 'package-lock.json': lock }))).toEqual(['manifest-missing'])
  })

  test.each([
    ['{', 'manifest-syntax'],
    ['[]', 'manifest-malformed'],
    ['{"dependencies":{"once":1}}', 'manifest-malformed'],
  ])('a package.json that is %s', (text, code) => {
    expect(codesOf(() => read({ 'package.json': text, 'package-lock.json': lock }))).toContain(code)
  })

  test('a refused file says why', () => {
    const files = { ...project({}), read: () => ({ status: 'refused', why: 'leads out of the repository' }) as const }
    expect(codesOf(() => readProjectLockfile(files))).toEqual(['lockfile-unreadable'])
  })

  test('nothing but versions gets a note', () => {
    const bare = lockV3({ 'node_modules/once': { version: '1.4.0' } }, { dependencies: { once: '^1.4.0' } })
    expect(parse(bare).notes).toEqual([{ code: 'no-integrity-anywhere', file: 'package-lock.json' }])
    expect(parse(lock).notes).toEqual([])
  })
})

describe('a lockfile is out of date', () => {
  const stale = (changed: Contents, locked = lock, more: Contents = {}, folders: readonly string[] = []) =>
    codesOf(() => read({ 'package.json': changed, 'package-lock.json': locked, ...more }, folders))

  test.each<[string, Contents]>([
    ['a dependency more', { dependencies: { once: '^1.4.0', evil: '1' } }],
    ['a dependency less', {}],
    ['another range, though satisfied', { dependencies: { once: '~1.4.0' } }],
    ['another range, not satisfied', { dependencies: { once: '^2.0.0' } }],
    ['another group', { devDependencies: { once: '^1.4.0' } }],
    ['an alias now', { dependencies: { once: 'npm:twice@^1.4.0' } }],
    ['a URL now', { dependencies: { once: 'https://x.example.test/once.tgz' } }],
    ['a peer more', { ...manifest, peerDependencies: { react: '18' } }],
    ['an optional one more', { ...manifest, optionalDependencies: { fsevents: '2' } }],
    ['packageExtensions', { ...manifest, packageExtensions: { once: { dependencies: { ms: '2' } } } }],
  ])('%s', (_what, changed) => {
    expect(stale(changed)).toEqual(['lockfile-out-of-date'])
  })

  test('another group of an own folder, that is no workspace: its packages would count as something else', () => {
    const lib = { 'node_modules/lib': { resolved: 'lib', link: true }, lib: { version: '1.0.0' } }
    const locked = (root: Contents) => lockV3(lib, root)
    const asked = { dependencies: { lib: 'file:lib' } }
    expect(stale(asked, locked({ devDependencies: { lib: 'file:lib' } }))).toEqual(['lockfile-out-of-date'])
    expect(stale(asked, locked({}))).toEqual(['lockfile-out-of-date'])
    expect(stale(asked, locked({ dependencies: { lib: 'file:./lib' } }))).toEqual([])
    expect(stale({ ...asked, workspaces: ['lib'] }, locked({ workspaces: ['lib'] }))).toEqual([])
  })

  test('and each name is said at its place', () => {
    const changed = '{\n  "dependencies": {\n    "evil": "1",\n    "once": "^2"\n  }\n}'
    const places = mistakesOf(() => read({ 'package.json': changed, 'package-lock.json': lock })).map(
      ({ place }) => place,
    )
    expect(new Set(places.map(({ file, line }) => `${file}:${line}`))).toEqual(
      new Set(['package.json:3', 'package.json:4']),
    )
  })

  test('the root entry agrees, the locked version does not satisfy it', () => {
    const forged = lockV3({ 'node_modules/once': { ...once, version: '0.9.0' } }, { dependencies: { once: '^1.4.0' } })
    expect(stale(manifest, forged)).toEqual(['lockfile-out-of-date'])
    expect(stale(manifest, lockV3({}, { dependencies: { once: '^1.4.0' } }))).toEqual(['lockfile-out-of-date'])
  })

  test('version 1 is held against the package.json itself', () => {
    const legacy = (version: string) =>
      JSON.stringify({ lockfileVersion: 1, dependencies: { once: { ...once, version } } })
    expect(stale(manifest, legacy('1.4.0'))).toEqual([])
    expect(stale(manifest, legacy('1.3.0'))).toEqual(['lockfile-out-of-date'])
    expect(stale({ dependencies: { once: '^1.4.0', evil: '1' } }, legacy('1.4.0'))).toEqual(['lockfile-out-of-date'])
  })

  test.each<[string, Contents, Contents, Contents]>([
    ['a tag', { once: 'latest' }, { once: 'latest' }, {}],
    ['any version', { once: '' }, { once: '' }, {}],
    ['an optional dependency that is not locked', {}, {}, { optionalDependencies: { fsevents: '2' } }],
    ['a peer that is not locked (legacy-peer-deps)', {}, {}, { peerDependencies: { react: '18' } }],
    ['an override that replaces the range', { once: '^9.0.0' }, { once: '^9.0.0' }, { overrides: { once: '1.4.0' } }],
  ])('not by %s', (_what, asked, locked, more) => {
    const { overrides: _, ...recorded } = more
    const text = lockV3({ 'node_modules/once': once }, { dependencies: locked, ...recorded })
    expect(stale({ dependencies: asked, ...more }, text)).toEqual([])
  })

  test('not by a dependency that is optional as well', () => {
    const twice = { dependencies: { once: '^1.4.0' }, optionalDependencies: { once: '^1.4.0' } }
    expect(stale(twice, lockV3({ 'node_modules/once': once }, { optionalDependencies: { once: '^1.4.0' } }))).toEqual(
      [],
    )
  })
})

describe('a lockfile and the workspaces', () => {
  const root = { name: 'p', workspaces: ['packages/*'] }
  const entries = {
    'node_modules/a': { resolved: 'packages/a', link: true },
    'node_modules/b': { resolved: 'packages/b', link: true },
    'node_modules/once': once,
    'packages/a': { version: '1.0.0', dependencies: { b: '^1.0.0', once: '^1.4.0' } },
    'packages/b': { version: '1.0.0' },
  }
  const files = (a: Contents, b: Contents = { name: 'b', version: '1.0.0' }) => ({
    'package.json': root,
    'package-lock.json': lockV3(entries, root),
    'packages/a/package.json': { name: 'a', version: '1.0.0', ...a },
    'packages/b/package.json': b,
  })
  const folders = ['packages/a', 'packages/b']

  test('belong together', () => {
    expect(codesOf(() => read(files({ dependencies: { b: '^1.0.0', once: '^1.4.0' } }), folders))).toEqual([])
  })

  test('stay together when a release raises versions and ranges between them, as npm does', () => {
    const raised = files(
      { version: '2.0.0', dependencies: { b: '^2.0.0', once: '^1.4.0' } },
      { name: 'b', version: '2.0.0' },
    )
    expect(codesOf(() => read(raised, folders))).toEqual([])
  })

  test('stay together in a partial checkout', () => {
    const { 'packages/b/package.json': _, ...partial } = files({ dependencies: { b: '^1.0.0', once: '^1.4.0' } })
    expect(codesOf(() => read(partial, ['packages/a']))).toEqual([])
  })

  test.each<[string, Contents]>([
    ['a new dependency', { dependencies: { b: '^1.0.0', once: '^1.4.0', evil: '1' } }],
    ['a new development dependency', { dependencies: { b: '^1.0.0', once: '^1.4.0' }, devDependencies: { evil: '1' } }],
    ['another range', { dependencies: { b: '^1.0.0', once: '^2.0.0' } }],
    ['one less', { dependencies: { b: '^1.0.0' } }],
  ])('fall apart by %s', (_what, a) => {
    expect(codesOf(() => read(files(a), folders))).toEqual(['lockfile-out-of-date'])
  })

  test('fall apart when the folder no longer satisfies its neighbour: npm would fetch that name', () => {
    const raised = files({ dependencies: { b: '^2.0.0', once: '^1.4.0' } })
    expect(codesOf(() => read(raised, folders))).toEqual(['lockfile-out-of-date'])
  })

  test('fall apart by a folder that is not locked', () => {
    const all = files({ dependencies: { b: '^1.0.0', once: '^1.4.0' } })
    expect(codesOf(() => read(all, [...folders, 'packages/c']))).toEqual(['lockfile-out-of-date'])
  })
})

describe('patches of npm 12', () => {
  const patched = { path: 'patches/once.patch', integrity: 'sha512-PPPP' }
  const locked = (entry: Contents, lockfileVersion = 4) => ({
    lockfileVersion,
    packages: { '': { dependencies: { once: '^1.4.0' } }, 'node_modules/once': entry },
  })
  const codes = (patchedDependencies: Contents, lockfile: unknown) =>
    codesOf(() => read({ 'package.json': { ...manifest, patchedDependencies }, 'package-lock.json': lockfile }))

  test.each(['once', 'once@1.4.0', 'once@^1.0.0'])('%s is the locked one', (selector) => {
    expect(codes({ [selector]: patched.path }, locked({ ...once, patched }))).toEqual([])
  })

  test.each<[string, Contents, Contents]>([
    ['is no longer named', {}, { ...once, patched }],
    ['is not locked', { once: patched.path }, once],
    ['is another file', { once: 'patches/other.patch' }, { ...once, patched }],
    ['is for another version', { 'once@2': patched.path }, { ...once, patched }],
  ])('a patch %s', (_what, named, entry) => {
    expect(codes(named, locked(entry))).toEqual(['lockfile-out-of-date'])
  })

  test('other package managers use the same field: before version 4 it says nothing', () => {
    expect(codes({ once: patched.path }, locked(once, 3))).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { extract } from 'tar'
import { describe, expect, test } from 'vitest'
import { packageTarball, rawTarball } from '../../src/replay/package-tarball.ts'
import { type TarEntry, tarOf } from '../../src/replay/ustar.ts'
import { tarballLimits, type UnpackedTarball, unpackTarball } from '../../src/sources/tarball.ts'

function unpacked(bytes: Uint8Array): UnpackedTarball {
  const result = unpackTarball(bytes)
  if (!result.ok) throw new Error(`${result.why.code}: ${result.why.detail}`)
  return result.value
}

const entries = (...list: TarEntry[]) => unpacked(rawTarball(list).bytes)
const paths = (tarball: UnpackedTarball) => tarball.files.map((file) => file.path)
const textOf = (tarball: UnpackedTarball, path: string) =>
  Buffer.from(tarball.files.find((file) => file.path === path)?.bytes ?? []).toString()
const kinds = (tarball: UnpackedTarball) => tarball.oddities.map((oddity) => oddity.kind)
const failure = (bytes: Uint8Array, limits = tarballLimits) => {
  const result = unpackTarball(bytes, limits)
  return result.ok ? 'ok' : result.why.code
}

describe('an honest tarball', () => {
  test('gives its files, sizes and modes, and no oddities', () => {
    const tarball = entries(
      { path: 'package/package.json', body: '{}' },
      { path: 'package/bin/run', body: '#!/bin/sh\n', mode: 0o755 },
      { path: 'package/empty', body: '' },
      { path: 'package/node_modules/dep/index.js', body: 'x' },
    )
    expect(paths(tarball)).toEqual(['package.json', 'bin/run', 'empty', 'node_modules/dep/index.js'])
    expect(tarball.files.map((file) => file.executable)).toEqual([false, true, false, false])
    expect(textOf(tarball, 'bin/run')).toBe('#!/bin/sh\n')
    expect(tarball.unpackedBytes).toBe(13)
    expect(tarball.oddities).toEqual([])
  })

  test('strips the first folder whatever its name is, and reads pax paths', () => {
    const long = `${'folder/'.repeat(20)}file.js`
    expect(paths(entries({ path: `repo-1a2b3c/${long}`, body: '1' }))).toEqual([long])
  })

  test('may be several gzip members with zeros behind them, as for npm', () => {
    const tar = tarOf([{ path: 'package/a', body: 'a'.repeat(2000) }])
    const members = Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700)), Buffer.alloc(600)])
    expect(textOf(unpacked(members), 'a')).toHaveLength(2000)
  })

  test('may be no gzip at all, as for npm', () => {
    expect(paths(unpacked(tarOf([{ path: 'package/a', body: '1' }])))).toEqual(['a'])
  })
})

describe('what npm would not write is an oddity', () => {
  test.each([
    ['link-entry', { path: 'package/link', type: 'symlink', linkpath: '/etc/passwd' }],
    ['link-entry', { path: 'package/link', type: 'hardlink', linkpath: 'package/a' }],
    ['special-entry', { path: 'package/pipe', type: 'fifo' }],
    ['special-entry', { path: 'package/dev', type: 'character-device' }],
    ['parent-path', { path: 'package/../../outside', body: 'x' }],
    ['parent-path', { path: 'package/a\\..\\..\\outside', body: 'x' }],
    ['special-entry', { path: 'outside-any-folder', body: 'x' }],
    ['special-entry', { path: 'package/bad', body: 'x', badChecksum: true }],
  ] as const)('%s: %o', (kind, entry) => {
    const tarball = entries({ path: 'package/a', body: 'a' }, entry, { path: 'package/z', body: 'z' })
    expect(paths(tarball)).toEqual(['a', 'z'])
    expect(kinds(tarball)).toContain(kind)
  })

  test('directories are neither files nor oddities', () => {
    const tarball = entries({ path: 'package/lib/', type: 'directory' }, { path: 'package/lib/a', body: 'a' })
    expect(paths(tarball)).toEqual(['lib/a'])
    expect(tarball.oddities).toEqual([])
  })

  test('absolute paths and drives lose their root', () => {
    const tarball = entries({ path: 'package//etc/x', body: '1' }, { path: 'package/c:/y', body: '2' })
    expect(paths(tarball)).toEqual(['etc/x', 'y'])
    expect(kinds(tarball)).toEqual(['absolute-path', 'absolute-path'])
  })

  test('a path of nothing but roots does not keep us busy', () => {
    expect(failure(rawTarball([{ path: `package/${'c:'.repeat(10_000)}x`, body: '1' }]).bytes)).toBe(
      'unreadable-tarball',
    )
  })

  test('a file below a file, and a file in place of a folder, are left out', () => {
    const tarball = entries(
      { path: 'package/a', body: 'file' },
      { path: 'package/a/b', body: 'below' },
      { path: 'package/c/d', body: 'file' },
      { path: 'package/c', body: 'in place of a folder' },
    )
    expect(paths(tarball)).toEqual(['a', 'c/d'])
    expect(kinds(tarball)).toEqual(['duplicate-path', 'duplicate-path'])
  })
})

describe('one path, several entries', () => {
  test('the last one wins, however it is spelled', () => {
    const tarball = entries({ path: 'package/a.js', body: 'decoy' }, { path: 'other/./a.js', body: 'real' })
    expect(textOf(tarball, 'a.js')).toBe('real')
    expect(paths(tarball)).toEqual(['a.js'])
    expect(kinds(tarball)).toEqual(['duplicate-path'])
  })

  test('names that fold together are collisions and both stay', () => {
    const tarball = entries(
      { path: 'package/Index.js', body: '1' },
      { path: 'package/index.js', body: '2' },
      { path: 'package/\u00e9.js', body: '3' },
      { path: 'package/e\u0301.js', body: '4' },
    )
    expect(tarball.files).toHaveLength(4)
    expect(kinds(tarball)).toEqual(['case-collision', 'case-collision'])
  })

  test('a flood of one kind hides no other', () => {
    const flood = Array.from({ length: 1500 }, (): TarEntry => ({ path: 'package/a.js', body: 'again' }))
    const tarball = entries(...flood, { path: 'package/A.js' }, { path: 'package/.\\package.json' })
    expect(kinds(tarball).filter((kind) => kind !== 'duplicate-path')).toEqual(['case-collision', 'backslash-path'])
    expect(kinds(tarball)).toHaveLength(1002)
  })

  test('.gitignore becomes .npmignore, unless one came before', () => {
    expect(paths(entries({ path: 'package/.gitignore', body: 'x' }))).toEqual(['.npmignore'])
    const both = entries({ path: 'package/.npmignore', body: 'n' }, { path: 'package/.gitignore', body: 'g' })
    expect(textOf(both, '.npmignore')).toBe('n')
    expect(both.oddities).toEqual([])
  })

  test('__proto__ is a name like any other', () => {
    const tarball = entries(
      { path: 'package/__proto__', body: '1' },
      { path: 'package/constructor/prototype/x', body: '2' },
    )
    expect(paths(tarball)).toEqual(['__proto__', 'constructor/prototype/x'])
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('limits', () => {
  const { bytes } = packageTarball({ 'a.js': 'x'.repeat(100_000), 'b.js': 'y' })

  test('unpacked bytes', () => expect(failure(bytes, { ...tarballLimits, maxUnpackedBytes: 50_000 })).toBe('too-large'))
  test('bytes of one file', () => expect(failure(bytes, { ...tarballLimits, maxFileBytes: 50_000 })).toBe('too-large'))
  test('entries', () => expect(failure(bytes, { ...tarballLimits, maxEntries: 1 })).toBe('too-many-files'))
  test('none is reached', () => expect(failure(bytes)).toBe('ok'))

  test('a bomb is stopped before it is unpacked', () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
    const before = process.memoryUsage().arrayBuffers
    expect(failure(bomb, { ...tarballLimits, maxUnpackedBytes: 1024 * 1024 })).toBe('too-large')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
  })

  test('broken headers count as entries', () => {
    const junk = Buffer.alloc(512 * 300, 1)
    const archive = Buffer.concat([tarOf([{ path: 'package/a', body: 'a' }]).subarray(0, 1024), junk])
    expect(failure(gzipSync(archive), { ...tarballLimits, maxEntries: 100 })).toBe('too-many-files')
  })
})

describe('what npm cannot unpack', () => {
  const { bytes } = packageTarball({ 'a.js': 'x'.repeat(100_000) })
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<html>not found</html>')],
    ['a truncated gzip', bytes.subarray(0, bytes.length >> 1)],
    ['a truncated tar', gzipSync(gunzipSync(bytes).subarray(0, 2000))],
    ['an archive of nothing', gzipSync(Buffer.alloc(1024))],
    ['compressed twice', gzipSync(bytes)],
    ['garbage behind the gzip', Buffer.concat([bytes, Buffer.from('garbage')])],
  ])('%s', (_, archive) => expect(failure(archive)).toBe('unreadable-tarball'))
})

/** What tar itself leaves on disk, called as pacote calls it (pacote/lib/fetcher.js, `#tarxOptions`). */
async function extracted(bytes: Uint8Array): Promise<Record<string, string>> {
  const cwd = await mkdtemp(join(tmpdir(), 'cordon-tar-'))
  try {
    await writeFile(join(cwd, 'it.tgz'), bytes)
    await mkdir(join(cwd, 'out'))
    const filter = (_: string, entry: object) => 'type' in entry && `${entry.type}`.endsWith('File')
    await extract({ file: join(cwd, 'it.tgz'), cwd: join(cwd, 'out'), strip: 1, noChmod: true, noMtime: true, filter })
    const names = await readdir(join(cwd, 'out'), { recursive: true, withFileTypes: true })
    const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
    return Object.fromEntries(
      files.map((file) => [relative(join(cwd, 'out'), file), readFileSync(file, 'utf8')] as const).sort(),
    )
  } finally {
    await rm(cwd, { recursive: true })
  }
}

test('files and contents equal what tar extracts for npm', async () => {
  const hostile: TarEntry[] = [
    { path: 'package/a.js', body: 'first' },
    { path: 'x//./b/../a.js', body: 'has a parent part' },
    { path: './package/c.js', body: 'one folder deeper' },
    { path: '/package/d.js', body: 'absolute' },
    { path: 'package//e.js', body: 'double slash' },
    { path: 'package/c:\\windows/f.js', body: 'drive' },
    { path: 'package/\\g\\h.js', body: 'backslash' },
    { path: 'package/a.js/below.js', body: 'below a file' },
    { path: 'package/dir/i.js', body: 'i' },
    { path: 'package/dir', body: 'in place of a folder' },
    { path: 'package/link', type: 'symlink', linkpath: 'a.js' },
    { path: 'package/link', body: 'a file after all' },
    { path: 'top-level', body: 'nowhere' },
    { path: 'package/', body: '' },
    { path: 'package/bad', body: 'x', badChecksum: true },
    { path: 'package/__proto__/j.js', body: 'j' },
    { path: 'other/a.js', body: 'last' },
  ]
  const { bytes } = rawTarball(hostile)
  const ours = unpacked(bytes).files.map((file) => [file.path, Buffer.from(file.bytes).toString()] as const)
  expect(Object.fromEntries(ours.sort())).toEqual(await extracted(bytes))
})

test('any bytes give an answer', () => {
  const small = { maxUnpackedBytes: 1024 * 1024, maxEntries: 100, maxFileBytes: 1024 * 1024 }
  const honest = packageTarball({ 'package.json': '{}', 'a.js': 'x'.repeat(600) })
  const flipped = fc
    .array(fc.tuple(fc.nat(3000), fc.integer({ min: 0, max: 255 })), { maxLength: 20 })
    .map((changes) => {
      const tar = Buffer.from(gunzipSync(honest.bytes))
      for (const [at, byte] of changes) tar[at % tar.length] = byte
      return gzipSync(tar)
    })
  const anything = fc.oneof(fc.uint8Array({ maxLength: 3000 }), flipped)
  fc.assert(
    fc.property(anything, (bytes) => {
      const result = unpackTarball(bytes, small)
      expect(result.ok ? result.value.files.every((file) => !file.path.startsWith('/')) : result.why.code).toBeTruthy()
    }),
    { numRuns: 500 },
  )
})

// Tarballs kept from run to run: nothing but files that are named by a digest, whatever else lies in the folder.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepTarballs, takeTarballs } from '../../../src/action/tarball-cache.ts'

let folder = ''
let folders = { kept: '', own: '' }
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-kept-'))
  folders = { kept: join(folder, 'kept'), own: join(folder, 'own') }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const gzip = Buffer.from([0x1f, 0x8b, 8, 0])
const nameOf = (hex: string) => join('_cacache/content-v2/sha512', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4))
const one = nameOf('1'.repeat(128))
const two = nameOf('2'.repeat(128))

function write(path: string, bytes: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), bytes)
}
const there = (path: string) => existsSync(join(folder, path))

test('tarballs go in and out', () => {
  write(`kept/${one}`, gzip)
  expect(takeTarballs(folders)).toBe(1)
  expect(there(`own/${one}`)).toBe(true)
  write(`own/${two}`, gzip)
  keepTarballs(folders)
  expect(there(`kept/${two}`)).toBe(true)
})

test('nothing else does', () => {
  write('kept/_cacache/index-v5/aa/bb/cc', 'an answer of a registry')
  write('kept/_cordon/facts-v1/aa/x.json', '{}')
  write(`kept/${one}`, '{"a":"packument"}')
  write(`kept/${dirname(two)}/short`, gzip)
  write('kept/_cacache/content-v2/sha1/11/22/x', gzip)
  write('secret', gzip)
  mkdirSync(join(folder, 'kept', dirname(two)), { recursive: true })
  symlinkSync(join(folder, 'secret'), join(folder, 'kept', two))
  expect(takeTarballs(folders)).toBe(0)
  expect(there('own')).toBe(false)
  write('own/_cordon/trust-seen-v1/x.txt', 'a')
  write(`own/${one}`, '{}')
  rmSync(folders.kept, { recursive: true })
  keepTarballs(folders)
  expect(there('kept')).toBe(false)
})

test('what was damaged there is replaced by what this run fetched', () => {
  write(`kept/${one}`, Buffer.concat([gzip, gzip]))
  write(`own/${one}`, gzip)
  keepTarballs(folders)
  expect(readFileSync(join(folders.kept, one))).toEqual(gzip)
})

test('without a folder nothing is kept', () => {
  expect(takeTarballs({ kept: '', own: folders.own })).toBe(0)
  keepTarballs({ kept: '', own: folders.own })
  expect(takeTarballs(folders)).toBe(0)
})

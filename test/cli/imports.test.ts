// What the policy imports by URL: from the cache by its digest, or not at all. Files are in accept.test.ts.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readImports } from '../../src/cli/imports.ts'
import { Problem } from '../../src/domain/problem.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-imports-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const url = 'https://audits.example.test/cordon.lock'
const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`
const line = (name: string, standard: string, by: string) =>
  `release ${name}@1.0.0 ${integrity} ${standard} 2026-06-01T10:00:00Z "${by}@example.test" "x"`
const text = `cordon.lock 1\n${line('a', 'reviewed', 'ada')}\n${line('b', 'initial', 'ada')}\n${line('c', 'reviewed', 'bea')}\n`
const digest = createHash('sha256').update(text).digest('hex')

async function imported(from: string, pinned = digest, cached = text): Promise<string[]> {
  const cacheDir = join(folder, 'cache')
  rmSync(cacheDir, { recursive: true, force: true })
  mkdirSync(join(cacheDir, '_cordon/audits-v1'), { recursive: true })
  if (cached !== '') writeFileSync(join(cacheDir, '_cordon/audits-v1', `${pinned}.txt`), cached)
  const settings = {
    cacheDir,
    registryFor: () => '',
    fetchedFrom: (resolved: string) => resolved,
    offline: true,
    fetchOptions: {},
    treeOptions: {},
    notices: [],
  }
  const imports = [{ from, digest: pinned, authors: ['ada@example.test'], line: 1 }]
  try {
    const place = { file: 'cordon.yml', text: '', dir: folder, root: folder, commit: 'none' as const }
    const found = await readImports({ imports }, { settings, place, consequence: '' })
    return [
      ...found.releases.map(({ name, from: where }) => `${name} ${where}`),
      ...found.notices.map(({ code }) => code),
    ]
  } catch (error) {
    if (error instanceof Problem) return error.mistakes.map(({ code }) => code)
    throw error
  }
}

test('what the named authors reviewed counts, and nothing else', async () => {
  expect(await imported(url)).toEqual([`a ${url}`])
})

test('what cannot be had trusts nothing, and that is said', async () => {
  expect(await imported(url, digest, '')).toEqual(['import-not-at-hand'])
})

test('a cache that somebody wrote to counts for nothing', async () => {
  expect(await imported(url, digest, text.replace('a@1', 'evil@1'))).toEqual(['import-not-at-hand'])
})

test('only https and files', async () => {
  expect(await imported('http://audits.example.test/cordon.lock')).toEqual(['import-unreadable'])
  expect(await imported('ftp://audits.example.test/cordon.lock')).toEqual(['import-unreadable'])
  expect(await imported('nowhere.lock')).toEqual(['import-unreadable'])
})

test('a text with that digest has to be a cordon.lock', async () => {
  const other = 'hello\n'
  const pinned = createHash('sha256').update(other).digest('hex')
  expect(await imported(url, pinned, other)).toEqual(['cordon-lock-version'])
})

// Patch files on a real disk: exactly what the lockfile pins, and nothing from outside the project.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createPatchSource,
  eitherOf,
  maxPatchBytes,
  type PatchSource,
  patchesIn,
} from '../../src/sources/patch-files.ts'

const text = 'a patch'
const integrity = `sha512-${createHash('sha512').update(text).digest('base64')}`
let top = ''

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-patches-')))
})
afterEach(() => rmSync(top, { recursive: true }))

function write(path: string, content = text): string {
  const file = join(top, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

async function codeOf(source: PatchSource, path: string, pinned = integrity): Promise<string> {
  const found = await source({ path, integrity: pinned })
  return found.ok ? Buffer.from(found.value.bytes).toString() : found.why.code
}

const inProject = (path: string, pinned = integrity) => codeOf(patchesIn(join(top, 'project')), path, pinned)

describe('the patch file', () => {
  test('that is pinned is read, by a link inside the project too', async () => {
    write('project/patches/a.patch')
    symlinkSync('patches/a.patch', join(top, 'project/link.patch'))
    expect(await inProject('patches/a.patch')).toBe(text)
    expect(await inProject('./patches/a.patch')).toBe(text)
    expect(await inProject('link.patch')).toBe(text)
  })

  test('that is missing or a folder is unreadable', async () => {
    write('project/patches/a.patch')
    expect(await inProject('patches/b.patch')).toBe('patch-unreadable')
    expect(await inProject('patches')).toBe('patch-unreadable')
  })

  test('outside the project is not read, whatever leads there', async () => {
    write('project/package.json')
    const outside = write('outside.patch')
    symlinkSync(outside, join(top, 'project/a.patch'))
    symlinkSync(top, join(top, 'project/folder'))
    for (const path of ['a.patch', 'folder/outside.patch', '../outside.patch', 'x/../../outside.patch', outside]) {
      expect(await inProject(path)).toBe('patch-unreadable')
    }
  })

  test('that is a giant, or has no name a file can have, is not read', async () => {
    truncateSync(write('project/giant.patch'), maxPatchBytes + 1)
    for (const path of ['giant.patch', '', 'a\0.patch', 'a'.repeat(5000)]) {
      expect(await inProject(path)).toBe('patch-unreadable')
    }
  })

  test.each([
    ['another digest', `sha512-${createHash('sha512').update('other').digest('base64')}`],
    ['a weaker digest', `sha1-${createHash('sha1').update(text).digest('base64')}`],
    ['options, which npm does not take either', `${integrity}?x`],
    ['a second digest, which npm does not take either', `${integrity} ${integrity}`],
  ])('under %s is another one', async (_what, pinned) => {
    write('project/a.patch')
    expect(await inProject('a.patch', pinned)).toBe('patch-mismatch')
  })
})

test('of two sources the one that has the pinned file counts, else the second says why', async () => {
  const has = (content: string) => createPatchSource(async () => ({ status: 'bytes', bytes: Buffer.from(content) }))
  const hasNone = createPatchSource(async () => ({ status: 'missing' }))
  expect(await codeOf(eitherOf(has('other'), has(text)), 'a')).toBe(text)
  expect(await codeOf(eitherOf(has(text), hasNone), 'a')).toBe(text)
  expect(await codeOf(eitherOf(hasNone, has('other')), 'a')).toBe('patch-mismatch')
})

test('a source that is no disk is bounded as well', async () => {
  const giant = createPatchSource(async () => ({ status: 'bytes', bytes: Buffer.alloc(maxPatchBytes + 1) }))
  expect(await codeOf(giant, 'a')).toBe('patch-unreadable')
})

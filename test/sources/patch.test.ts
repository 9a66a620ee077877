// Patches in memory, held equal to npm's own applying them on disk: the same files or a failure.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import npm from '@npmcli/arborist/lib/patch.js'
import { createTwoFilesPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PatchedTarball, patchTarball } from '../../src/sources/patch.ts'

type Tree = Record<string, string | Buffer>

const files: Tree = {
  'package.json': '{\n  "name": "tiny"\n}\n',
  'index.js': 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n',
  'lib/deep/a.js': 'a\n',
  'no-newline.js': 'last line',
  'windows.js': 'one\r\ntwo\r\n',
}

function patched(tree: Tree, patch: string | Buffer): PatchedTarball | string {
  const packed = Object.entries(tree).map(([path, text]) => ({ path, bytes: Buffer.from(text), executable: true }))
  const result = patchTarball(
    { files: packed, oddities: [], unpackedBytes: 0 },
    { bytes: Buffer.from(patch), integrity: 'sha512-p' },
  )
  return result.ok ? result.value : result.why.code
}

/** Every file in hex, or `fails`. */
function ours(tree: Tree, patch: string | Buffer): Record<string, string> | 'fails' {
  const result = patched(tree, patch)
  if (typeof result === 'string') return 'fails'
  return sorted(result.tarball.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('hex')]))
}

async function npms(tree: Tree, patch: string | Buffer): Promise<Record<string, string> | 'fails'> {
  const top = await mkdtemp(join(tmpdir(), 'cordon-patch-'))
  const cwd = join(top, 'package')
  try {
    await mkdir(cwd)
    for (const [path, text] of Object.entries(tree)) {
      await mkdir(dirname(join(cwd, path)), { recursive: true })
      await writeFile(join(cwd, path), text)
    }
    const failed = await npm.applyPatchToDir({ patch: Buffer.from(patch), cwd }).then(
      () => false,
      () => true,
    )
    if (failed) return 'fails'
    const found = await readdir(cwd, { recursive: true, withFileTypes: true })
    const read = found
      .filter((one) => one.isFile())
      .map(async (one): Promise<[string, string]> => {
        const path = join(one.parentPath, one.name)
        return [relative(cwd, path).replaceAll(sep, '/'), await readFile(path, 'hex')]
      })
    return sorted(await Promise.all(read))
  } finally {
    await rm(top, { recursive: true })
  }
}

function sorted(entries: readonly [string, string][]): Record<string, string> {
  return Object.fromEntries([...entries].sort())
}

const change = (path: string, hunk: string) => `--- a/${path}\n+++ b/${path}\n${hunk}`
const add = (path: string, line = 'new') => `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+${line}\n`
const remove = (path: string, line: string) => `--- a/${path}\n+++ /dev/null\n@@ -1 +0,0 @@\n-${line}\n`
const oneToTwo = '@@ -1 +1 @@\n-a\n+b\n'

const applies: Record<string, string | Buffer> = {
  nothing: '',
  'no patch at all': 'just some text\n',
  'a changed file': change('lib/deep/a.js', oneToTwo),
  'a changed file without prefixes': `--- lib/deep/a.js\n+++ lib/deep/a.js\n${oneToTwo}`,
  'a new name counts': `--- a/else.js\n+++ b/lib/deep/a.js\n${oneToTwo}`,
  'a hunk that moved': change('index.js', '@@ -1,2 +1,2 @@\n five\n-six\n+6\n'),
  'two hunks': change('index.js', '@@ -1,2 +1,1 @@\n one\n-two\n@@ -7,2 +6,3 @@\n seven\n eight\n+nine\n'),
  'git headers': `diff --git a/x b/x\nindex 1..2 100644\n${change('lib/deep/a.js', oneToTwo)}`,
  'a mode change only': 'diff --git a/index.js b/index.js\nold mode 100644\nnew mode 100755\n',
  'an added file': add('lib/new/b.js'),
  'an added file in a folder that is new': add('x/y/z.js'),
  'a removed file': remove('lib/deep/a.js', 'a'),
  'removed, then added again': remove('lib/deep/a.js', 'a') + add('lib/deep/a.js'),
  'changed twice': change('lib/deep/a.js', oneToTwo) + change('lib/deep/a.js', '@@ -1 +1 @@\n-b\n+c\n'),
  'no newline at the end': change(
    'no-newline.js',
    '@@ -1 +1 @@\n-last line\n\\ No newline at end of file\n+new\n\\ No newline at end of file\n',
  ),
  'unix lines for a file with others': change('windows.js', '@@ -1,2 +1,2 @@\n one\n-two\n+2\n'),
  'spelled with detours': `--- a/lib//./deep/a.js\n+++ b/lib//./deep/a.js\n${oneToTwo}`,
  'a quoted name': `--- "a/lib/deep/a.js"\n+++ "b/lib/deep/a.js"\n${oneToTwo}`,
  'a name that objects have': add('__proto__') + add('constructor/prototype.js'),
  'a timestamp behind the name': `--- a/lib/deep/a.js\t2026-01-01\n+++ b/lib/deep/a.js\t2026-01-01\n${oneToTwo}`,
}

const fails: Record<string, string | Buffer> = {
  'another context': change('lib/deep/a.js', '@@ -1 +1 @@\n-x\n+b\n'),
  'a missing file': change('gone.js', oneToTwo),
  'a folder': change('lib', oneToTwo),
  'an addition that is there': add('index.js'),
  'an addition where a folder is': add('lib'),
  'an addition below a file': add('index.js/x.js'),
  'a removal of what is not there': remove('gone.js', 'a'),
  'a removal of something else': remove('lib/deep/a.js', 'x'),
  'a hunk that counts wrongly': change('lib/deep/a.js', '@@ -1,5 +1 @@\n-a\n+b\n'),
  'a line from nowhere': `${change('lib/deep/a.js', oneToTwo)}what is this\n`,
  'a hunk without a file': oneToTwo,
  'nothing to nothing': `--- /dev/null\n+++ /dev/null\n${oneToTwo}`,
  'a way out': add('../outside.js'),
  'a way out, deep': add('lib/../../outside.js'),
  'a way out as a removal': remove('../outside.js', 'one'),
  'an absolute path': '--- /dev/null\n+++ /tmp/outside.js\n@@ -0,0 +1 @@\n+x\n',
  'the package itself': add('.'),
  'a path that is too long': add('a/'.repeat(3000)),
  'a good part before a bad one': add('good.js') + add('../outside.js'),
}

/** npm applies these on some system; what they would mean on another is not worth finding out. */
const refused: Record<string, string> = {
  'another package in node_modules': add('node_modules/dep/index.js'),
  'node_modules deeper down': add('lib/node_modules/dep/index.js'),
  'node_modules in other letters': add('Node_Modules/dep/index.js'),
  'node_modules with a dot behind it': add('node_modules./dep/index.js'),
  'its short name': add('NODE_M~1/dep/index.js'),
  'a backslash': add('lib\\\\b.js'),
  'a drive': add('c:x.js'),
  'a blank at the end': add('x /y.js'),
  'a detour through above': add('lib/../x.js'),
  'out and in again by the name of the folder': add('../package/x.js'),
}

describe('a patch', () => {
  test.each(Object.entries(applies))('applies as npm applies it: %s', async (_what, patch) => {
    const expected = await npms(files, patch)
    expect(expected).not.toBe('fails')
    expect(ours(files, patch)).toEqual(expected)
  })

  test.each(Object.entries(fails))('fails as for npm: %s', async (_what, patch) => {
    expect(patched(files, patch)).toBe('patch-failed')
    expect(await npms(files, patch)).toBe('fails')
  })

  test.each(Object.entries(refused))('is refused where paths are read in two ways: %s', (_what, patch) => {
    expect(patched(files, patch)).toBe('patch-failed')
  })

  test('turns bytes that are no UTF-8 into what npm turns them into', async () => {
    const tree = { 'index.js': Buffer.from([0x61, 0x0a, 0xff, 0xfe, 0x0a]) }
    const patch = change('index.js', oneToTwo)
    const expected = await npms(tree, patch)
    expect(expected).toEqual({ 'index.js': Buffer.from('b\n\ufffd\ufffd\n').toString('hex') })
    expect(ours(tree, patch)).toEqual(expected)
  })

  test('is recorded with the lines of each file', () => {
    const result = patched(
      files,
      change('index.js', '@@ -1,2 +1,3 @@\n one\n-two\n+2\n+3\n') + add('b.js') + add('c.js'),
    )
    expect(result).toMatchObject({
      record: {
        integrity: 'sha512-p',
        files: [
          { path: 'index.js', added: 2, removed: 1 },
          { path: 'b.js', added: 1, removed: 0 },
          { path: 'c.js', added: 1, removed: 0 },
        ],
      },
    })
  })

  test('counts the bytes anew, and leaves modes and other files alone', () => {
    const result = patched({ a: 'a\n', 'lib/b': 'b\n' }, change('a', '@@ -1 +1,2 @@\n a\n+a\n') + add('c'))
    if (typeof result === 'string') throw new Error(result)
    expect(result.tarball.unpackedBytes).toBe(10)
    expect(result.tarball.files.map(({ path, executable }) => [path, executable])).toEqual([
      ['a', true],
      ['lib/b', true],
      ['c', false],
    ])
  })
})

test('random edits, some of them spoiled, come out as npm has them', { timeout: 120_000 }, async () => {
  const text = fc
    .tuple(
      fc.array(fc.constantFrom('a', 'b', 'c', '', '--- a/x', '@@', '\u00e9', 'x\r'), { maxLength: 12 }),
      fc.boolean(),
    )
    .map(([lines, ends]) => lines.join('\n') + (ends ? '\n' : ''))
  const tree = fc.dictionary(fc.constantFrom('a.js', 'lib/b.js', 'lib', 'c'), text, { noNullPrototype: true })
  const fits = (one: Tree) => !('lib' in one && 'lib/b.js' in one)
  let failed = 0
  let applied = 0
  await fc.assert(
    fc.asyncProperty(tree.filter(fits), tree.filter(fits), fc.nat(40), fc.boolean(), async (from, to, at, spoil) => {
      const lines = diffOf(from, to).split('\n')
      const patch = (spoil ? lines.toSpliced(at, 1) : lines).join('\n')
      const expected = await npms(from, patch)
      expect(ours(from, patch)).toEqual(expected)
      if (expected === 'fails') failed++
      else applied++
    }),
    { numRuns: 400, seed: 20261122 },
  )
  expect(Math.min(failed, applied)).toBeGreaterThan(20)
})

/** As `npm patch commit` writes it (npm's lib/utils/patch-diff.js). */
function diffOf(from: Tree, to: Tree): string {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((path) => from[path] !== to[path])
    .map((path) => {
      const [before, after] = [path in from ? `a/${path}` : '/dev/null', path in to ? `b/${path}` : '/dev/null']
      return createTwoFilesPatch(before, after, String(from[path] ?? ''), String(to[path] ?? ''), '', '')
    })
    .join('')
}

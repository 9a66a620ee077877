import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { readPackFiles } from '../../src/sources/pack-files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cordon-pack-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function codes(path: string): Promise<string[]> {
  const problem: unknown = await readPackFiles(path, 'nothing was scanned').catch((error: unknown) => error)
  if (!(problem instanceof Problem)) throw new Error('there was no mistake')
  expect(problem.consequence).toBe('nothing was scanned')
  return problem.mistakes.map((mistake) => mistake.code)
}

async function packOf(name: string, files: Record<string, string | Uint8Array>): Promise<string> {
  const path = join(folder, name)
  await mkdir(path)
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text)
  return path
}

describe('the files of a pack', () => {
  test('are the .yml files of the folder, by name', async () => {
    const path = await packOf('good', { 'b.yml': 'b: ü', 'a.yml': '', 'README.md': 'x', '.hidden.yml': 'x' })
    await mkdir(join(path, 'inner'))
    expect(await readPackFiles(path, 'x')).toEqual([
      { path: join(path, 'a.yml'), text: '' },
      { path: join(path, 'b.yml'), text: 'b: ü' },
    ])
  })

  test('are one file when a file is named', async () => {
    const path = await packOf('single', { 'a.yml': 'id: a', 'b.yml': 'id: b' })
    expect(await readPackFiles(join(path, 'a.yml'), 'x')).toEqual([{ path: join(path, 'a.yml'), text: 'id: a' }])
  })

  test('that cannot be read are all named', async () => {
    const path = await packOf('bad', {
      'a.yaml': 'would never run',
      'b.yml': Uint8Array.of(0xff, 0xfe),
      'c.yml': 'x'.repeat(300 * 1024),
    })
    await mkdir(join(path, 'd.yml'))
    await symlink(join(path, 'nowhere'), join(path, 'e.yml'))
    expect((await codes(path)).sort()).toEqual([
      'not-utf8',
      'rules-extension',
      'rules-missing',
      'rules-special',
      'too-large',
    ])
  })

  test('must exist', async () => {
    expect(await codes(join(folder, 'none'))).toEqual(['rules-missing'])
    expect(await codes('/dev/null')).toEqual(['rules-special'])
  })

  test('are not endless', async () => {
    const names = Array.from({ length: 1001 }, (_, n) => [`r${n}.yml`, ''] as const)
    expect(await codes(await packOf('many', Object.fromEntries(names)))).toEqual(['too-many-files'])
  })
})

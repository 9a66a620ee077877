// The project's .npmrc on disk, as text. The checkout is attacker-controlled: what is no small regular file is not read.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nowhere, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'

const maxBytes = 1024 * 1024

/** '' when there is none. A folder in its place is none either, as for npm, and said. */
export async function npmrcOfProject(file: string): Promise<{ text: string; notices: readonly Notice[] }> {
  const found = await stat(file).catch(() => undefined)
  if (found === undefined) return { text: '', notices: [] }
  if (!found.isFile()) return { text: '', notices: [{ code: 'npmrc-unreadable', detail: file }] }
  if (found.size > maxBytes) {
    const message = `${file} has more than ${maxBytes} bytes`
    const help = 'An .npmrc has a few lines; look at what is in this one.'
    throw new Problem([{ code: 'npmrc-too-large', message, help, place: nowhere }], 'Nothing was scanned.')
  }
  return { text: await readFile(file, 'utf8'), notices: [] }
}

/** The file is the user's alone and gone when `use` is done. */
export async function withTemporaryFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-npmrc-'))
  try {
    const file = join(folder, 'npmrc')
    await writeFile(file, text, { mode: 0o600 })
    return await use(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

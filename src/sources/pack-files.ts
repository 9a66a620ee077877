// Reads the files of a rule pack from disk: one folder of .yml files, or a single one. Bounded; what the files mean is
// not its business.
import { isUtf8 } from 'node:buffer'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Mistake, nowhere, Problem } from '../domain/problem.ts'

export type PackText = { path: string; text: string }

/** Bytes of one file. */
const maxBytes = 256 * 1024
const maxFiles = 1000

/**
 * The .yml files directly in a folder, by name, or the one file. Hidden files, folders and other files are left out; a
 * .yaml file is a mistake, since it would look like a rule and never run. Throws Problem with all mistakes.
 */
export async function readPackFiles(path: string, consequence: string): Promise<PackText[]> {
  const found = await lookAt(path)
  if (found === 'file') return allOrProblem([await readText(path)], consequence)
  if (found !== 'folder') throw new Problem([notFound(path, found)], consequence)
  const entries = await readdir(path)
  const names = entries.filter((name) => !name.startsWith('.')).sort()
  const files = names.filter((name) => name.endsWith('.yml'))
  if (files.length > maxFiles) throw new Problem([tooManyFiles(path, files.length)], consequence)
  const misnamed = names.filter((name) => name.endsWith('.yaml')).map((name) => wrongExtension(join(path, name)))
  const texts = await Promise.all(files.map((name) => readText(join(path, name))))
  return allOrProblem([...texts, ...misnamed], consequence)
}

function allOrProblem(read: readonly (PackText | Mistake)[], consequence: string): PackText[] {
  const mistakes = read.flatMap((one) => ('code' in one ? [one] : []))
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return read.flatMap((one) => ('code' in one ? [] : [one]))
}

async function lookAt(path: string): Promise<'file' | 'folder' | 'missing' | 'special' | 'unreadable'> {
  try {
    const found = await stat(path)
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'special'
  } catch (error) {
    return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR' ? 'missing' : 'unreadable'
  }
}

async function readText(path: string): Promise<PackText | Mistake> {
  const found = await lookAt(path)
  if (found !== 'file') return notFound(path, found === 'folder' ? 'special' : found)
  const bytes = await readUpTo(path, maxBytes + 1)
  if (bytes === undefined) return notFound(path, 'unreadable')
  if (bytes.length > maxBytes) return tooLarge(path)
  if (!isUtf8(bytes)) return notText(path)
  return { path, text: bytes.toString('utf8') }
}

/** At most `length` bytes; `undefined` when it cannot be read. */
async function readUpTo(path: string, length: number): Promise<Buffer | undefined> {
  try {
    await using file = await open(path, 'r')
    const { size } = await file.stat()
    const room = Math.min(size + 1, length)
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(room), length: room, position: 0 })
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    if (codeOf(error) === '') throw error
    return undefined
  }
}

/** The system's code of an error, '' when it is no system error. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function notFound(path: string, why: 'missing' | 'special' | 'unreadable'): Mistake {
  const messages = {
    missing: `There is no ${path}`,
    special: `${path} is neither a file nor a folder of rules`,
    unreadable: `${path} cannot be read`,
  }
  const help = 'Rules are .yml files in one folder.'
  return { code: `rules-${why}`, message: messages[why], help, place: { ...nowhere, file: path } }
}

function tooManyFiles(path: string, count: number): Mistake {
  const message = `${path} has ${count} rule files; ${maxFiles} are allowed`
  return { code: 'too-many-files', message, help: 'Make several packs of it.', place: { ...nowhere, file: path } }
}

function wrongExtension(path: string): Mistake {
  const help = 'Only files that end in .yml are read; rename it.'
  return { code: 'rules-extension', message: `${path} would not be read`, help, place: { ...nowhere, file: path } }
}

function tooLarge(path: string): Mistake {
  const message = `${path} has more than ${maxBytes} bytes`
  return { code: 'too-large', message, help: 'Shorten its cases.', place: { ...nowhere, file: path } }
}

function notText(path: string): Mistake {
  const help = 'Save it as UTF-8.'
  return { code: 'not-utf8', message: `${path} is not UTF-8 text`, help, place: { ...nowhere, file: path } }
}

// Writing `cordon.lock`, whole or not at all, and telling git how to merge it.
import { join } from 'node:path'
import { writeAccepted } from '../baseline/store/write.ts'
import type { Accepted } from '../domain/accepted.ts'
import { nowhere, Problem } from '../domain/problem.ts'
import { writeCacheFile } from '../sources/cache-file.ts'
import type { ProjectFiles } from '../sources/lockfile/project-files.ts'
import { systemCodeOf } from '../sources/system-code.ts'
import { lockName } from './accepted.ts'

const mergeLine = `${lockName} merge=union`

/** `dir` is the project's folder. Throws a Problem when the disk refuses. */
export function writeCordonLock(dir: string, accepted: Pick<Accepted, 'releases' | 'scripts'>): void {
  write(join(dir, lockName), writeAccepted(accepted))
}

/**
 * Two branches that accept different releases add lines at the same place. `added` when .gitattributes now has git keep
 * both; an attribute that somebody has set already stays as it is.
 */
export function addMergeDriver(dir: string, project: ProjectFiles, isRepository: boolean): 'added' | 'there' | 'none' {
  if (!isRepository) return 'none'
  const read = project.read('.gitattributes')
  if (read.status === 'refused') return 'none'
  const text = read.status === 'text' ? read.text : ''
  const lines = text.split('\n').map((line) => line.trim())
  if (lines.some((line) => speaksOfMerging(line))) return 'there'
  const end = text === '' || text.endsWith('\n') ? '' : '\n'
  write(join(dir, '.gitattributes'), `${text}${end}${mergeLine}\n`)
  return 'added'
}

function speaksOfMerging(line: string): boolean {
  const [pattern, ...attributes] = line.split(/\s+/)
  return pattern === lockName && attributes.some((one) => ['merge', '-merge'].includes(one) || one.startsWith('merge='))
}

function write(file: string, text: string): void {
  try {
    writeCacheFile(file, text)
  } catch (error) {
    const message = `it cannot be written (${systemCodeOf(error)})`
    const help = 'Look at who owns the folder, and whether the disk is full.'
    const place = { ...nowhere, file }
    throw new Problem([{ code: 'cordon-lock-not-written', message, help, place }], 'nothing was accepted')
  }
}

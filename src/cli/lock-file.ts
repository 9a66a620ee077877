// Writing `cordon.lock`, whole or not at all, and telling git how to merge it.
import { readAccepted } from '../baseline/store/read.ts'
import { writeAccepted } from '../baseline/store/write.ts'
import type { Accepted } from '../domain/accepted.ts'
import type { ProjectFiles } from '../sources/lockfile/project-files.ts'
import { replaceProjectFile } from '../sources/project-edit.ts'
import { lockName } from './accepted.ts'

const mergeLine = `${lockName} merge=union`

const consequence = 'nothing was accepted'

/**
 * `dir` is the project's folder. Gives the text of the file. Throws a Problem when the disk refuses, and when what would
 * be written could not be read again: a file that stops every run is worse than none.
 */
export function writeCordonLock(dir: string, accepted: Pick<Accepted, 'releases' | 'scripts'>): string {
  const text = writeAccepted(accepted)
  readAccepted(lockName, text, '', consequence)
  replaceProjectFile(dir, lockName, text, consequence)
  return text
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
  replaceProjectFile(dir, '.gitattributes', `${text}${end}${mergeLine}\n`, 'git was not told how to merge it')
  return 'added'
}

function speaksOfMerging(line: string): boolean {
  const [pattern, ...attributes] = line.split(/\s+/)
  return pattern === lockName && attributes.some((one) => ['merge', '-merge'].includes(one) || one.startsWith('merge='))
}

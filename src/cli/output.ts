// Writing the report to a file: whole or not at all, so that an interrupted run never leaves half a document behind.
import { mkdtempSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Mistake, Problem } from '../domain/problem.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'

/**
 * Throws a `Problem` for what would keep a report from being written. Asked before the scan, so that a minute of work is
 * not lost to a typo. '' is standard output.
 */
export function refuseOutput(path: string, consequence: string, flag = '--output'): void {
  if (path === '') return
  const mistakes: Mistake[] = []
  if (kindOf(path) === 'folder') {
    mistakes.push(usageMistake('output-is-folder', `${flag} ${path} is a folder`, 'Name a file in it.'))
  } else if (kindOf(dirname(path)) !== 'folder') {
    const message = `${flag} ${path}: its folder does not exist`
    mistakes.push(usageMistake('no-output-folder', message, 'Create the folder first.'))
  }
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
}

/** To the file that was named, else to standard output; what says nothing is not printed. */
export async function deliverText(path: string, text: string, io: Pick<Io, 'stdout'>): Promise<void> {
  if (path !== '') writeOutput(path, text)
  else if (text !== '') await io.stdout.write(text)
}

/** Throws a `Problem` when the disk refuses. */
export function writeOutput(path: string, text: string): void {
  try {
    if (kindOf(path) === 'special') writeFileSync(path, text)
    else replaceFile(kindOf(path) === 'file' ? realpathSync(path) : path, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Problem(
      [usageMistake('output-failed', `the report could not be written: ${reason}`, 'Name a file that you may write.')],
      'no report was written',
    )
  }
}

/** A pipe or a device (`/dev/stdout`) is written to; to rename over it would destroy it. */
function kindOf(path: string): 'none' | 'file' | 'folder' | 'special' {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) return 'none'
  if (stat.isDirectory()) return 'folder'
  return stat.isFile() ? 'file' : 'special'
}

/** The new file grows in a folder of its own beside the old one: same disk, and no name that somebody could guess. */
export function replaceFile(path: string, text: string): void {
  const folder = mkdtempSync(join(dirname(path), '.cordon-'))
  try {
    const file = join(folder, 'report')
    writeFileSync(file, text, { flag: 'wx' })
    renameSync(file, path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// Replaces a file of the project, whole or not at all, with the rights it had: an `.npmrc` may hold a token. A link is
// followed only inside the project's folder.
import { randomBytes } from 'node:crypto'
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { nowhere, Problem } from '../domain/problem.ts'
import { systemCodeOf } from './system-code.ts'

/** `name` is a file in `dir`. Throws a Problem when the disk refuses, or the file leads elsewhere. */
export function replaceProjectFile(dir: string, name: string, text: string | Uint8Array, consequence: string): void {
  try {
    const folder = realpathSync(dir)
    const stat = statSync(join(folder, name), { throwIfNoEntry: false })
    const path = stat === undefined ? join(folder, name) : realpathSync(join(folder, name))
    if (dirname(path) !== folder && !path.startsWith(folder + sep)) throw refused(name, 'leads outside', consequence)
    if (stat !== undefined && !stat.isFile()) throw refused(name, 'is no ordinary file', consequence)
    const beside = `${path}.${randomBytes(6).toString('hex')}`
    try {
      writeFileSync(beside, text, { flag: 'wx', mode: stat === undefined ? 0o666 : stat.mode & 0o777 })
      renameSync(beside, path)
    } catch (error) {
      rmSync(beside, { force: true })
      throw error
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw refused(name, `cannot be written (${systemCodeOf(error)})`, consequence)
  }
}

function refused(name: string, why: string, consequence: string): Problem {
  const help = 'It is an ordinary file in the folder of the project.'
  return new Problem(
    [{ code: 'not-written', message: `it ${why}`, help, place: { ...nowhere, file: name } }],
    consequence,
  )
}

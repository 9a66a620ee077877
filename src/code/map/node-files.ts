// Node's file system, by what is done to which argument's path. The same members in callback, sync and promise form.

import type { Name } from '../value.ts'
import { type Entry, entry, file, fileToFile, type Meaning } from './meaning.ts'

/** Members of `fs` without their form: each stands for `x`, `xSync` and `promises.x`. */
const members: readonly (readonly [string, Meaning])[] = [
  ['readFile readdir readlink opendir openAsBlob createReadStream ReadStream FileReadStream glob', file('fs-read')],
  ['watch watchFile', file('fs-read')],
  // Only asked about: what kind of place it is counts, that it is asked about does not.
  ['access exists stat lstat statfs realpath realpath.native', file('')],
  ['writeFile appendFile createWriteStream WriteStream FileWriteStream', file('fs-write', 2)],
  ['truncate mkdir mkdtemp mkdtempDisposable utimes lutimes chown lchown', file('fs-write')],
  ['chmod lchmod', file('fs-write', 1)],
  ['unlink rm rmdir', file('fs-delete')],
  ['open', file('fs-read', 2, 1)],
  ['copyFile cp', fileToFile('fs-read', 'fs-write')],
  ['rename', fileToFile('fs-write', 'fs-write')],
  ['link symlink', fileToFile('', 'fs-write')],
]

/** fs with what libraries of the same shape add to it. */
export function likeFs(of: Name): Entry[] {
  return members.flatMap(([words, meaning]) =>
    words
      .split(' ')
      .flatMap((word) => [entry(of, `${word} ${word}Sync`, meaning), entry(`${of}.promises`, word, meaning)]),
  )
}

export const nodeFiles: readonly Entry[] = [
  ...likeFs('node:fs'),
  entry('node:sqlite', 'DatabaseSync backup', file('fs-read')),
  entry('node:process', 'loadEnvFile', file('fs-read')),
]

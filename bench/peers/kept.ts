// Keeps what a peer made of a text, so that to measure again takes seconds. A text is found again only under all that it
// was made of.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const caches = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

export type Kept = { read: () => string | undefined; write: (text: string) => void }

/** `folder` is one of the caches; `madeOf` all that the text depends on. */
export function keptUnder(folder: string, madeOf: readonly (string | number)[]): Kept {
  const digest = createHash('sha256').update(JSON.stringify(madeOf)).digest('hex')
  const place = join(caches, folder, digest.slice(0, 2))
  const file = join(place, digest)
  return {
    read: () => (statSync(file, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(file, 'utf8')),
    write: (text) => {
      mkdirSync(place, { recursive: true })
      const own = `${file}.${process.pid}`
      writeFileSync(own, text)
      renameSync(own, file)
    },
  }
}

/** The digest of files of ours that a text depends on, by their addresses. */
export function digestOf(files: readonly URL[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

// What can be wrong with a pack before anybody reads its rules, and how much of one is read at most.
import { type Mistake, nowhere } from '../domain/problem.ts'

/** Bytes of one file of a pack, and of an archive as it lies there. */
export const maxFileBytes = 256 * 1024
export const maxArchiveBytes = 4 * 1024 * 1024
/** Of all files together, in UTF-16 units. The rules' own bound is lower; this is for the memory. */
export const maxPackLength = 4 * 1024 * 1024
export const maxFiles = 1000
/** Of one folder or archive; most of them may be no part of the pack. */
export const maxEntries = 10_000

export function notFound(path: string, why: 'missing' | 'special' | 'unreadable'): Mistake {
  const messages = {
    missing: `There is no ${path}`,
    special: `${path} is neither a file nor a folder of rules`,
    unreadable: `${path} cannot be read`,
  }
  return inFile(`rules-${why}`, path, messages[why], 'Rules are .yml files in one folder.')
}

export function tooManyEntries(path: string): Mistake {
  return inFile('too-many-files', path, `${path} has more than ${maxEntries} files`, 'A pack is a folder of its own.')
}

export function tooManyFiles(path: string, count: number): Mistake {
  const message = `${path} has ${count} files of a pack; ${maxFiles} are allowed`
  return inFile('too-many-files', path, message, 'Make several packs of it.')
}

export function tooMuch(path: string): Mistake {
  const message = `The files of ${path} have more than ${maxPackLength} characters together`
  return inFile('pack-too-large', path, message, 'Make several packs of it.')
}

export function wrongExtension(path: string): Mistake {
  const help = 'Only files that end in .yml are read; rename it.'
  return inFile('rules-extension', path, `${path} would not be read`, help)
}

export function tooLarge(path: string): Mistake {
  return inFile('too-large', path, `${path} has more than ${maxFileBytes} bytes`, 'Shorten its cases.')
}

export function notText(path: string): Mistake {
  return inFile('not-utf8', path, `${path} is not UTF-8 text`, 'Save it as UTF-8.')
}

export function linkLeaves(path: string): Mistake {
  const help = 'A pack holds its files itself; put a copy of it there.'
  return inFile('pack-link', path, `${path} is a link that leaves the pack`, help)
}

/** `detail` says what is wrong with the archive; it may hold a path out of it. */
export function badArchive(path: string, code: string, detail: string): Mistake {
  const help = 'An archive of a pack holds plain files, each once: npm pack makes such a .tgz.'
  return inFile(code, path, `${path} is no archive of a pack: ${detail}`, help)
}

function inFile(code: string, file: string, message: string, help: string): Mistake {
  return { code, message, help, place: { ...nowhere, file } }
}

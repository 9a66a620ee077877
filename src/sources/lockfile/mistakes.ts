// The mistakes a lockfile or its manifest can have: one code each, with its help, collected so that all are told at once.
// Texts from the file are quoted and shortened here; escaping for a terminal is the printer's work.
import { type Mistake, nowhere, Problem, placeAt } from '../../domain/problem.ts'
import { maxMistakes } from './limits.ts'

const writeAnew = 'Run `npm install` to write the lockfile anew, look at the difference, and commit it.'
const restore = 'Restore the file from version control, or delete it and run `npm install`.'
const notNpm = `npm does not write this. ${restore}`

const helps = {
  'project-missing': 'Name a folder that has a package.json and a package-lock.json.',
  'lockfile-missing': 'Run `npm install --package-lock-only` to write a package-lock.json, and commit it.',
  'lockfile-not-read-yet': 'Only package-lock.json and npm-shrinkwrap.json (lockfileVersion 1 to 4) are read.',
  'lockfile-unreadable': 'The lockfile has to be an ordinary file inside the repository.',
  'lockfile-too-large': 'This is far beyond what npm writes. Check that the file is a lockfile.',
  'lockfile-syntax': restore,
  'lockfile-conflict-markers': 'Resolve the merge, then run `npm install --package-lock-only` to complete the file.',
  'lockfile-version-unknown': 'Versions 1 to 4 are read. Write the lockfile with a released npm, or update cordon.',
  'lockfile-malformed': notNpm,
  'lockfile-duplicate-key': `Readers disagree about which of the two counts. ${restore}`,
  'lockfile-root-missing': notNpm,
  'lockfile-location': notNpm,
  'lockfile-link-target-missing': writeAnew,
  'lockfile-inexact-version': notNpm,
  'lockfile-resolved-not-understood': notNpm,
  'lockfile-name-not-asked-for':
    'Another package than the one asked for would be installed. Delete the entry and run `npm install`.',
  'lockfile-file-not-asked-for':
    'An archive of the project would be installed in the place of a package. Delete the entry and run `npm install`.',
  'lockfile-patch': notNpm,
  'lockfile-two-truths': `npm 7 and later install one, npm 6 the other. ${writeAnew}`,
  'lockfiles-disagree':
    'npm up to 11 installs from npm-shrinkwrap.json, npm 12 from package-lock.json. Delete one of them.',
  'lockfile-out-of-date': 'Run `npm install` to bring the lockfile up to date, and commit it with the package.json.',
  'manifest-missing': 'A lockfile is judged together with its package.json: run cordon in the folder that has both.',
  'manifest-unreadable': 'The package.json has to be an ordinary file inside the repository.',
  'manifest-syntax': 'npm cannot read this package.json either. Correct it at the place shown.',
  'manifest-malformed': 'npm cannot use this value either. Correct it at the place shown.',
} satisfies Record<string, string>

export type LockfileCode = keyof typeof helps

/** Collects the mistakes of one file. `at` takes the offset of the place in its text. */
export type Mistakes = {
  readonly file: string
  readonly at: (code: LockfileCode, offset: number, message: string) => void
  readonly found: readonly Mistake[]
}

export function mistakesIn(file: string, source: string): Mistakes {
  const found: Mistake[] = []
  return {
    file,
    found,
    at: (code, offset, message) => {
      // A hostile file can have a million mistakes, and finding a place reads the file: say that there are more.
      if (found.length > maxMistakes) return
      if (found.length === maxMistakes) {
        found.push({
          code,
          message: `${file} has more such mistakes; the first are listed`,
          help: helps[code],
          place: nowhere,
        })
        return
      }
      found.push({ code, message, help: helps[code], place: shortLine(placeAt(file, source, offset)) })
    },
  }
}

/** A mistake that has no place in a file. */
export function mistakeNowhere(code: LockfileCode, message: string): Mistake {
  return { code, message, help: helps[code], place: nowhere }
}

export function problemOf(mistakes: readonly Mistake[]): Problem {
  return new Problem(mistakes, 'nothing was scanned')
}

/** Throws a Problem if anything was found. */
export function refuse(mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) throw problemOf(mistakes)
}

/** A text from a file inside a sentence. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text)
}

/** The line of a minified file is the file: it is left out, the column stays. */
function shortLine(place: Mistake['place']): Mistake['place'] {
  return place.text.length > 1000 ? { ...place, text: '' } : place
}

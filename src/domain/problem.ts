// The one error of this project: wrong input by a person, all mistakes of a file at once, each with its place.
// It knows nothing about where it will be printed; `cli/errors.ts` turns it into text and exit code 2.

/** Where a mistake is. `line` and `column` are 1-based; `text` is the source line itself, shown with a caret. */
export type Place = { file: string; line: number; column: number; text: string }

/** A mistake without a position in a file (a flag, a missing file). */
export const nowhere: Place = { file: '', line: 0, column: 0, text: '' }

/** One mistake. `code` is stable and what tests pin; `message` and `help` are sentences for a person. */
export type Mistake = { code: string; message: string; help: string; place: Place }

/** Wrong input by a person (exit 2). `consequence` says what did *not* happen, such as "nothing was scanned". */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly mistakes: readonly Mistake[]
  readonly consequence: string

  constructor(mistakes: readonly Mistake[], consequence: string) {
    super(mistakes.map((mistake) => `${mistake.code}: ${mistake.message}`).join('\n'))
    this.mistakes = mistakes
    this.consequence = consequence
  }
}

/** The place of character `offset` (UTF-16 units, 0-based) in `source`. */
export function placeAt(file: string, source: string, offset: number): Place {
  const at = Math.max(0, Math.min(offset, source.length))
  const start = source.lastIndexOf('\n', at - 1) + 1
  const end = source.indexOf('\n', at)
  let line = 1
  for (let index = source.indexOf('\n'); index !== -1 && index < start; index = source.indexOf('\n', index + 1)) line++
  return { file, line, column: at - start + 1, text: source.slice(start, end === -1 ? source.length : end) }
}

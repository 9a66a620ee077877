// Where the policy of a run lies: what its paths are seen from, and where its lines are shown.
import { type Place, placeAt } from '../domain/problem.ts'
import type { GitFile } from '../sources/git.ts'

export type PolicyPlace = {
  /** As its user names it, and what it says: mistakes quote its lines. */
  file: string
  text: string
  /** Absolute: its folder, and the repository's (the same where there is none). */
  dir: string
  root: string
  /**
   * In a pull request the base commit, and the root of the judged repository: what the policy names in there is read from
   * the commit, wherever the policy itself lies.
   */
  commit: 'none' | Omit<GitFile, 'path'>
}

/** The first word of a line (1-based), to be shown with a caret. */
export function lineOf({ file, text }: Pick<PolicyPlace, 'file' | 'text'>, line: number): Place {
  const start = text.split('\n', line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  const source = text.slice(start).split('\n', 1)[0] ?? ''
  return placeAt(file, text, start + source.length - source.trimStart().length)
}

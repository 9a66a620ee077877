// Where a rule says what it is called: for mistakes that only show when rules stand beside each other.
import type { PackFile } from '../domain/pack-layout.ts'
import { nowhere, type Place, placeAt } from '../domain/problem.ts'

/** The id in the file of a rule; the file alone where it cannot be found. */
export function placeOfId(files: readonly PackFile[], path: string): Place {
  const file = files.find((one) => one.path === path)
  const found = file === undefined ? null : /^id:[ \t]*/m.exec(file.text)
  return file === undefined || found === null
    ? { ...nowhere, file: path }
    : placeAt(path, file.text, found.index + found[0].length)
}

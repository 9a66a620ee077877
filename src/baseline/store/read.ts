// The text of a `cordon.lock` as what people accepted, or every mistake in it at once. Lines come in any order and may
// stand twice: git's union merge of two branches leaves them so.
import type { Accepted, AcceptedRelease, AcceptedScript } from '../../domain/accepted.ts'
import { type Mistake, Problem } from '../../domain/problem.ts'
import { type LineMistake, readLine, writeLine } from './line.ts'

export const firstLine = 'cordon.lock 1'

/** UTF-16 units, and lines. */
export const maxLength = 64 * 1024 * 1024
export const maxLines = 250_000
const maxLineLength = 16_384
/** A file that is wrong throughout is not listed line by line. */
const maxMistakes = 100

/**
 * `file` as its user names it; `from` is what its releases say of where they were read ('' for the project's own).
 * Throws a Problem with the mistakes of all lines.
 */
export function readAccepted(file: string, text: string, from: string, consequence: string): Accepted {
  const lines = text.length > maxLength ? [] : linesOf(text)
  if (text.length > maxLength || lines.length > maxLines) throw new Problem([tooLarge(file)], consequence)
  const found: Found = { file, mistakes: [], entries: new Map() }
  for (const [index, line] of lines.entries()) {
    if (index === 0) checkFirst(line, found)
    else if (line !== '' && line !== firstLine) takeLine(line, index + 1, from, found)
  }
  if (found.mistakes.length > 0) throw new Problem(found.mistakes.slice(0, maxMistakes), consequence)
  const entries = [...found.entries.values()]
  const releases = entries.filter((one) => one.kind === 'release')
  return { file, releases: withoutDebt(releases), scripts: entries.filter((one) => one.kind === 'script') }
}

type Found = {
  file: string
  mistakes: Mistake[]
  /** By the line that says the same. */
  entries: Map<string, AcceptedRelease | AcceptedScript>
}

/** A checkout may have turned the ends of the lines into those of Windows. */
function linesOf(text: string): string[] {
  const lines = text.split('\n', maxLines + 2)
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
}

function checkFirst(line: string, found: Found): void {
  if (line === firstLine) return
  const help = line.startsWith('cordon.lock ')
    ? 'It was written by another version of cordon: use that one.'
    : `A cordon.lock begins with "${firstLine}".`
  add(found, 1, line, { code: 'cordon-lock-version', message: 'this version is not known', help, at: 0 })
}

function takeLine(line: string, number: number, from: string, found: Found): void {
  const wrong = wrongLine(line)
  if (wrong !== 'none') {
    add(found, number, line, wrong)
    return
  }
  const read = readLine(line, from, number)
  if ('mistakes' in read) for (const mistake of read.mistakes) add(found, number, line, mistake)
  else if (!found.entries.has(writeLine(read.entry))) found.entries.set(writeLine(read.entry), read.entry)
}

const conflictMarks = ['<<<<<<<', '>>>>>>>', '|||||||', '=======']

function wrongLine(line: string): LineMistake | 'none' {
  if (conflictMarks.some((mark) => line.startsWith(mark))) {
    const help =
      'Keep the lines of both sides and delete the marks; "cordon.lock merge=union" in .gitattributes does so.'
    return { code: 'cordon-lock-conflict', message: 'a merge was left unfinished', help, at: 0 }
  }
  if (line.length <= maxLineLength) return 'none'
  const message = `a line may have ${maxLineLength} characters`
  return { code: 'cordon-lock-text', message, help: 'cordon wrote no such line.', at: maxLineLength }
}

function add(found: Found, line: number, text: string, { code, message, help, at }: LineMistake): void {
  if (found.mistakes.length > maxMistakes) return
  found.mistakes.push({ code, message, help, place: { file: found.file, line, column: at + 1, text } })
}

/** Bytes that somebody reviewed are no debt any more, whatever another branch says; of two `initial` the first counts. */
function withoutDebt(releases: readonly AcceptedRelease[]): AcceptedRelease[] {
  const best = new Map<string, AcceptedRelease>()
  const kept: AcceptedRelease[] = []
  const keyOf = ({ name, version, integrity }: AcceptedRelease) => `${name}@${version} ${integrity}`
  for (const one of releases) {
    const before = best.get(keyOf(one))
    if (one.standard === 'reviewed') kept.push(one)
    if (before === undefined || precedes(one, before)) best.set(keyOf(one), one)
  }
  return [...kept, ...[...best.values()].filter(({ standard }) => standard === 'initial')]
}

function precedes(one: AcceptedRelease, other: AcceptedRelease): boolean {
  if (one.standard !== other.standard) return one.standard === 'reviewed'
  return writeLine(one) < writeLine(other)
}

function tooLarge(file: string): Mistake {
  const message = `it has more than ${maxLength} characters or ${maxLines} lines`
  const help = 'Run "cordon accept --prune" on the last good version of it.'
  return { code: 'cordon-lock-too-large', message, help, place: { file, line: 0, column: 0, text: '' } }
}

// How what went wrong is shown: a person's mistakes with place, line, caret and help; a fault of ours as what it is.
import type { Mistake, Place, Problem } from '../domain/problem.ts'
import { counted } from '../report/ages.ts'
import { escaped, escapedWhole } from '../report/escape.ts'
import { columnsOf, hang, textWidth } from '../report/width.ts'

/** A file with more mistakes than this has one cause. */
const mistakeCap = 30

export function renderProblem(problem: Problem, width: number): string {
  const shown = problem.mistakes.slice(0, mistakeCap)
  const hidden = problem.mistakes.length - shown.length
  return `${[
    ...shown.flatMap((mistake) => mistakeLines(mistake, width)),
    ...(hidden === 0 ? [] : [`and ${counted(hidden, 'more mistake')}`]),
    problem.consequence,
  ].join('\n')}\n`
}

/** Never dressed up as something else: the stack is what whoever repairs it needs. */
export function renderBug(fault: unknown): string {
  const stack = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
  const cause = fault instanceof Error && fault.cause !== undefined ? `\ncaused by ${String(fault.cause)}` : ''
  const lines = `${stack}${cause}`.split('\n').slice(0, 60)
  return `${[
    'this is a bug in cordon; please report it with what follows',
    ...lines.map((line) => `  ${escaped(line.trimEnd(), 1000)}`),
    'nothing was judged',
  ].join('\n')}\n`
}

function mistakeLines(mistake: Mistake, width: number): string[] {
  return [
    ...hang(`error ${escaped(mistake.code, 60)}: `, escaped(mistake.message, 2000), width),
    ...placeLines(mistake.place, width),
    ...(mistake.help === '' ? [] : hang('  help: ', escaped(mistake.help, 2000), width)),
  ]
}

function placeLines(place: Place, width: number): string[] {
  if (place.file === '') return []
  const file = escaped(place.file, 300)
  if (place.line === 0) return [`  in ${file}`]
  const gutter = `${place.line} | `
  const { line, caret } = windowAround(
    place.text,
    Math.max(0, place.column - 1),
    Math.max(20, width - gutter.length - 2),
  )
  return [
    `  at ${file}:${place.line}:${place.column}`,
    `  ${gutter}${line}`,
    `  ${' '.repeat(gutter.length - 2)}| ${' '.repeat(caret)}^`,
  ]
}

/** The part of a line around `at` (UTF-16 units) that fits, and the column under which the caret goes. */
function windowAround(text: string, at: number, room: number): { line: string; caret: number } {
  // A minified lockfile is one line of megabytes: only what can be near the caret is looked at.
  const before = tailOf(shownText(text.slice(Math.max(0, at - room * 4), at)), Math.floor(room * 0.6))
  const start = at > room * 4 && !before.startsWith('…') ? `…${before}` : before
  const after = escaped(untabbed(text.slice(at, at + room * 4)), Math.max(8, room - textWidth(start)))
  return { line: start + after, caret: textWidth(start) }
}

/** The last `room` columns, with an ellipsis where something is left out. */
function tailOf(text: string, room: number): string {
  if (textWidth(text) <= room) return text
  const kept: string[] = []
  let columns = 1
  for (const character of [...text].reverse()) {
    columns += columnsOf(character)
    if (columns > room) break
    kept.push(character)
  }
  return `…${kept.reverse().join('')}`
}

function shownText(text: string): string {
  return escapedWhole(untabbed(text))
}

/** A tab would be shown as an escape; in a source line it is indentation. */
function untabbed(text: string): string {
  return text.replaceAll('\t', '  ').replace(/\r$/, '')
}

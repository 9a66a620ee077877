// The code of a comparison for a terminal: unified hunks with line numbers, what changed inside a line underlined, lines
// that a finding points at marked with `>`; and everything that is not shown, in one line each.
import type { CodeDiff, FileDiff, Hunk, Row } from '../domain/code-diff.ts'
import { counted, toCount, toSize } from './ages.ts'
import { type CodePart, codeLines } from './code-line.ts'
import { becauseWords, noteWords, shownWords } from './diff-code-words.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { hang } from './width.ts'
import { reasonWords } from './words.ts'

/** Rows that are shown without `--all`: of one file that nothing points at, and of all together. */
const rowsOfFile = 60
const rowsOfAll = 800
/** Files that are only named, without `--all`. */
const namedCap = 20

export function codeSections(code: CodeDiff, layout: Layout): string[][] {
  const sections: string[][] = []
  const unshown: FileDiff[] = []
  let rows = 0
  for (const file of code.files) {
    const isPlain = file.because === 'source' || file.because === 'other'
    if (file.shown !== 'hunks' || (!layout.all && isPlain && rows >= rowsOfAll)) {
      unshown.push(file)
      continue
    }
    const cap = layout.all || !isPlain ? Number.POSITIVE_INFINITY : rowsOfFile
    sections.push(fileSection(file, cap, layout))
    rows += file.hunks.reduce((sum, hunk) => sum + hunk.rows.length, 0)
  }
  return [...sections, unshownLines(unshown, code.cut, layout), uncheckedLines(code, layout)]
}

function fileSection(file: FileDiff, cap: number, layout: Layout): string[] {
  const { path, because, notes } = file
  const isManifest = path === 'package.json' || path.endsWith('/package.json')
  const why = isManifest && because === 'install' ? 'npm acts on it' : becauseWords[because]
  const words = [sizes(file), why, ...notes.map((note) => noteWords[note])].filter((one) => one !== '')
  const title = `${escaped(path, 160)}  ${stateOf(file)}; ${words.join('; ')}`
  const lines = hang('', title, layout.width).map((line) => layout.paint('strong', line))
  let left = cap
  const digits = numberWidth(file.hunks)
  for (const [index, hunk] of file.hunks.entries()) {
    if (left <= 0) {
      lines.push(more(file.hunks.length - index + file.cut, 'more hunk', '--all shows more', layout))
      return lines
    }
    if (index > 0 && file.hunks[index - 1]?.cut === 0) lines.push(layout.paint('quiet', '  ...'))
    lines.push(...hunkLines(hunk, digits, left, layout))
    left -= hunk.rows.length
  }
  if (file.cut > 0) lines.push(more(file.cut, 'more hunk', 'they are beyond what one run shows', layout))
  if (file.hunks.length === 0 && file.notes.length === 0) lines.push(layout.paint('quiet', '  no line differs'))
  return lines
}

function stateOf({ status, pathBefore }: FileDiff): string {
  if (pathBefore !== '') return `was ${escaped(pathBefore, 160)}`
  return status === 'kept' ? 'unchanged' : status
}

function hunkLines({ rows, cut }: Hunk, digits: number, left: number, layout: Layout): string[] {
  const shown = rows.slice(0, left)
  const hidden = rows.length - shown.length + cut
  const lines = grouped(shown).flatMap((one) => rowLines(one, digits, layout))
  return hidden === 0 ? lines : [...lines, more(hidden, 'more line', '', layout)]
}

function more(count: number, noun: string, why: string, { paint }: Layout): string {
  return paint('quiet', `  and ${counted(count, noun)}${why === '' ? '' : `; ${why}`}`)
}

type Side = { sign: '+' | '-' | ' '; number: number; parts: readonly CodePart[]; marked: boolean }

/** Of changed rows that follow each other all removed lines stand before all added ones. */
function grouped(rows: readonly Row[]): Side[] {
  const sides: Side[] = []
  let added: Side[] = []
  for (const row of rows) {
    const { kind, marked } = row
    if (kind === 'same') {
      sides.push(...added, { sign: ' ', number: row.afterLine, parts: [{ text: row.after, role: 'plain' }], marked })
      added = []
      continue
    }
    const [old, young] = kind === 'changed' ? changedParts(row) : wholeParts(row)
    if (kind !== 'added') {
      sides.push({ sign: '-', number: row.beforeLine, parts: old, marked: marked && kind === 'removed' })
    }
    if (kind !== 'removed') added.push({ sign: '+', number: row.afterLine, parts: young, marked })
  }
  return [...sides, ...added]
}

function wholeParts({ before, after }: Row): [CodePart[], CodePart[]] {
  return [[{ text: before, role: 'removed' }], [{ text: after, role: 'added' }]]
}

/** What both have in common at the ends stands back. */
function changedParts({ before, after }: Row): [CodePart[], CodePart[]] {
  const [old, young] = [[...before], [...after]]
  const shorter = Math.min(old.length, young.length)
  let start = 0
  while (start < shorter && old[start] === young[start]) start++
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === young.at(-1 - end)) end++
  const inBlanks = before.replace(/\s/g, '') === after.replace(/\s/g, '')
  const parts = (all: string[], role: 'removed' | 'added', changed: CodePart['role']): CodePart[] => {
    const differs = all.slice(start, all.length - end).join('')
    return [
      { text: all.slice(0, start).join(''), role },
      // Nothing in common: the whole line is the change, and needs no line below it.
      { text: inBlanks ? blanksNamed(differs) : differs, role: start + end === 0 ? role : changed },
      { text: all.slice(all.length - end).join(''), role },
    ]
  }
  return [parts(old, 'removed', 'removedPart'), parts(young, 'added', 'addedPart')]
}

/** Where blanks are all that differs, they have to be seen. */
function blanksNamed(text: string): string {
  return text.replaceAll('\t', '<TAB>').replaceAll(' ', '·')
}

function rowLines({ sign, number, parts, marked }: Side, digits: number, layout: Layout): string[] {
  const lead = `${marked ? '>' : ' '} ${String(number).padStart(digits)} ${sign} `
  const [first = '', ...rest] = codeLines(parts, layout.width - lead.length, layout.paint)
  const signed = sign === ' ' ? layout.paint('quiet', lead) : layout.paint(sign === '+' ? 'added' : 'removed', lead)
  return [`${signed}${first}`.trimEnd(), ...rest.map((line) => `${' '.repeat(lead.length)}${line}`)]
}

function numberWidth(hunks: readonly Hunk[]): number {
  const numbers = hunks.flatMap(({ rows }) => rows.map((row) => Math.max(row.beforeLine, row.afterLine)))
  return String(numbers.reduce((a, b) => Math.max(a, b), 0)).length
}

function unshownLines(files: readonly FileDiff[], cut: number, layout: Layout): string[] {
  if (files.length === 0 && cut === 0) return []
  const named = layout.all ? files : files.slice(0, namedCap)
  const hidden = files.length - named.length + cut
  return [
    layout.paint('strong', 'Not shown as code'),
    ...named.flatMap((file) => {
      const why = file.shown === 'hunks' ? '--all shows it' : shownWords[file.shown]
      return hang(
        '  ',
        `${escaped(file.path, 160)}  ${stateOf(file)}; ${escaped(file.type, 40)}, ${sizes(file)}; ${why}`,
        layout.width,
      )
    }),
    ...(hidden === 0 ? [] : [`  and ${toCount(hidden)} more`]),
  ]
}

function uncheckedLines({ unchecked }: CodeDiff, layout: Layout): string[] {
  return unchecked.flatMap(({ code, detail }) => {
    const words = `the code could not be shown to its end: ${reasonWords[code].meaning} (${escaped(detail, 200)})`
    return hang('', words, layout.width).map((line) => layout.paint('unchecked', line))
  })
}

export function sizes({ status, size, sizeBefore }: Pick<FileDiff, 'status' | 'size' | 'sizeBefore'>): string {
  if (status === 'added') return toSize(size)
  if (status === 'removed') return toSize(sizeBefore)
  return size === sizeBefore ? toSize(size) : `${toSize(sizeBefore)} -> ${toSize(size)}`
}

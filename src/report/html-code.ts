// The code that changed, side by side, with the lines that findings point at marked. Every line is a package's text.
import type { CodeDiff, FileDiff, Hunk, Row } from '../domain/code-diff.ts'
import { counted, toSize } from './ages.ts'
import { cut, element, type Html, nothing, plain } from './html-element.ts'

const maxFiles = 12
const maxLine = 600

export function codeSection({ files, unchecked, cut: left }: CodeDiff): Html {
  const shown = files.filter(({ hunks }) => hunks.length > 0).slice(0, maxFiles)
  const rest = files.length - shown.length + left
  if (files.length + unchecked.length + left === 0) return nothing
  return plain(
    'div',
    plain('h3', 'The code'),
    ...shown.map(fileDetails),
    ...unchecked.map(({ code, detail }) => element('p', { class: 'unchecked' }, `not compared (${code}): ${detail}`)),
    rest === 0
      ? nothing
      : element('p', { class: 'soft' }, `${counted(rest, 'more file')} changed; "cordon diff --code" shows them.`),
  )
}

/** Of a file that one version does not have, there is nothing to be seen on that side. */
type Sides = readonly ('before' | 'after')[]

const sidesOf = {
  added: ['after'],
  removed: ['before'],
  changed: ['before', 'after'],
  kept: ['before', 'after'],
} as const satisfies Record<FileDiff['status'], Sides>

function fileDetails(file: FileDiff): Html {
  const sides = sidesOf[file.status]
  const isEvidence = file.because === 'evidence'
  return element(
    'details',
    isEvidence ? { open: '' } : {},
    plain(
      'summary',
      plain('code', cut(file.path, 200)),
      ` ${file.status}, ${sizes(file)}${file.notes.includes('broken-up') ? ', minified: broken into lines here' : ''}`,
    ),
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `Changes in ${cut(file.path, 120)}` },
      element(
        'table',
        { class: 'code' },
        plain('colgroup', ...sides.flatMap(() => [element('col', { class: 'n' }), element('col', {})])),
        plain('thead', plain('tr', ...sides.map((side) => element('th', { scope: 'col', colspan: 2 }, side)))),
        plain(
          'tbody',
          ...file.hunks.flatMap((hunk, index) => hunkRows(hunk, index, sides)),
          gap(file.cut, 'more place that changed', sides),
        ),
      ),
    ),
  )
}

function sizes({ size, sizeBefore, status }: FileDiff): string {
  return status === 'changed' ? `${toSize(sizeBefore)} before, ${toSize(size)} after` : toSize(size)
}

function hunkRows(hunk: Hunk, index: number, sides: Sides): Html[] {
  return [
    ...(index === 0 ? [] : [gapRow('⋯', sides)]),
    ...hunk.rows.map((row) => codeRow(row, sides)),
    gap(hunk.cut, 'more line', sides),
  ]
}

function codeRow(row: Row, sides: Sides): Html {
  const { kind, marked } = row
  const number = (line: number) => (line === 0 ? '' : `${line}`)
  const cells = {
    before: [number(row.beforeLine), row.before],
    after: [number(row.afterLine), row.after],
  } as const
  return element(
    'tr',
    { class: marked ? `${kind} marked` : kind },
    ...sides.flatMap((side, index) => [
      element('td', { class: 'number' }, `${marked && index === sides.length - 1 ? '▶ ' : ''}${cells[side][0]}`),
      element('td', { class: side }, cut(cells[side][1], maxLine)),
    ]),
  )
}

function gap(count: number, noun: string, sides: Sides): Html {
  return count === 0 ? nothing : gapRow(`⋯ ${counted(count, noun)}`, sides)
}

function gapRow(text: string, sides: Sides): Html {
  return element('tr', { class: 'gap' }, element('td', { colspan: 2 * sides.length }, text))
}

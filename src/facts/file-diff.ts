// One file of a package, before and after, as hunks or as one line: what its bytes are, what is to be said of the text as a
// whole, and minified code broken into lines on both sides. Pure; the bytes are a package's.
import { isUtf8 } from 'node:buffer'
import { brokenUp } from '../code/broken-up.ts'
import type { FileDiff, Mark, TextNote } from '../domain/code-diff.ts'
import type { FileType } from '../domain/release.ts'
import { fileType, isText } from './extract/file-type.ts'
import { type HunkLimits, hunkLimits, hunksOf, type TextLine, toLines } from './hunks.ts'

/** Bytes of one side, and lines of one. */
const maxBytes = 8 * 1024 * 1024
const maxLines = 400_000

/** A file that somebody wants to see. `isGenerated`: by its name and its facts nobody reads it. */
export type WantedFile = Pick<FileDiff, 'path' | 'pathBefore' | 'because'> & {
  isGenerated: boolean
  marks: readonly Mark[]
}

/** `undefined`: that side has no such file. */
export function fileDiff(
  { path, pathBefore, because, isGenerated, marks }: WantedFile,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
  limits: HunkLimits = hunkLimits,
): FileDiff {
  const about = { path, pathBefore, because, ...ofBytes(path, before, after) }
  const line = (shown: FileDiff['shown']): FileDiff => ({ ...about, shown, notes: [], hunks: [], cut: 0 })
  if (limits.hunks === 0) return line('beyond')
  if (isGenerated) return line('generated')
  if (about.size > maxBytes || about.sizeBefore > maxBytes) return line('too-large')
  if (!isReadable(about.type)) return line('opaque')
  const [old, young] = [readText(before), readText(after)]
  const isCode = about.type === 'javascript' || about.type === 'json'
  const [left, right] = [linesOf(old.text, isCode), linesOf(young.text, isCode)]
  if (left.length > maxLines || right.length > maxLines) return line('too-large')
  const { hunks, cut } = hunksOf(left, right, marks, limits)
  const isBroken = [left, right].some((side) => side.some(({ column }) => column > 1))
  const notes: TextNote[] = [
    ...(before === undefined || after === undefined ? [] : textNotes(old, young)),
    ...(old.isUtf8 && young.isUtf8 ? [] : (['not-utf8'] as const)),
    ...(isBroken ? (['broken-up'] as const) : []),
    ...(differInBlanksOnly(left, right) ? (['only-whitespace'] as const) : []),
  ]
  return { ...about, shown: 'hunks', notes, hunks, cut }
}

function ofBytes(
  path: string,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): Pick<FileDiff, 'status' | 'type' | 'size' | 'sizeBefore'> {
  const there = asBuffer(after ?? before ?? new Uint8Array())
  const type = fileType(path, there, there.length <= maxBytes && isText(there))
  const sizes = { size: after?.length ?? 0, sizeBefore: before?.length ?? 0 }
  if (before === undefined) return { status: 'added', type, ...sizes }
  if (after === undefined) return { status: 'removed', type, ...sizes }
  return { status: Buffer.compare(before, after) === 0 ? 'kept' : 'changed', type, ...sizes }
}

function linesOf(text: string, isCode: boolean): TextLine[] {
  return isCode && text !== '' ? brokenUp(text) : toLines(text)
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function isReadable(type: FileType): boolean {
  switch (type) {
    case 'javascript':
    case 'json':
    case 'text':
    case 'script':
    case 'empty':
      return true
    case 'native':
    case 'wasm':
    case 'archive':
    case 'image':
    case 'font':
    case 'binary':
      return false
  }
}

type Text = { text: string; isUtf8: boolean; crlf: boolean; finalNewline: boolean; byteOrderMark: boolean }

function readText(bytes: Uint8Array | undefined): Text {
  if (bytes === undefined) return { text: '', isUtf8: true, crlf: false, finalNewline: false, byteOrderMark: false }
  const whole = asBuffer(bytes).toString('utf8')
  const byteOrderMark = whole.startsWith('\uFEFF')
  const unmarked = byteOrderMark ? whole.slice(1) : whole
  const finalNewline = unmarked.endsWith('\n')
  // A file of Windows' lines only; in any other one a carriage return is something to see.
  const crlf = unmarked.includes('\r\n') && !/(?<!\r)\n/.test(unmarked)
  const unified = crlf ? unmarked.replaceAll('\r\n', '\n') : unmarked
  const text = finalNewline ? unified.slice(0, -1) : unified
  return { text, isUtf8: isUtf8(bytes), crlf, finalNewline, byteOrderMark }
}

function textNotes(old: Text, young: Text): TextNote[] {
  const changed = (was: boolean, is: boolean, what: 'crlf' | 'final-newline' | 'byte-order-mark'): TextNote[] =>
    was === is ? [] : [is ? `${what}-added` : `${what}-removed`]
  return [
    ...changed(old.crlf, young.crlf, 'crlf'),
    // Where one side has no line that could end, the rows of the other say it all.
    ...((old.text === '') !== (young.text === '')
      ? []
      : changed(old.finalNewline, young.finalNewline, 'final-newline')),
    ...changed(old.byteOrderMark, young.byteOrderMark, 'byte-order-mark'),
  ]
}

function differInBlanksOnly(before: readonly TextLine[], after: readonly TextLine[]): boolean {
  if (before.length === 0 || after.length === 0) return false
  const [one, other] = [before, after].map((lines) => lines.map(({ text }) => text).join('\n'))
  return one !== other && one?.replace(/\s+/g, '') === other?.replace(/\s+/g, '')
}

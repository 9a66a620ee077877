// Two versions of a package's files as rows of text, for people who look: what was added, removed and changed, with the
// lines that findings point at marked. Plain data; all texts in it come from a package.
import type { Status } from './change.ts'
import type { FileType, Unchecked } from './release.ts'

/**
 * One line before, and the line in its place after; '' and 0 where there is none. Numbers are those of the file; a line
 * that was broken up for reading has the same number in each of its rows. Long lines are cut around what differs, with
 * an ellipsis.
 */
export type Row = {
  kind: 'same' | 'added' | 'removed' | 'changed'
  beforeLine: number
  before: string
  afterLine: number
  after: string
  /** A finding points here, or something that the newer version can do and the older one could not. */
  marked: boolean
}

/** Rows in a row. `cut`: how many more there were. */
export type Hunk = { rows: readonly Row[]; cut: number }

/** Something to be seen of a text as a whole. `-added`: only the newer one has it. */
export type TextNote =
  | 'crlf-added'
  | 'crlf-removed'
  | 'final-newline-added'
  | 'final-newline-removed'
  | 'byte-order-mark-added'
  | 'byte-order-mark-removed'
  | 'not-utf8'
  | 'broken-up'
  | 'only-whitespace'

/** Why a file is shown, strongest first. */
export const becauses = ['evidence', 'install', 'gains', 'source', 'other'] as const
export type Because = (typeof becauses)[number]

/**
 * `hunks`: as rows. Everything else is one line: `generated` files (source maps, lockfiles, declarations, minified code
 * without facts), `opaque` ones (no text), `too-large` ones, and those `beyond` what one run shows.
 */
export type Shown = 'hunks' | 'generated' | 'opaque' | 'too-large' | 'beyond'

export type FileDiff = {
  path: string
  /** What it was called before, where that is another name; '' otherwise. */
  pathBefore: string
  status: Status
  type: FileType
  size: number
  sizeBefore: number
  because: Because
  shown: Shown
  notes: readonly TextNote[]
  hunks: readonly Hunk[]
  /** Hunks that were left out. */
  cut: number
}

/** `unchecked`: what could not be had or compared. `cut`: files that are not even named here. */
export type CodeDiff = { files: readonly FileDiff[]; unchecked: readonly Unchecked[]; cut: number }

export const noCodeDiff: CodeDiff = { files: [], unchecked: [], cut: 0 }

/** Where a finding points in a file: 1-based, 0 for none. */
export type Mark = { line: number; column: number }

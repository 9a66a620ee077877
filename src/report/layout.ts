// What every part of the text report needs to know of the place it is printed to.
import type { Report } from '../domain/report.ts'
import { escaped } from './escape.ts'
import { type Paint, paintWith } from './paint.ts'

export type TextOptions = {
  /** Columns; kept between 40 and 200. */
  width: number
  color: boolean
  /** Milliseconds since 1970: what "in 2 d 23 h" counts from. */
  now: number
  /** Says nothing when everything passed. */
  quiet: boolean
  /** Shows notes, and what the caps would leave out. */
  all: boolean
}

export type Layout = { width: number; now: number; all: boolean; paint: Paint; lockfile: string }

export function toLayout(report: Report, options: TextOptions): Layout {
  return {
    width: Math.min(200, Math.max(40, options.width)),
    now: options.now,
    all: options.all,
    paint: paintWith(options.color),
    lockfile: escaped(report.lockfile, 120),
  }
}

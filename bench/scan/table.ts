// The figures of a benchmark as a Markdown table that reads well in a terminal too.
import type { Measured } from './run.ts'

export type Row = { name: string; beside: string; runs: readonly Measured[] }

const heads = ['', 'wall', 'cpu', 'peak memory', 'tarballs asked for', 'other requests', 'ratio of wall times']

export function toTable(rows: readonly Row[]): string {
  const walls = new Map(rows.map(({ name, runs }) => [name, median(runs.map(({ wallMs }) => wallMs))]))
  const lines = rows.map(({ name, beside, runs }) => {
    const of = (pick: (one: Measured) => number) => median(runs.map(pick))
    const [own = 0, other] = [walls.get(name), walls.get(beside)]
    const ratio = other === undefined ? '' : `${(own / other).toFixed(2)} of ${beside}`
    const requests = [of((one) => one.tarballs), of((one) => one.others)].map((count) => `${Math.round(count)}`)
    const cpu = seconds(of((one) => one.cpuMs))
    return [name, seconds(own), cpu, `${Math.round(of((one) => one.peakMib))} MiB`, ...requests, ratio]
  })
  return aligned([heads, ...lines])
}

/** The middle one; of an even number the lower of the two in the middle, so that it is one that was measured. */
function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b)
  return ordered[Math.floor((ordered.length - 1) / 2)] ?? Number.NaN
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/** Words to the left, figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const isText = (column: number) => column === 0 || column === heads.length - 1
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (isText(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), rule, ...body.map(line)].join('\n')
}

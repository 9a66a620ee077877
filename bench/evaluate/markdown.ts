// The little Markdown that the results need. What comes from packages goes through cordon's own escaping.
import { prose } from '../../src/report/escape-markdown.ts'

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export function cell(text: string): string {
  return prose(text, 600, 'cell')
}

export type Interval = { share: number; low: number; high: number }

/** `0.42 % (0.20-0.86)`; shares between 0 and 1. */
export function percent({ share, low, high }: Interval): string {
  return `${(share * 100).toFixed(2)} % (${(low * 100).toFixed(2)}-${(high * 100).toFixed(2)})`
}

/** `3 of 2400: 0.13 % (0.04-0.37)` */
export function ofAll(one: Interval & { count: number; of: number }): string {
  return `${one.count} of ${one.of}: ${percent(one)}`
}

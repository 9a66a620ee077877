// Figures that others published of themselves, on other data: they stand beside ours as a marked row, never in the same
// comparison.

export type PublishedFigure = {
  tool: string
  /** The class or ecosystem that the figure is about. */
  of: string
  data: string
  /** Percent. */
  recall: number
  precision: number | undefined
  source: string
  date: string
}

const source = 'https://github.com/DataDog/guarddog/pull/706'
const data = '1,225 malicious packages (1 per cluster) and 1,000 top legitimate packages, at detection threshold 5.0'

export const publishedFigures: readonly PublishedFigure[] = [
  { tool: 'GuardDog v3', of: 'npm', data, recall: 91.3, precision: 94.9, source, date: '2026-04-14' },
  { tool: 'GuardDog v3', of: 'compromised_lib', data, recall: 95.1, precision: undefined, source, date: '2026-04-14' },
]

// What people accepted as the text of a `cordon.lock`: sorted, one line each, so that two branches that accept different
// things differ in different lines.
import type { Accepted } from '../../domain/accepted.ts'
import { writeLine } from './line.ts'
import { firstLine } from './read.ts'

/** In plain byte order, as `LC_ALL=C sort` has it. Entries of imports are other people's: they are left out. */
export function writeAccepted({ releases, scripts }: Pick<Accepted, 'releases' | 'scripts'>): string {
  const own = [...releases.filter(({ from }) => from === ''), ...scripts]
  const lines = [...new Set(own.map(writeLine))].map((line) => Buffer.from(line)).sort(Buffer.compare)
  return `${[firstLine, ...lines.map((line) => line.toString())].join('\n')}\n`
}

// Lets statements run only after a time, a date, or where a variable is set. Imports and exports stay outside, as they must.
import { addedStatements, isExport } from './alone.ts'
import { afterDirectives } from './attach.ts'
import { edited, programOf, type Statement, topNames, usedNames } from './syntax.ts'

export const delays = ['timer', 'date', 'variable'] as const
export type Delay = (typeof delays)[number]

/** `old`: the same file of the release before, '' for none. undefined where nothing can be moved behind the delay. */
export function delayed(path: string, source: string, old: string, kind: Delay, now: string): string | undefined {
  const program = programOf(path, source)
  if (program === undefined) return undefined
  const added = old === '' ? undefined : addedStatements(path, source, old)
  if (added !== undefined && 'skip' in added) return undefined
  const first = added?.start ?? afterDirectives(program)
  const last = added?.end ?? source.length
  const inside = program.body.filter(({ start, end }) => start >= first && end <= last)
  const isFixed = (one: Statement) => one.type === 'ImportDeclaration' || isExport(one)
  const outside = inside.filter(isFixed)
  const later = inside.filter((one) => !isFixed(one))
  const declared = new Set(later.flatMap(topNames))
  // What the exports hand out must be there before the delay is over.
  if (later.length === 0 || outside.some((one) => [...usedNames(one)].some((name) => declared.has(name))))
    return undefined
  const text = (list: readonly Statement[]) => list.map(({ start, end }) => source.slice(start, end)).join('\n')
  const made = `\n${text(outside)}\n${behind(kind, text(later), now)}\n`
  return edited(source, [{ start: first, end: last, text: made }])
}

function behind(kind: Delay, text: string, now: string): string {
  switch (kind) {
    case 'timer':
      return `setTimeout(async () => {\n${text}\n}, 20 * 60 * 1000)`
    case 'date':
      return `if (Date.now() > ${Date.parse(now) + 6 * 3_600_000}) {\n${text}\n}`
    case 'variable':
      return `if (process.env.CI !== undefined && process.env.NODE_ENV !== 'test') {\n${text}\n}`
  }
}

// Which exports a name means in another file: by its own name, through re-exports, or as a member of one.
import type { FileCode, FunctionSummary } from '../file-code.ts'
import type { LinkBudget } from './link-budget.ts'

export type Files = ReadonlyMap<string, Pick<FileCode, 'exports' | 'calls'>>
/** '' where the specifier leads to no file that is known. */
export type Resolve = (from: string, specifier: string) => string

/**
 * `exact`: the name is the export itself, so that arguments are its parameters; else it is something in what it gives, and
 * `rest` says what: `.send`.
 */
export type Export = { file: string; index: number; summary: FunctionSummary; exact: boolean; rest: string }

/** All that `name` of `file` can mean. */
export function findExports(
  files: Files,
  resolve: Resolve,
  file: string,
  name: string,
  budget: LinkBudget,
): readonly Export[] {
  const found: Export[] = []
  const seen = new Set<string>()
  const queue = [{ file, name }]
  for (let next = queue.pop(); next !== undefined && budget.left >= 0; next = queue.pop()) {
    const key = JSON.stringify([next.file, next.name])
    if (seen.has(key)) continue
    seen.add(key)
    const { exports = [] } = files.get(next.file) ?? {}
    // Each re-export of a ring makes the name longer.
    budget.left -= 1 + exports.length + next.name.length
    exports.forEach((summary, index) => {
      for (const wanted of spellings(next.name)) {
        const rest = restOf(summary.name, wanted)
        if (rest === undefined) continue
        for (const { module, name: other } of summary.aliasOf) {
          const to = resolve(next.file, module)
          if (to !== '') queue.push({ file: to, name: joined(other, rest) })
        }
        if (summary.aliasOf.length === 0) found.push({ file: next.file, index, summary, exact: rest === '', rest })
      }
    })
  }
  return found
}

/** What bundlers and Node make of a default export. */
function spellings(name: string): readonly string[] {
  if (name === '*' || name === 'default') return ['*', 'default']
  return name.startsWith('default.') ? [name, name.slice('default.'.length)] : [name]
}

/** What is left of a name behind an export's: `` of itself, `.send`, `()`; undefined where it is another export's. */
function restOf(exported: string, wanted: string): string | undefined {
  if (wanted === exported) return ''
  if (exported === '*') return wanted.startsWith('*') ? wanted.slice(1) : `.${wanted}`
  if (!wanted.startsWith(exported)) return undefined
  const rest = wanted.slice(exported.length)
  return rest.startsWith('.') || rest.startsWith('(') ? rest : undefined
}

function joined(name: string, rest: string): string {
  if (name !== '*') return `${name}${rest}`
  return rest.startsWith('.') ? rest.slice(1) : `*${rest}`
}

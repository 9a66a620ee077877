// Which files of a release run when one of them does: what it requires and imports by relative paths, and what those do.
import { textAt } from './alone.ts'
import { resolved } from './references.ts'
import { type Files, isCode } from './replay.ts'
import { programOf, visit } from './syntax.ts'

/** With `path` itself, nearest first; a path in a string counts, whatever the code does with it. */
export function reachableFrom(files: Files, path: string): readonly string[] {
  const seen = new Set<string>()
  const open = [path]
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next) || !isText(next, files)) continue
    seen.add(next)
    open.push(...named(files, next))
  }
  return [...seen]
}

function isText(path: string, files: Files): boolean {
  return isCode(path, files) || (typeof files[path] === 'string' && /\.[cm]?ts$/.test(path))
}

function named(files: Files, path: string): readonly string[] {
  const program = programOf(path, textAt(files, path))
  const found: string[] = []
  if (program === undefined) return found
  visit(program, (node) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return
    const { value } = node
    found.push(
      resolved(files, path, value),
      ...Object.keys(files).filter((one) => one === value || one.endsWith(`/${value}`)),
    )
  })
  return found
}

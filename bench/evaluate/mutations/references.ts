// Who names a file of a release: scripts, manifest fields, gyp inputs, require and import, paths put together in code.
// `movedFiles` gives files other paths and lets every reference follow.
import { posix } from 'node:path'
import { type Files, isCode, isJsonObject, type Json, type JsonObject } from './replay.ts'
import { type Edit, edited, programOf, visit } from './syntax.ts'

/** Old path to new path. */
export type Moves = ReadonlyMap<string, string>

export function movedFiles(files: Files, moves: Moves): Files {
  const entries = Object.entries(files).map(([path, content]): [string, string | JsonObject] => {
    const to = moves.get(path) ?? path
    if (typeof content !== 'string') return [to, movedInJson(content, moves)]
    return [to, isCode(path, files) ? movedInCode(path, content, moves) : movedInText(content, moves)]
  })
  return Object.fromEntries(entries)
}

/** The file that a relative specifier names, or ''. */
export function resolved(files: Files, from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return ''
  const path = posix.join(posix.dirname(from), specifier)
  const ends = ['', '.js', '.cjs', '.mjs', '.json', '/index.js', '/index.cjs', '/index.mjs']
  return ends.map((end) => posix.normalize(path + end)).find((one) => Object.hasOwn(files, one)) ?? ''
}

/** How `from` names `to`. */
export function specifierTo(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

/** The file a manifest names as the one that `require` and `import` load, or '' where it is not there. */
export function mainOf(files: Files, manifest: JsonObject): string {
  const said = [...exportedPaths(manifest.exports), manifest.main, manifest.module].filter(
    (one) => typeof one === 'string',
  )
  const paths = [...said, 'index.js', 'index.mjs', 'index.cjs']
  return (
    paths
      .map((one) => resolved(files, 'package.json', `./${posix.normalize(one)}`))
      .find((one) => isCode(one, files)) ?? ''
  )
}

function exportedPaths(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value]
  if (!isJsonObject(value)) return []
  const inner = Object.hasOwn(value, '.') ? value['.'] : undefined
  if (inner !== undefined) return exportedPaths(inner)
  return ['import', 'require', 'node', 'default'].flatMap((key) => exportedPaths(value[key]))
}

function movedInCode(path: string, source: string, moves: Moves): string {
  const program = programOf(path, source)
  if (program === undefined) return movedInText(source, moves)
  const home = posix.dirname(moves.get(path) ?? path)
  const edits: Edit[] = []
  visit(program, (node) => {
    const isString = node.type === 'Literal' && typeof node.value === 'string'
    if (!isString) return
    const text = movedSpecifier(path, home, String(node.value), moves) ?? movedInText(String(node.value), moves)
    if (text !== node.value) edits.push({ start: node.start, end: node.end, text: JSON.stringify(text) })
  })
  return edited(source, edits)
}

/** undefined where it names none of the files. */
function movedSpecifier(path: string, home: string, specifier: string, moves: Moves): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  const target = posix.join(posix.dirname(path), specifier)
  for (const [from, to] of moves) {
    if (from !== target && from.replace(/\.[cm]?js$/, '') !== target) continue
    const named = posix.relative(home, to)
    const said = from === target || /\.[cm]ts$|\.ts$/.test(to) ? named : named.replace(/\.[cm]?js$/, '')
    return said.startsWith('.') ? said : `./${said}`
  }
  return undefined
}

/** Whole paths and base names, in commands, lists and joined paths. */
function movedInText(text: string, moves: Moves): string {
  let result = text
  for (const [from, to] of moves) {
    result = replacedWord(result, from, to)
    if (posix.dirname(from) === posix.dirname(to))
      result = replacedWord(result, posix.basename(from), posix.basename(to))
  }
  return result
}

function replacedWord(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`(?<![\\w-])${RegExp.escape(from)}(?![\\w-])`, 'g'), () => to)
}

function movedInJson(value: JsonObject, moves: Moves): JsonObject {
  const moved = (one: Json): Json => {
    if (typeof one === 'string') return movedInText(one, moves)
    if (Array.isArray(one)) return one.map(moved)
    return isJsonObject(one) ? Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, moved(inner)])) : one
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, moved(inner)]))
}

// Reads the project's own sources: which file imports what, and what is not allowed to stand in one.
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, posix, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

export type SourceFile = {
  /** From the root, with `/`. */
  path: string
  text: string
  /** Specifiers as written; of dynamic and type imports too. */
  imports: readonly string[]
}

export function readSources(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => toSource([folder, ...path.split(sep)].join('/')))
}

/** The folder below `src` that a file is in. */
export function roomOf(path: string): string {
  return path.split('/')[1] ?? ''
}

/** The path from the root that a relative specifier leads to. */
export function target(file: SourceFile, specifier: string): string {
  return posix.join(dirname(file.path), specifier)
}

/** `@scope/name` or `name` of a third-party specifier, '' for our own files and Node's modules. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return ''
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** `fs` instead of `node:fs` could be shadowed by a package of that name. */
export function isBareBuiltin(specifier: string): boolean {
  return builtinModules.includes(specifier)
}

function toSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  return { path, text, imports: importsOf(text) }
}

/** Good enough for code that Biome has formatted: `from '…'` and `import '…'` at a line's start, `import('…')` anywhere. */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const statements = code.matchAll(/^(?:import|export)\b[^'"`;]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm)
  const calls = code.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g)
  return [...statements, ...calls].flatMap(([, one, other]) => one ?? other ?? [])
}

// What the gyp files of a package lead to when node-gyp reads them: command lines that they get run. Their own bytes, and
// the sources they name, count as a whole. What cannot be read for sure is said.
import { extensionOf } from '../../domain/package-path.ts'
import { quotedParts } from './shell-words.ts'

const extensions: ReadonlySet<string> = new Set(['gyp', 'gypi'])
const maxLength = 1_000_000
const maxCommands = 200
/** gyp's pylib/gyp/input.py: early, late and latest expansion. */
const marks = ['<!', '>!', '^!'] as const
const otherMarks = ['<|', '>|', '^|'] as const
/** Keys under which a build runs something. */
const running: ReadonlySet<string> = new Set(['action', 'actions', 'rules', 'postbuilds', 'make_global_settings'])

export function isGyp(path: string): boolean {
  return extensions.has(extensionOf(path))
}

/** Command lines in a gyp file; `beyond` where there may be others. */
export function gypCommands(bytes: Uint8Array): readonly string[] | 'beyond' {
  if (bytes.length > maxLength) return 'beyond'
  const parts = quotedParts(Buffer.from(bytes).toString('utf8'), '#').map(unescaped)
  if (parts.includes('beyond') || parts.some((part) => running.has(part) || leadsOut(part))) return 'beyond'
  const joined = parts.join('')
  // Python joins neighbouring texts: a mark may stand across two of them.
  const isSplit = [...marks, ...otherMarks].some((mark) => count(joined, mark) !== sum(parts, mark))
  if (isSplit || otherMarks.some((mark) => joined.includes(mark)) || joined.includes('.__')) return 'beyond'
  const lines: string[] = []
  for (const part of parts) {
    const found = marks.reduce((total, mark) => total + count(part, mark), 0)
    if (found === 0) continue
    const line = lineIn(part)
    if (found > 1 || line === undefined) return 'beyond'
    lines.push(line)
  }
  return lines.length > maxCommands ? 'beyond' : lines
}

/** What stands in `<!(…)` or `<!@(…)`; `<!name(…)` would run a module of Python. */
function lineIn(part: string): string | undefined {
  const open = part.search(/[<>^]!/) + 2
  const start = part.charAt(open) === '@' ? open + 1 : open
  if (part.charAt(start) !== '(') return undefined
  let depth = 0
  for (let at = start; at < part.length; at++) {
    if (part.charAt(at) === '(') depth++
    if (part.charAt(at) === ')' && --depth === 0) return part.slice(start + 1, at)
  }
  return undefined
}

/** `\"` and its like; any other escape could spell a mark. */
function unescaped(part: string): string {
  const plain = part.replaceAll(/\\(["'\\])/g, (_, character: string) => (character === '\\' ? '\0' : character))
  return plain.includes('\\') ? 'beyond' : plain.replaceAll('\0', '\\')
}

/** Another package's gyp file by its path, or one whose name is computed. */
function leadsOut(part: string): boolean {
  if (!part.endsWith('.gyp') && !part.endsWith('.gypi')) return false
  return part.startsWith('/') || part.split('/').includes('..') || part.includes('<') || part.includes('>')
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1
}

function sum(parts: readonly string[], mark: string): number {
  return parts.reduce((total, part) => total + count(part, mark), 0)
}

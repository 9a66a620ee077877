// Source text to a syntax tree (ESTree, TypeScript's as typescript-estree has it). The only file that knows the parser.
// It is native code that a package can kill with deep nesting: call this in a child process only (scan/), or in a test.
import {
  type Comment,
  type Node,
  type ParseResult,
  type ParserOptions,
  type Program,
  parseSync,
  rawTransferSupported,
} from 'oxc-parser'
import { isSameTree } from './same-tree.ts'

export type { Comment, Node, Program }

export type Parsed = {
  program: Program
  comments: readonly Comment[]
  /** The text is no JavaScript: what the tree holds of it is a part at best. */
  hasErrors: boolean
}

/**
 * The raw transfer is undocumented and three times faster; a test holds its trees equal to the documented ones, and the
 * parser's version is pinned. Where it does not exist the documented way is taken.
 */
const fast: ParserOptions & { experimentalRawTransfer?: boolean } = rawTransferSupported()
  ? { experimentalRawTransfer: true }
  : {}

/**
 * `path` tells the language by its extension. Offsets of the nodes are in UTF-16 units of `source`. What does not parse
 * as a module is tried as a script and the other way round, as Node does it for an ambiguous file.
 *
 * Few texts are both, and something else as each: `<!--` begins a comment in a script only, and after `await` a slash
 * divides in a script and begins a regular expression in a module. Nobody writes that but to hide code from one reader:
 * such a text counts as one that could not be read, and the tree is the script's.
 */
export function parseSource(path: string, source: string): Parsed {
  const first = parseAs(path, source, 'module')
  if (!first.hasErrors && !mayBeTwofold(path, source)) return first
  const second = parseAs(path, source, 'commonjs')
  if (first.hasErrors) {
    if (!second.hasErrors) return second
    const third = parseAs(path, source, 'script')
    return third.hasErrors ? first : third
  }
  return second.hasErrors || isSameTree(first.program, second.program) ? first : { ...second, hasErrors: true }
}

function parseAs(path: string, source: string, sourceType: 'module' | 'commonjs' | 'script'): Parsed {
  const { program, comments, errors } = parse(path, source, {
    lang: languageOf(path),
    preserveParens: false,
    sourceType,
  })
  return { program, comments, hasErrors: errors.some(({ severity }) => severity === 'Error') }
}

function mayBeTwofold(path: string, source: string): boolean {
  if (path.endsWith('.mjs') || path.endsWith('.mts')) return false
  return source.includes('<!--') || source.includes('-->') || /\bawait\s*\//.test(source)
}

/** The raw transfer gives up (as an exception) at a depth that the documented way survives. */
function parse(path: string, source: string, options: ParserOptions): ParseResult {
  try {
    return parseSync(path, source, { ...options, ...fast })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return parseSync(path, source, options)
  }
}

/** JSX is allowed wherever it is no contradiction: a file that Node cannot run is read by bundlers. */
function languageOf(path: string): 'jsx' | 'ts' | 'tsx' | 'dts' {
  if (/\.d\.[cm]?ts$/.test(path)) return 'dts'
  if (/\.[cm]?ts$/.test(path)) return 'ts'
  return path.endsWith('.tsx') ? 'tsx' : 'jsx'
}

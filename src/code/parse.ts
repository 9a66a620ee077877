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
import { treeDigest } from './tree-digest.ts'
import { mayBeTwofold } from './twofold.ts'

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

const transfer = rawTransferSupported() ? await import('oxc-parser/src-js/raw-transfer/common') : undefined

/** Characters of a text whose tree fills a buffer that is not worth keeping: it takes eight bytes for each. */
const largeLength = 1024 * 1024

/**
 * `path` tells the language by its extension. Offsets of the nodes are in UTF-16 units of `source`. What does not parse
 * as a module is tried as a script and the other way round, as Node does it for an ambiguous file.
 *
 * Few texts are both, and something else as each: `<!--` begins a comment in a script only, and after `await` a slash
 * divides in a script and begins a regular expression in a module. Nobody writes that but to hide code from one reader:
 * such a text counts as one that could not be read, and the tree is the script's.
 */
export function parseSource(path: string, source: string): Parsed {
  const first = readModule(path, source)
  switch (first.kind) {
    case 'tree':
      return first.parsed
    case 'errors':
      return (
        readScript(path, source, 'commonjs') ?? readScript(path, source, 'script') ?? parseAs(path, source, 'module')
      )
    case 'twofold': {
      const script = readScript(path, source, 'commonjs')
      if (script === undefined || treeDigest(script.program) === first.digest) return parseAs(path, source, 'module')
      return { ...script, hasErrors: true }
    }
  }
}

/** No tree is kept while another one is made: one of a large bundle has hundreds of megabytes. */
type Module = { kind: 'tree'; parsed: Parsed } | { kind: 'errors' } | { kind: 'twofold'; digest: string }

function readModule(path: string, source: string): Module {
  const parsed = parseAs(path, source, 'module')
  if (parsed.hasErrors) return { kind: 'errors' }
  const isModule = path.endsWith('.mjs') || path.endsWith('.mts')
  const isTwofold = !isModule && mayBeTwofold(source, parsed.program, parsed.comments)
  return isTwofold ? { kind: 'twofold', digest: treeDigest(parsed.program) } : { kind: 'tree', parsed }
}

/** undefined for what is no script. */
function readScript(path: string, source: string, sourceType: 'commonjs' | 'script'): Parsed | undefined {
  const parsed = parseAs(path, source, sourceType)
  return parsed.hasErrors ? undefined : parsed
}

function parseAs(path: string, source: string, sourceType: 'module' | 'commonjs' | 'script'): Parsed {
  const { program, comments, errors } = parse(path, source, {
    lang: languageOf(path),
    preserveParens: false,
    sourceType,
  })
  return { program, comments, hasErrors: errors.some(({ severity }) => severity === 'Error') }
}

/** The raw transfer gives up (as an exception) at a depth that the documented way survives. */
function parse(path: string, source: string, options: ParserOptions): ParseResult {
  try {
    return parseSync(path, source, { ...options, ...fast })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return parseSync(path, source, options)
  } finally {
    if (source.length > largeLength) transfer?.prepareRaw('').buffer.buffer.transfer(0)
  }
}

/** JSX is allowed wherever it is no contradiction: a file that Node cannot run is read by bundlers. */
function languageOf(path: string): 'jsx' | 'ts' | 'tsx' | 'dts' {
  if (/\.d\.[cm]?ts$/.test(path)) return 'dts'
  if (/\.[cm]?ts$/.test(path)) return 'ts'
  return path.endsWith('.tsx') ? 'tsx' : 'jsx'
}

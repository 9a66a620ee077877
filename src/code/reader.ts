// Reads the files of one tarball within bounds: bytes of one file, bytes and time of all, and the files that ended an
// earlier reader of the same tarball. What is left out says why.
import type { UnreadableReason } from '../domain/code.ts'
import { extensionOf } from '../domain/package-path.ts'
import { isTooDeep } from './depth.ts'
import { emptyFileCode, type FileCode } from './file-code.ts'
import { readWithoutTree } from './gate/clears.ts'
import { type Language, readFileCode, readLexically } from './read-file.ts'
import { noInputs, type RunInputs, runInputsOf } from './run-inputs.ts'

/** Bytes and milliseconds. */
export type ReaderLimits = { fileBytes: number; packageBytes: number; packageMs: number; lexicalBytes: number }

export const readerLimits: ReaderLimits = {
  fileBytes: 16 * 1024 * 1024,
  packageBytes: 128 * 1024 * 1024,
  packageMs: 120_000,
  lexicalBytes: 64 * 1024 * 1024,
}

/** A file that ended the process that read it, by its place in the order of reading. */
export type Blame = { index: number; why: 'crash' | 'timeout' }

export type Watch = {
  blamed: readonly Blame[]
  /** Too many files were blamed: none is read after the last of them. */
  gaveUp: boolean
  /** Called before a file is read; returns when the news is out. */
  announce: (index: number) => void
  /** Milliseconds. */
  now: () => number
  /**
   * Two releases of a package have most of their files in common: `key` says which file of `size` bytes it is, and how it
   * is read.
   */
  remember: (key: string, size: number, read: () => FileReading) => FileReading
}

export const unwatched: Watch = {
  blamed: [],
  gaveUp: false,
  announce: () => {},
  now: () => 0,
  remember: (_key, _size, read) => read(),
}

/** `sha256` is that of `bytes`. `runs`: it is run on install, and what it depends on then is wanted. */
export type CodeFile = { path: string; bytes: Buffer; sha256: string; language: Language; runs: boolean }

/** `cleared`: no tree was built, since it would tell no more by itself. `inputs`: of a program that `runs`. */
export type FileReading = { code: FileCode; cleared: boolean; inputs: RunInputs }

/**
 * `gated`: without a tree where that tells as much. `wholly`: with one in any case, since the file may hand on what others
 * give it. `for-others`: with all that other packages can get from it and do to it, too.
 */
export type HowToRead = 'gated' | 'wholly' | 'for-others'

/** Gives the code of the files of one tarball, one after another, those that matter most first. */
export type CodeReader = (file: CodeFile, how: HowToRead) => FileReading

export function createCodeReader(watch: Watch = unwatched, limits: ReaderLimits = readerLimits): CodeReader {
  const until = watch.now() + limits.packageMs
  let next = 0
  let bytesLeft = limits.packageBytes
  return (file, how) => {
    const index = next++
    const refusal = refusalOf(watch, index, until)
    if (refusal.why !== '' && !refusal.lexical) return unread(refusal.why)
    watch.announce(index)
    bytesLeft -= file.bytes.length
    const why = refusal.why || (file.bytes.length > limits.fileBytes || bytesLeft < 0 ? 'too-large' : '')
    if (why !== '') return { code: lexically(file.bytes, why, limits), cleared: false, inputs: unreadInputs }
    return readFile(watch, file, how, limits)
  }
}

const unreadInputs: RunInputs = { ...noInputs, open: ['unreadable-code'] }

/** What a program depends on is kept by itself: the same file may be run by one release and not by the next. */
function readFile(watch: Watch, file: CodeFile, how: HowToRead, limits: ReaderLimits): FileReading {
  const { sha256, language, path, bytes, runs } = file
  const key = (part: string) => `${sha256} ${language} ${how} ${part} ${path}`
  const read = () => ({ ...readCodeOf(file, how, limits), inputs: noInputs })
  const reading = watch.remember(key('code'), bytes.length, read)
  if (!runs) return reading
  const readInputs = () => ({ code: emptyFileCode, cleared: false, inputs: inputsOf(file, reading.code) })
  return { ...reading, inputs: watch.remember(key('inputs'), bytes.length, readInputs).inputs }
}

function inputsOf({ path, bytes, language }: CodeFile, { unreadable }: FileCode): RunInputs {
  if (unreadable !== '') return unreadInputs
  if (language !== 'javascript' && language !== 'maybe-javascript') return { ...noInputs, open: ['other-language'] }
  const inputs = runInputsOf(path, withoutMark(bytes.toString('utf8')))
  // Sources that a compiler is given, lists, templates: what is no JavaScript cannot be run as such.
  const isData = language === 'maybe-javascript' && inputs.open.includes('unreadable-code')
  if (!isData) return inputs
  return extensionOf(path) === '' ? { ...noInputs, open: ['other-language'] } : noInputs
}

function readCodeOf(
  { path, bytes, language }: CodeFile,
  how: HowToRead,
  limits: ReaderLimits,
): Omit<FileReading, 'inputs'> {
  if (how === 'gated' && language === 'javascript') {
    const code = readWithoutTree(bytes)
    if (code !== 'needs-tree') return { code: compact(code, bytes.length), cleared: true }
  }
  const isParsed = language === 'javascript' || language === 'maybe-javascript'
  const code =
    isParsed && isTooDeep(bytes)
      ? lexically(bytes, 'too-deep', limits)
      : readFileCode(path, withoutMark(bytes.toString('utf8')), language, how === 'for-others' ? 'others' : 'own')
  return { code: compact(code, bytes.length), cleared: false }
}

/** Node skips a byte order mark, too. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

function lexically(bytes: Buffer, why: UnreadableReason, { lexicalBytes }: ReaderLimits): FileCode {
  return { ...readLexically(bytes.toString('utf8', 0, Math.min(bytes.length, lexicalBytes))), unreadable: why }
}

function unread(why: UnreadableReason | ''): FileReading {
  return { code: { ...emptyFileCode, unreadable: why }, cleared: false, inputs: unreadInputs }
}

/** Who is blamed a second time did not die of the tree, and who took too long is not read in any way. */
function refusalOf(watch: Watch, index: number, until: number): { why: UnreadableReason | ''; lexical: boolean } {
  const [blame, again] = watch.blamed.filter((one) => one.index === index)
  if (blame !== undefined) return { why: blame.why, lexical: again === undefined && blame.why === 'crash' }
  const last = watch.blamed.at(-1)
  if (watch.gaveUp && last !== undefined && index > last.index) return { why: last.why, lexical: false }
  return { why: watch.now() > until ? 'timeout' : '', lexical: false }
}

/** An excerpt is a view of the whole text to V8, and would keep it in memory until the package is read. */
function compact(code: FileCode, size: number): FileCode {
  return size > 65_536 ? structuredClone(code) : code
}

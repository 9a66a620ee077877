// Which declared dependencies the files of a package load or mention, and which of its own files they name. One pass
// per file; a file is read when something asks for it, and never twice.
import { baseName, extensionOf } from '../../domain/package-path.ts'
import { type FileType, type ImportRecord, installEvents } from '../../domain/release.ts'
import { meant, type Names } from './names.ts'
import { eachQuoted, eachQuotedIn, type Quoted } from './quoted.ts'
import { commandsOf } from './shell-words.ts'

/** A file is read as code (comments do not count), as data (every string counts, as a mention), or not at all. */
export type Reading = 'code' | 'data' | 'none'

const codeExtensions = new Set('vue svelte astro coffee css scss sass less styl mdx'.split(' '))
const dataExtensions = new Set('json json5 jsonc yml yaml toml gyp gypi'.split(' '))

/** Manifests and lockfiles name packages without using them. */
const listings = new Set(['package.json', 'package-lock.json', 'npm-shrinkwrap.json', 'bower.json', 'component.json'])

/** Quiet for presets and plugins that configuration names; prose (`.md`) never counts. */
export function readingOf(path: string, type: FileType): Reading {
  const name = baseName(path)
  const extension = extensionOf(path)
  if (type === 'javascript' || (type === 'text' && codeExtensions.has(extension))) return 'code'
  if (type !== 'json' && type !== 'text') return 'none'
  if (listings.has(name)) return 'none'
  if (dataExtensions.has(extension)) return 'data'
  return name.startsWith('.') && extension === '' ? 'data' : 'none'
}

/** What has been found so far: at most one record of each kind per name, and the relative strings of each file read. */
export type Findings = {
  names: Names
  loaded: Map<string, ImportRecord>
  mentioned: Map<string, ImportRecord>
  relative: Map<string, readonly string[]>
  /** Sets of names that were recorded already: a prefix of ten thousand names costs once, not at every string. */
  done: Record<'loaded' | 'mentioned', Set<ReadonlySet<string>>>
}

export function noFindings(names: Names): Findings {
  const done = { loaded: new Set<ReadonlySet<string>>(), mentioned: new Set<ReadonlySet<string>>() }
  return { names, loaded: new Map(), mentioned: new Map(), relative: new Map(), done }
}

/** Every declared name is known to be loaded: no further file can add anything. */
export function isComplete(findings: Findings): boolean {
  return findings.loaded.size === findings.names.declared.size
}

/** V8's strings end at half a gigabyte; what lies beyond this is not searched for names. */
const maxRead = 2 ** 28

/** Reads one file, once. */
export function readFile(findings: Findings, path: string, bytes: Buffer, reading: Reading): void {
  if (reading === 'none' || findings.relative.has(path)) return
  const source = bytes.toString('latin1', 0, Math.min(bytes.length, maxRead))
  const relative = new Set<string>()
  const lineAt = lineCounter(source)
  const visit = ({ text, offset, how, open }: Quoted) => {
    if (reading === 'code' && isRelative(text) && !isJoined(source, text, offset)) relative.add(decoded(text))
    record(findings, how, meant(findings.names, text, open), path, () => lineAt(offset))
  }
  if (reading === 'code') eachQuoted(source, findings.names.firstBytes, visit)
  else eachQuotedIn(source, findings.names.firstBytes, visit)
  findings.relative.set(path, [...relative])
}

/** Where the `imports` of a manifest lead: `#log` may be a file here and a package there. */
export function mentionTargets(findings: Findings, targets: readonly string[]): void {
  for (const target of targets) {
    record(findings, 'mentioned', meant(findings.names, target, false), 'package.json', () => 0)
  }
}

/** Words of an install script name packages, too (`prebuild-install || node-gyp rebuild`); other scripts do not run. */
export function mention(findings: Findings, script: string, body: string, line: number): void {
  if (!installEvents.some((event) => event === script)) return
  for (const word of commandsOf(body).flat()) {
    record(findings, 'mentioned', meant(findings.names, word, false), 'package.json', () => line)
  }
}

function record(
  findings: Findings,
  how: ImportRecord['how'],
  meaning: ReadonlySet<string>,
  file: string,
  line: () => number,
): void {
  if (meaning.size === 0 || findings.done[how].has(meaning)) return
  findings.done[how].add(meaning)
  for (const name of meaning) if (!findings[how].has(name)) findings[how].set(name, { name, how, file, line: line() })
}

/** A name that is loaded needs no mention beside it. */
export function importRecords(findings: Findings): ImportRecord[] {
  const mentions = [...findings.mentioned.values()].filter(({ name }) => !findings.loaded.has(name))
  return [...findings.loaded.values(), ...mentions]
}

function isRelative(text: string): boolean {
  return text.startsWith('./') || text.startsWith('../') || text === '.' || text === '..'
}

/**
 * A bare `..` as a later part of a path (`join(__dirname, '..', 'deps')`) is a step, no specifier: as one it would mean
 * the whole package. Whatever else surrounds it counts as one.
 */
function isJoined(source: string, text: string, offset: number): boolean {
  if (text !== '.' && text !== '..') return false
  const before = source.slice(Math.max(0, offset - maxCall), offset - 1).trimEnd()
  if (!before.endsWith(',')) return false
  const call = before.slice(0, before.lastIndexOf('(') + 1)
  return call.endsWith('join(') || call.endsWith('resolve(')
}

/** A longer call counts as no path. */
const maxCall = 200

/** Paths are UTF-8; the scanner reads bytes. */
function decoded(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}

/** Lines of growing offsets, counted once over the file. */
function lineCounter(source: string): (offset: number) => number {
  let line = 1
  let next = source.indexOf('\n')
  return (offset) => {
    for (; next !== -1 && next < offset; next = source.indexOf('\n', next + 1)) line++
    return line
  }
}

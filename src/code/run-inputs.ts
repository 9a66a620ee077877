// What a program for Node depends on when it is run: modules, files and command lines that it names, fields of a
// package.json, and whether there is more that cannot be told. For approvals: what cannot be told is said, never guessed.
import type { OpenEnd } from '../domain/install-inputs.ts'
import { findCapabilities } from './capabilities/find.ts'
import { createFindings } from './capabilities/findings.ts'
import { createLook, type Look, namesOf } from './capabilities/look.ts'
import { pathTexts } from './capabilities/path-texts.ts'
import { isTooDeep } from './depth.ts'
import { fieldsReadOf } from './manifest-fields.ts'
import { meaningsOf } from './map/table.ts'
import type { Call, New } from './names/collected.ts'
import { type Node, parseSource } from './parse.ts'
import { createResolver } from './resolver.ts'
import { linesStarted, mayMove, movesModules, setsLeading } from './started-lines.ts'
import type { Name } from './value.ts'

export type RunInputs = {
  /** Specifiers and paths of modules; `<own>` stands for the file's folder. */
  loads: readonly string[]
  /** Paths of files that are read; `.` is the folder it is started in. */
  reads: readonly string[]
  /** Some file is read whose path cannot be told. */
  readsMore: boolean
  /** Command lines that it starts. */
  lines: readonly string[]
  /** Fields of the package.json files that it loads; `*` for all. */
  fields: readonly string[]
  open: readonly OpenEnd[]
}

export const noInputs: RunInputs = { loads: [], reads: [], readsMore: false, lines: [], fields: [], open: [] }

type Found = {
  loads: Set<string>
  reads: Set<string>
  readsMore: boolean
  lines: Set<string>
  fields: Set<string>
  open: Set<OpenEnd>
}

const unknownPart = '\u0000'

/** Of each kind; honest install programs name a few dozen. */
const maxNamed = 2000

/** `path` tells the dialect. Total: a text that cannot be read has an open end. */
export function runInputsOf(path: string, source: string): RunInputs {
  if (isTooDeep(Buffer.from(source))) return { ...noInputs, open: ['unreadable-code'] }
  try {
    return readInputs(path, source)
  } catch (error) {
    // V8's word for a stack that ran out.
    if (error instanceof RangeError) return { ...noInputs, open: ['unreadable-code'] }
    throw error
  }
}

function readInputs(path: string, source: string): RunInputs {
  const { program, hasErrors } = parseSource(path, source)
  if (hasErrors) return { ...noInputs, open: ['unreadable-code'] }
  const resolver = createResolver(program)
  const found: Found = {
    loads: new Set(),
    reads: new Set(),
    readsMore: false,
    lines: new Set(),
    fields: new Set(),
    open: new Set(),
  }
  const look = createLook(resolver, createFindings().findings)
  const { declarations, importCalls, calls, news } = resolver.collected
  for (const declaration of declarations) {
    if ('source' in declaration && declaration.source !== null) found.loads.add(declaration.source.value)
  }
  for (const { source: specifier } of importCalls) load(found, pathTexts(look, specifier))
  for (const list of [calls, news]) for (const node of list) readCall(look, found, node)
  for (const field of fieldsReadOf(look, resolver)) found.fields.add(field)
  handedOn(look, found)
  if (setsLeading(look) || movesModules(look)) found.open.add('unresolved')
  for (const end of endsOf(findCapabilities(program, resolver, source))) found.open.add(end)
  const isTooMuch = [found.loads, found.reads, found.lines].some(({ size }) => size > maxNamed)
  if (isTooMuch) return { ...noInputs, open: ['unreadable-code'] }
  if (resolver.exhausted()) found.open.add('unreadable-code')
  return {
    loads: [...found.loads],
    reads: [...found.reads],
    readsMore: found.readsMore,
    lines: [...found.lines],
    fields: [...found.fields],
    open: [...found.open],
  }
}

function load(found: Found, texts: readonly string[]): void {
  for (const text of texts) {
    if (text.includes(unknownPart)) found.open.add('computed-load')
    else found.loads.add(text)
  }
}

const loading: ReadonlySet<Name> = new Set(['global.require', 'global.require.resolve', 'node:module._load'])

function readCall(look: Look, found: Found, node: Call | New): void {
  const call = look.resolver.callOf(node)
  const callees = call.callee.kind === 'choice' ? call.callee.of : [call.callee]
  for (const callee of callees) {
    if (callee.kind !== 'named') continue
    // From then on relative names mean something else.
    if (callee.name === 'global.process.chdir') found.open.add('unresolved')
    if (loading.has(callee.name)) load(found, pathTexts(look, call.given[0]))
    for (const meaning of meaningsOf(callee.name)) {
      if (meaning.as === 'load') load(found, pathTexts(look, call.given[meaning.at]))
      else if (meaning.as === 'process') start(look, found, meaning.form, call.given)
      else if (meaning.as === 'file') {
        for (const { at, does } of meaning.paths) if (does === 'fs-read') read(found, pathTexts(look, call.given[at]))
      }
    }
  }
}

function read(found: Found, texts: readonly string[]): void {
  for (const text of texts) {
    if (text.includes(unknownPart)) found.readsMore = true
    else found.reads.add(text)
  }
}

function start(look: Look, found: Found, form: 'line' | 'program' | 'module', given: readonly Node[]): void {
  const lines = form === 'module' || mayMove(look, given) ? [] : linesStarted(look, form, given)
  if (form === 'module') load(found, pathTexts(look, given[0]))
  if (mayMove(look, given)) found.open.add('computed-command')
  for (const line of lines) {
    if (line.includes(unknownPart)) found.open.add('computed-command')
    else found.lines.add(line)
  }
}

/** `names.map(fs.readFileSync)`, `promisify(fs)`: what is read there has no place in this file. */
function handedOn(look: Look, found: Found): void {
  const { calls, news } = look.resolver.collected
  for (const { arguments: given } of [...calls, ...news]) {
    for (const node of given) {
      const names = namesOf(look, node.type === 'SpreadElement' ? node.argument : node)
      if (names.some((name) => fileModules.has(name) || meaningsOf(name).some(readsFiles))) found.readsMore = true
    }
  }
}

const fileModules: ReadonlySet<Name> = new Set([
  'node:fs',
  'node:fs.promises',
  'package:fs-extra',
  'package:graceful-fs',
])

function readsFiles(meaning: ReturnType<typeof meaningsOf>[number]): boolean {
  return meaning.as === 'file' && meaning.paths.some(({ does }) => does === 'fs-read')
}

/** Capabilities that lead to code which no file names. */
function endsOf({ capabilities, arguments: given, tooMuch }: ReturnType<typeof findCapabilities>): OpenEnd[] {
  const ends = capabilities.flatMap(({ name, subject }): OpenEnd[] => {
    switch (name) {
      case 'eval':
      case 'vm':
      case 'inspector':
      case 'wasm':
        return ['runs-text']
      case 'dynamic-import':
        return ['computed-load']
      case 'native-code':
        return subject === 'addon' ? [] : ['native-code']
      case 'loader-hook':
      case 'unresolved':
        return ['unresolved']
      default:
        return []
    }
  })
  const isUntold = given.some(({ kind, value }) => (kind === 'command' || kind === 'module') && value === '')
  return [
    ...ends,
    ...(isUntold ? (['computed-command'] as const) : []),
    ...(tooMuch ? (['unreadable-code'] as const) : []),
  ]
}

// One file as what its code holds, by its language. The parser can die of a file, so this runs where that hurts nobody
// (`scan/extract-child.ts`); who calls it bounds size and time.
import { extensionOf } from '../domain/package-path.ts'
import { findCapabilities } from './capabilities/find.ts'
import { isTooDeep } from './depth.ts'
import { findDisguises, findTextDisguises } from './disguises/find.ts'
import { emptyFileCode, type FileCode, type Place } from './file-code.ts'
import type { Audience } from './flows/file.ts'
import { findFlows } from './flows/find-flows.ts'
import { findIndicators, type TextAt } from './indicators/find.ts'
import { textsOf } from './indicators/texts.ts'
import { innerPrograms, running } from './inner-programs.ts'
import { mergedCode } from './merged-code.ts'
import { parseSource } from './parse.ts'
import { createPlaces, type Places } from './places.ts'
import { createResolver } from './resolver.ts'
import { readText, type TextLanguage } from './text/read.ts'
import type { Resolver } from './value.ts'

/**
 * `maybe-javascript`: text that something loads or runs; Node takes any extension that it does not know for its own.
 * `prose`: text that people and agents read.
 */
export type Language = 'javascript' | 'maybe-javascript' | 'prose' | TextLanguage

export function readFileCode(path: string, source: string, language: Language, audience: Audience = 'own'): FileCode {
  switch (language) {
    case 'javascript':
      return readCode(path, source, audience)
    case 'maybe-javascript': {
      const code = readCode(path, source, audience)
      if (code.unreadable !== 'syntax') return code
      // A command without an extension and without a `#!` line; everything else that is no JavaScript is data.
      return extensionOf(path) === '' ? readCommands('shell', source) : emptyFileCode
    }
    case 'prose':
      return { ...emptyFileCode, disguises: findTextDisguises(source, 'prose') }
    case 'shell':
    case 'powershell':
    case 'batch':
    case 'python':
    case 'gyp':
      return readCommands(language, source)
  }
}

/** A script in another language, with the programs for Node inside it. */
export function readCommands(language: TextLanguage, source: string): FileCode {
  const { javascript, ...code } = readText(language, source)
  const inner = javascript.map((text) => withoutPlaces(readCode('', text)))
  return inner.length === 0 ? code : mergedCode([code, ...inner])
}

/** Where a program stands inside a line of a script is not known. */
function withoutPlaces(code: FileCode): FileCode {
  return placed(code, { line: 0, column: 0 })
}

function placed(code: FileCode, place: Partial<Place>): FileCode {
  const here = <T>(records: readonly T[]) => records.map((record) => ({ ...record, ...place }))
  return {
    ...code,
    capabilities: here(code.capabilities),
    arguments: here(code.arguments),
    flows: here(code.flows),
    disguises: here(code.disguises),
    indicators: here(code.indicators),
    exports: [],
    calls: [],
  }
}

/** `path` tells the dialect by its extension. */
export function readCode(path: string, source: string, audience: Audience = 'own', depth = 0): FileCode {
  try {
    return readTree(path, source, audience, depth)
  } catch (error) {
    // V8's word for a stack that ran out. Anything else is a fault of ours and ends the process, which is told.
    if (error instanceof RangeError) return { ...readLexically(source), unreadable: 'too-deep' }
    throw error
  }
}

function readTree(path: string, source: string, audience: Audience, depth: number): FileCode {
  const { program, comments, hasErrors } = parseSource(path, source)
  if (hasErrors && program.body.length === 0) return { ...readLexically(source), unreadable: 'syntax' }
  const resolver = createResolver(program)
  const { collected } = resolver
  const places = createPlaces(source)
  const { capabilities, arguments: given, tooMuch } = findCapabilities(program, resolver, source, places)
  const { flows, exports, calls, exhausted } = findFlows(resolver, path, source, places, audience)
  const code: FileCode = {
    capabilities,
    arguments: given,
    flows,
    disguises: findDisguises({ path, source, program, comments, collected, resolver, places }),
    indicators: findIndicators(source, textsOf(collected, resolver), places),
    unreadable: hasErrors ? 'syntax' : tooMuch || exhausted ? 'too-much' : '',
    exports,
    calls,
  }
  return depth < maxDepth && capabilities.some(({ name }) => running.has(name))
    ? withInner(code, places, resolver, depth)
    : code
}

/** A program in a text in a program's text. */
const maxDepth = 2

/** What the texts do that the file runs; what is no program is left alone. How they are written is the file's. */
function withInner(code: FileCode, places: Places, resolver: Resolver, depth: number): FileCode {
  const { programs, isCut } = innerPrograms(resolver)
  const inner = programs.flatMap(({ text, at }): FileCode[] => {
    if (isTooDeep(Buffer.from(text))) return [{ ...emptyFileCode, unreadable: 'too-deep' }]
    const read = placed(readCode('', text, 'own', depth + 1), places.at(at))
    // Whatever was understood of it counts: a text may be two programs at once.
    const unreadable = read.unreadable === 'syntax' ? '' : read.unreadable
    return [{ ...read, unreadable, disguises: [], flows: read.flows.map((flow) => ({ ...flow, steps: [] })) }]
  })
  const merged = inner.length === 0 ? code : mergedCode([code, ...inner])
  return isCut && merged.unreadable === '' ? { ...merged, unreadable: 'too-much' } : merged
}

/** Characters of a piece of unparsed text; addresses are far shorter. */
const pieceLength = 50_000

/** What can be told of a text without a tree: of code that was refused, or that killed its parser. */
export function readLexically(source: string): FileCode {
  const pieces: TextAt[] = []
  for (let at = 0; at < source.length; at += pieceLength) {
    pieces.push({ text: source.slice(at, at + pieceLength), at })
  }
  return {
    ...emptyFileCode,
    disguises: findTextDisguises(source, 'code'),
    indicators: findIndicators(source, pieces),
  }
}

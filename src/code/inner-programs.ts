// Programs that stand as text inside a program and are run from there: what `eval`, a constructor of functions, `vm`, a
// timer or a worker is given, addresses that are code, `node -e`. What such a text does, the file does.
import type { CapabilityName } from '../domain/code.ts'
import { createFindings } from './capabilities/findings.ts'
import { mayBeMapped } from './capabilities/interest.ts'
import { constantOf, createLook, type Look, namesOf, optionNode, textsOf } from './capabilities/look.ts'
import { pathTexts } from './capabilities/path-texts.ts'
import { programTexts, wordsOfArguments } from './capabilities/processes.ts'
import type { Meaning } from './map/meaning.ts'
import { meaningsOf } from './map/table.ts'
import type { Node } from './parse.ts'
import { readText } from './text/read.ts'
import type { EffectiveCall, Resolver } from './value.ts'

export type InnerProgram = { text: string; at: number }

/** `isCut`: there are more, or longer ones, than are read. */
export type InnerPrograms = { programs: readonly InnerProgram[]; isCut: boolean }

/** Files without any of these run no text. */
export const running: ReadonlySet<CapabilityName> = new Set(['eval', 'vm', 'worker', 'process-spawn', 'loader-hook'])

/** A bundler's build for development keeps each of its modules in an `eval`. */
const maxPrograms = 2000
const maxLength = 4_000_000
/** Nothing shorter can do anything: `a()`. */
const minLength = 8

export function innerPrograms(resolver: Resolver): InnerPrograms {
  const look = createLook(resolver, createFindings().findings)
  const found = new Map<string, number>()
  let left = maxLength
  let isCut = false
  const add = (text: string, at: number) => {
    if (text.length < minLength || found.has(text)) return
    left -= text.length
    if (left < 0 || found.size >= maxPrograms) isCut = true
    else found.set(text, at)
  }
  const { calls, news, importCalls } = resolver.collected
  for (const { source, start } of importCalls) for (const text of addressed(look, source)) add(text, start)
  for (const list of [calls, news]) {
    for (const node of list) {
      if (node.arguments.length === 0 || !mayBeMapped(look, node.callee, noAliases)) continue
      for (const text of textsOfCall(look, resolver.callOf(node))) add(text, node.start)
    }
  }
  return { programs: [...found].map(([text, at]) => ({ text, at })), isCut }
}

const noAliases = new Set<string>()

function textsOfCall(look: Look, call: EffectiveCall): string[] {
  const { callee } = call
  const names = callee.kind === 'choice' ? callee.of : [callee]
  return names.flatMap((one) => {
    if (one.kind !== 'named') return []
    if (one.name === 'global.require') return addressed(look, call.given[0])
    return meaningsOf(one.name).flatMap((meaning) => textsOfMeaning(look, meaning, call))
  })
}

function textsOfMeaning(look: Look, meaning: Meaning, { given }: EffectiveCall): string[] {
  switch (meaning.as) {
    case 'plain':
      if (meaning.deeds.some(({ name }) => name === 'eval' || name === 'vm'))
        return given.flatMap((one) => told(look, one))
      return meaning.deeds.some(({ name }) => name === 'loader-hook') ? addressed(look, given[0]) : []
    case 'timer':
      return told(look, given[0])
    case 'load': {
      const isCode = given.some((one) => constantOf(look, optionNode(look, one, 'eval')) === true)
      return isCode ? told(look, given[meaning.at]) : addressed(look, given[meaning.at])
    }
    case 'process':
      return linesOf(look, meaning.form, given).flatMap((line) => readText('shell', line).javascript)
    default:
      return []
  }
}

/** A part that is not known stands for some name or text. */
function told(look: Look, node: Node | undefined): string[] {
  // What is no text at all is asked for nothing more.
  if (node === undefined || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression') return []
  return textsOf(look, node).flatMap((text) => (text === undefined ? [] : [text.replaceAll('\u0000', '_')]))
}

/** `data:text/javascript;base64,…` */
function addressed(look: Look, node: Node | undefined): string[] {
  return pathTexts(look, node).flatMap((text) => {
    const comma = text.indexOf(',')
    if (!text.startsWith('data:') || comma === -1 || !text.slice(0, comma).includes('javascript')) return []
    const body = text.slice(comma + 1).replaceAll('\u0000', '_')
    return [text.slice(0, comma).endsWith(';base64') ? Buffer.from(body, 'base64').toString() : unescaped(body)]
  })
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

function linesOf(look: Look, form: 'line' | 'program' | 'module', given: readonly Node[]): string[] {
  const [first, second] = given
  if (first === undefined || form === 'module') return []
  if (form === 'line') return told(look, first)
  // Most programs that are started are no Node, or another file's.
  if (second === undefined || namesOf(look, second).length > 0) return []
  const words = wordsOfArguments(look, second)
  return programTexts(look, first).map((program) => [program, ...words].map(quoted).join(' ').replaceAll('\u0000', '_'))
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

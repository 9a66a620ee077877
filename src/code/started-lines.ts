// Command lines that a program starts, and whether what they mean can be told at all: in another folder or with another
// PATH the same words start something else.
import { keyOf, type Look, namesOf, textsOf } from './capabilities/look.ts'
import { programTexts, wordsOfArguments } from './capabilities/processes.ts'
import type { Node } from './parse.ts'

/** Parts that cannot be told are \u0000. `given` as `exec` takes it for a line, and as `spawn` for a program. */
export function linesStarted(look: Look, form: 'line' | 'program', given: readonly Node[]): string[] {
  const [first, second] = given
  if (first === undefined) return ['\u0000']
  if (form === 'line') return textsOf(look, first).map((text) => text ?? '\u0000')
  const words = second === undefined ? [] : wordsOfArguments(look, second)
  return programTexts(look, first).map((text) => [text, ...words].map(quoted).join(' '))
}

/** Its options may lead it elsewhere. */
export function mayMove(look: Look, given: readonly Node[]): boolean {
  return given.slice(1).some((node) => movesChild(look, node))
}

/** Variables that decide what a program or a module's name means. */
const leading: ReadonlySet<string> = new Set(['PATH', 'Path', 'NODE_PATH', 'NODE_OPTIONS'])

/** Options that start it in another folder or with another PATH, or that may: then names mean something else. */
function movesChild(look: Look, node: Node): boolean {
  const value = look.resolver.valueOf(node)
  if (value.kind === 'list' || value.kind === 'function' || value.kind === 'constant') return false
  if (value.kind !== 'record') return true
  const environment = value.members.get('env')
  const isLed = environment?.kind === 'record' && [...leading].some((name) => environment.members.has(name))
  return value.open || value.members.has('cwd') || isLed
}

/** `process.env.PATH = …`, `process.env[name] = …`. */
export function setsLeading(look: Look): boolean {
  return look.resolver.collected.assignments.some(({ left }) => {
    if (left.type !== 'MemberExpression' || !namesOf(look, left.object).includes('global.process.env')) return false
    const key = keyOf(look, left.property, left.computed)
    return key === undefined || leading.has(key)
  })
}

/** What a line of two shells reads alike stays bare; everything else is for the reader of lines to refuse. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`
}

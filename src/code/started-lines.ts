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

/** Variables that decide what a program or a module's name means; Windows' have no case, npm reads its own in any. */
const leading: ReadonlySet<string> = new Set(['PATH', 'NODE_PATH', 'NODE_OPTIONS'])
function isLeading(name: string): boolean {
  return leading.has(name.toUpperCase()) || name.toUpperCase().startsWith('NPM_CONFIG_')
}

/** Options that start it in another folder or with another PATH, or that may: then names mean something else. */
function movesChild(look: Look, node: Node): boolean {
  const value = look.resolver.valueOf(node)
  if (value.kind === 'list' || value.kind === 'function' || value.kind === 'constant') return false
  if (value.kind !== 'record') return true
  const environment = value.members.get('env')
  const isLed = environment?.kind === 'record' && [...environment.members.keys()].some(isLeading)
  return value.open || value.members.has('cwd') || isLed
}

/** `process.env.PATH = …`, `process.env[name] = …`, `process.env = …`, `Object.assign(process.env, …)`. */
export function setsLeading(look: Look): boolean {
  const { assignments, calls } = look.resolver.collected
  const isEnvironment = (node: Node) => namesOf(look, node).includes('global.process.env')
  const isSet = assignments.some(({ left }) => {
    if (left.type !== 'MemberExpression') return false
    if (isEnvironment(left)) return true
    if (!isEnvironment(left.object)) return false
    const key = keyOf(look, left.property, left.computed)
    return key === undefined || isLeading(key)
  })
  return isSet || calls.some(({ arguments: [first] }) => first !== undefined && isEnvironment(first))
}

/** `module.paths`, `Module.globalPaths`: where packages are looked for; and who is handed `module` may change them. */
export function movesModules(look: Look): boolean {
  const { members, references, strings, calls } = look.resolver.collected
  return (
    [...members, ...references].some((node) => namesOf(look, node).some((name) => lookedUpIn.has(name))) ||
    strings.some(({ value }) => value === 'globalPaths') ||
    calls.some(({ arguments: given }) => given.some((node) => namesOf(look, node).includes('global.module')))
  )
}

const lookedUpIn: ReadonlySet<string> = new Set(['global.module.paths', 'node:module.globalPaths'])

/** What a line of two shells reads alike stays bare; everything else is for the reader of lines to refuse. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`
}

// Calls that start something: the program and its words, and the options that detach, hide or change it.
import type { Meaning } from '../map/meaning.ts'
import type { Node } from '../parse.ts'
import type { EffectiveCall, Value } from '../value.ts'
import { useCommand, useLine } from './commands.ts'
import { alternatives, type Look, membersOf, namesOf, textsOf } from './look.ts'
import { pathTexts } from './path-texts.ts'
import { shownPath } from './places-of-paths.ts'

type ProcessMeaning = Extract<Meaning, { as: 'process' }>

const unknownPart = '\u0000'
const maxWords = 100

export function useProcess(look: Look, meaning: ProcessMeaning, { given }: EffectiveCall, offset: number): void {
  look.findings.deeds(meaning.deeds, offset)
  const options = optionsOf(look, given)
  if (options !== undefined) useOptions(look, options, offset)
  const [first] = given
  if (meaning.form === 'module') {
    for (const text of pathTexts(look, first))
      look.findings.argument('process-spawn', 'module', shownPath(text), offset)
  } else if (meaning.form === 'line') {
    for (const text of textsOf(look, first)) useLine(look, text ?? unknownPart, offset)
  } else useProgram(look, given, isShell(options), offset)
}

function useProgram(look: Look, given: readonly Node[], inShell: boolean, offset: number): void {
  const [first, second] = given
  if (first === undefined) return
  // Bun.spawn(['program', ...words]), Deno.run({ cmd: [...] })
  const value = look.resolver.valueOf(first)
  const list = value.kind === 'record' ? (value.members.get('cmd') ?? value.members.get('args')) : value
  if (list?.kind === 'list') {
    useCommand(look, wordsOf(look, list), offset)
    return
  }
  const words = second === undefined ? [] : wordsOfArguments(look, second)
  for (const program of programTexts(look, first)) {
    if (inShell) useLine(look, [program, ...words].join(' '), offset)
    else useCommand(look, [program, ...words], offset)
  }
}

/** The program's own file is Node's. */
const ownPrograms = new Set(['global.process.execPath', 'global.process.argv0', 'global.process.argv.0'])

export function programTexts(look: Look, node: Node): readonly string[] {
  if (namesOf(look, node).some((name) => ownPrograms.has(name))) return ['node']
  return pathTexts(look, node)
}

/** (program, words, options); Deno.Command has its words among the options. */
export function wordsOfArguments(look: Look, node: Node): readonly string[] {
  const [value] = alternatives(look.resolver.valueOf(node))
  if (value?.kind === 'list') return wordsOf(look, value)
  if (value?.kind === 'record') {
    const list = value.members.get('args')
    return list?.kind === 'list' ? wordsOf(look, list) : []
  }
  return [unknownPart]
}

function wordsOf(look: Look, list: Extract<Value, { kind: 'list' }>): readonly string[] {
  return list.items.slice(0, maxWords).map((item) => look.resolver.textOf(item) ?? unknownPart)
}

function optionsOf(look: Look, given: readonly Node[]): ReadonlyMap<string, Value> | undefined {
  for (const node of given.slice(0, 4)) {
    const members = membersOf(look, node)
    if (members !== undefined) return members
  }
  return undefined
}

function isShell(options: ReadonlyMap<string, Value> | undefined): boolean {
  const shell = options?.get('shell')
  return shell?.kind === 'constant' && Boolean(shell.value)
}

function useOptions(look: Look, options: ReadonlyMap<string, Value>, offset: number): void {
  const { findings } = look
  const isTrue = (key: string) => {
    const value = options.get(key)
    return value?.kind === 'constant' && value.value === true
  }
  if (isShell(options)) findings.capability('shell', '', offset)
  if (isTrue('detached')) findings.capability('process-detached', '', offset)
  if (isTrue('windowsHide') || (isTrue('detached') && isSilent(look, options.get('stdio')))) {
    findings.capability('process-hidden', '', offset)
  }
  const environment = options.get('env')
  if (environment?.kind === 'record' && environment.members.has('NODE_OPTIONS')) {
    findings.capability('loader-hook', 'NODE_OPTIONS', offset)
  }
}

function isSilent(look: Look, stdio: Value | undefined): boolean {
  if (stdio?.kind === 'list') return stdio.items.length > 0 && stdio.items.every((item) => isSilent(look, item))
  return stdio?.kind === 'constant' && stdio.value === 'ignore'
}

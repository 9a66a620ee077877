// The command line as data: which command, which operands, which flags with which text. The only importer of yargs; what
// a value means is decided by the command.
import yargs from 'yargs'
import { nearest } from '../domain/nearest.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import {
  type CommandName,
  commandGroups,
  commandNames,
  commandOf,
  handsOnToNpm,
  isCommand,
  usageOf,
} from './commands.ts'
import { type FlagName, flagNames, flags, isFlag, shortFlags } from './flags.ts'
import { usageMistake } from './mistakes.ts'
import { splitNpmFlags } from './npm-arguments.ts'

export type Arguments = {
  command: CommandName
  operands: readonly string[]
  /** What stands behind `--`, for a command that hands it on to npm; else that counts among the operands. */
  forNpm: readonly string[]
  /** A switch that was given has an empty list. */
  flags: ReadonlyMap<FlagName, readonly string[]>
}

/** Throws a `Problem` with every mistake of the command line. */
export function parseArguments(args: readonly string[]): Arguments {
  const command = findCommand(args)
  const all = args.slice(command.split(' ').length)
  const behind = handsOnToNpm.has(command) && all.includes('--') ? all.slice(all.indexOf('--') + 1) : []
  const given = handsOnToNpm.has(command) ? beforeSeparator(all) : all
  const { own, forNpm } = takesNpmFlags.has(command)
    ? splitNpmFlags(given, (word) => ownFlag(word, command))
    : { own: given, forNpm: [] }
  const rest = inFull(own, command)
  const { consequence, maxOperands } = commandOf(command)
  const strange = flagMistakes(rest, command)
  if (strange.length > 0) throw new Problem(strange, consequence)

  const parsed = parseFlags(rest)
  const mistakes = valueMistakes(parsed.flags)
  const surplus = parsed.operands[maxOperands]
  if (surplus !== undefined) {
    mistakes.push(
      usageMistake('too-many-operands', `"${surplus}" is one too many`, `The usage is "${usageOf(command)}".`),
    )
  }
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return { command, forNpm: [...forNpm, ...behind], ...parsed }
}

/** Nobody who adds a package wants to think about whose flag `-D` is. */
const takesNpmFlags: ReadonlySet<CommandName> = new Set(['ci', 'install'])

function ownFlag(word: string, command: CommandName): 'no' | 'alone' | 'with-value' {
  const [written = ''] = word.split('=', 1)
  const name = written.startsWith('--') ? written.slice(2) : ''
  if (!isFlag(name) || !commandOf(command).flags.includes(name)) return 'no'
  return flags[name].kind === 'switch' || written !== word ? 'alone' : 'with-value'
}

/** `-D` as `--save-dev`, where the command takes it. */
function inFull(args: readonly string[], command: CommandName): string[] {
  const before = beforeSeparator(args)
  const known = commandOf(command).flags
  return args.map((arg, index) => {
    const name = index < before.length ? shortFlags.get(arg) : undefined
    return name !== undefined && known.includes(name) ? `--${name}` : arg
  })
}

function findCommand(args: readonly string[]): CommandName {
  const [first = '', second = ''] = args
  const inGroup = commandGroups.has(first)
  const words = inGroup ? `${first} ${second}`.trim() : first
  if (isCommand(words)) return words
  // `exceptions` is a command and a group: what follows it may be its own.
  if (isCommand(first)) return first
  const help = 'The command comes first; "cordon --help" lists them.'
  const none = words === '' || words.startsWith('-') || (inGroup && (second === '' || second.startsWith('-')))
  const mistake = none
    ? usageMistake('no-command', inGroup ? `"cordon ${first}" needs a second word` : 'no command was given', help)
    : usageMistake('unknown-command', `there is no command "${words}"`, didYouMean(nearest(words, commandNames), help))
  throw new Problem([mistake], 'nothing was done')
}

/** Flags that do not exist or do not belong here. Looked at before yargs, which would take them for something else. */
function flagMistakes(args: readonly string[], command: CommandName): Mistake[] {
  const known = commandOf(command).flags
  const mistakes: Mistake[] = []
  for (const arg of beforeSeparator(args)) {
    if (!arg.startsWith('-') || arg === '-') continue
    const [written = ''] = arg.split('=', 1)
    const name = written.startsWith('--') ? written.slice(2) : ''
    const own = `Run "cordon ${command} --help" for the list of flags.`
    const help = command === 'npm' ? `npm's own flags go behind "--". ${own}` : own
    if (!isFlag(name)) {
      const near = nearest(written.replace(/^-+/, ''), known)
      mistakes.push(
        usageMistake('unknown-flag', `there is no flag ${written}`, didYouMean(near === '' ? '' : `--${near}`, help)),
      )
    } else if (!known.includes(name)) {
      mistakes.push(usageMistake('foreign-flag', `"cordon ${command}" does not take ${written}`, help))
    } else if (flags[name].kind === 'switch' && arg !== written) {
      mistakes.push(
        usageMistake('switch-with-value', `${written} takes no value`, `Give ${written} alone, or not at all.`),
      )
    }
  }
  return mistakes
}

function parseFlags(args: readonly string[]): Pick<Arguments, 'operands' | 'flags'> {
  const ofKind = (kind: string) => flagNames.filter((name) => flags[name].kind === kind)
  const parsed: Record<string, unknown> = yargs()
    .help(false)
    .version(false)
    .exitProcess(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
      'short-option-groups': false,
    })
    .boolean(ofKind('switch'))
    .string(ofKind('value'))
    .array(ofKind('values'))
    .string(ofKind('values'))
    .parseSync(explicitSwitches(args))
  const given = flagNames.flatMap((name): [FlagName, readonly string[]][] => {
    const value = parsed[name]
    if (value === undefined || value === false) return []
    return [[name, flags[name].kind === 'switch' ? [] : toTexts(value)]]
  })
  return { operands: [...toTexts(parsed._), ...toTexts(parsed['--'])], flags: new Map(given) }
}

/** `--quiet false` would make yargs swallow a folder called "false". */
function explicitSwitches(args: readonly string[]): string[] {
  const before = beforeSeparator(args)
  return args.map((arg, index) => {
    const name = arg.slice(2)
    return index < before.length && arg.startsWith('--') && isFlag(name) && flags[name].kind === 'switch'
      ? `${arg}=true`
      : arg
  })
}

function valueMistakes(given: Arguments['flags']): Mistake[] {
  return [...given].flatMap(([name, texts]) => {
    const { kind, value } = flags[name]
    if (kind === 'switch') return []
    if (texts.length === 0 || texts.includes(''))
      return [usageMistake('flag-without-value', `--${name} needs a value`, `Write --${name} ${value}.`)]
    if (kind === 'value' && texts.length > 1)
      return [usageMistake('flag-twice', `--${name} is given ${texts.length} times`, 'Give it once.')]
    return []
  })
}

function beforeSeparator(args: readonly string[]): readonly string[] {
  const separator = args.indexOf('--')
  return separator === -1 ? args : args.slice(0, separator)
}

function toTexts(value: unknown): string[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

function didYouMean(near: string, help: string): string {
  return near === '' ? help : `Did you mean "${near}"? ${help}`
}

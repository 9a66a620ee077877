// The help pages, laid out from the tables of commands and flags. Loads nothing else, so that help is instant.
import { hang, padTo } from '../report/width.ts'
import { type CommandName, commandNames, commandOf, usageOf } from './commands.ts'
import { examples } from './examples.ts'
import { flags } from './flags.ts'

const exitCodes = [
  ['0', 'everything passed'],
  ['1', 'something is blocked (or in review, with --fail-on review)'],
  ['2', 'wrong usage or unreadable input: nothing was judged'],
  ['3', 'incomplete: something could not be checked'],
  ['4', 'nothing is blocked, but releases below the minimum age wait'],
] as const

/** The page of everything, or of the commands that start with `words`; '' when no command does. */
export function helpPage(words: readonly string[], width: number): string {
  const room = Math.min(width, 120)
  const names = commandsAt(words)
  const [first, ...others] = names
  if (first === undefined) return ''
  if (others.length === 0) return commandPage(first, room)
  // `cordon scripts` is a command, and `cordon scripts approve` another one.
  return words[0] === first ? `${commandPage(first, room)}\n${commandTable(others, room)}` : overview(names, room)
}

/** The longest beginning of `words` that names commands wins: `rules lint x` is about `rules lint`. */
function commandsAt(words: readonly string[]): readonly CommandName[] {
  if (words.length === 0) return commandNames
  const starting = (start: string) => commandNames.filter((name) => name === start || name.startsWith(`${start} `))
  const two = starting(words.slice(0, 2).join(' '))
  return two.length > 0 ? two : starting(words[0] ?? '')
}

function commandTable(names: readonly CommandName[], width: number): string {
  const rows = names.map((name) => [usageOf(name), commandOf(name).summary] as const)
  return `${table(rows, width).join('\n')}\n`
}

function overview(names: readonly CommandName[], width: number): string {
  return `${[
    'cordon judges npm releases before anything of them runs',
    '',
    commandTable(names, width),
    'Flags of a command: cordon <command> --help. Version: cordon --version.',
    '',
    'Exit codes',
    ...table(exitCodes, width),
  ].join('\n')}\n`
}

function commandPage(name: CommandName, width: number): string {
  const command = commandOf(name)
  const rows = command.flags.map((flag) => {
    const { describe, value } = flags[flag]
    return [`--${flag}${value === '' ? '' : ` ${value}`}`, describe] as const
  })
  return `${[
    `${usageOf(name)}${rows.length === 0 ? '' : ' [flags]'}`,
    ...hang('  ', command.summary, width),
    '',
    ...examples[name].flatMap(({ line, why }) => [`  cordon ${line}`, ...hang('      ', why, width)]),
    ...(rows.length === 0 ? [] : ['', ...table(rows, width)]),
  ].join('\n')}\n`
}

function table(rows: readonly (readonly [string, string])[], width: number): string[] {
  const left = Math.max(...rows.map(([word]) => word.length))
  return rows.flatMap(([word, sentence]) => hang(`  ${padTo(word, left)}  `, sentence, width))
}

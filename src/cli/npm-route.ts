// Which way a whole npm command line goes: to cordon, straight to npm, or nowhere. npm takes flags before its command and
// short forms of both; where it is not certain what npm would make of a line, the line is refused. Pure.
import { type Mistake, Problem } from '../domain/problem.ts'
import { usageMistake } from './mistakes.ts'
import { npmAliases, npmCommands } from './npm-commands.ts'
import { npmOptions, npmShortForms } from './npm-options.ts'

/** `args` of a judged command are those around its name. */
export type NpmLine =
  | { to: 'npm'; args: readonly string[] }
  | { to: 'ci' | 'install' | 'update' | 'uninstall' | 'dedupe'; args: readonly string[] }

/** Throws a Problem for what is refused. */
export function routeOf(args: readonly string[], consequence: string): NpmLine {
  const at = commandAt(args, consequence)
  const word = args[at]
  if (word === undefined || asksForHelp(args)) return { to: 'npm', args }
  const name = Object.hasOwn(npmAliases, word) ? npmAliases[word] : word
  const known = name !== undefined && Object.hasOwn(npmCommands, name) ? npmCommands[name] : undefined
  if (known === undefined) {
    const help = 'Write the command out as "npm help" has it.'
    throw refusal('npm-unknown-command', `cordon does not know npm's command ${word}`, help, consequence)
  }
  const rest = [...args.slice(0, at), ...args.slice(at + 1)]
  switch (known.route) {
    case 'npm':
      return { to: 'npm', args }
    case 'no-update':
      return { to: 'npm', args: withLastWord(args, at, '--workspaces-update=false') }
    case 'exec':
      return { to: 'npm', args: withoutFetching(args, at, consequence) }
    case 'refused':
      throw refusal('npm-command-refused', `npm ${name} is refused: ${known.why}`, known.instead, consequence)
    case 'npm-unless': {
      const words = args.slice(at + 1).filter((arg) => !arg.startsWith('-'))
      if (known.word === '' ? words.length === 0 : !words.includes(known.word)) {
        return { to: 'npm', args: name === 'init' ? withLastWord(args, at, '--workspaces-update=false') : args }
      }
      const said = `npm ${name} ${known.word === '' ? words[0] : known.word}`
      throw refusal('npm-command-refused', `${said} is refused: ${known.why}`, known.instead, consequence)
    }
    default:
      return { to: known.route, args: rest }
  }
}

/** The place of npm's command; past the end where there is none. */
function commandAt(args: readonly string[], consequence: string): number {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    if (arg === '--') return at + 1
    if (!arg.startsWith('-') || arg === '-') return at
    const takes = takesValue(arg)
    // A flag alone (`--version`) begins nothing that could be an install.
    if (takes === 'unknown' && args.slice(at + 1).every((next) => next.startsWith('-'))) return args.length
    if (takes === 'unknown') {
      const help = 'Write the command first: npm install --flag.'
      throw refusal('npm-unknown-flag', `cordon does not know what follows npm's flag ${arg}`, help, consequence)
    }
    if (takes === 'yes') at++
  }
  return args.length
}

/** Whether the next word is the flag's value. */
function takesValue(arg: string): 'yes' | 'no' | 'unknown' {
  if (arg.includes('=')) return 'no'
  const name = arg.replace(/^-+/, '')
  const short = Object.hasOwn(npmShortForms, name) ? npmShortForms[name] : undefined
  const [long = `--${name}`, value] = short ?? []
  const plain = long.slice(2)
  const option = Object.hasOwn(npmOptions, plain) ? npmOptions[plain] : undefined
  if (option !== undefined) return option.takes === 'value' && value === undefined ? 'yes' : 'no'
  return Object.hasOwn(npmOptions, plain.replace(/^no-/, '')) ? 'no' : 'unknown'
}

/** npm only explains itself then. */
function asksForHelp(args: readonly string[]): boolean {
  const before = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length)
  return before.some((arg) => ['--help', '-h', '-?', '-H', '--usage'].includes(arg))
}

/** npm takes the last word on a flag; a flag before it that lacks its value may swallow one. */
function withLastWord(args: readonly string[], at: number, flag: string): string[] {
  const end = args.indexOf('--', at) === -1 ? args.length : args.indexOf('--', at)
  return [...args.slice(0, at + 1), flag, ...args.slice(at + 1, end), flag, ...args.slice(end)]
}

/** What is not installed is not fetched. */
function withoutFetching(args: readonly string[], at: number, consequence: string): string[] {
  const end = args.indexOf('--', at)
  const before = end === -1 ? args : args.slice(0, end)
  if (before.some((arg) => arg === '-y' || arg.startsWith('--y'))) {
    const help = 'Leave it out: what is installed runs, and nothing is fetched for it. To add it: cordon install <name>'
    throw refusal(
      'npm-flag-refused',
      '--yes is refused: it runs what was just fetched and judged by nobody',
      help,
      consequence,
    )
  }
  return withLastWord(args, at, '--yes=false')
}

function refusal(code: string, message: string, help: string, consequence: string): Problem {
  const mistake: Mistake = usageMistake(code, message, help)
  return new Problem([mistake], consequence)
}

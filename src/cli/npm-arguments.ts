// npm's own arguments, read as npm reads them (nopt) but for what cordon does not know: that is refused by name, never
// passed on, since npm might take it for something that undoes the judgement. It knows the table, not the commands.
import type { Mistake } from '../domain/problem.ts'
import { usageMistake } from './mistakes.ts'
import { type NpmRoad, npmOptions, npmShortForms } from './npm-options.ts'

export type GivenOption = { name: string; road: NpmRoad; value: string | boolean }

export type NpmArguments = {
  options: readonly GivenOption[]
  operands: readonly string[]
  mistakes: readonly Mistake[]
}

/** Every mistake at once. `args` come after the command's own name. */
export function readNpmArguments(args: readonly string[]): NpmArguments {
  const words = args.flatMap((arg, index) => (isAfterSeparator(args, index) ? arg : longForms(arg)))
  const options: GivenOption[] = []
  const operands: string[] = []
  const mistakes: Mistake[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      operands.push(...words.slice(at + 1))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word)
      continue
    }
    const read = readOption(word, words[at + 1])
    if (read.took) at++
    if (read.ok) options.push(read.option)
    else mistakes.push(read.mistake)
  }
  return { options, operands, mistakes }
}

/**
 * What of a command's words is for npm, where it stands among cordon's own: npm's flags, with their values. `isOwn` says
 * whether a word is a flag of cordon's, and whether its value is the next word; cordon's own come first.
 */
export function splitNpmFlags(
  words: readonly string[],
  isOwn: (word: string) => 'no' | 'alone' | 'with-value',
): { own: string[]; forNpm: string[] } {
  const own: string[] = []
  const forNpm: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const ours = isOwn(word)
    const theirs = ours === 'no' ? npmTakes(word, words[at + 1]) : 'unknown'
    const list = theirs === 'unknown' ? own : forNpm
    list.push(word)
    const next = words[at + 1]
    if ((ours === 'with-value' || theirs === 'next') && next !== undefined) {
      list.push(next)
      at++
    }
  }
  return { own, forNpm }
}

/** Whether it is a flag of npm's, and the next word its value. */
function npmTakes(word: string, next: string | undefined): 'unknown' | 'itself' | 'next' {
  if (!word.startsWith('-')) return 'unknown'
  const long = longForms(word)
  const given = long.filter((one) => one.startsWith('--')).map((one) => nameOf(one.split('=', 1)[0] ?? ''))
  const options = given.map(([name]) => (Object.hasOwn(npmOptions, name) ? npmOptions[name] : undefined))
  if (given.length === 0 || options.includes(undefined)) return 'unknown'
  const last = long.at(-1) ?? ''
  if (!last.startsWith('--') || last.includes('=') || given.at(-1)?.[1] === true) return 'itself'
  return options.at(-1)?.takes === 'value' || isWord(next) ? 'next' : 'itself'
}

/** For npm itself; `--ignore-scripts` and what cordon is told as well are said by whoever starts it. */
export function forNpmItself(options: readonly GivenOption[]): GivenOption[] {
  return options.filter(({ road }) => road !== 'off' && road !== 'cordon' && road !== 'save')
}

/** As npm takes it: one word each, so that nothing can be taken for something else. */
export function npmWords(options: readonly GivenOption[]): string[] {
  return options.map(({ name, value }) => {
    if (typeof value === 'string') return `--${name}=${value}`
    return value ? `--${name}` : `--no-${name}`
  })
}

type Read = { took: boolean } & ({ ok: true; option: GivenOption } | { ok: false; mistake: Mistake })

function readOption(word: string, next: string | undefined): Read {
  const equals = word.indexOf('=')
  const written = equals === -1 ? word : word.slice(0, equals)
  const [name, isNegated] = nameOf(written)
  const option = Object.hasOwn(npmOptions, name) ? npmOptions[name] : undefined
  if (!written.startsWith('--') || option === undefined) {
    const help = 'Leave it out, or set it in .npmrc if npm has such a setting.'
    return refused(false, usageMistake('npm-unknown-flag', `cordon does not know npm's flag ${written}`, help))
  }
  const inline = equals === -1 ? undefined : word.slice(equals + 1)
  const isSwitch = option.takes === 'nothing'
  // npm takes a lone `false` after a switch for its value.
  const takesNext = inline === undefined && !isNegated && (isSwitch ? isWord(next) : next !== undefined)
  const text = inline ?? (takesNext ? next : undefined)
  if (option.road === 'refused' && !(isNegated && name === 'global')) {
    return refused(takesNext, usageMistake('npm-flag-refused', `${written} is refused: ${option.why}`, option.instead))
  }
  const road = option.road === 'refused' ? 'npm' : option.road
  if (!isSwitch) {
    if (text !== undefined && text !== '' && !isNegated)
      return { took: takesNext, ok: true, option: { name, road, value: text } }
    return refused(
      takesNext,
      usageMistake('npm-flag-without-value', `${written} needs a value`, `Write ${written}=VALUE.`),
    )
  }
  if (text !== undefined && text !== 'true' && text !== 'false') {
    const help = `Write --${name} or --no-${name}.`
    return refused(
      takesNext,
      usageMistake('npm-switch-with-value', `${written} is a switch, and "${text}" is none`, help),
    )
  }
  return checked({ name, road, value: (text !== 'false') !== isNegated }, takesNext)
}

/** Switches whose other side is refused. */
function checked(option: GivenOption, took: boolean): Read {
  if (option.name === 'ignore-scripts' && option.value === false) {
    const help = 'Leave it out: what was approved is run once the tree is installed and checked.'
    return refused(took, usageMistake('npm-flag-refused', 'npm is never told to run every script', help))
  }
  if (option.name === 'save' && option.value === false) {
    const help = 'Leave it out, and "npm uninstall" afterwards.'
    const message = '--no-save is refused: what no lockfile has is not what was judged, and nobody could check it again'
    return refused(took, usageMistake('npm-flag-refused', message, help))
  }
  return { took, ok: true, option }
}

function refused(took: boolean, mistake: Mistake): Read {
  return { took, ok: false, mistake }
}

function nameOf(written: string): [name: string, isNegated: boolean] {
  const name = written.replace(/^--/, '')
  if (Object.hasOwn(npmOptions, name) || !name.startsWith('no-')) return [name, false]
  return [name.slice('no-'.length), true]
}

/** `-DE` is `-D -E`, `-w=a` is `--workspace=a`; a word that is no short form stays as it is. */
function longForms(word: string): string[] {
  if (!/^-{1,2}[A-Za-z]/.test(word)) return [word]
  const equals = word.indexOf('=')
  const written = equals === -1 ? word : word.slice(0, equals)
  const rest = equals === -1 ? [] : [word.slice(equals + 1)]
  const name = written.replace(/^-+/, '')
  const long = shortForm(name)
  if (long !== undefined) return [...long, ...rest]
  if (written.startsWith('--') || name.length === 1) return [word]
  const each = [...name].map(shortForm)
  return each.every((one) => one !== undefined) ? [...each.flat(), ...rest] : [word]
}

function shortForm(name: string): readonly string[] | undefined {
  return Object.hasOwn(npmShortForms, name) ? npmShortForms[name] : undefined
}

function isWord(next: string | undefined): boolean {
  return next === 'true' || next === 'false'
}

function isAfterSeparator(args: readonly string[], index: number): boolean {
  const separator = args.indexOf('--')
  return separator !== -1 && index >= separator
}

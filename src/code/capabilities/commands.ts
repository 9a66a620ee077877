// What it means to start a program with its words: by the program, by the words next to it, by the paths and addresses
// among them, and by the line or code that they hold.

import { commands, detachers, lineOptions, nodeOptions, programs, wrappers } from '../map/programs.ts'
import { addressOf, talkTo } from './addresses.ts'
import { readCommandLine } from './command-line.ts'
import { touch } from './files.ts'
import type { Look } from './look.ts'
import { home, temp } from './path-texts.ts'

const maxDepth = 4
/** Words that an argument keeps after the program's name. */
const maxWords = 2
const maxWordLength = 60
const unknownPart = '\u0000'
const endings = ['.exe', '.cmd', '.bat', '.ps1', '.com']

export function useLine(look: Look, line: string, offset: number, depth = 0): void {
  const { commands: found, inBackground } = readCommandLine(line)
  if (inBackground) look.findings.capability('process-detached', '', offset)
  if (found.length === 0) look.findings.argument('process-spawn', 'command', '', offset)
  for (const words of found) useCommand(look, words, offset, depth)
}

export function useCommand(look: Look, words: readonly string[], offset: number, depth = 0): void {
  const { findings } = look
  const started = unwrap(look, words, offset)
  const [first = unknownPart, ...rest] = started
  const program = programOf(first)
  findings.argument('process-spawn', 'command', shown(program, rest), offset)
  for (const word of started.slice(0, 100)) useWord(look, word, offset)
  if (program === '') return
  findings.deeds(programs.get(program) ?? [], offset)
  if (program === 'env') findings.capability('env-bulk', '', offset)
  const next = rest.find((word) => !word.startsWith('-'))
  if (next !== undefined) findings.deeds(commands.get(`${program}/${next.toLowerCase()}`) ?? [], offset)
  if (program === 'node' || program === 'nodejs')
    for (const word of rest) findings.deeds(nodeOptions.get(optionOf(word)) ?? [], offset)
  if (program === 'chmod' && rest.some(makesExecutable)) findings.capability('fs-executable', '', offset)
  if (hidesWindow(rest)) findings.capability('process-hidden', '', offset)
  if (depth < maxDepth) for (const line of innerLines(program, rest)) useLine(look, line, offset, depth + 1)
}

/** `sudo nohup A=b npx x` starts `x`. */
function unwrap(look: Look, words: readonly string[], offset: number): readonly string[] {
  let at = 0
  while (at < words.length - 1) {
    const word = words[at] ?? ''
    const name = programOf(word)
    if (detachers.has(name)) look.findings.capability('process-detached', '', offset)
    const isWrapper = wrappers.has(name) || (name === 'env' && words.length > at + 1)
    if (!isWrapper && !isSetting(word)) break
    at += 1
    while (at < words.length - 1 && isWrapper && isOption(words[at] ?? '')) at += 1
  }
  return words.slice(at)
}

/** `A=b` in front of a program. */
function isSetting(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word)
}

function isOption(word: string): boolean {
  return word.startsWith('-') || /^[0-9]+[smh]?$/.test(word) || /^\/[a-z]+$/i.test(word)
}

/** The name of a program without its folder, ending and case; '' where it cannot be told. */
export function programOf(word: string): string {
  const file = word.replaceAll('\\', '/').split('/').at(-1)?.toLowerCase() ?? ''
  if (file.includes(unknownPart)) return ''
  const ending = endings.find((one) => file.endsWith(one))
  return ending === undefined ? file : file.slice(0, -ending.length)
}

function shown(program: string, rest: readonly string[]): string {
  if (program === '') return ''
  const words = rest.slice(0, maxWords).map((word) => word.replaceAll(unknownPart, '*').slice(0, maxWordLength))
  return [program, ...words].join(' ')
}

/** A word may be a path or an address, whatever the program. */
function useWord(look: Look, word: string, offset: number): void {
  const address = word.includes('://') ? addressOf(word) : undefined
  if (address !== undefined) talkTo(look.findings, 'network-client', address, '', offset)
  else if (word.includes('/') || word.includes('\\') || word.includes('.')) touch(look, expanded(word), '', offset)
}

/** The shell's own ways to say home and the temporary folder. */
function expanded(word: string): string {
  const lower = word.toLowerCase()
  for (const [start, mark] of starts) if (lower.startsWith(start)) return mark + word.slice(start.length)
  return word
}
const starts: readonly (readonly [string, string])[] = [
  ['$home', home],
  [`\${home}`, home],
  ['%userprofile%', home],
  ['$env:userprofile', home],
  ['%appdata%', `${home}/AppData/Roaming`],
  ['$env:appdata', `${home}/AppData/Roaming`],
  ['%localappdata%', `${home}/AppData/Local`],
  ['%temp%', temp],
  ['$env:temp', temp],
]

function optionOf(word: string): string {
  const equals = word.indexOf('=')
  return equals === -1 ? word : word.slice(0, equals)
}

function makesExecutable(word: string): boolean {
  if (/^[0-7]{3,4}$/.test(word)) return (Number.parseInt(word, 8) & 0o111) !== 0
  return /^[ugoa]*\+[rwst]*x/.test(word)
}

function hidesWindow(words: readonly string[]): boolean {
  const lower = words.map((word) => word.toLowerCase())
  return lower.some((word, at) => ['-windowstyle', '-w', '-win'].includes(word) && lower[at + 1] === 'hidden')
}

/** The text that a shell is given to run; for PowerShell also in its own encoding. */
function innerLines(program: string, words: readonly string[]): readonly string[] {
  const options = lineOptions.get(program)
  if (options === undefined) return []
  const lines: string[] = []
  for (const [at, word] of words.entries()) {
    const option = word.toLowerCase()
    const next = words[at + 1]
    if (next === undefined) break
    // Everything after `cmd /c` is the line.
    if (options.includes(option)) lines.push(program === 'cmd' ? words.slice(at + 1).join(' ') : next)
    else if (
      option.length > 1 &&
      '-encodedcommand'.startsWith(option) &&
      program !== 'cmd' &&
      option.startsWith('-e')
    ) {
      lines.push(Buffer.from(next, 'base64').toString('utf16le'))
    }
  }
  return lines
}

// Programs that run programs: what they run - a file, their input, a text among their words - and where it came from.
import { lineOptions, nodeOptions } from '../map/programs.ts'
import type { Flavour } from './lines.ts'
import * as names from './program-names.ts'
import { reach } from './reading.ts'
import { carriedBy } from './script-files.ts'
import { type Given, isOption, runLine, type Started } from './started.ts'
import { nameHost } from './transfers.ts'

const maxPrograms = 50
const maxEncoded = 1_000_000

export function runTexts(started: Started): void {
  const { reading, program, path, given, stdin, at, stage, flavour } = started
  reach(reading, carriedBy(reading, path), 'execute', at)
  if (names.starters.has(program)) for (const { text } of given) reach(reading, carriedBy(reading, text), 'execute', at)
  if (names.evaluators.has(program)) {
    reach(reading, [...stdin, ...given.flatMap(({ carries }) => carries)], 'execute', at)
    runLine(started, given.map(({ text }) => text).join(' '), given[0]?.at ?? at, flavour, stdin)
    return
  }
  if (!names.shells.has(program) && !names.otherInterpreters.has(program)) return
  const { line, file } = whatRuns(started)
  if (line !== 'none') {
    reach(reading, line.carries, 'execute', at)
    runProgram(started, line.text, line.at)
  } else if (file === 'none' || file.text === '-' || file.text === '/dev/stdin') {
    reach(reading, stdin, 'execute', at)
    if (stage.input !== 'none') runProgram(started, stage.input.text, stage.input.at)
  } else {
    reach(
      reading,
      [...(file.text.startsWith('\0') ? file.carries : []), ...carriedBy(reading, file.text)],
      'execute',
      at,
    )
    // `mshta https://…`, `deno run https://…`: the program fetches it itself.
    const url = file.text.search(/https?:\/\//)
    if (url === -1 || !nameHost(reading, file.text.slice(url), file.at)) return
    reading.findings.capability('network-client', '', at)
    reach(reading, [{ source: 'downloaded', subject: '', at }], 'execute', at)
  }
}

/** A text that is run as a program, else the file; neither: its input. */
function whatRuns(started: Started): { line: Given | 'none'; file: Given | 'none' } {
  const { reading, program, given, at, flavour } = started
  const options = lineOptions.get(program) ?? []
  for (let index = 0; index < given.length; index++) {
    const word = given[index]
    const value = given[index + 1]
    if (word === undefined) break
    const option = word.text.toLowerCase()
    if (hidesWindow(program, option, value?.text)) reading.findings.capability('process-hidden', '', word.at)
    if (value !== undefined && takesEncoded(program, option)) {
      reading.encoded.push(word.at)
      const text = Buffer.from(value.text.slice(0, maxEncoded), 'base64').toString('utf16le')
      return { line: { ...value, text, carries: [{ source: 'decoded', subject: '', at }] }, file: 'none' }
    }
    // What `-e` runs is read by itself, and says what it does.
    if (isNode(program))
      reading.findings.deeds(
        (nodeOptions.get(option) ?? []).filter(({ name }) => name !== 'eval'),
        word.at,
      )
    if (value !== undefined && (options.includes(option) || takesText(program, option))) {
      return { line: joined(given.slice(index + 1), program), file: 'none' }
    }
    if (takesValue(program, word.text)) index++
    else if (!isOption(word.text, flavour) && !isCommandWord(program, option))
      return asFile(program, given.slice(index))
  }
  return { line: 'none', file: 'none' }
}

/** PowerShell takes a bare text for a line. */
function asFile(program: string, rest: readonly Given[]): { line: Given | 'none'; file: Given | 'none' } {
  const [file] = rest
  if (file === undefined) return { line: 'none', file: 'none' }
  const isScript = !isPowerShell(program) || file.text.toLowerCase().endsWith('.ps1') || file.text === '-'
  return isScript ? { line: 'none', file } : { line: joined(rest, program), file: 'none' }
}

/** cmd and PowerShell take all that follows for the line, the others one word. */
function joined(rest: readonly Given[], program: string): Given | 'none' {
  const [first] = rest
  if (first === undefined) return 'none'
  if (program !== 'cmd' && !isPowerShell(program)) return first
  const carries = rest.flatMap((word) => word.carries)
  return { text: rest.map(({ text }) => text).join(' '), at: first.at, carries, quoted: true }
}

function isNode(program: string): boolean {
  return program === 'node' || program === 'nodejs' || program === 'bun'
}

function isPowerShell(program: string): boolean {
  return program === 'powershell' || program === 'pwsh'
}

/** `bun run`, `deno run`: the file comes next. */
function isCommandWord(program: string, word: string): boolean {
  return (program === 'bun' || program === 'deno') && (word === 'run' || word === 'x')
}

function takesText(program: string, option: string): boolean {
  if (isNode(program)) return ['-e', '--eval', '-p', '--print', '-pe'].includes(option)
  if (program.startsWith('py')) return option === '-c'
  if (program === 'deno') return option === 'eval'
  return ['perl', 'ruby', 'lua', 'osascript'].includes(program) && option === '-e'
}

const nodeValues: ReadonlySet<string> = new Set([
  '-r',
  '--require',
  '--import',
  '--loader',
  '--experimental-loader',
  '-C',
])
const switches: readonly string[] = ['-noprofile', '-noninteractive', '-nologo', '-noexit', '-sta', '-mta', '-file']

/** An option whose next word belongs to it. */
function takesValue(program: string, word: string): boolean {
  if (isNode(program)) return nodeValues.has(word)
  if (!isPowerShell(program)) return names.shells.has(program) && (word === '-o' || word === '-O')
  const option = word.toLowerCase().replace('/', '-')
  return option.startsWith('-') && !switches.some((one) => one.startsWith(option))
}

/** PowerShell takes any beginning of an option's name, and `/` for `-`. */
function takesEncoded(program: string, option: string): boolean {
  const name = option.replace('/', '-')
  return isPowerShell(program) && (name === '-ec' || (name.length >= 2 && '-encodedcommand'.startsWith(name)))
}

function hidesWindow(program: string, option: string, value: string | undefined): boolean {
  if (!isPowerShell(program) || option.length < 2 || !'-windowstyle'.startsWith(option.replace('/', '-'))) return false
  return value !== undefined && ['hidden', '1'].includes(value.toLowerCase())
}

function runProgram(started: Started, text: string, at: number): void {
  const { reading, program } = started
  if (isNode(program) || program === 'deno') {
    if (reading.javascript.length < maxPrograms) reading.javascript.push(text)
  } else if (program.startsWith('py')) {
    if (reading.python.length < maxPrograms) reading.python.push({ text, at })
  } else if (names.shells.has(program)) runLine(started, text, at, flavourOf(program), started.stdin)
}

function flavourOf(program: string): Flavour {
  if (isPowerShell(program)) return 'powershell'
  return program === 'cmd' ? 'batch' : 'shell'
}

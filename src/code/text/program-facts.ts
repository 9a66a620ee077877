// What starting a program says: its own meaning, the files and hosts that its words name, and where its input goes.
import { commands, programs } from '../map/programs.ts'
import { decrypts, printedBy } from './printed.ts'
import * as names from './program-names.ts'
import { type Carries, namePath, reach } from './reading.ts'
import { type Given, isOption, type Started } from './started.ts'
import { filesSent, lookAtHosts } from './transfers.ts'

/** Gives back what it prints. */
export function look(started: Started): Carries {
  const { reading, program, at, given, stdin, flavour } = started
  const { findings } = reading
  const command = given.find(({ text }) => !isOption(text, flavour))?.text.toLowerCase() ?? ''
  const deeds = [...(programs.get(program) ?? []), ...(commands.get(`${program}/${command}`) ?? [])]
  // A certificate tool talks to nobody unless it is told to.
  const isOffline = program === 'certutil' && !given.some(({ text }) => text.includes('://'))
  findings.deeds(isOffline ? [] : deeds, at)
  for (const { name } of deeds) {
    if (name === 'other-runtime' || name === 'ai-cli') findings.argument(name, 'command', spelled(program, given), at)
  }
  if (startsProgram(started, command)) {
    findings.capability('process-spawn', '', at)
    findings.argument('process-spawn', 'command', spelled(started.path, given), at)
  }
  lookAtFiles(started)
  const said = given.flatMap(({ carries }) => carries)
  const isClient = !isOffline && deeds.some(({ name }) => name === 'network-client')
  if (isClient) {
    lookAtHosts(started)
    reach(reading, [...stdin, ...said, ...filesSent(started)], 'network', at)
  }
  if (deeds.some(({ name }) => name === 'dns')) reach(reading, [...stdin, ...said], 'dns', at)
  return printedBy(started, said, isClient)
}

/** A file by its path, and what a package manager fetches. Commands of the system and of installed packages are a script's words. */
function startsProgram({ path, program }: Started, command: string): boolean {
  if (managers.has(program)) return fetching.has(command)
  const folder = path.replaceAll('\\', '/').replace(/^\.\//, '')
  const isFile = path.includes('/') || path.startsWith('.\\') || /^[A-Za-z]:\\/.test(path)
  return isFile && !usual.some((start) => folder.startsWith(start))
}

const managers: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun'])
const fetching: ReadonlySet<string> = new Set(['install', 'i', 'add', 'exec', 'x', 'dlx', 'create', 'init'])
const usual = ['/bin/', '/sbin/', '/usr/', '/opt/', 'node_modules/.bin/', '../.bin/']

function spelled(program: string, given: readonly Given[]): string {
  return [program, ...given.slice(0, 2).map(({ text }) => text.replaceAll('\0', '*'))].join(' ')
}

/** What a program's words say of files: places, rights, deletion; and a long sleep. */
function lookAtFiles(started: Started): void {
  const { reading, program, given, at, flavour } = started
  const { findings } = reading
  if (!names.talkers.has(program)) {
    for (const { text, at: where } of given) {
      const path = pathIn(text)
      if (path !== '' && !path.includes('://')) namePath(reading, path, where)
    }
  }
  if (program === 'chmod' && given.some(({ text }) => makesExecutable(text)))
    findings.capability('fs-executable', '', at)
  if (names.readers.has(program)) findings.capability('fs-read', '', at)
  if (names.copiers.has(program) || names.writers.has(program)) findings.capability('fs-write', '', at)
  if (names.removers.has(program)) {
    findings.capability('fs-delete', '', at)
    for (const { text } of given.filter((word) => !isOption(word.text, flavour))) {
      findings.argument('fs-delete', 'path', text.replaceAll('\0', '*'), at)
    }
  }
  if (asksForAll(started)) findings.capability('env-bulk', '', at)
  if (program === 'register-scheduledtask' || program === 'new-scheduledtask')
    findings.capability('fs-startup', 'task', at)
  if (program === 'sc' && given[0]?.text.toLowerCase() === 'create') findings.capability('fs-startup', 'service', at)
  if (decrypts(program, given)) findings.capability('decrypt', '', at)
  if (names.evaluators.has(program)) findings.capability('eval', '', at)
  const sleeps = program === 'sleep' || program === 'start-sleep' || (program === 'timeout' && flavour === 'batch')
  if (sleeps && longestSleep(given) >= hour) findings.capability('timer-fuse', '', at)
}

/** `--key=path` and `name=@path` hold one; Windows' drives and PowerShell's have a colon. */
function pathIn(text: string): string {
  const mark = text.indexOf('@')
  if (mark === 0 || text[mark - 1] === '=') return text.slice(mark + 1)
  return text.startsWith('-') ? text.slice(text.indexOf('=') + 1) : text
}

function makesExecutable(mode: string): boolean {
  return /^[0-7]?[1357][0-7]{2}$|^[ugoa]{0,4}\+[rwst]{0,4}x/.test(mode)
}

function asksForAll({ program, given, flavour }: Started): boolean {
  if (program === 'env' || program === 'printenv') return given.every(({ text }) => isOption(text, flavour))
  if (program === 'set' || program === 'export')
    return given.length === 0 ? flavour === 'batch' : given[0]?.text === '-p'
  return given.some(({ text }) => text.toLowerCase() === 'env:')
}

const hour = 3600
const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: hour, d: 24 * hour }

/** Seconds. */
function longestSleep(given: readonly Given[]): number {
  const seconds = given.map(({ text }) => Number.parseFloat(text) * (units[text.at(-1) ?? ''] ?? 1))
  return Math.max(0, ...seconds.filter(Number.isFinite))
}

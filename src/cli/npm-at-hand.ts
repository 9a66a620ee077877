// The user's npm, ready to be started, and how it is started from here: its output is the terminal's own, and signals are
// handed on. It knows nothing of what npm is told.
import { realpathSync, statSync } from 'node:fs'
import { Problem } from '../domain/problem.ts'
import {
  exitCodeOf,
  findNpm,
  isHandedOn,
  type NpmProgram,
  type NpmRun,
  readTextOr,
  startNpm,
} from '../sources/npm-run.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { holdSignals, isProcess } from './process-io.ts'

export function npmAtHand(io: Pick<Io, 'env' | 'platform' | 'execPath'>, consequence: string): NpmProgram {
  const disk = {
    isFile: (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
    realPath: (path: string) => realpathSync(path),
  }
  const npm = findNpm({ env: io.env, platform: io.platform, disk }, io.execPath, readTextOr)
  if (npm !== 'none') return npm
  const help =
    'The first npm on the PATH has to be npm itself. Where a version manager has another program there, name npm: npm_execpath=<npm>/bin/npm-cli.js'
  throw new Problem([usageMistake('no-npm', 'there is no npm that cordon could run', help)], consequence)
}

export function isNpm12({ version }: NpmProgram): boolean {
  return Number.parseInt(version, 10) >= 12
}

/** npm in one folder. `aside`: what it says belongs to standard error. Gives its exit code, 128 + signal where one ended it. */
export type NpmAtWork = (words: readonly string[], place?: 'terminal' | 'aside') => Promise<number>

/**
 * While `work` goes on a signal does not end this process: npm cleans up by itself and is waited for, and whoever calls
 * puts back what it wrote. After a signal no npm is started any more.
 */
export async function withNpm<T>(
  program: NpmProgram,
  cwd: string,
  io: Io,
  work: (npm: NpmAtWork) => Promise<T>,
): Promise<T> {
  const own = isProcess(io)
  const atTerminal = own && (process.stdin.isTTY === true || io.stdout.isTTY || io.stderr.isTTY)
  const err = (text: string) => void io.stderr.write(text)
  const out = (text: string) => void io.stdout.write(text)
  let ended = 0
  let current: NpmRun | 'none' = 'none'
  const onSignal = (signal: NodeJS.Signals) => {
    ended = exitCodeOf(null, signal)
    if (current !== 'none' && isHandedOn(signal, io.platform, atTerminal)) current.pass(signal)
  }
  const onAbort = () => onSignal('SIGINT')
  const release = holdSignals(onSignal)
  io.interrupt.addEventListener('abort', onAbort)
  try {
    return await work(async (words, place = 'terminal') => {
      if (ended !== 0) return ended
      const pipes = place === 'aside' ? { out: err, err } : { out, err }
      current = startNpm({ program, words, cwd, env: io.env, output: own ? place : pipes })
      const code = await current.ended
      current = 'none'
      return code
    })
  } finally {
    release()
    io.interrupt.removeEventListener('abort', onAbort)
  }
}

// Starts the user's npm: which files are run, with which words, and how it ended. No shell takes part, on no platform, so
// that nothing in a name or a path can become a command. What npm does is npm's.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { parsed, text } from './json-value.ts'
import { systemCodeOf } from './system-code.ts'
import { findUserNpm } from './user-npm.ts'
import { type Environment, type PathSearch, pathRules } from './user-path.ts'

export type NpmProgram = {
  /** The Node that runs it, and its script. */
  node: string
  cli: string
  /** `11.19.1`; '' where its package.json does not say. */
  version: string
}

/** `readText` gives '' for what is not there. */
export function findNpm(search: PathSearch, execPath: string, readText: (path: string) => string): NpmProgram | 'none' {
  const { npmPath, nodePath } = findUserNpm(search)
  if (npmPath === '') return 'none'
  const path = pathRules(search.platform)
  const manifest = parsed(readText(path.join(npmPath, 'package.json')))
  return {
    node: nodePath === '' ? execPath : nodePath,
    cli: path.join(npmPath, 'bin', 'npm-cli.js'),
    version: text(manifest, 'version'),
  }
}

const maxTextBytes = 256 * 1024 * 1024

/** '' for what is not there or is no ordinary file: a link in a project may lead to a device, which has no end. */
export function readTextOr(path: string): string {
  try {
    const stat = statSync(path)
    return stat.isFile() && stat.size <= maxTextBytes ? readFileSync(path, 'utf8') : ''
  } catch (error) {
    // What is no error of the system is a mistake of ours, and thrown on.
    systemCodeOf(error)
    return ''
  }
}

/** `npm.cmd` would need a shell: Node runs npm's own script everywhere. */
export function npmCommand({ node, cli }: NpmProgram, words: readonly string[]): { file: string; args: string[] } {
  return { file: node, args: [cli, ...words] }
}

/** `aside`: what it says belongs to standard error, since another npm's output is the answer. */
export type NpmOutput = 'terminal' | 'aside' | { out: (text: string) => void; err: (text: string) => void }

export type NpmTask = {
  program: NpmProgram
  words: readonly string[]
  cwd: string
  env: Environment
  output: NpmOutput
}

/** A process under way: `pass` hands a signal on, `ended` gives the exit code as shells count it (128 + signal). */
export type NpmRun = { pass: (signal: NodeJS.Signals) => void; ended: Promise<number> }

export function startNpm({ program, words, cwd, env, output }: NpmTask): NpmRun {
  const { file, args } = npmCommand(program, words)
  const child = spawn(file, args, { cwd, env: { ...env }, stdio: stdioOf(output), shell: false })
  if (typeof output === 'object') gather(child, output)
  return {
    pass: (signal) => void child.kill(signal),
    ended: new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, signal) => resolve(exitCodeOf(code, signal)))
    }),
  }
}

function stdioOf(output: NpmOutput): StdioOptions {
  switch (output) {
    case 'terminal':
      return 'inherit'
    case 'aside':
      return ['inherit', process.stderr, 'inherit']
    default:
      return ['ignore', 'pipe', 'pipe']
  }
}

export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal])
}

function gather(child: ChildProcess, { out, err }: Exclude<NpmOutput, string>): void {
  child.stdout?.setEncoding('utf8').on('data', out)
  child.stderr?.setEncoding('utf8').on('data', err)
}

/**
 * Whether a signal that came to us has to be handed on. A terminal sends Ctrl-C and its own end to every process at once,
 * and a second one would have npm stop without cleaning up; on Windows handing on is killing.
 */
export function isHandedOn(signal: NodeJS.Signals, platform: NodeJS.Platform, atTerminal: boolean): boolean {
  if (platform === 'win32') return false
  return signal === 'SIGTERM' || !atTerminal
}

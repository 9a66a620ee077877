// Runs the real command line as a user would, in an environment that holds nothing of the machine's own, and writes
// what was seen as a transcript. It knows processes and text, not verdicts.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandOf, isCommand } from '../../src/cli/commands.ts'

const launcher = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))
const guard = new URL('loopback-only.ts', import.meta.url).href
/** Hundreds of processes compile the same sources. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/cordon-compiled', import.meta.url))

export type CliRun = { args: readonly string[]; stdout: string; stderr: string; exitCode: number }

export type CliPlace = {
  cwd: string
  /** The user's home, empty at first; npm's cache is inside. */
  home: string
  /** Origin of the fixture registry. */
  registry: string
  /** Flags with the trust data of that registry: no part of what a person would type, so of no transcript. */
  trust?: readonly string[]
  /** On top of the scrubbed environment. */
  env?: Readonly<Record<string, string>>
}

const longest = 120_000
const mostOutput = 32 * 1024 * 1024

/** Throws when the program hangs, dies of a signal, floods its output or connects to another machine. */
export async function runCordon(args: readonly string[], place: CliPlace): Promise<CliRun> {
  const outside = join(place.home, 'connections-outside.log')
  const env = { CORDON_TEST_OUTSIDE_LOG: outside, ...placedEnvironment(place) }
  const run = await runNode(['--import', guard, launcher, ...placedArguments(args, place)], place.cwd, env)
  if (existsSync(outside)) throw new Error(`cordon connected elsewhere:\n${readFileSync(outside, 'utf8')}`)
  return { args, ...run }
}

/** What was typed, and the trust data of the fixture registry where the command takes any. */
export function placedArguments(args: readonly string[], { trust = [] }: CliPlace): readonly string[] {
  const isNamed = args.includes('--trusted-root') || args.includes('--registry-keys')
  return verifies(args) && !isNamed ? [...args, ...trust] : args
}

/** Whether the command takes trust data. */
function verifies([first = '', second = '']: readonly string[]): boolean {
  const name = [`${first} ${second}`, first].find(isCommand)
  return name !== undefined && commandOf(name).flags.includes('trusted-root')
}

export function placedEnvironment(place: CliPlace): Record<string, string> {
  return { ...scrubbedEnvironment(place), ...place.env }
}

/** What npm needs to find its way, and nothing else: no proxies, no tokens, no NODE_OPTIONS, no npm of the machine. */
export function scrubbedEnvironment(place: CliPlace): Record<string, string> {
  return {
    HOME: place.home,
    PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    LANG: 'C.UTF-8',
    NODE_COMPILE_CACHE: compiled,
    TZ: 'UTC',
    npm_config_registry: `${place.registry}/`,
    npm_config_cache: join(place.home, '.npm'),
    npm_config_userconfig: join(place.home, '.npmrc'),
    npm_config_globalconfig: join(place.home, 'global-npmrc'),
    // npm waits ten seconds before it tries again; a test must not.
    npm_config_fetch_retry_mintimeout: '10',
    npm_config_fetch_retry_maxtimeout: '50',
    npm_config_fetch_timeout: '5000',
  }
}

/** The run as a person would see it, with what differs from run to run taken out. */
export function transcript(run: CliRun, place: CliPlace): string {
  const parts = [`$ cordon ${run.args.join(' ')}`, run.stdout.trimEnd(), run.stderr.trimEnd(), `[exit ${run.exitCode}]`]
  return `${steady(parts.filter((part) => part !== '').join('\n'), place)}\n`
}

/** Takes out ports, temporary paths and durations; moments stay, since the scenario's clock decides them. */
export function steady(text: string, place: CliPlace): string {
  return text
    .replaceAll(place.registry, 'http://registry.example.test')
    .replaceAll(new URL(place.registry).host, 'registry.example.test')
    .replaceAll(place.cwd, '<project>')
    .replaceAll(place.home, '<home>')
    .replaceAll(dirname(place.cwd), '<beside>')
    .replace(/\b\d+(?:\.\d+)? ?(?:ms|s)\b/g, '<duration>')
}

async function runNode(
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<Omit<CliRun, 'args'>> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: longest })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  let size = 0
  const gather = (chunks: Buffer[]) => (chunk: Buffer) => {
    size += chunk.length
    if (size > mostOutput) child.kill('SIGKILL')
    else chunks.push(chunk)
  }
  child.stdout.on('data', gather(stdout))
  child.stderr.on('data', gather(stderr))
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code !== null) resolve(code)
      else reject(new Error(`cordon ended by ${signal}\n${Buffer.concat([...stdout, ...stderr])}`))
    })
  })
  return { stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), exitCode }
}

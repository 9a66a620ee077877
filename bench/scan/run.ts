// Runs one command and measures it: time and memory from outside, its requests from inside.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Taken, watchProcesses } from './processes.ts'

export type Measured = Ran &
  Requests & {
    wallMs: number
  }

type Ran = Taken & { exitCode: number; stdout: string }

/** Redirected ones count twice. */
type Requests = {
  /** For paths that end in `.tgz`. */
  tarballs: number
  /** All others: packuments, and what npm asks besides. */
  others: number
}

export type Command = { program: string; args: readonly string[]; cwd: string; env: NodeJS.ProcessEnv }

const counter = new URL('count-requests.mjs', import.meta.url).href

/** Fails for a command that a signal ended, and for one in which no Node said anything. */
export async function measure({ program, args, cwd, env }: Command): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-requests-'))
  const file = join(folder, 'requests')
  const counted = { ...env, CORDON_BENCH_REQUESTS: file, NODE_OPTIONS: `--import=${counter}` }
  try {
    const from = performance.now()
    const ran = await run({ program, args, cwd, env: counted })
    const wallMs = performance.now() - from
    return { wallMs, ...ran, ...added(readFileSync(file, 'utf8')) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run({ program, args, cwd, env }: Command): Promise<Ran> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const watched = child.pid === undefined ? undefined : watchProcesses(child.pid)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => {
      const taken = watched?.stop()
      if (exitCode === null || taken === undefined) reject(new Error(`${program} ended by ${signal}`))
      else resolve({ ...taken, exitCode, stdout: Buffer.concat(chunks).toString() })
    })
  })
}

function added(lines: string): Requests {
  const processes: Requests[] = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  if (processes.length === 0) throw new Error('nobody counted requests')
  const sum = (pick: (one: Requests) => number) => processes.reduce((total, one) => total + pick(one), 0)
  return { tarballs: sum((one) => one.tarballs), others: sum((one) => one.others) }
}

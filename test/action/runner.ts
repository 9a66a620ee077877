// Runs the action as GitHub's runner would: its action.yml decides what is started, the environment holds what a job has
// and nothing of this machine, and what the step left in files and on its streams is read back. It knows no verdicts.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ActionFile, inputVariables, readActionFile } from './action-file.ts'
import { readPairs, readSummary } from './file-commands.ts'
import { contextsOf, type Job, machine, runtimeToken, variables } from './job.ts'
import { type Annotation, readLog } from './workflow-commands.ts'

export type StepRun = {
  exitCode: number
  outputs: Readonly<Record<string, string>>
  annotations: readonly Annotation[]
  /** Markdown. */
  summary: string
  /** The log without its commands. */
  log: string
  /** Both streams as they came. */
  stdout: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))

const longest = 120_000
const mostOutput = 16 * 1024 * 1024

/** What the runner starts, and the files that it reads afterwards. */
export type Step = {
  program: string
  args: readonly string[]
  cwd: string
  env: Record<string, string>
  files: CommandFiles
  action: ActionFile
  outside: string
}

export function stepOf(job: Job): Step {
  const files = commandFiles(job.folder)
  const event = join(job.folder, 'event.json')
  writeFileSync(event, JSON.stringify(job.payload))
  const action = readActionFile(job.action ?? root, contextsOf(job))
  const outside = join(job.folder, 'connections-outside.log')
  writeFileSync(outside, '')
  const inputs = inputVariables(action, job.inputs)
  const env = { ...machine(job, outside), ...variables(job, event), ...files, ...inputs, ...job.env }
  return { program: process.execPath, args: [action.main], cwd: job.workspace, env, files, action, outside }
}

/** Throws for everything at which the runner would fail the step by itself, and when the step connects elsewhere. */
export async function runAction(job: Job): Promise<StepRun> {
  const step = stepOf(job)
  const { files, action, outside } = step
  const { exitCode, stdout } = await (job.isCall === true ? call(step) : start(step))
  const summary = readSummary(readFileSync(files.GITHUB_STEP_SUMMARY))
  const outputs = Object.fromEntries(readPairs(readFileSync(files.GITHUB_OUTPUT, 'utf8')))
  const elsewhere = readFileSync(outside, 'utf8')
  if (elsewhere !== '') throw new Error(`the step connected elsewhere:\n${elsewhere}`)
  const strangers = Object.keys(outputs).filter((name) => !action.outputs.includes(name))
  if (strangers.length > 0) throw new Error(`outputs that action.yml does not name: ${strangers.join(', ')}`)
  for (const name of ['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'] as const) {
    // Later steps of the job would live with it.
    if (readFileSync(files[name], 'utf8') !== '') throw new Error(`the step wrote to ${name}`)
  }
  const seen = [stdout, summary, ...Object.values(outputs)].join('\n')
  for (const secret of [job.token, runtimeToken]) {
    if (secret !== '' && seen.includes(secret)) throw new Error('the step showed a token of the job')
  }
  const { annotations, text } = readLog(stdout)
  return { exitCode, outputs, annotations, summary, log: text, stdout }
}

type CommandFiles = Record<
  'GITHUB_OUTPUT' | 'GITHUB_STEP_SUMMARY' | 'GITHUB_ENV' | 'GITHUB_PATH' | 'GITHUB_STATE',
  string
>

/** New ones for each step, and they exist before it starts. */
function commandFiles(folder: string): CommandFiles {
  const commands = join(folder, 'temp', '_runner_file_commands')
  mkdirSync(commands, { recursive: true })
  const own = mkdtempSync(join(commands, 'step-'))
  const file = (name: string) => {
    writeFileSync(join(own, name), '')
    return join(own, name)
  }
  return {
    GITHUB_OUTPUT: file('set_output'),
    GITHUB_STEP_SUMMARY: file('step_summary'),
    GITHUB_ENV: file('set_env'),
    GITHUB_PATH: file('add_path'),
    GITHUB_STATE: file('save_state'),
  }
}

async function call({ env }: Step): Promise<Pick<StepRun, 'exitCode' | 'stdout'>> {
  const printed: string[] = []
  // The guard holds for a whole process once it is loaded, and a benchmark fills its registry from elsewhere.
  const { onLoopback } = await import('../support/loopback-only.ts')
  const { runAction: main } = await import('../../src/action/main.ts')
  const exitCode = await onLoopback(() => main({ ...env }, (text) => void printed.push(text)))
  return { exitCode, stdout: printed.join('') }
}

async function start({ program, args, cwd, env }: Step): Promise<Pick<StepRun, 'exitCode' | 'stdout'>> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: longest })
  const chunks: Buffer[] = []
  let size = 0
  const gather = (chunk: Buffer) => {
    size += chunk.length
    if (size > mostOutput) child.kill('SIGKILL')
    else chunks.push(chunk)
  }
  // The runner reads commands from both.
  child.stdout.on('data', gather)
  child.stderr.on('data', gather)
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code !== null) resolve(code)
      else reject(new Error(`the step ended by ${signal}\n${Buffer.concat(chunks)}`))
    })
  })
  return { exitCode, stdout: Buffer.concat(chunks).toString() }
}

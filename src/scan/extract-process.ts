// One process that reads packages, as its parent sees it: asked one thing at a time, bounded in memory and time, and
// gone when the scan is. What a package does to it is told, with the file that was being read.
import { type ChildProcess, fork } from 'node:child_process'
import { Socket } from 'node:net'
import { type ExtractAnswer, type ExtractRequest, isReply } from './extract-request.ts'

/**
 * `megabytes` bounds the JavaScript heap; a process that holds `residentMegabytes` when it answers has answered its last.
 * Seconds: `seconds` for what is no file, `fileSeconds` for each announced one. `readings` is the folder in which what was
 * read of single files is kept, '' for none.
 */
export type ProcessLimits = {
  megabytes: number
  residentMegabytes: number
  seconds: number
  fileSeconds: number
  readings: string
}

/** `file`: which one was being read, by its place in the order of reading; -1 when none was announced. */
export type Outcome =
  | { kind: 'answer'; answer: ExtractAnswer }
  | { kind: 'crash' | 'timeout'; file: number; detail: string }
  /** There is no room for it; the process is as it was. */
  | { kind: 'outgrown' }

export type ExtractProcess = {
  /** After a crash or a timeout the process is gone. */
  ask: (request: ExtractRequest) => Promise<Outcome>
  isAlive: () => boolean
  /** 0 when it could not be started. */
  pid: number
  kill: () => void
}

const childFile = new URL(
  import.meta.url.endsWith('.ts') ? './extract-child.ts' : './extract-child.js',
  import.meta.url,
)

export function startProcess(limits: ProcessLimits): ExtractProcess {
  const child = fork(childFile, [limits.readings], {
    serialization: 'advanced',
    // Young objects of every task die with it: room for more of them than this saves no time.
    execArgv: [`--max-old-space-size=${limits.megabytes}`, '--max-semi-space-size=8', '--expose-gc'],
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  })
  const kill = () => void child.kill('SIGKILL')
  process.on('exit', kill)
  // Unheard, a failure to start or to send would end the scan; whoever asks is told by the end of the process.
  let failed = false
  const fail = () => {
    failed = true
    kill()
  }
  child.on('error', fail)
  child.on('close', () => process.off('exit', kill))
  const alive = () => !failed && !child.killed && child.exitCode === null && child.signalCode === null
  hold(child, false)
  return { ask: (request) => ask(child, request, limits), isAlive: alive, pid: child.pid ?? 0, kill }
}

function ask(child: ChildProcess, request: ExtractRequest, limits: ProcessLimits): Promise<Outcome> {
  return new Promise((resolve) => {
    let file = -1
    let overran = 0
    let timer = setTimeout(() => overrun(limits.seconds), limits.seconds * 1000)
    const overrun = (seconds: number) => {
      overran = seconds
      child.kill('SIGKILL')
    }
    const settle = (outcome: Outcome) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('close', onClose).off('error', onError)
      child.stdout?.off('data', onData)
      hold(child, false)
      resolve(outcome)
    }
    const onMessage = (message: unknown) => {
      const sent = isReply(message)
      // What the tarball before left behind is given back to the system only by the end of the process.
      if (!sent || message.resident > limits.residentMegabytes * 1024 * 1024) child.kill('SIGKILL')
      if (!sent) return
      settle(message.answer === 'outgrown' ? { kind: 'outgrown' } : { kind: 'answer', answer: message.answer })
    }
    let cut = ''
    const onData = (chunk: Buffer) => {
      const lines = `${cut}${chunk.toString('latin1')}`.split('\n')
      cut = lines.pop() ?? ''
      file = Number.parseInt(lines.at(-1) ?? `${file}`, 10)
      clearTimeout(timer)
      timer = setTimeout(() => overrun(limits.fileSeconds), limits.fileSeconds * 1000)
    }
    // Not `exit`: what the process wrote before it died has been read by now.
    const onClose = (code: number | null, signal: NodeJS.Signals | null) => {
      if (overran > 0) settle({ kind: 'timeout', file, detail: `reading it took more than ${overran} s` })
      else settle({ kind: 'crash', file, detail: `its process ended with ${signal ?? `code ${code}`}` })
    }
    const onError = (error: Error) => settle({ kind: 'crash', file, detail: error.message })
    hold(child, true)
    child.on('message', onMessage).on('close', onClose).on('error', onError)
    child.stdout?.on('data', onData)
    if (!child.connected) return child.kill('SIGKILL')
    return child.send(request)
  })
}

/** Only what is being asked keeps the scan waiting. */
function hold(child: ChildProcess, held: boolean): void {
  const act = held ? 'ref' : 'unref'
  child[act]()
  child.channel?.[act]()
  if (child.stdout instanceof Socket) child.stdout[act]()
}

/** Nothing worth stealing, no `NODE_OPTIONS`: what Windows needs to start a program, and where Node keeps compiled code. */
function environment(): NodeJS.ProcessEnv {
  const names = ['SystemRoot', 'windir', 'TEMP', 'TMP', 'TMPDIR', 'NODE_COMPILE_CACHE']
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

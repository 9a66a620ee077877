// The real process behind `Io`. The only place that touches `process` streams and signals.
import { nothingJudged } from '../report/exit-code.ts'
import { renderBug } from './errors.ts'
import { type Io, interrupted, type Stream } from './io.ts'

/**
 * Ctrl-C, and what `timeout` and CI send, with the exit codes that shells have for them. Not SIGHUP: who listens to it takes
 * `nohup` its meaning.
 */
const endings = [
  ['SIGINT', interrupted],
  ['SIGTERM', 143],
] as const

export function processIo(): Io {
  // A stream of npm's client can fail where nobody listens. Node would end with 1, which a script reads as "blocked".
  process.once('uncaughtException', (fault) => {
    process.stderr.write(renderBug(fault))
    process.exit(nothingJudged)
  })
  const interrupt = new AbortController()
  for (const [signal, code] of endings) {
    process.on(signal, () => {
      if (held !== undefined) return held(signal)
      // Listeners clean up (the progress bar, folders) before this returns; a file is written in one synchronous step or
      // not at all.
      interrupt.abort()
      process.stderr.write('interrupted\n')
      process.exit(code)
    })
  }
  const io: Io = {
    stdout: toStream(process.stdout, 'fail'),
    // When standard error itself cannot be written there is nobody left to tell.
    stderr: toStream(process.stderr, 'ignore'),
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    execPath: process.execPath,
    now: Date.now,
    ask: process.stdin.isTTY === true && process.stdout.isTTY === true ? ask : 'none',
    interrupt: interrupt.signal,
  }
  ofThisProcess.add(io)
  return io
}

const ofThisProcess = new WeakSet<Io>()

/** Whether its streams are the process's own, so that a child may write to the terminal itself. */
export function isProcess(io: Io): boolean {
  return ofThisProcess.has(io)
}

let held: ((signal: NodeJS.Signals) => void) | undefined

/** While another program works for us, what would end this process goes to `take`. Gives how to stop that. */
export function holdSignals(take: (signal: NodeJS.Signals) => void): () => void {
  held = take
  const onHangUp = () => take('SIGHUP')
  process.on('SIGHUP', onHangUp)
  return () => {
    held = undefined
    process.off('SIGHUP', onHangUp)
  }
}

/** Without line editing of its own, so that Ctrl-C stays the signal it is. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline')
  const lines = createInterface({ input: process.stdin, terminal: false })
  process.stdout.write(question)
  try {
    return await new Promise((resolve) => {
      lines.once('line', resolve)
      lines.once('close', () => resolve(''))
    })
  } finally {
    lines.close()
  }
}

function toStream(stream: NodeJS.WriteStream, onError: 'fail' | 'ignore'): Stream {
  // Without a listener an EPIPE would end the process; the callback of each write sees the same error and judges it.
  stream.on('error', () => {})
  return {
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? 0,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (onError === 'fail' && error && !isClosed(error)) reject(error)
          else resolve()
        })
      }),
  }
}

/** The reader went away (`cordon scan | head`): it has what it wanted, and the exit code still tells the verdict. */
function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
}

// The process as an argument: streams, environment, clock and interruption. Commands see nothing else of it, so that a
// test is a function call.

export type Stream = {
  isTTY: boolean
  /** 0 when it is not a terminal. */
  columns: number
  /** Resolves once the text is handed over; a reader that has gone away (`| head`) is no error. */
  write: (text: string) => Promise<void>
}

export type Io = {
  stdout: Stream
  stderr: Stream
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  platform: NodeJS.Platform
  execPath: string
  /** Milliseconds since 1970. */
  now: () => number
  /** Asks whoever sits at the terminal, one line each; '' when there is no more input. `none`: nobody sits there. */
  ask: ((question: string) => Promise<string>) | 'none'
  /** Aborted by Ctrl-C: nothing may be written after that. */
  interrupt: AbortSignal
}

/** Exit code of a command that Ctrl-C ended: 128 + SIGINT, as shells have it. */
export const interrupted = 130

/** NO_COLOR and FORCE_COLOR as Node itself weighs them (the second wins), then what the terminal is. */
export function wantsColor(env: Io['env'], stream: Stream): boolean {
  const force = env.FORCE_COLOR
  if (force !== undefined) return force !== '0' && force !== 'false'
  if ((env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb') return false
  return stream.isTTY
}

/** Whether something may move on the terminal; in CI a log would fill with frames. */
export function wantsProgress(env: Io['env'], stream: Stream): boolean {
  const inCi = env.CI !== undefined && !['', '0', 'false'].includes(env.CI)
  return stream.isTTY && env.TERM !== 'dumb' && !inCi
}

/** Columns for text; a log or a file has no width of its own. */
export function widthOf(stream: Stream): number {
  return stream.isTTY && stream.columns > 0 ? stream.columns : 100
}

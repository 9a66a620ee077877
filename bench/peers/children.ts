// Processes that each answer one question at a time, with a limit of time and memory: what they run reads code that may
// make it hang. One that does not answer is ended and replaced. They may read the peers and nothing else, and write nothing.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

type Question = Readonly<Record<string, string | number>>
export type Answer = { ok: true; text: string } | { ok: false; why: 'time' | 'died' | 'refused'; detail: string }

export type Children = {
  ask: (question: Question) => Promise<Answer>
  close: () => void
}

type Setting = {
  /** The program of each process; it answers with `answerEach`. */
  program: URL
  count: number
  timeoutMs: number
  memoryMb: number
}

type Waiting = { question: Question; resolve: (answer: Answer) => void }

export function openChildren({ program, count, timeoutMs, memoryMb }: Setting): Children {
  const idle: ChildProcess[] = []
  const all = new Set<ChildProcess>()
  const waiting: Waiting[] = []

  const next = () => {
    if (waiting.length === 0) return
    const child = living() ?? (all.size < count ? start() : undefined)
    if (child === undefined) return
    const one = waiting.shift()
    if (one !== undefined) void answer(child, one.question).then(one.resolve)
    next()
  }

  /** One that died while nobody asked it anything is forgotten. */
  const living = () => {
    for (let child = idle.pop(); child !== undefined; child = idle.pop()) {
      if (child.connected) return child
      all.delete(child)
    }
    return undefined
  }

  const start = () => {
    const child = started(program, memoryMb)
    all.add(child)
    return child
  }

  const answer = async (child: ChildProcess, question: Question): Promise<Answer> => {
    hold(child)
    const { said, isUsable } = await asked(child, question, timeoutMs)
    if (isUsable) {
      idle.push(child)
      letGo(child)
    } else {
      all.delete(child)
      child.kill('SIGKILL')
    }
    next()
    return said
  }

  return {
    ask: (question) =>
      new Promise((resolve) => {
        waiting.push({ question, resolve })
        next()
      }),
    close: () => {
      for (const child of all) child.kill('SIGKILL')
      all.clear()
      idle.length = 0
    },
  }
}

function started(program: URL, memoryMb: number): ChildProcess {
  const bench = fileURLToPath(new URL('../', import.meta.url))
  const execArgv = [
    '--permission',
    `--allow-fs-read=${bench}`,
    `--max-old-space-size=${memoryMb}`,
    // With less, whether deeply nested code is read depends on what was read before it.
    '--stack-size=3900',
    '--disable-warning=ExperimentalWarning',
  ]
  // Its environment is empty: it needs none, and has nothing to tell.
  return fork(program, { execArgv, env: {}, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
}

/** `isUsable`: the process may be asked again. */
function asked(
  child: ChildProcess,
  question: Question,
  timeoutMs: number,
): Promise<{ said: Answer; isUsable: boolean }> {
  return new Promise((resolve) => {
    let errors = ''
    const listen = (text: Buffer) => {
      errors = `${errors}${text.toString()}`.slice(-2000)
    }
    const finish = (said: Answer, isUsable: boolean) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('error', onError).off('exit', onExit)
      child.stderr?.off('data', listen)
      resolve({ said, isUsable })
    }
    const timer = setTimeout(() => finish({ ok: false, why: 'time', detail: `${timeoutMs} ms` }, false), timeoutMs)
    child.stderr?.on('data', listen)
    const onMessage = (message: unknown) => finish(toAnswer(message), true)
    const onError = (error: Error) => finish({ ok: false, why: 'died', detail: error.message }, false)
    const onExit = (code: number | null, signal: string | null) =>
      finish({ ok: false, why: 'died', detail: `exit ${code ?? signal}\n${errors}` }, false)
    child.once('message', onMessage).once('error', onError).once('exit', onExit)
    child.send(question)
  })
}

/** In the process itself: answers question after question, until its parent is gone. */
export function answerEach(answer: (question: unknown) => Promise<string>): void {
  process.on('message', (question) => {
    answer(question).then(
      (text) => process.send?.({ text }),
      (error: unknown) => process.send?.({ refused: error instanceof Error ? error.message : String(error) }),
    )
  })
  process.on('disconnect', () => process.exit(0))
}

function toAnswer(message: unknown): Answer {
  if (typeof message === 'object' && message !== null) {
    if ('text' in message && typeof message.text === 'string') return { ok: true, text: message.text }
    if ('refused' in message) return { ok: false, why: 'refused', detail: String(message.refused).slice(0, 500) }
  }
  return { ok: false, why: 'died', detail: 'no answer that could be read' }
}

/** A process that waits for a question must not keep its parent alive; one that answers must. */
function letGo(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

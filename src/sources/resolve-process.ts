// The process that resolves, as its parent sees it: one task at a time, bounded in time and memory.
import { type ChildProcess, fork } from 'node:child_process'
import type { Unchecked } from '../domain/release.ts'
import { member } from './json-value.ts'
import type { ResolveReply, ResolveTask } from './resolve-request.ts'

/** Packuments of large packages take a multiple of their bytes. */
const megabytes = 1536

/** Megabytes for what does not live long: from Node's small start, much of a tree is moved again and again while it grows. */
const youngMegabytes = 16

const childFile = new URL(
  import.meta.url.endsWith('.ts') ? './resolve-child.ts' : './resolve-child.js',
  import.meta.url,
)

export type ResolveProcess = {
  /** `longest`: milliseconds. One task after the other; after a crash or a timeout the process is gone. */
  ask: (task: ResolveTask, longest: number) => Promise<ResolveReply | { ok: 'no'; why: Unchecked }>
  /**
   * Once what was asked is on its way. Certificates of a company are more than a pipe holds: the rest leaves only while
   * this process waits.
   */
  delivered: () => Promise<void>
  kill: () => void
}

/** Starting takes as long as loading npm's code does: whoever will need one starts it before there is a task. */
export function startResolveProcess(): ResolveProcess {
  const child = fork(childFile, [], {
    serialization: 'advanced',
    execArgv: [
      ...process.execArgv,
      `--max-old-space-size=${megabytes}`,
      `--min-semi-space-size=${youngMegabytes}`,
      `--max-semi-space-size=${youngMegabytes}`,
    ],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const kill = () => void child.kill('SIGKILL')
  process.on('exit', kill)
  child.on('close', () => process.off('exit', kill))
  child.on('error', kill)
  const closed = new Promise<void>((done) => child.once('close', () => done()))
  let sent = Promise.resolve()
  const send = (task: ResolveTask) => {
    const left = new Promise<void>((done) => {
      child.send(task, (error) => {
        if (error !== null) kill()
        done()
      })
    })
    sent = Promise.race([left, closed])
  }
  return { kill, delivered: () => sent, ask: (task, longest) => ask(child, () => send(task), longest) }
}

function ask(child: ChildProcess, send: () => void, longest: number): ReturnType<ResolveProcess['ask']> {
  return new Promise((resolve) => {
    const settle = (outcome: Awaited<ReturnType<ResolveProcess['ask']>>) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('close', onClose)
      resolve(outcome)
    }
    const fail = (code: Unchecked['code'], detail: string) => settle({ ok: 'no', why: { code, detail } })
    const onMessage = (message: unknown) => {
      if (isReply(message)) return settle(message)
      child.kill('SIGKILL')
    }
    const onClose = (code: number | null, signal: NodeJS.Signals | null) =>
      fail('worker-died', `resolving ended with ${signal ?? `code ${code}`}`)
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail('timeout', `resolving took more than ${Math.round(longest / 1000)} s`)
    }, longest)
    child.on('message', onMessage).on('close', onClose)
    if (!child.connected) return fail('worker-died', 'resolving had ended before')
    send()
  })
}

function isReply(message: unknown): message is ResolveReply {
  if (member(message, 'ok') === true) return true
  return member(message, 'ok') === false && typeof member(message, 'error', 'code') === 'string'
}

// The progress bar: one line on standard error that is rewritten at most ten times a second and erased at the end. It
// knows nothing of what is counted.
import { toCount } from '../report/ages.ts'
import { escaped } from '../report/escape.ts'
import { type Io, type Stream, wantsProgress } from './io.ts'

/** `doing` is our own word for what is counted, `current` the untrusted name of what was done last. */
export type Step = { doing: string; done: number; total: number; current: string }
export type Progress = { show: (step: Step) => void; stop: () => void }

const pause = 100
const barWidth = 20
const erase = '\r\u001b[2K'

const noProgress: Progress = { show: () => {}, stop: () => {} }

/** `isWanted`: no flag says otherwise. */
export function progressFor(isWanted: boolean, { env, now, stderr }: Pick<Io, 'env' | 'now' | 'stderr'>): Progress {
  return isWanted && wantsProgress(env, stderr) ? startProgress(stderr, now) : noProgress
}

export function startProgress(stream: Stream, clock: () => number): Progress {
  let shownAt = Number.NEGATIVE_INFINITY
  let onScreen = false
  let stopped = false
  return {
    show: (step) => {
      if (stopped || clock() - shownAt < pause) return
      shownAt = clock()
      onScreen = true
      void stream.write(erase + progressLine(step, stream.columns > 0 ? stream.columns : 80))
    },
    stop: () => {
      if (onScreen && !stopped) void stream.write(erase)
      stopped = true
    },
  }
}

/** Never as wide as the terminal: a full last column wraps on some, and the line could not be erased. */
export function progressLine(step: Step, columns: number): string {
  const share = step.total === 0 ? 0 : Math.min(1, step.done / step.total)
  const full = Math.floor(share * barWidth)
  const bar = `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}]`
  const counts = `${step.doing} ${toCount(step.done)}/${toCount(step.total)}`
  const lead = columns < 60 ? counts : `${bar} ${counts}`
  const room = columns - 1 - lead.length - 2
  return room < 10 ? lead.slice(0, Math.max(0, columns - 1)) : `${lead}  ${escaped(step.current, room)}`
}

// How long one request may take: until it begins to answer, and altogether. Nothing else.

export type Deadline = {
  signal: AbortSignal
  /** The answer has begun: from now on only the whole counts. */
  answered: () => void
  passed: () => boolean
  /** Always call it: a running timer keeps the process alive. */
  end: () => void
}

/** Milliseconds. The signal aborts when either time is over. */
export function startDeadline(answerMs: number, totalMs: number): Deadline {
  const controller = new AbortController()
  let late = false
  const give = () => {
    late = true
    controller.abort()
  }
  const first = setTimeout(give, answerMs)
  const whole = setTimeout(give, totalMs)
  return {
    signal: controller.signal,
    answered: () => clearTimeout(first),
    passed: () => late,
    end: () => {
      clearTimeout(first)
      clearTimeout(whole)
      // What is still under way, such as the rest of an answer that is too long, is dropped.
      controller.abort()
    },
  }
}

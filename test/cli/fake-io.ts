// A process that is only data: what a command wrote is read back from it.
import type { Io, Stream } from '../../src/cli/io.ts'

export type FakeIo = { io: Io; out: () => string; err: () => string; interrupt: () => void }

export function fakeIo(
  over: Partial<Pick<Io, 'env' | 'cwd' | 'now' | 'ask'>> & { isTTY?: boolean; columns?: number } = {},
): FakeIo {
  const controller = new AbortController()
  const { isTTY = false, columns = 80, ...rest } = over
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err'): Stream => ({
    isTTY,
    columns,
    write: async (text) => {
      written[name] += text
    },
  })
  return {
    io: {
      stdout: stream('out'),
      stderr: stream('err'),
      env: {},
      cwd: '/project',
      platform: process.platform,
      execPath: process.execPath,
      now: () => Date.parse('2026-03-31T00:22:00Z'),
      ask: 'none',
      interrupt: controller.signal,
      ...rest,
    },
    out: () => written.out,
    err: () => written.err,
    interrupt: () => controller.abort(),
  }
}

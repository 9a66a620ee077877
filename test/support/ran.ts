// A program run to its end, with all that it said. Not waited for in a way that would keep a registry in this process from
// answering it.
import { spawn } from 'node:child_process'

/** `code`: -1 where a signal ended it. */
export type Ran = { code: number; out: string; err: string }

/** `timeout`: milliseconds after which it is ended; 0 for none. */
export function ran(
  file: string,
  args: readonly string[],
  { cwd, env, timeout }: { cwd: string; env: Readonly<Record<string, string>>; timeout: number },
): Promise<Ran> {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, ...said }))
  })
}

// Where this is loaded, a connection to anywhere but this machine is refused and written down, so that a test fails for
// it even where the program shrugs it off. A process of its own writes into a log, a run in a test's process into a list.
import { AsyncLocalStorage } from 'node:async_hooks'
import { appendFileSync } from 'node:fs'
import { isIP, Socket } from 'node:net'

const log = process.env.CORDON_TEST_OUTSIDE_LOG
const runs = new AsyncLocalStorage<string[]>()
const connect = Socket.prototype.connect

Object.defineProperty(Socket.prototype, 'connect', { value: guarded, configurable: true, writable: true })

/** Gives what the work gives; throws when something in it, or started by it, connected elsewhere. */
export async function onLoopback<T>(work: () => Promise<T>): Promise<T> {
  const outside: string[] = []
  const result = await runs.run(outside, work)
  if (outside.length > 0) throw new Error(`connected elsewhere:\n${outside.join('\n')}`)
  return result
}

function guarded(this: Socket, ...parameters: readonly unknown[]): Socket {
  const host = hostOf(parameters)
  if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, parameters)
  if (log !== undefined) appendFileSync(log, `${host}\n`)
  runs.getStore()?.push(host)
  return this.destroy(new Error(`connection outside this machine refused: ${host}`))
}

/** The host of `connect(options)`, `connect(port, host)` or of the list that `net` itself passes on. */
function hostOf(parameters: readonly unknown[]): string | undefined {
  const [first, second] = parameters
  if (Array.isArray(first)) return hostOf(first)
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return undefined
    return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost'
  }
  if (typeof first === 'number') return typeof second === 'string' ? second : 'localhost'
  return undefined
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

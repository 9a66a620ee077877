// Loaded before cordon in scenario tests: a connection to anywhere but this machine is refused and written down, so
// that a test fails for it even where the program shrugs it off.
import { appendFileSync } from 'node:fs'
import { isIP, Socket } from 'node:net'

const log = process.env.CORDON_TEST_OUTSIDE_LOG
const connect = Socket.prototype.connect

Object.defineProperty(Socket.prototype, 'connect', { value: guarded, configurable: true, writable: true })

function guarded(this: Socket, ...parameters: readonly unknown[]): Socket {
  const host = hostOf(parameters)
  if (host === undefined || isLoopback(host)) return Reflect.apply(connect, this, parameters)
  if (log !== undefined) appendFileSync(log, `${host}\n`)
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

// The fixture registry: one loopback HTTP server over a scenario. It serves packuments, tarballs and signing keys, can
// fail on request, counts what it was asked, and remembers every request that the scenario did not foresee.
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { abbreviatedPackument, fullPackument, packumentText, type Showing, tarballPath } from './packument.ts'
import { findRelease } from './published.ts'
import { faultsOf, serveFault } from './registry-faults.ts'
import type { RegistryPlan } from './scenario.ts'

export type RequestKind = 'packument' | 'tarball' | 'keys' | 'unmatched'
export type SeenRequest = {
  kind: RequestKind
  method: string
  path: string
  status: number
  /** Headers that tests ask about; '' when not sent. */
  accept: string
  authorization: string
}

export type FixtureRegistry = {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  origin: string
  requests: readonly SeenRequest[]
  count: (kind: RequestKind) => number
  /** Forgets the requests so far, so that one step can be counted alone. */
  forget: () => void
  /** Throws when a request came that the scenario does not foresee. */
  assertNoUnmatched: () => void
  /** Stops the server and drops open connections. */
  close: () => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

type Answer = { kind: RequestKind; status: number; type: string; body: Buffer }

/** A registry nobody closed must not outlive its test run. */
const longestLife = 10 * 60_000

export async function startRegistry(plan: RegistryPlan): Promise<FixtureRegistry> {
  const requests: SeenRequest[] = []
  const keys = signingKeys()
  const faults = faultsOf(plan)
  const showing: Showing = { origin: '', trust: plan.trust, until: plan.until, sign: keys.sign }
  const server = createServer((request, response) => {
    const path = pathOf(request)
    const answer = answerTo(path, request, plan, showing, keys.json)
    const fault = faults(path)
    const status = fault === undefined ? respond(request, response, answer) : serveFault(response, answer.body, fault)
    const { accept = '', authorization = '' } = request.headers
    requests.push({ kind: answer.kind, method: request.method ?? '', path, status, accept, authorization })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  showing.origin = `http://127.0.0.1:${portOf(server.address())}`
  server.unref()

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const reaper = setTimeout(close, longestLife).unref()
  server.on('close', () => clearTimeout(reaper))
  return {
    origin: showing.origin,
    requests,
    count: (kind) => requests.filter((one) => one.kind === kind).length,
    forget: () => {
      requests.length = 0
    },
    assertNoUnmatched: () => assertNoUnmatched(requests),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function assertNoUnmatched(requests: readonly SeenRequest[]): void {
  const strangers = requests.filter((one) => one.kind === 'unmatched').map((one) => `${one.method} ${one.path}`)
  if (strangers.length > 0) throw new Error(`requests that the scenario does not foresee:\n${strangers.join('\n')}`)
}

function answerTo(path: string, request: IncomingMessage, plan: RegistryPlan, showing: Showing, keys: string): Answer {
  if (request.method !== 'GET' && request.method !== 'HEAD') return missing('unmatched')
  if (path === '/-/npm/v1/keys') return found('keys', 'application/json', Buffer.from(keys))
  for (const published of plan.packages.values()) {
    if (path === `/${published.name}`) {
      const abbreviated = (request.headers.accept ?? '').startsWith('application/vnd.npm.install-v1+json')
      const packument = abbreviated ? abbreviatedPackument(published, showing) : fullPackument(published, showing)
      if (packument === undefined) return missing('packument')
      const type = abbreviated ? 'application/vnd.npm.install-v1+json' : 'application/json'
      return found('packument', type, Buffer.from(packumentText(published, packument)))
    }
    const release = published.releases.find((one) => path === tarballPath(one.name, one.version))
    if (release !== undefined) {
      if (Date.parse(release.published) > showing.until) return missing('tarball')
      return found('tarball', 'application/octet-stream', release.tarball.bytes)
    }
  }
  return missing(plan.absent.has(path.slice(1)) ? 'packument' : 'unmatched')
}

function found(kind: RequestKind, type: string, body: Buffer): Answer {
  return { kind, status: 200, type, body }
}

function missing(kind: RequestKind): Answer {
  return { kind, status: 404, type: 'application/json', body: Buffer.from('{"error":"Not found"}') }
}

/** Sends the answer with the validators npm's registry sends, and gives the status. */
function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): number {
  if (answer.status !== 200) {
    response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': answer.body.length })
    response.end(answer.body)
    return answer.status
  }
  const etag = `"${createHash('sha1').update(answer.body).digest('hex')}"`
  const age = answer.kind === 'tarball' ? 'public, immutable, max-age=31557600' : 'public, max-age=300'
  const headers = { 'content-type': answer.type, 'cache-control': age, etag, vary: 'accept-encoding, accept' }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end()
    return 304
  }
  response.writeHead(200, { ...headers, 'content-length': answer.body.length }).end(answer.body)
  return 200
}

/** The decoded path: npm asks for a scoped name as `/@scope%2fname`. */
function pathOf(request: IncomingMessage): string {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  try {
    return decodeURIComponent(pathname)
  } catch (error) {
    if (error instanceof URIError) return pathname
    throw error
  }
}

/** A signing key of its own for each registry, published as npm publishes its keys. */
function signingKeys(): { json: string; sign: Showing['sign'] } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const keyid = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
  const entry = { expires: null, keyid, keytype: 'ecdsa-sha2-nistp256', scheme: 'ecdsa-sha2-nistp256' }
  // ECDSA gives another signature each time; a published one stays what it is, and so does the packument's etag.
  const signed = new Map<string, string>()
  const signOnce = (message: string) => {
    const sig = signed.get(message) ?? sign('sha256', Buffer.from(message), privateKey).toString('base64')
    signed.set(message, sig)
    return { keyid, sig }
  }
  return { json: JSON.stringify({ keys: [{ ...entry, key: key.toString('base64') }] }), sign: signOnce }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the fixture registry has no port')
  return address.port
}

/** The URL under which a registry at `origin` serves the tarball of `name@version`. */
export function tarballUrl(plan: RegistryPlan, origin: string, spec: string): string {
  const release = findRelease(plan.packages, spec)
  return `${origin}${tarballPath(release.name, release.version)}`
}

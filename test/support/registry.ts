// The fixture registry: one loopback HTTP server over a scenario. It serves packuments, tarballs and signing keys, can
// fail on request, counts what it was asked, and remembers every request that the scenario did not foresee.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { abbreviatedPackument, fullPackument, packumentText, type Showing, tarballPath } from './packument.ts'
import { findRelease, type PublishedRelease, splitSpec } from './published.ts'
import { faultsOf, serveFault } from './registry-faults.ts'
import type { RegistryPlan } from './scenario.ts'
import type { LocalSigstore } from './sigstore/attest.ts'
import { evidenceOf, localSigstore, trustFlags } from './sigstore/evidence.ts'

export type RequestKind = 'packument' | 'tarball' | 'evidence' | 'keys' | 'unmatched'
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
  /** Flags with which cordon trusts what is signed here. */
  trust: readonly string[]
  count: (kind: RequestKind) => number
  /** Forgets the requests so far, so that one step can be counted alone. */
  forget: () => void
  /** Throws when a request came that the scenario does not foresee. */
  assertNoUnmatched: () => void
  /** Stops the server and drops open connections. */
  close: () => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

/** What npm's own registry writes into publish attestations, and its mirrors hand on. */
const npmRegistry = 'https://registry.npmjs.org'

type Answer = { kind: RequestKind; status: number; type: string; body: Buffer }

/** A registry nobody closed must not outlive its test run. */
const longestLife = 10 * 60_000

export async function startRegistry(plan: RegistryPlan): Promise<FixtureRegistry> {
  const requests: SeenRequest[] = []
  const sigstore = await localSigstore()
  const faults = faultsOf(plan)
  const showing: Showing = {
    origin: '',
    // Read anew each time: a test may let it stop showing what it showed.
    get trust() {
      return plan.trust
    },
    until: plan.until,
    sign: sigstore.sign,
  }
  const server = createServer((request, response) => {
    const path = pathOf(request)
    const attested = attestedAt(path, plan, showing)
    const serve = (answer: Answer) => {
      const fault = faults(path)
      const status = fault === undefined ? respond(request, response, answer) : serveFault(response, answer.body, fault)
      const { accept = '', authorization = '' } = request.headers
      requests.push({ kind: answer.kind, method: request.method ?? '', path, status, accept, authorization })
    }
    if (attested === undefined) serve(answerTo(path, request, plan, showing, keysJson(sigstore)))
    else void evidence(attested).then((text) => serve(found('evidence', 'application/json', Buffer.from(text))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const texts = new Map<PublishedRelease, Promise<string>>()
  const evidence = (release: PublishedRelease): Promise<string> => {
    const text = texts.get(release) ?? evidenceOf(release, plan.ownKeys ? `${showing.origin}/` : npmRegistry)
    texts.set(release, text)
    return text
  }
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
    trust: trustFlags(sigstore, plan.ownKeys),
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

/** As npm publishes its keys. */
function keysJson({ keyId, publicKey }: LocalSigstore): string {
  const entry = { expires: null, keyid: keyId, keytype: 'ecdsa-sha2-nistp256', scheme: 'ecdsa-sha2-nistp256' }
  return JSON.stringify({ keys: [{ ...entry, key: publicKey }] })
}

/** The release whose evidence is asked for. */
function attestedAt(path: string, plan: RegistryPlan, showing: Showing): PublishedRelease | undefined {
  const prefix = '/-/npm/v1/attestations/'
  if (!path.startsWith(prefix)) return undefined
  const { name, version } = splitSpec(path.slice(prefix.length))
  const release = plan.packages.get(name)?.releases.find((one) => one.version === version)
  return release?.provenance === true && Date.parse(release.published) <= showing.until ? release : undefined
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

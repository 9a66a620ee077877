// A registry that lives for one replay: one loopback HTTP server over a plan. It serves packuments, tarballs, signing keys
// and evidence as npm's does, and remembers what it was asked.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { abbreviatedPackument, fullPackument, packumentText, type Showing, tarballPath } from './packument.ts'
import type { RegistryPlan } from './plan.ts'
import { type PublishedRelease, splitSpec } from './published.ts'

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

/** What the registry knows and the plan does not. */
export type Backing = {
  /** Signs `name@version:integrity` as the registry does. */
  sign: Showing['sign']
  /** The text of `/-/npm/v1/keys`. */
  keys: string
  /** The text of `/-/npm/v1/attestations/name@version`. */
  evidence: (release: PublishedRelease, origin: string) => Promise<string>
  /** How the next request for this path fails; gives the status that was sent, 0 where none is. */
  fault: (path: string) => ((response: ServerResponse, honest: Buffer) => number) | undefined
}

export type ServedRegistry = {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  origin: string
  requests: readonly SeenRequest[]
  /** Forgets the requests so far, so that one step can be counted alone. */
  forget: () => void
  /** Stops the server and drops open connections. */
  close: () => Promise<void>
}

type Answer = { kind: RequestKind; status: number; type: string; body: Buffer }

/** A registry that nobody closed must not outlive what it was for. */
const longestLife = 10 * 60_000

export async function serveRegistry(plan: RegistryPlan, backing: Backing): Promise<ServedRegistry> {
  const requests: SeenRequest[] = []
  const showing: Showing = {
    origin: '',
    // Read anew each time: a test may let it stop showing what it showed.
    get trust() {
      return plan.trust
    },
    until: plan.until,
    sign: backing.sign,
  }
  const texts = new Map<PublishedRelease, Promise<string>>()
  const evidence = (release: PublishedRelease): Promise<string> => {
    const text = texts.get(release) ?? backing.evidence(release, showing.origin)
    texts.set(release, text)
    return text
  }
  const server = createServer((request, response) => {
    const path = pathOf(request)
    const attested = attestedAt(path, plan, showing)
    const serve = (answer: Answer) => {
      const fail = backing.fault(path)
      const status = fail === undefined ? respond(request, response, answer) : fail(response, answer.body)
      const { accept = '', authorization = '' } = request.headers
      requests.push({ kind: answer.kind, method: request.method ?? '', path, status, accept, authorization })
    }
    if (attested === undefined) serve(answerTo(path, request, plan, showing, backing.keys))
    else {
      evidence(attested).then(
        (text) => serve(found('evidence', 'application/json', Buffer.from(text))),
        (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
      )
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
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
    forget: () => {
      requests.length = 0
    },
    close,
  }
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

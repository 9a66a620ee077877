// A loopback stand-in of GitHub's REST API for one repository. It answers as the documentation says, holds every request
// against it, and remembers what was not documented; a test ends with `assertDocumented`.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answer, answerTo, type GitHubState } from './github-answers.ts'
import { type Asked, endpoints, mistakesIn } from './github-shapes.ts'
import { bot } from './github-state.ts'

export type GitHubApi = {
  /** With a path, as GitHub Enterprise has one. */
  url: string
  graphqlUrl: string
  state: GitHubState
  /** Names of endpoints in the order of requests. */
  requests: string[]
  assertDocumented: () => void
  close: () => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

const root = '/api/v3'
/** Not below the other: GitHub Enterprise has it beside. */
const graphql = '/api/graphql'

export async function startGitHub(given: Partial<GitHubState> = {}): Promise<GitHubApi> {
  const state: GitHubState = {
    repository: 'acme/shop',
    token: 'ghs_fixture',
    owner: bot,
    permission: 'write',
    pulls: new Map(),
    faults: [],
    ...given,
  }
  const requests: string[] = []
  const mistakes: string[] = []
  const server = createServer(async (request, response) => {
    const asked = await toAsked(request)
    const name = nameOf(asked)
    requests.push(name)
    mistakes.push(...mistakesIn(asked).map((mistake) => `${asked.method} ${asked.path}: ${mistake}`))
    const fault = state.faults.find((one) => one.at === name && (one.times ?? 1) > 0)
    if (fault === undefined) return send(response, answerTo(asked, name, state, `${origin()}${root}`))
    if (fault.times !== undefined) fault.times--
    response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers }).end(fault.body ?? '{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const origin = () => {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the stand-in has no port')
    return `http://127.0.0.1:${address.port}`
  }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const assertDocumented = () => {
    const found = mistakes.splice(0)
    if (found.length > 0) throw new Error(`requests that GitHub does not document:\n${found.join('\n')}`)
  }
  const url = `${origin()}${root}`
  return {
    url,
    graphqlUrl: `${origin()}${graphql}`,
    state,
    requests,
    assertDocumented,
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function toAsked(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return {
    method: request.method ?? '',
    path: belowRoot(pathname),
    query: searchParams,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString(),
  }
}

function belowRoot(path: string): string {
  if (path === graphql) return '/graphql'
  if (!path.startsWith(`${root}/`) || path === `${root}/graphql`) return `elsewhere: ${path}`
  // Links of pages lead to the repository by its number.
  return path.slice(root.length).replace('/repositories/1296269/', '/repos/acme/shop/')
}

function nameOf(asked: Asked): string {
  return endpoints.find(({ method, path }) => method === asked.method && path.test(asked.path))?.name ?? 'unknown'
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const limits = { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '999', 'x-ratelimit-reset': '1774918800' }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...limits, ...headers })
  response.end(JSON.stringify(body))
}

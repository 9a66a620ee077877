// Serves a bare repository over HTTP as GitHub does, with git's own `http-backend`, so that a shallow clone can be made and
// deepened. It checks the credentials that a checkout leaves in the repository's configuration.
import { execFileSync, spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'

export type GitServer = {
  /** `http://127.0.0.1:<port>`; a repository lies at `/owner/name`. */
  origin: string
  /** `GET /acme/shop/info/refs`, … */
  requests: readonly string[]
  close: () => Promise<void>
}

const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend')

/** `folder` holds `<owner>/<name>`; without `token` as the password of anybody nothing is served. */
export async function serveGit(folder: string, token: string): Promise<GitServer> {
  const requests: string[] = []
  const expected = `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1')
    requests.push(`${request.method} ${pathname}`)
    if ((request.headers.authorization ?? '').toLowerCase() !== expected.toLowerCase()) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end()
      return
    }
    answer(request, response, { folder, pathname, query: search.slice(1) })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the git server has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Asked = { folder: string; pathname: string; query: string }

/** CGI, as gitserver programs know it (git-http-backend(1)). */
function answer(request: IncomingMessage, response: ServerResponse, { folder, pathname, query }: Asked): void {
  const child = spawn(backend, [], {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: pathname,
      QUERY_STRING: query,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  request.pipe(child.stdin)
  child.stdin.on('error', () => request.unpipe())
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('close', () => {
    const whole = Buffer.concat(chunks)
    const end = whole.indexOf('\r\n\r\n')
    const headers = whole.subarray(0, end).toString().split('\r\n')
    const status = headers.find((line) => line.startsWith('Status: '))?.slice('Status: '.length) ?? '200'
    const others = headers.filter((line) => line !== '' && !line.startsWith('Status: '))
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(others.map((line) => line.split(': '))))
    response.end(whole.subarray(end + 4))
  })
}

// A loopback registry that answers out of a folder. What it does not have yet it fetches once from the user's own registry,
// so that everything measured afterwards speaks to this machine alone, and all of it to the same server.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'

export type Recorder = {
  origin: string
  /** What had to be fetched from elsewhere since the last `forget`. */
  fetched: () => number
  forget: () => void
  close: () => Promise<void>
}

type Answer = { status: number; type: string; body: Buffer }

/** `upstream` and its answers are trusted no more than by npm itself: integrity is checked by whoever asks. */
export async function startRecorder(folder: string, upstream: string): Promise<Recorder> {
  mkdirSync(folder, { recursive: true })
  let fetched = 0
  const running = new Map<string, Promise<Answer>>()
  const answerTo = (key: string, request: IncomingMessage): Promise<Answer> => {
    const file = fileOf(folder, key)
    const asked = running.get(key)
    if (asked !== undefined) return asked
    if (existsSync(file)) return Promise.resolve(recorded(file))
    fetched++
    const answer = fetchOnce(file, upstream, request).finally(() => running.delete(key))
    running.set(key, answer)
    return answer
  }
  const server = createServer((request, response) => {
    const abbreviated = (request.headers.accept ?? '').startsWith('application/vnd.npm.install-v1+json')
    const key = `${request.method} ${request.url} ${abbreviated ? 'abbreviated' : ''}`
    answerTo(key, request).then(
      (answer) => respond(response, answer, upstream, origin()),
      (error: unknown) => response.writeHead(502).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = () => {
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`
  }
  return {
    origin: origin(),
    fetched: () => fetched,
    forget: () => {
      fetched = 0
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function fileOf(folder: string, key: string): string {
  return join(folder, createHash('sha256').update(key).digest('hex'))
}

/** One line of JSON, then the body. */
function recorded(file: string): Answer {
  const bytes = readFileSync(file)
  const end = bytes.indexOf('\n')
  const { status, type } = JSON.parse(bytes.subarray(0, end).toString())
  return { status, type, body: bytes.subarray(end + 1) }
}

async function fetchOnce(file: string, upstream: string, request: IncomingMessage): Promise<Answer> {
  const { accept = '*/*' } = request.headers
  const url = new URL((request.url ?? '/').slice(1), upstream)
  const answer = await fetch(url, { headers: { accept } })
  if (answer.status !== 200 && answer.status !== 404) throw new Error(`${url}: ${answer.status}`)
  const type = answer.headers.get('content-type') ?? 'application/octet-stream'
  const body = Buffer.from(await answer.arrayBuffer())
  writeFileSync(
    `${file}.new`,
    Buffer.concat([Buffer.from(`${JSON.stringify({ status: answer.status, type })}\n`), body]),
  )
  renameSync(`${file}.new`, file)
  return { status: answer.status, type, body }
}

/** Tarballs of a packument are asked for here, too. */
function respond(response: ServerResponse, { status, type, body }: Answer, upstream: string, origin: string): void {
  const isJson = type.includes('json')
  const bytes = isJson ? Buffer.from(body.toString().replaceAll(upstream, origin)) : body
  const age = isJson ? 'public, max-age=300' : 'public, immutable, max-age=31557600'
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, 'cache-control': age }).end(bytes)
}

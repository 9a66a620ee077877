// Evidence is asked for where the packument's own registry is, and nowhere else, whatever it answers.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRegistry, type Registry, registryLimits } from '../../src/sources/registry.ts'
import { urlOnRegistry } from '../../src/sources/registry-url.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-evidence-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Answer = (request: IncomingMessage, response: ServerResponse) => void

async function serve(answer: Answer, host = '127.0.0.1') {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { origin: `http://${host}:${port}`, seen, [Symbol.asyncDispose]: close }
}

function registryAt(base: string, offline = false): Registry {
  const settings = {
    cacheDir: folder,
    registryFor: () => base,
    fetchedFrom: (resolved: string) => resolved,
    offline,
    fetchOptions: { cache: join(folder, '_cacache'), registry: base },
    treeOptions: {},
    notices: [],
  }
  return createRegistry(settings, { ...registryLimits, retries: 0, answerMs: 500 })
}

const path = '/-/npm/v1/attestations/tiny@1.0.0'
const good: Answer = (_request, response) => response.end('{"attestations":[]}')

describe('the URL', () => {
  test.each([
    ['https://r.example.test', path, `https://r.example.test${path}`],
    ['https://r.example.test/', path, `https://r.example.test${path}`],
    ['https://r.example.test/npm/', path, `https://r.example.test/npm${path}`],
    ['https://r.example.test/npm/', `/npm${path}`, `https://r.example.test/npm${path}`],
    ['https://r.example.test/npm', `/npmx${path}`, `https://r.example.test/npm/npmx${path}`],
    ['https://r.example.test', '//evil.example.test/x', 'https://r.example.test//evil.example.test/x'],
    ['ftp://r.example.test', path, undefined],
    ['https://r.example.test', '@evil.example.test/x', undefined],
    ['https://r.example.test', '.evil.example.test/x', undefined],
    ['https://r.example.test', ':8080/x', undefined],
  ])('%s and %s: %s', (registry, of, expected) => expect(urlOnRegistry(registry, of)).toBe(expected))
})

describe('evidence', () => {
  test('comes from the registry, and the next time from the cache', async () => {
    const answer: Answer = (request, response) => {
      response.setHeader('cache-control', 'public, max-age=0')
      good(request, response)
    }
    await using server = await serve(answer)
    const first = await registryAt(`${server.origin}/npm/`).evidence('tiny', path, false)
    const second = await registryAt(`${server.origin}/npm/`).evidence('tiny', path, false)
    const offline = await registryAt(`${server.origin}/npm/`, true).evidence('tiny', path, false)
    expect([first, second, offline].map((one) => (one.ok ? one.value : one.why.code))).toEqual(
      Array(3).fill('{"attestations":[]}'),
    )
    expect(server.seen).toEqual([`/npm${path}`])
    const anew = await registryAt(`${server.origin}/npm/`).evidence('tiny', path, true)
    expect([anew.ok, server.seen.length]).toEqual([true, 2])
  })

  test.each<[string, string, Answer]>([
    ['is not there', 'not-found', (_request, response) => response.writeHead(404).end()],
    ['breaks', 'fetch-failed', (_request, response) => response.writeHead(500).end()],
    ['hangs', 'timeout', () => {}],
    ['has no end', 'too-large', (_request, response) => flood(response)],
    ['is refused', 'unauthorized', (_request, response) => response.writeHead(403).end()],
  ])('%s: %s', async (_what, code, answer) => {
    await using server = await serve(answer)
    const fetched = await registryAt(server.origin).evidence('tiny', path, false)
    expect(fetched.ok ? 'ok' : fetched.why.code).toBe(code)
  })

  test('of another host is none, however it was reached', async () => {
    await using elsewhere = await serve(good, 'localhost')
    const lead: Answer = (_request, response) =>
      response.writeHead(302, { location: `${elsewhere.origin}${path}` }).end()
    await using server = await serve(lead)
    const fetched = await registryAt(server.origin).evidence('tiny', path, false)
    expect(fetched.ok ? 'ok' : fetched.why.code).toBe('fetch-failed')
  })

  test('whose place is not told is not asked for', async () => {
    const fetched = await registryAt('http://127.0.0.1:1').evidence('tiny', '', false)
    expect(fetched.ok ? 'ok' : fetched.why.code).toBe('not-found')
  })

  test('that never comes does not make the host look dead', async () => {
    await using server = await serve((request, response) => {
      if (request.url?.startsWith('/-/') !== true) response.end('{"name":"tiny","versions":{}}')
    })
    const registry = registryAt(server.origin)
    await Promise.all(Array.from({ length: 10 }, (_, index) => registry.evidence('tiny', `${path}${index}`, false)))
    const history = await registry.history('tiny', 0, () => new Set())
    expect(history.ok).toBe(true)
  })
})

/** As long as the client reads. */
function flood(response: ServerResponse): void {
  const more = () => {
    if (!response.destroyed) response.write(Buffer.alloc(64 * 1024, ' '), more)
  }
  more()
}

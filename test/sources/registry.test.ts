import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packageTarball } from '../../src/replay/package-tarball.ts'
import type { NpmSettings } from '../../src/sources/npm-config.ts'
import { createRegistry, type Registry, type RegistryLimits, registryLimits } from '../../src/sources/registry.ts'
import { packumentUrl, registryFor, replacedHost } from '../../src/sources/registry-url.ts'
import { listen } from '../../src/sources/silence.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let origin = ''
let cacheDir = ''
/** Requests so far, as `method url`. */
let asked: string[] = []
let answers = new Map<string, Answer>()

beforeEach(async () => {
  cacheDir = mkdtempSync(join(tmpdir(), 'cordon-registry-test-'))
  asked = []
  answers = new Map()
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const answer = answers.get(request.url ?? '')
    if (answer === undefined) response.writeHead(404).end('{}')
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(cacheDir, { recursive: true })
})

const settings = (more: Partial<NpmSettings> = {}, options: Record<string, unknown> = {}): NpmSettings => {
  const fetchOptions = {
    registry: `${origin}/`,
    cache: join(cacheDir, '_cacache'),
    replaceRegistryHost: 'never',
    retry: { retries: 2 },
    timeout: 300_000,
    ...options,
  }
  const found = (name: string) => registryFor(name, fetchOptions)
  const same = (resolved: string) => resolved
  return {
    cacheDir,
    registryFor: found,
    fetchedFrom: same,
    offline: false,
    fetchOptions,
    treeOptions: {},
    notices: [],
    ...more,
  }
}
const quick: RegistryLimits = { ...registryLimits, pauseMs: 1 }
const open = (limits: Partial<RegistryLimits> = {}, more: Partial<NpmSettings> = {}, options = {}) =>
  createRegistry(settings(more, options), { ...quick, ...limits })

const text = (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Answer => {
  return (_, response) => response.writeHead(status, headers).end(body)
}
const packument = (name: string, version: object = {}) =>
  JSON.stringify({
    name,
    'dist-tags': { latest: '1.0.0' },
    versions: { '1.0.0': { name, version: '1.0.0', ...version } },
  })

const codeOf = async (promise: Promise<{ ok: true } | { ok: false; why: { code: string } }>) => {
  const result = await promise
  return result.ok ? 'ok' : result.why.code
}
const now = Infinity
const noManifests = () => new Set<string>()

describe('history', () => {
  test('is the full packument of the name, from its registry', async () => {
    let accept: string | undefined
    answers.set('/@corp%2fleft', (request, response) => {
      accept = request.headers.accept
      response.end(packument('@corp/left'))
    })
    const history = await open().history('@corp/left', now, noManifests)
    expect(history).toMatchObject({ ok: true, value: { name: '@corp/left', latest: '1.0.0' } })
    expect(history.ok && history.value.registryHost).toBe(origin.slice('http://'.length))
    expect(accept).toBe('application/json')
  })

  test.each([
    [404, 'not-found', 1],
    [401, 'unauthorized', 1],
    [403, 'unauthorized', 1],
    [400, 'fetch-failed', 1],
    [500, 'fetch-failed', 3],
    [503, 'fetch-failed', 3],
    [429, 'fetch-failed', 3],
  ])('%i gives %s after %i requests', async (status, code, requests) => {
    answers.set('/left', text('{"error":"no"}', {}, status))
    expect(await codeOf(open().history('left', now, noManifests))).toBe(code)
    expect(asked).toHaveLength(requests)
  })

  test('a registry that recovers is heard', async () => {
    answers.set('/left', (_, response) => {
      if (asked.length < 3) response.writeHead(503).end()
      else response.end(packument('left'))
    })
    expect(await codeOf(open().history('left', now, noManifests))).toBe('ok')
  })

  test('npm’s own fetch-retries may ask for fewer tries, not for more', async () => {
    answers.set('/left', text('', {}, 500))
    await open({}, {}, { retry: { retries: 0 } }).history('left', now, noManifests)
    expect(asked).toHaveLength(1)
    await open({}, {}, { retry: { retries: 50 } }).history('left', now, noManifests)
    expect(asked).toHaveLength(4)
  })

  test('an answer that never comes, and one that never ends', async () => {
    answers.set('/left', () => {})
    answers.set('/right', (_, response) => response.write('{'))
    const limits = { retries: 0, answerMs: 100, packumentMs: 200 }
    expect(await codeOf(open(limits).history('left', now, noManifests))).toBe('timeout')
    expect(await codeOf(open(limits).history('right', now, noManifests))).toBe('timeout')
  })

  test('an answer that is too long', async () => {
    answers.set('/left', text(Buffer.alloc(2 * 1024 * 1024, 32)))
    expect(await codeOf(open({ maxPackumentBytes: 1024 * 1024 }).history('left', now, noManifests))).toBe('too-large')
  })

  test.each([
    ['answer', 200, 'too-large', registryLimits.maxTarballBytes],
    ['error', 404, 'not-found', 64 * 1024],
  ])('an %s without end is not read to memory’s end', async (_, status, code, limit) => {
    let written = 0
    const chunk = Buffer.alloc(1024 * 1024, 32)
    answers.set('/left', (_, response) => {
      response.writeHead(status)
      const more = () => {
        written += chunk.length
        if (!response.destroyed) response.write(chunk, more)
      }
      more()
    })
    expect(await codeOf(open().history('left', now, noManifests))).toBe(code)
    expect(written).toBeLessThan(limit + 32 * 1024 * 1024)
  })

  test('a connection that breaks off in the middle', async () => {
    answers.set('/left', (_, response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{', () => response.destroy())
    })
    expect(await codeOf(open().history('left', now, noManifests))).toBe('fetch-failed')
  })

  test('a dead registry costs one wait, not one per package', async () => {
    const dead = open({ concurrency: 4 }, {}, { registry: 'http://127.0.0.1:1/' })
    const names = Array.from({ length: 200 }, (_, index) => `p${index}`)
    const started = Date.now()
    const codes = await Promise.all(names.map((name) => codeOf(dead.history(name, now, noManifests))))
    expect(new Set(codes)).toEqual(new Set(['fetch-failed']))
    expect(Date.now() - started).toBeLessThan(5000)
  })

  test.each(['', '..', '.hidden', 'a/b', '@a', '@a/', '@a/b/c', '@../x', '-/../x', 'x'.repeat(300), '\ud800'])(
    'what is no name is not asked for: %j',
    async (name) => {
      expect(await codeOf(open().history(name, now, noManifests))).toBe('not-found')
      expect(asked).toEqual([])
    },
  )

  test('a name cannot reach another endpoint', async () => {
    await open().history('x?y=1#z%2f', now, noManifests)
    expect(asked).toEqual(['/x%3Fy%3D1%23z%252f'])
  })

  test('no more requests at once than allowed', async () => {
    let running = 0
    let most = 0
    const names = Array.from({ length: 20 }, (_, index) => `p${index}`)
    for (const name of names) {
      answers.set(`/${name}`, (_, response) => {
        most = Math.max(most, ++running)
        setTimeout(() => {
          running--
          response.end(packument(name))
        }, 10)
      })
    }
    const registry = open({ concurrency: 3 })
    await Promise.all(names.map((name) => registry.history(name, now, noManifests)))
    expect(most).toBe(3)
  })

  test('a registry that is no URL', async () => {
    expect(await codeOf(open({}, {}, { registry: 'nonsense' }).history('left', now, noManifests))).toBe('not-found')
  })
})

describe('npm’s cache', () => {
  const forAges = { 'cache-control': 'public, max-age=31536000, immutable', etag: '"1"' }

  test('answers while it is fresh, and is asked about when it is not, whatever the answer allowed', async () => {
    answers.set('/left', (request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304, forAges).end()
      else response.writeHead(200, forAges).end(packument('left'))
    })
    expect(await codeOf(open().history('left', now, noManifests))).toBe('ok')
    expect(await codeOf(open().history('left', now, noManifests))).toBe('ok')
    expect(asked).toHaveLength(1)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(await codeOf(open({ freshSeconds: 1 }).history('left', now, noManifests))).toBe('ok')
    expect(asked).toHaveLength(2)
  })

  test('does not stand in for a registry that cannot be asked', async () => {
    answers.set('/left', text(packument('left'), forAges))
    expect(await codeOf(open().history('left', now, noManifests))).toBe('ok')
    answers.set('/left', (request) => request.socket.destroy())
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(await codeOf(open({ freshSeconds: 1 }).history('left', now, noManifests))).toBe('fetch-failed')
  })

  test('is all there is offline', async () => {
    answers.set('/left', text(packument('left'), forAges))
    await open().history('left', now, noManifests)
    const offline = open({ freshSeconds: 0 }, { offline: true })
    expect(await codeOf(offline.history('left', now, noManifests))).toBe('ok')
    expect(await codeOf(offline.history('right', now, noManifests))).toBe('offline')
    expect(asked).toEqual(['/left'])
  })

  test('prefer-offline does not make old metadata fresh', async () => {
    answers.set('/left', text(packument('left'), { etag: '"1"' }))
    await open().history('left', now, noManifests)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await open({ freshSeconds: 1 }, {}, { preferOffline: true }).history('left', now, noManifests)
    expect(asked).toHaveLength(2)
  })
})

describe('tarballs', () => {
  const { bytes, integrity } = packageTarball({ 'package.json': { name: 'left', version: '1.0.0' } })
  const wanted = (more: object = {}) => ({
    name: 'left',
    version: '1.0.0',
    integrity,
    url: `${origin}/left/-/left-1.0.0.tgz`,
    kind: 'registry' as const,
    ...more,
  })

  const bring = async (registry: Registry, of = wanted()) => {
    const atHand = await registry.tarball(of)
    return atHand.ok ? atHand.value.read() : atHand
  }

  test('are fetched once and then come from npm’s cache, in which npm finds them', async () => {
    answers.set('/left/-/left-1.0.0.tgz', text(bytes))
    const first = await bring(open())
    expect(first).toMatchObject({ ok: true, value: { integrity } })
    expect(first.ok && first.value.bytes.equals(bytes)).toBe(true)
    expect(await codeOf(bring(open({}, { offline: true })))).toBe('ok')
    const { default: pacote } = await import('pacote')
    const npm = await pacote.tarball(`left@${wanted().url}`, {
      cache: join(cacheDir, '_cacache'),
      integrity,
      resolved: wanted().url,
      offline: true,
      allowRemote: 'all',
    } as object)
    expect(npm.equals(bytes)).toBe(true)
    expect(asked).toHaveLength(1)
  })

  test('with the integrity of other bytes are refused', async () => {
    answers.set('/left/-/left-1.0.0.tgz', text(packageTarball({ a: 'evil' }).bytes))
    expect(await codeOf(open().tarball(wanted()))).toBe('integrity-mismatch')
  })

  test('with an old sha1 are checked by it', async () => {
    const { shasum } = packageTarball({ 'package.json': { name: 'left', version: '1.0.0' } })
    const sha1 = `sha1-${Buffer.from(shasum, 'hex').toString('base64')}`
    answers.set('/left/-/left-1.0.0.tgz', text(bytes))
    expect(await bring(open(), wanted({ integrity: sha1 }))).toMatchObject({ ok: true, value: { integrity } })
    expect(await codeOf(bring(open({}, { offline: true }), wanted({ integrity: sha1 })))).toBe('ok')
  })

  test('without any integrity come with ours', async () => {
    answers.set('/left/-/left-1.0.0.tgz', text(bytes))
    expect(await bring(open(), wanted({ integrity: '', kind: 'remote' }))).toMatchObject({ value: { integrity } })
  })

  test('that are long wait in the cache, not in memory', async () => {
    answers.set('/left/-/left-1.0.0.tgz', text(bytes))
    const long = await open({ keptTarballBytes: 10 }).tarball(wanted())
    if (!long.ok) throw new Error(long.why.code)
    expect(long.value.size).toBe(bytes.length)
    rmSync(join(cacheDir, '_cacache'), { recursive: true })
    answers.delete('/left/-/left-1.0.0.tgz')
    expect(await codeOf(long.value.read())).toBe('not-found')
  })

  test('that npm may not keep are asked for once more, when they are read', async () => {
    answers.set('/left/-/left-1.0.0.tgz', text(bytes, { 'cache-control': 'no-store' }))
    expect(await bring(open({ keptTarballBytes: 10 }))).toMatchObject({ ok: true, value: { integrity } })
    expect(asked).toHaveLength(2)
    expect(await bring(open(), wanted())).toMatchObject({ ok: true, value: { integrity } })
    expect(asked).toHaveLength(3)
  })

  test('with an integrity that proves nothing are not fetched', async () => {
    expect(await codeOf(open().tarball(wanted({ integrity: 'md5-1B2M2Y8AsgTpgAmY7PhCfg==' })))).toBe('no-integrity')
    expect(asked).toEqual([])
  })

  test('damaged in the cache are fetched again', async () => {
    answers.set('/left/-/left-1.0.0.tgz', text(bytes))
    await open().tarball(wanted())
    const content = join(cacheDir, '_cacache', 'content-v2')
    const [file] = readdirSync(content, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    if (file === undefined) throw new Error('nothing in the cache')
    writeFileSync(join(file.parentPath, file.name), 'damaged')
    expect(await codeOf(bring(open()))).toBe('ok')
    expect(asked).toHaveLength(2)
  })

  test('without a URL are found in npm’s cache alone', async () => {
    answers.set('/left/-/left-1.0.0.tgz', text(bytes))
    expect(await codeOf(open().tarball(wanted({ url: '' })))).toBe('version-not-found')
    await open().tarball(wanted())
    expect(await codeOf(open().tarball(wanted({ url: '' })))).toBe('ok')
    expect(asked).toHaveLength(1)
  })

  test('that are too long are not read to their end', async () => {
    answers.set('/left/-/left-1.0.0.tgz', text(Buffer.alloc(4 * 1024 * 1024)))
    expect(await codeOf(open({ maxTarballBytes: 1000 }).tarball(wanted()))).toBe('too-large')
    expect(await codeOf(open({ maxTarballBytes: 1000 }).tarball(wanted({ integrity: '' })))).toBe('too-large')
  })

  test.each([
    [404, 'not-found'],
    [403, 'unauthorized'],
    [500, 'fetch-failed'],
  ])('%i gives %s', async (status, code) => {
    answers.set('/left/-/left-1.0.0.tgz', text('', {}, status))
    expect(await codeOf(open().tarball(wanted()))).toBe(code)
  })

  test('that never come', async () => {
    answers.set('/left/-/left-1.0.0.tgz', () => {})
    expect(await codeOf(open({ retries: 0, answerMs: 100 }).tarball(wanted()))).toBe('timeout')
  })

  test('offline and not in the cache', async () => {
    expect(await codeOf(open({}, { offline: true }).tarball(wanted()))).toBe('offline')
    expect(asked).toEqual([])
  })

  test('are never folders, files or repositories', async () => {
    const marker = join(cacheDir, 'marker')
    const folder = join(cacheDir, 'folder')
    const { mkdirSync } = await import('node:fs')
    mkdirSync(folder)
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({
        name: 'left',
        version: '1.0.0',
        scripts: { prepare: `touch ${marker}`, prepack: `touch ${marker}` },
      }),
    )
    const urls = [
      folder,
      `file:${folder}`,
      'git+https://github.com/o/r.git',
      'https://github.com/o/r',
      'github:o/r',
      'left@1.0.0',
    ]
    for (const url of urls) {
      for (const name of ['left', '@corp/left', `x@file:${folder}`]) {
        expect(await codeOf(open().tarball(wanted({ url, name, integrity: '' })))).toBe('unsupported-source')
      }
    }
    expect(existsSync(marker)).toBe(false)
  })

  test('come from the configured registry where the lockfile names npm’s', async () => {
    answers.set('/mirror/left/-/left-1.0.0.tgz', text(bytes))
    const options = { registry: `${origin}/mirror/`, replaceRegistryHost: 'public.example.test' }
    const url = 'https://public.example.test/left/-/left-1.0.0.tgz'
    expect(await codeOf(open({}, {}, options).tarball(wanted({ url })))).toBe('ok')
  })

  test('credentials go to the host they are written for alone', async () => {
    const seen: (string | undefined)[] = []
    const host = origin.slice('http:'.length)
    const answer: Answer = (request, response) => {
      seen.push(request.headers.authorization)
      response.end(bytes)
    }
    answers.set('/left/-/left-1.0.0.tgz', answer)
    answers.set('/other.tgz', answer)
    const elsewhere = wanted().url.replace('127.0.0.1', 'localhost')
    await open({}, {}, { [`${host}/:_authToken`]: 'secret' }).tarball(wanted({ integrity: '' }))
    await open({}, {}, { [`${host}/:_authToken`]: 'secret' }).tarball(wanted({ integrity: '', url: elsewhere }))
    expect(seen).toEqual(['Bearer secret', undefined])
  })
})

describe('URLs', () => {
  test('of packuments', () => {
    expect(packumentUrl('https://r.example.test/npm', '@a/b')).toBe('https://r.example.test/npm/@a%2fb')
    expect(packumentUrl('ftp://r.example.test/', 'b')).toBeUndefined()
  })

  const npmjs = 'public.example.test'
  const lock = `https://${npmjs}/a/-/a-1.0.0.tgz`
  test.each([
    ['never', lock],
    [npmjs, 'http://mirror.example.test:81/npm/a/-/a-1.0.0.tgz'],
    ['always', 'http://mirror.example.test:81/npm/a/-/a-1.0.0.tgz'],
    ['other.example.test', lock],
    [`https://${npmjs}/a/`, 'http://mirror.example.test:81/npm/-/a-1.0.0.tgz'],
    [`https://${npmjs}/b/`, lock],
  ])('replaced: %s', (replaceRegistryHost, url) =>
    expect(replacedHost(lock, { registry: 'http://mirror.example.test:81/npm/', replaceRegistryHost })).toBe(url),
  )

  test('a path that has the registry’s prefix keeps it once', () => {
    const replacement = { registry: 'https://m.example.test/npm/', replaceRegistryHost: npmjs }
    expect(replacedHost(`https://${npmjs}/npm/a.tgz`, replacement)).toBe('https://m.example.test/npm/a.tgz')
  })
})

test('a silent host is asked again after a while', () => {
  let time = 0
  const silence = listen(() => time)
  for (let count = 0; count < 8; count++) silence.notHeard('a')
  expect([silence.isSilent('a'), silence.isSilent('b')]).toEqual([true, false])
  time = 31_000
  expect(silence.isSilent('a')).toBe(false)
  silence.notHeard('a')
  expect(silence.isSilent('a')).toBe(true)
  silence.heard('a')
  expect(silence.isSilent('a')).toBe(false)
})

describe("answers that make npm's client throw where nobody can catch it", () => {
  test.each(['file:///etc/hostname', 'data:application/json,{}', 'ftp://127.0.0.1/plain'])(
    'a redirect to %s',
    async (location) => {
      answers.set('/plain', text('', { location }, 302))
      const found = await open({ retries: 0 }).history('plain', Date.now(), noManifests)
      expect(found).toMatchObject({ ok: false, why: { code: 'fetch-failed' } })
    },
  )

  test.each(['deflate', 'x-deflate'])('broken %s', async (encoding) => {
    answers.set('/plain', text('not deflate', { 'content-encoding': encoding }))
    const found = await open({ retries: 0 }).history('plain', Date.now(), noManifests)
    expect(found).toMatchObject({ ok: false, why: { code: 'unreadable-packument' } })
  })

  test('chunks that are none', async () => {
    answers.set('/plain', (_, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nabc')
    })
    const found = await open({ retries: 0 }).history('plain', Date.now(), noManifests)
    expect(found).toMatchObject({ ok: false, why: { code: 'fetch-failed' } })
  })

  test('a locked integrity that two tarballs fit', async () => {
    const [one, other] = [packageTarball({ 'a.js': '1' }), packageTarball({ 'a.js': '2' })]
    answers.set('/a.tgz', text(one.bytes))
    const integrity = `${one.integrity} ${other.integrity}`
    const wanted = { name: 'a', version: '1.0.0', integrity, url: `${origin}/a.tgz`, kind: 'remote' as const }
    expect(await open().tarball(wanted)).toMatchObject({ ok: false, why: { code: 'no-integrity' } })
  })
})

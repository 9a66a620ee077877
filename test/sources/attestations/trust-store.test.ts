// Where trust data comes from, and what is not taken for it.
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { initializeTUFRepo } from '@tufjs/repo-mock/dist/repo.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTrust, type TrustRequest, toTrust } from '../../../src/sources/attestations/trust-store.ts'
import { fetchTargets } from '../../../src/sources/attestations/tuf.ts'

const data = (name: string) => fileURLToPath(new URL(`../../../data/trust/${name}`, import.meta.url))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-tuf-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A TUF repository on loopback, with its root in a file. */
async function startRepository(name: string, root: string, keys: string) {
  const repository = initializeTUFRepo([
    { name: 'trusted_root.json', content: root },
    { name: 'registry.npmjs.org/keys.json', content: keys },
  ])
  const rootFile = join(folder, `${name}-root.json`)
  writeFileSync(rootFile, JSON.stringify(repository.rootMeta.toJSON()))
  const { rootMeta, timestampMeta, snapshotMeta, targetsMeta } = repository
  const metadata = new Map<string, string>(
    Object.entries({ '1.root': rootMeta, timestamp: timestampMeta, snapshot: snapshotMeta, targets: targetsMeta }).map(
      ([file, meta]) => [`/${file}.json`, JSON.stringify(meta.toJSON())],
    ),
  )
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    const path = decodeURIComponent(request.url ?? '')
    const target = repository.targets.find((one) => path === `/targets/${one.name}`)
    const body = target?.content ?? metadata.get(path)
    response.writeHead(body === undefined ? 404 : 200).end(body ?? '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    rootFile,
    mirror: `http://127.0.0.1:${port}`,
    requests: () => requests,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

describe('the update framework', () => {
  test('brings what its repository has, and from the cache without asking', async () => {
    await using repository = await startRepository('ours', '{"root":1}', '{"keys":[]}')
    const request = {
      cache: join(folder, 'cache'),
      root: repository.rootFile,
      timeoutMs: 3000,
      mirror: repository.mirror,
    }
    expect(await fetchTargets({ ...request, refresh: true })).toEqual(['{"root":1}', '{"keys":[]}'])
    const asked = repository.requests()
    expect(await fetchTargets({ ...request, refresh: false })).toEqual(['{"root":1}', '{"keys":[]}'])
    expect(repository.requests()).toBe(asked)
  })

  test('rejects a cache that somebody replaced as a whole', async () => {
    await using ours = await startRepository('ours', '{"root":1}', '{"keys":[]}')
    await using theirs = await startRepository('theirs', '{"root":"eve"}', '{"keys":["eve"]}')
    const own = { root: ours.rootFile, timeoutMs: 500, mirror: ours.mirror, cache: join(folder, 'cache') }
    const evil = { root: theirs.rootFile, timeoutMs: 500, mirror: theirs.mirror, cache: join(folder, 'evil') }
    await fetchTargets({ ...own, refresh: true })
    await fetchTargets({ ...evil, refresh: true })
    // The library keeps one folder for each repository.
    const [from, to] = [evil.cache, own.cache].map((cache) => join(cache, readdirSync(cache)[0] ?? ''))
    rmSync(to ?? '', { recursive: true })
    cpSync(from ?? '', to ?? '', { recursive: true })
    // The cache itself is a good one: under the root it was made for.
    const taken = await fetchTargets({ ...own, root: theirs.rootFile, refresh: false })
    expect(taken[0]).toBe('{"root":"eve"}')
    await ours[Symbol.asyncDispose]()
    await expect(fetchTargets({ ...own, refresh: false })).rejects.toThrow()
  })

  test('rejects a repository with another root', async () => {
    await using ours = await startRepository('ours', '{"root":1}', '{"keys":[]}')
    await using theirs = await startRepository('theirs', '{"root":"eve"}', '{"keys":["eve"]}')
    const request = { cache: join(folder, 'cache'), root: ours.rootFile, timeoutMs: 500, mirror: theirs.mirror }
    await expect(fetchTargets({ ...request, refresh: true })).rejects.toThrow()
  })
})

describe('the copies in this package', () => {
  test('are those of the library', () => {
    const require = createRequire(import.meta.url)
    const seeds = require('@sigstore/tuf/seeds.json')['https://tuf-repo-cdn.sigstore.dev']
    const text = (base64: string) => Buffer.from(base64, 'base64').toString()
    expect(readFileSync(data('tuf-root.json'), 'utf8')).toBe(text(seeds['root.json']))
    expect(readFileSync(data('trusted-root.json'), 'utf8')).toBe(text(seeds.targets['trusted_root.json']))
    const keys = seeds.targets[encodeURIComponent('registry.npmjs.org/keys.json')]
    expect(readFileSync(data('registry-keys.json'), 'utf8')).toBe(text(keys))
  })

  test('are used offline, and say how old they are', async () => {
    const trust = await openTrust(request({ offline: true }))
    expect(trust).toMatchObject({ source: 'embedded', date: '2026-05-26' })
    expect(trust.keys.length).toBe(4)
  })
})

test('a key of a kind that is not known yet does not take the others away', () => {
  const { publicKey } = generateKeyPairSync('ed25519')
  const rawBytes = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const { keys } = JSON.parse(readFileSync(data('registry-keys.json'), 'utf8'))
  const more = JSON.stringify({ keys: [{ keyId: 'new', publicKey: { rawBytes } }, ...keys] })
  expect(toTrust({ root: '{}', keys: more }, 'tuf', '', '').keys.length).toBe(4)
  expect(() => toTrust({ root: '{}', keys: more }, 'files', '', '')).toThrow()
})

describe('files that the user names', () => {
  test('count before everything else', async () => {
    const keys = join(folder, 'keys.json')
    writeFileSync(keys, '{"keys":[]}')
    const trust = await openTrust(request({ registryKeysFile: keys }))
    expect([trust.source, trust.keys]).toEqual(['files', []])
  })

  test.each(['{', '{}', '{"keys":[{}]}', '{"keys":[{"keyid":"x","key":"AAAA"}]}'])('%s is refused', async (content) => {
    const keys = join(folder, 'keys.json')
    writeFileSync(keys, content)
    await expect(openTrust(request({ registryKeysFile: keys }))).rejects.toThrow()
  })

  test('a trusted root that is no JSON is refused', async () => {
    const root = join(folder, 'root.json')
    writeFileSync(root, '{')
    await expect(openTrust(request({ trustedRootFile: root }))).rejects.toThrow()
  })
})

function request(more: Partial<TrustRequest>): TrustRequest {
  return { trustedRootFile: '', registryKeysFile: '', folder, offline: true, now: Date.now(), ...more }
}

import { verify } from 'node:crypto'
import { get } from 'node:http'
import npmFetch from 'npm-registry-fetch'
import { describe, expect, test } from 'vitest'
import { findRelease } from '../../src/replay/published.ts'
import { startRegistry } from './registry.ts'
import { scenarioOf } from './scenario.ts'

const source = `
about: a registry with one plain and one scoped package
now: 2026-03-01T00:00:00Z
registry:
  absent: [nobody]
  packages:
    tiny:
      maintainers: [{ name: ada, email: ada@example.test }]
      publisher: { name: ada, email: ada@example.test }
      versions:
        1.0.0: { published: 2025-01-01T00:00:00Z, files: { package.json: { description: small, bin: x.js }, x.js: x } }
        1.1.0:
          published: 2026-01-01T00:00:00Z
          extends: 1.0.0
          publisher: { name: GitHub Actions, email: ci@example.test, trustedPublisher: { id: github } }
          provenance: true
          gitHead: true
          files: { package.json: { scripts: { postinstall: node x.js } } }
        2.0.0: { published: 2026-03-02T00:00:00Z, extends: 1.0.0 }
    '@scope/native':
      versions:
        0.1.0: { published: 2025-01-01T00:00:00Z, files: { binding.gyp: '{}' } }
`
const plan = scenarioOf(source).registry

const fullForm = { headers: { accept: 'application/json' } }

async function packumentOf(origin: string, path: string, options: RequestInit = fullForm): Promise<unknown> {
  const response = await fetch(`${origin}${path}`, options)
  return await response.json()
}

describe('packuments', () => {
  test('show what npm’s registry shows, up to the scenario’s clock', async () => {
    await using registry = await startRegistry(plan)
    const { integrity, shasum } = findRelease(plan.packages, 'tiny@1.1.0').tarball
    expect(await packumentOf(registry.origin, '/tiny')).toMatchObject({
      _id: 'tiny',
      name: 'tiny',
      'dist-tags': { latest: '1.1.0' },
      time: {
        created: '2025-01-01T00:00:00.000Z',
        modified: '2026-01-01T00:00:00.000Z',
        '1.0.0': '2025-01-01T00:00:00.000Z',
        '1.1.0': '2026-01-01T00:00:00.000Z',
      },
      maintainers: [{ name: 'ada', email: 'ada@example.test' }],
      versions: {
        '1.0.0': { _npmUser: { name: 'ada', email: 'ada@example.test' } },
        '1.1.0': {
          name: 'tiny',
          version: '1.1.0',
          _id: 'tiny@1.1.0',
          scripts: { postinstall: 'node x.js' },
          gitHead: expect.stringMatching(/^[0-9a-f]{40}$/),
          _npmUser: { name: 'GitHub Actions', trustedPublisher: { id: 'github' } },
          dist: {
            integrity,
            shasum,
            tarball: `${registry.origin}/tiny/-/tiny-1.1.0.tgz`,
            signatures: [{ keyid: expect.stringMatching(/^SHA256:/) }],
            attestations: {
              url: `${registry.origin}/-/npm/v1/attestations/tiny@1.1.0`,
              provenance: { predicateType: 'https://slsa.dev/provenance/v1' },
            },
          },
        },
      },
    })
    const text = JSON.stringify(await packumentOf(registry.origin, '/tiny'))
    expect(text).not.toContain('2.0.0')
    expect(JSON.parse(text).versions['1.0.0']).not.toHaveProperty('gitHead')
    expect(JSON.parse(text).versions['1.0.0'].dist).not.toHaveProperty('attestations')
  })

  test('a mirror shows neither publisher nor commit nor trust', async () => {
    await using registry = await startRegistry({ ...plan, trust: 'stripped' })
    const text = JSON.stringify(await packumentOf(registry.origin, '/tiny'))
    for (const word of ['_npmUser', 'gitHead', 'attestations', 'signatures', 'ada@example.test"},"maint']) {
      expect(text).not.toContain(word)
    }
    expect(text).toContain('"time"')
  })

  test('a scoped name is asked for as npm asks, and an implicit build stands in the manifest', async () => {
    await using registry = await startRegistry(plan)
    const path = '/@scope%2fnative'
    const response = await npmFetch(path, { ...npmSettings, registry: registry.origin, fullMetadata: true })
    expect(await response.json()).toMatchObject({
      versions: {
        '0.1.0': {
          scripts: { install: 'node-gyp rebuild' },
          gypfile: true,
          dist: { tarball: `${registry.origin}/@scope/native/-/native-0.1.0.tgz` },
        },
      },
    })
    expect(registry.requests.map((one) => one.path)).toEqual(['/@scope/native'])
  })

  test('the abbreviated form has no times and no publisher, but says hasInstallScript', async () => {
    await using registry = await startRegistry(plan)
    const accept = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8'
    const packument = await packumentOf(registry.origin, '/tiny', { headers: { accept } })
    expect(packument).toMatchObject({ versions: { '1.1.0': { hasInstallScript: true } } })
    expect(packument).not.toHaveProperty('time')
    expect(JSON.stringify(packument)).not.toContain('_npmUser')
  })

  test('signatures verify with the registry’s own keys', async () => {
    await using registry = await startRegistry(plan)
    const { keys } = JSON.parse(JSON.stringify(await packumentOf(registry.origin, '/-/npm/v1/keys')))
    const { versions } = JSON.parse(JSON.stringify(await packumentOf(registry.origin, '/tiny')))
    const [signature] = versions['1.1.0'].dist.signatures
    const key = { key: Buffer.from(keys[0].key, 'base64'), format: 'der', type: 'spki' } as const
    const message = Buffer.from(`tiny@1.1.0:${versions['1.1.0'].dist.integrity}`)
    expect(signature.keyid).toBe(keys[0].keyid)
    expect(verify('sha256', message, key, Buffer.from(signature.sig, 'base64'))).toBe(true)
  })

  test('an unchanged packument is confirmed, not sent again', async () => {
    await using registry = await startRegistry(plan)
    const first = await fetch(`${registry.origin}/tiny`)
    expect(first.headers.get('cache-control')).toBe('public, max-age=300')
    const etag = first.headers.get('etag') ?? ''
    const second = await fetch(`${registry.origin}/tiny`, { headers: { 'if-none-match': etag } })
    expect(second.status).toBe(304)
    expect(registry.requests.map((one) => one.status)).toEqual([200, 304])
  })

  test('own __proto__ keys are planted where asked for', async () => {
    const hostile = source.replace('    tiny:\n', '    tiny:\n      hostileKeys: true\n')
    await using registry = await startRegistry(scenarioOf(hostile).registry)
    const packument = JSON.parse(await (await fetch(`${registry.origin}/tiny`)).text())
    expect(Object.hasOwn(packument, '__proto__')).toBe(true)
    for (const key of ['versions', 'time', 'dist-tags']) expect(Object.hasOwn(packument[key], '__proto__')).toBe(true)
  })
})

describe('requests', () => {
  test('are counted by kind, and unforeseen ones are remembered', async () => {
    await using registry = await startRegistry(plan)
    const tarball = await fetch(`${registry.origin}/tiny/-/tiny-1.0.0.tgz`)
    const { bytes } = findRelease(plan.packages, 'tiny@1.0.0').tarball
    expect(Buffer.from(await tarball.arrayBuffer()).equals(bytes)).toBe(true)
    expect((await fetch(`${registry.origin}/nobody`)).status).toBe(404)
    expect((await fetch(`${registry.origin}/tiny/-/tiny-2.0.0.tgz`)).status).toBe(404)
    expect([registry.count('packument'), registry.count('tarball')]).toEqual([1, 2])
    registry.assertNoUnmatched()
    registry.forget()
    expect(registry.requests).toEqual([])
    expect((await fetch(`${registry.origin}/stranger`)).status).toBe(404)
    expect((await fetch(`${registry.origin}/tiny`, { method: 'PUT' })).status).toBe(404)
    expect(() => registry.assertNoUnmatched()).toThrow('GET /stranger\nPUT /tiny')
  })
})

describe('faults', () => {
  const withFault = (fault: string) =>
    scenarioOf(source.replace('registry:', `registry:\n  faults: [${fault}]`)).registry

  test('a status, for as often as it is asked', async () => {
    await using registry = await startRegistry(withFault('{ path: /tiny, status: 500, times: 2 }'))
    const statuses: number[] = []
    for (let turn = 0; turn < 3; turn++) statuses.push((await fetch(`${registry.origin}/tiny`)).status)
    expect(statuses).toEqual([500, 500, 200])
    expect(registry.requests.map((one) => one.status)).toEqual([500, 500, 200])
  })

  test('garbage, and the bytes of another release', async () => {
    const registry = await startRegistry(
      withFault('{ path: /tiny, body: "<html>" }, { path: /tiny/-/tiny-1.0.0.tgz, bytesOf: tiny@1.1.0 }'),
    )
    expect(await (await fetch(`${registry.origin}/tiny`)).text()).toBe('<html>')
    const served = Buffer.from(await (await fetch(`${registry.origin}/tiny/-/tiny-1.0.0.tgz`)).arrayBuffer())
    expect(served.equals(findRelease(plan.packages, 'tiny@1.1.0').tarball.bytes)).toBe(true)
    await registry.close()
  })

  test('a truncated answer breaks, a hanging one never comes', async () => {
    await using registry = await startRegistry(
      withFault('{ path: /tiny, truncate: 10 }, { path: /@scope/native, hang: true }'),
    )
    await expect(fetch(`${registry.origin}/tiny`).then((response) => response.text())).rejects.toThrow('terminated')
    const hanging = fetch(`${registry.origin}/@scope%2fnative`, { signal: AbortSignal.timeout(200) })
    await expect(hanging).rejects.toThrow('timeout')
  })

  test('an endless answer goes on until the client leaves', async () => {
    await using registry = await startRegistry(withFault('{ path: /tiny, endless: true }'))
    const received = await new Promise<number>((resolve) => {
      let size = 0
      const request = get(`${registry.origin}/tiny`, (response) => {
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > 1_000_000) request.destroy()
        })
        response.on('close', () => resolve(size))
      })
    })
    expect(received).toBeGreaterThan(1_000_000)
  })
})

const npmSettings = { fetchRetries: 0, preferOnline: true }

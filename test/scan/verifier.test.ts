// The worker that checks evidence, and the memory of what it found.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { aBuild } from '../../src/replay/build.ts'
import { createVerifier } from '../../src/scan/verifier.ts'
import { readRegistryKeys } from '../../src/sources/attestations/registry-keys.ts'
import type { Trust } from '../../src/sources/attestations/trust-store.ts'
import { openVerdictCache } from '../../src/sources/attestations/verdict-cache.ts'
import { type Expected, npmRegistry } from '../../src/sources/attestations/verify.ts'
import { startSigstore } from '../support/sigstore/attest.ts'

const expected: Expected = {
  name: 'tiny',
  version: '1.0.0',
  integrity: `sha512-${Buffer.alloc(64, 1).toString('base64')}`,
  registry: npmRegistry,
}

let trust: Trust
let answer = ''
beforeAll(async () => {
  const local = await startSigstore()
  const at = Date.parse('2026-03-01T00:00:00Z')
  const attestations = [await local.provenance(expected, aBuild, at), await local.publish(expected, npmRegistry, at)]
  answer = JSON.stringify({ attestations })
  const keys = readRegistryKeys(local.registryKeys)
  const trustedRoot = JSON.parse(JSON.stringify(local.trustedRoot))
  trust = { trustedRoot, keys, source: 'files', date: '2026-01-01', detail: '', digest: 'one' }
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-verdicts-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Verifies once, with trust data that are as said, and closes. */
async function verified(given: Partial<Trust> = {}, about: Expected = expected, text = answer): Promise<string> {
  const verifier = createVerifier(async () => ({ ...trust, ...given }), openVerdictCache(folder))
  const { status, code } = await verifier.verify(text, about, [])
  await verifier.close()
  return code === '' ? status : `${status} ${code}`
}

test('checks in a worker, several at once', async () => {
  const verifier = createVerifier(async () => trust, openVerdictCache(folder))
  expect(verifier.used()).toEqual({ source: 'none', date: '' })
  const found = await Promise.all([
    verifier.verify(answer, expected, []),
    verifier.verify(answer, { ...expected, version: '1.0.1' }, []),
    verifier.verify('<html>', expected, []),
  ])
  await verifier.close()
  expect(found.map(({ status }) => status)).toEqual(['verified', 'mismatch', 'advertised-unavailable'])
  expect(verifier.used()).toEqual({ source: 'files', date: '2026-01-01' })
})

test('what was found is remembered under the same trust data, for the same evidence and the same release', async () => {
  expect(await verified()).toBe('verified')
  // Without keys nothing could be verified: this is memory.
  expect(await verified({ keys: [] })).toBe('verified')
  expect(await verified({ keys: [], digest: 'two' })).toBe('unverifiable unknown-key')
  expect(await verified({ keys: [] }, { ...expected, integrity: `sha512-${'A'.repeat(86)}==` })).not.toBe('verified')
  expect(await verified({ keys: [] }, expected, `${answer} `)).toBe('unverifiable unknown-key')
})

test('a memory that somebody damaged is none', async () => {
  await verified()
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'))
  expect(files.length).toBe(1)
  for (const content of ['', '{', '{"status":"verified"}', '{"status":"verified","identity":"none","code":7}']) {
    for (const file of files) writeFileSync(join(folder, file), content)
    expect(await verified({ keys: [] })).toBe('unverifiable unknown-key')
  }
})

test('an answer that is none is asked for again the next time', async () => {
  expect(await verified({}, expected, '<html>')).toBe('advertised-unavailable not-json')
  expect(readdirSync(folder)).toEqual([])
})

test('evidence that ends the worker is not checked, and what comes after it is', async () => {
  const verifier = createVerifier(async () => trust, openVerdictCache(folder))
  const deep = `{"attestations":[{"predicateType":"","bundle":${'['.repeat(200_000)}${']'.repeat(200_000)}}]}`
  const found = await Promise.all([verifier.verify(deep, expected, []), verifier.verify(answer, expected, [])])
  await verifier.close()
  expect(found.map(({ status }) => status)).toEqual(['advertised-unavailable', 'verified'])
})

test('trust data that cannot be read is an error, not a verdict', async () => {
  const verifier = createVerifier(async () => {
    throw new Error('no trust data')
  }, openVerdictCache(folder))
  await expect(verifier.verify(answer, expected, [])).rejects.toThrow('no trust data')
})

test('trust data that ends the worker leaves the evidence unchecked', async () => {
  expect(await verified({ trustedRoot: 7 })).toMatch(/^(advertised-unavailable not-served|unverifiable)/)
})

// What is asked for, and what is made of answers that do not come. The registry and the verifier stand in.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Claims, type Identity, unverified, type Verification } from '../../src/domain/provenance.ts'
import type { Fetched, History, PublishedVersion } from '../../src/domain/release.ts'
import { createEvidenceSource, gapsIn } from '../../src/scan/evidence.ts'
import type { Verifier } from '../../src/scan/verifier.ts'
import type { Registry } from '../../src/sources/registry.ts'
import { openTrustSeen } from '../../src/sources/trust-seen.ts'
import { known, published } from '../facts/support.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-seen-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`

const identity: Identity = {
  issuer: 'https://issuer.example.test',
  repository: 'https://git.example.test/ada/tiny',
  repositoryId: '11',
  ownerId: '1',
  commit: '',
  ref: 'refs/heads/main',
  refKind: 'branch',
  trigger: 'push',
  workflow: 'release.yml',
  signer: 'release.yml',
  runner: 'github-hosted',
  runUrl: '',
  visibility: '',
}
const verified: Verification = { ...unverified('verified'), identity, signedAt: 1, predicate: 'agrees' }

/** Attested, at a day of January 2026. */
function attested(version: string, day: number, claims: Partial<Claims> = {}): PublishedVersion {
  const at = `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`
  const path = `/-/npm/v1/attestations/tiny@${version}`
  return published(version, at, {
    integrity,
    attested: true,
    claims: { signatures: [], attestations: path, ...claims },
  })
}

function historyOf(...versions: PublishedVersion[]): History {
  return { name: 'tiny', registryHost: 'registry.example.test', versions, latest: '' }
}

type Answers = Record<string, Verification | 'not-found' | 'timeout'>

/** `asked`: the paths that were asked for. */
function sourceOf(answers: Answers, asked: string[] = []) {
  const refuse = async (): Promise<Fetched<never>> => ({ ok: false, why: { code: 'not-found', detail: '' } })
  const registry: Registry = {
    history: refuse,
    tarball: refuse,
    keys: async () => {
      asked.push('keys')
      return { ok: true, value: '{"keys":[]}' }
    },
    evidence: async (_name, path, anew) => {
      const version = path.slice(path.lastIndexOf('@') + 1)
      asked.push(anew ? `${version} anew` : version)
      const answer = answers[version] ?? 'not-found'
      return typeof answer === 'string'
        ? { ok: false, why: { code: answer, detail: '' } }
        : { ok: true, value: version }
    },
  }
  const verifier: Verifier = {
    trust: async () => ({ trustedRoot: {}, keys: [], source: 'files', date: '', detail: '', digest: '' }),
    verify: async (answer) => {
      const said = answers[answer]
      if (said === undefined || typeof said === 'string') throw new Error('nobody asked for that')
      return said
    },
    used: () => ({ source: 'files', date: '' }),
    close: async () => {},
  }
  return createEvidenceSource(registry, () => 'https://registry.example.test/', verifier, openTrustSeen(folder))
}

const locked = (version: string) => ({ name: 'tiny', version, integrity })

describe('what is asked for', () => {
  const line = [attested('1.0.0', 1), attested('1.0.1', 5), attested('1.0.2', 9), attested('1.0.3', 13)]
  const other = attested('0.9.0', 1)

  test('one earlier release is enough where it was built alike', async () => {
    const asked: string[] = []
    const good = { '1.0.3': verified, '1.0.2': verified }
    const evidence = await sourceOf(good, asked).of(locked('1.0.3'), historyOf(other, ...line))
    expect(asked).toEqual(['1.0.3', '1.0.2'])
    expect(evidence.earlier.map(({ version }) => version)).toEqual(['1.0.2'])
  })

  test('else up to three of its line, and one of another', async () => {
    const asked: string[] = []
    const moved = { ...verified, identity: { ...identity, repositoryId: '22' } }
    const before = { '1.0.0': verified, '1.0.1': verified, '1.0.2': verified, '0.9.0': verified }
    await sourceOf({ '1.0.3': moved, ...before }, asked).of(locked('1.0.3'), historyOf(other, ...line))
    expect(asked).toEqual(['1.0.3', '1.0.2', '1.0.1', '1.0.0', '0.9.0'])
  })

  test('not what came out a moment before: the same stranger may have built both', async () => {
    const asked: string[] = []
    const moved = { ...verified, identity: { ...identity, repositoryId: '22' } }
    const answers = { '1.0.4': moved, '1.0.3': moved, '1.0.2': verified, '1.0.1': verified, '1.0.0': verified }
    const history = historyOf(...line, attested('1.0.4', 14))
    const evidence = await sourceOf(answers, asked).of(locked('1.0.4'), history)
    expect(asked).toEqual(['1.0.4', '1.0.2', '1.0.1', '1.0.0'])
    expect(evidence.earlier.map(({ verification }) => verification)).toEqual(Array(3).fill(verified))
  })

  test('nothing where nothing is advertised, and nothing of mirrors', async () => {
    const asked: string[] = []
    const plain = published('1.0.4', '2026-01-05T00:00:00Z', { integrity, trust: { status: 'absent' } })
    const evidence = await sourceOf({}, asked).of(locked('1.0.4'), historyOf(...line, plain))
    expect([evidence.candidate.verification.status, evidence.signature.state]).toEqual(['none', 'absent'])
    const bare = published('1.0.4', '2026-01-05T00:00:00Z', { integrity, trust: { status: 'unavailable' } })
    const mirror = await sourceOf({}, asked).of({ ...locked('1.0.4'), name: 'other' }, historyOf(bare))
    expect([mirror.candidate.verification.status, mirror.shown]).toEqual(['unavailable', 'never'])
    expect(asked).toEqual([])
  })

  test('the keys of a registry only where its signatures need them', async () => {
    const asked: string[] = []
    const signatures = [{ keyId: 'own', signature: 'AAAA' }]
    const one = attested('1.0.0', 1, { signatures })
    const evidence = await sourceOf({ '1.0.0': verified }, asked).of(locked('1.0.0'), historyOf(one))
    expect([evidence.signature.state, asked]).toEqual(['unverifiable', ['keys', '1.0.0']])
    expect(gapsIn(evidence).map(({ code }) => code)).toEqual(['trust-data-stale'])
  })
})

test('evidence that does not hold is asked for anew before anything is said', async () => {
  const asked: string[] = []
  const history = historyOf(attested('1.0.0', 1))
  await sourceOf({ '1.0.0': unverified('invalid', 'signature-invalid') }, asked).of(locked('1.0.0'), history)
  expect(asked).toEqual(['1.0.0', '1.0.0 anew'])
})

describe('what could not be had', () => {
  test.each<[string, Answers, string[]]>([
    ['the evidence itself', { '1.0.1': 'not-found' }, ['provenance-unavailable']],
    ['all of the evidence', { '1.0.1': unverified('incomplete', 'empty-list') }, ['provenance-unavailable']],
    ['the evidence in time', { '1.0.1': 'timeout' }, ['provenance-unavailable']],
    ['trust data that knows the signer', { '1.0.1': unverified('unverifiable', 'unknown-log') }, ['trust-data-stale']],
    ['anything to compare with', { '1.0.1': verified, '1.0.0': 'timeout' }, ['provenance-unavailable']],
    ['evidence that a registry has lost', { '1.0.1': verified, '1.0.0': 'not-found' }, []],
    ['nothing', { '1.0.1': verified, '1.0.0': verified }, []],
    ['a good answer', { '1.0.1': unverified('invalid', 'signature-invalid') }, []],
  ])('%s', async (_what, answers, codes) => {
    const history = historyOf(attested('1.0.0', 1), attested('1.0.1', 2))
    const evidence = await sourceOf(answers).of(locked('1.0.1'), history)
    expect(gapsIn(evidence).map(({ code }) => code)).toEqual(codes)
  })
})

test('a weaker digest in the lockfile does not get rid of advertised evidence', async () => {
  const weak = `sha384-${Buffer.alloc(48, 1).toString('base64')}`
  for (const one of [weak, `sha1-${Buffer.alloc(20).toString('base64')}`, 'sha512-short']) {
    const evidence = await sourceOf({ '1.0.0': verified }).of(
      { ...locked('1.0.0'), integrity: one },
      historyOf(attested('1.0.0', 1)),
    )
    expect(gapsIn(evidence).map(({ code }) => code)).toEqual(['provenance-unavailable'])
  }
  const plain = published('1.0.0', '2026-01-01T00:00:00Z', { integrity, trust: { status: 'absent' } })
  const old = await sourceOf({}).of({ ...locked('1.0.0'), integrity: weak }, historyOf(plain))
  expect([old.candidate.verification.status, gapsIn(old)]).toEqual(['none', []])
})

describe('a source that showed trust data', () => {
  const shown = historyOf(attested('1.0.0', 1))
  const stripped = historyOf(
    published('1.0.0', '2026-01-01T00:00:00Z', { integrity, trust: { status: 'unavailable' } }),
  )

  test('and shows none any more is no mirror, over runs', async () => {
    const before = await sourceOf({ '1.0.0': verified }).of(locked('1.0.0'), shown)
    const after = await sourceOf({}).of(locked('1.0.0'), stripped)
    expect([before.shown, after.shown]).toEqual(['shown', 'lost'])
  })

  test('is known by its host', async () => {
    await sourceOf({ '1.0.0': verified }).of(locked('1.0.0'), shown)
    const elsewhere = { ...stripped, registryHost: 'mirror.example.test' }
    expect((await sourceOf({}).of(locked('1.0.0'), elsewhere)).shown).toBe('never')
  })
})

test('a version with known trust is what the tests above mean', () => {
  expect(attested('1.0.0', 1).trust).toEqual(known('provenance'))
})

// Each way in which evidence can be wrong has a code of its own. Everything is signed by a local sigstore; each row breaks
// one thing.
import { beforeAll, describe, expect, test } from 'vitest'
import { aBuild } from '../../../src/replay/build.ts'
import { type BundleVerifier, createBundleVerifier } from '../../../src/sources/attestations/bundle.ts'
import { readRegistryKeys } from '../../../src/sources/attestations/registry-keys.ts'
import { npmRegistry, verifyAttestations } from '../../../src/sources/attestations/verify.ts'
import { type Attestation, type LocalSigstore, startSigstore } from '../../support/sigstore/attest.ts'
import { startAuthority } from '../../support/sigstore/authority.ts'

const at = Date.parse('2026-03-01T00:00:00Z')
const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`
const subject = { name: '@ada/tiny', version: '1.0.0', integrity }

let local: LocalSigstore
let verify: BundleVerifier
let provenance: Attestation
let publish: Attestation

beforeAll(async () => {
  local = await startSigstore()
  verify = verifierOf(local)
  provenance = await local.provenance(subject, aBuild, at)
  publish = await local.publish(subject, npmRegistry, at)
})

function verifierOf({ trustedRoot, registryKeys }: LocalSigstore): BundleVerifier {
  return createBundleVerifier(JSON.parse(JSON.stringify(trustedRoot)), readRegistryKeys(registryKeys))
}

function judged(attestations: readonly unknown[], verifier = verify): string {
  const answer = JSON.stringify({ attestations })
  const { status, code } = verifyAttestations(answer, { ...subject, registry: npmRegistry }, verifier)
  return code === '' ? status : `${status} ${code}`
}

/** The same with one text inside the bundle replaced; `path` as in `a.0.b`. */
function changed(one: Attestation, path: string, change: (old: string) => unknown): object {
  const copy = JSON.parse(JSON.stringify(one))
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const owner = keys.reduce((at, key) => at[key], copy.bundle)
  if (!(last in owner)) throw new Error(`a bundle has no ${path}`)
  owner[last] = change(owner[last])
  return copy
}

/** Base64 of other bytes of the same length. */
function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  return bytes.toString('base64')
}

const entry = 'verificationMaterial.tlogEntries.0'

test('what nobody touched is verified', () => {
  expect(judged([provenance, publish])).toBe('verified')
  expect(judged([publish, provenance])).toBe('verified')
})

describe('the bundle', () => {
  test.each<[string, string, string, (old: string) => unknown]>([
    ['payload', 'invalid signature-invalid', 'dsseEnvelope.payload', (old) => edited(old)],
    ['signature', 'invalid signature-invalid', 'dsseEnvelope.signatures.0.sig', flipped],
    ['certificate', 'invalid certificate-invalid', 'verificationMaterial.certificate.rawBytes', flipped],
    ['log entry', 'invalid log-promise-invalid', `${entry}.canonicalizedBody`, (old) => otherHash(old)],
    ['time', 'invalid log-promise-invalid', `${entry}.integratedTime`, () => '1772323201'],
    ['promise', 'invalid log-promise-invalid', `${entry}.inclusionPromise.signedEntryTimestamp`, flipped],
    ['checkpoint', 'invalid log-proof-invalid', `${entry}.inclusionProof.checkpoint.envelope`, (old) => `x${old}`],
    ['proof', 'invalid log-proof-invalid', `${entry}.inclusionProof.hashes`, () => [flipped('AAAA')]],
    ['log', 'unverifiable unknown-log', `${entry}.logId.keyId`, flipped],
    ['no entry', 'invalid timestamp-invalid', 'verificationMaterial.tlogEntries', () => []],
    ['no signature', 'invalid bundle-malformed', 'dsseEnvelope.signatures', () => []],
    ['media type', 'invalid bundle-malformed', 'mediaType', () => 'text/plain'],
    ['key id', 'invalid key-id-differs', 'dsseEnvelope.signatures.0.keyid', () => 'SHA256:x'],
  ])('%s: %s', (_what, expected, path, change) => {
    const seen = judged([changed(provenance, path, change), publish])
    // A certificate whose bytes changed may also be one that can no longer be read.
    if (path.includes('certificate')) expect([expected, 'invalid bundle-malformed']).toContain(seen)
    else expect(seen).toBe(expected)
  })

  test('more log entries than anybody has', () => {
    const many = changed(provenance, 'verificationMaterial.tlogEntries', (old) => Array(5).fill(old[0]))
    expect(judged([many, publish])).toBe('invalid bundle-malformed')
  })

  test('the same entry twice', () => {
    const twice = changed(provenance, 'verificationMaterial.tlogEntries', (old) => [old[0], old[0]])
    expect(judged([twice, publish])).toMatch(/^invalid /)
  })

  test('the entry of another release', async () => {
    const other = await local.provenance({ ...subject, version: '2.0.0' }, aBuild, at)
    const theirs = JSON.parse(JSON.stringify(other)).bundle.verificationMaterial.tlogEntries
    const swapped = changed(provenance, 'verificationMaterial.tlogEntries', () => theirs)
    expect(judged([swapped, publish])).toBe('invalid log-entry-differs')
  })

  test('a time that no log signed counts for nothing', async () => {
    const other = await startAuthority()
    const { bundle } = JSON.parse(JSON.stringify(publish))
    const [signed] = bundle.verificationMaterial.tlogEntries
    const body = JSON.parse(Buffer.from(signed.canonicalizedBody, 'base64').toString())
    const entry = JSON.parse(JSON.stringify(await other.log('dsse', body.spec, at)))
    entry.integratedTime = '1'
    delete entry.inclusionPromise
    bundle.verificationMaterial.tlogEntries.push(entry)
    const root = JSON.parse(JSON.stringify(local.trustedRoot))
    root.tlogs.push(...JSON.parse(JSON.stringify(other.trustedRoot)).tlogs)
    const checked = createBundleVerifier(root, readRegistryKeys(local.registryKeys))(bundle)
    expect(checked).toMatchObject({ ok: true, signedAt: at })
  })

  test('is larger than anybody needs', () => {
    const large = changed(provenance, 'dsseEnvelope.payload', (old) => old.padEnd(200_000, 'A'))
    expect(judged([large, publish])).toBe('invalid too-large')
  })
})

describe('trust data that does not know the signer', () => {
  test('is no forgery', async () => {
    const strangers = verifierOf(await startSigstore())
    expect(judged([provenance], strangers)).toMatch(/^unverifiable unknown-(log|authority)$/)
    const noKeys = createBundleVerifier(JSON.parse(JSON.stringify(local.trustedRoot)), [])
    expect(judged([provenance, publish], noKeys)).toBe('unverifiable unknown-key')
  })

  test('a key that was not meant for it is one', () => {
    const keys = readRegistryKeys(local.registryKeys).filter(({ usage }) => usage === 'npm:signatures')
    const root = JSON.parse(JSON.stringify(local.trustedRoot))
    expect(judged([provenance, publish], createBundleVerifier(root, keys))).toBe('invalid key-not-valid-then')
  })

  test('a key that had ended is one', () => {
    const ended = readRegistryKeys(local.registryKeys).map((key) => ({ ...key, until: at - 1000 }))
    const root = JSON.parse(JSON.stringify(local.trustedRoot))
    expect(judged([provenance, publish], createBundleVerifier(root, ended))).toBe('invalid key-not-valid-then')
  })
})

describe('what was signed', () => {
  const sha512 = Buffer.alloc(64, 1).toString('hex')
  const good = { name: 'pkg:npm/%40ada/tiny@1.0.0', digest: { sha512 } }
  test.each<[string, string, object[]]>([
    ['another package', 'mismatch subject-name', [{ ...good, name: 'pkg:npm/%40eve/tiny@1.0.0' }]],
    ['another version', 'mismatch subject-name', [{ ...good, name: 'pkg:npm/%40ada/tiny@1.0.1' }]],
    ['other bytes', 'mismatch subject-digest', [{ ...good, digest: { sha512: sha512.replaceAll('1', '2') } }]],
    ['a weaker digest only', 'mismatch subject-digest', [{ ...good, digest: { sha256: sha512 } }]],
    ['two packages', 'mismatch subject-count', [good, good]],
    ['no package', 'mismatch subject-count', []],
  ])('is about %s: %s', async (_what, expected, subjects) => {
    expect(judged([await local.provenance(subject, aBuild, at, { subjects }), publish])).toBe(expected)
  })

  test('is about no bytes at all', async () => {
    const subjects = [{ name: good.name, digest: {} }]
    const vague = await local.provenance(subject, aBuild, at, { subjects })
    const answer = JSON.stringify({ attestations: [vague] })
    const about = { ...subject, integrity: '', registry: npmRegistry }
    expect(verifyAttestations(answer, about, verify).code).toBe('subject-digest')
  })

  test('is no statement', async () => {
    const odd = await local.provenance(subject, aBuild, at, { type: 'https://example.test/Statement/v9' })
    expect(judged([odd, publish])).toBe('mismatch statement-type')
  })

  test('is not what the registry says it is', () => {
    expect(judged([{ ...provenance, predicateType: publish.predicateType }, publish])).toBe('mismatch predicate-type')
    expect(judged([{ ...provenance, predicateType: 'https://slsa.dev/provenance/v9' }])).toBe('mismatch predicate-type')
  })

  test.each([
    ['name', { name: '@eve/tiny' }],
    ['version', { version: '1.0.1' }],
    ['registry', { registry: 'https://registry.example.test' }],
  ])('was published under another %s', async (_what, lie) => {
    const predicate = { name: subject.name, version: subject.version, registry: npmRegistry, ...lie }
    const lying = await local.publish(subject, npmRegistry, at, { predicate })
    expect(judged([provenance, lying])).toBe('mismatch publish-differs')
  })
})

describe('who signed', () => {
  const built = (build: Partial<typeof aBuild>, san = '') =>
    local.provenance(subject, { ...aBuild, ...build }, at, san === '' ? {} : { san })
  test.each<[string, string, Partial<typeof aBuild>, string]>([
    ['a person', 'identity-violation not-signed-by-workflow', {}, 'mailto:ada@example.test'],
    ['an unknown issuer', 'identity-violation issuer-not-allowed', { issuer: 'https://issuer.example.test' }, ''],
    [
      'an issuer with a longer name',
      'identity-violation issuer-not-allowed',
      { issuer: `${aBuild.issuer}.example.test` },
      '',
    ],
    [
      'a host that begins like the real one',
      'identity-violation identity-unreadable',
      { repository: 'https://github.com.example.test/ada/tiny' },
      '',
    ],
    [
      'a host behind credentials',
      'identity-violation identity-unreadable',
      { repository: 'https://github.com@example.test/ada/tiny' },
      '',
    ],
  ])('%s: %s', async (_what, expected, build, san) => {
    expect(judged([await built(build, san), publish])).toBe(expected)
  })

  test('a build job speaks for the registry', async () => {
    const bundle = await local.provenance(subject, aBuild, at)
    const text = Buffer.from(JSON.parse(JSON.stringify(bundle)).bundle.dsseEnvelope.payload, 'base64').toString()
    expect(text).toContain(bundle.predicateType)
    expect(judged([{ ...bundle, predicateType: publish.predicateType }])).toBe('mismatch predicate-type')
  })

  test('a predicate that lies is a fact about a verified build', async () => {
    const lying = await local.provenance(subject, aBuild, at, {
      predicate: {
        buildDefinition: { externalParameters: { workflow: { repository: 'https://github.com/eve/tiny' } } },
      },
    })
    const answer = JSON.stringify({ attestations: [lying, publish] })
    const verification = verifyAttestations(answer, { ...subject, registry: npmRegistry }, verify)
    expect([verification.status, verification.predicate]).toEqual(['verified', 'disagrees'])
  })
})

describe('the answer as a whole', () => {
  test.each<[string, string]>([
    ['', 'advertised-unavailable not-json'],
    ['<html>', 'advertised-unavailable not-json'],
    ['[]', 'advertised-unavailable not-attestations'],
    ['{"attestations":{}}', 'advertised-unavailable not-attestations'],
    ['{"attestations":[]}', 'incomplete empty-list'],
    ['{"attestations":[null]}', 'invalid bundle-malformed'],
  ])('%s: %s', (answer, expected) => {
    const { status, code } = verifyAttestations(answer, { ...subject, registry: npmRegistry }, verify)
    expect(`${status} ${code}`).toBe(expected)
  })

  test('has less or more than one of each', () => {
    expect(judged([publish])).toBe('incomplete provenance-missing')
    expect(judged([provenance])).toBe('incomplete publish-missing')
    expect(judged([provenance, provenance, publish])).toBe('invalid duplicate-predicate')
    expect(judged(Array(9).fill(publish))).toBe('invalid too-many')
  })

  test('what is bad is not outweighed by what is good', () => {
    const bad = changed(provenance, 'dsseEnvelope.signatures.0.sig', flipped)
    expect(judged([provenance, bad, publish])).toBe('invalid signature-invalid')
  })
})

function edited(payload: string): string {
  return Buffer.from(Buffer.from(payload, 'base64').toString().replace('main', 'mine')).toString('base64')
}

/** A log entry that speaks of another payload. */
function otherHash(body: string): string {
  const entryOf = JSON.parse(Buffer.from(body, 'base64').toString())
  entryOf.spec.payloadHash.value = 'ab'.repeat(32)
  return Buffer.from(JSON.stringify(entryOf)).toString('base64')
}

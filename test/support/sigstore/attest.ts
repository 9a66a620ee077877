// npm attestations signed by a sigstore of our own: provenance as GitHub's jobs make it, and the registry's publish
// attestation. Tests change one thing at a time through `Written`.
import { createHash, sign } from 'node:crypto'
import type { Build } from '../../../src/replay/build.ts'
import { registryKey } from '../../../src/replay/registry-key.ts'
import { type Authority, type CertificateExtension, newKeys, startAuthority } from './authority.ts'

export type Subject = { name: string; version: string; integrity: string }

/** What stands in the statement, where a test wants it to lie. */
export type Lies = { subjects?: object[]; predicate?: object; type?: string; san?: string }

export type LocalSigstore = {
  trustedRoot: object
  /** In sigstore's own form, for both uses. */
  registryKeys: object
  keyId: string
  /** The text of `/-/npm/v1/keys`. */
  keys: string
  /** Signs `name@version:integrity` as the registry does. */
  sign: (message: string) => { keyid: string; sig: string }
  provenance: (subject: Subject, build: Build, at: number, lies?: Lies) => Promise<Attestation>
  publish: (subject: Subject, registry: string, at: number, lies?: Lies) => Promise<Attestation>
}

export type Attestation = { predicateType: string; bundle: object }

export const slsa = 'https://slsa.dev/provenance/v1'
export const published = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1'

export async function startSigstore(): Promise<LocalSigstore> {
  const authority = await startAuthority()
  const registry = registryKey()
  const { keyId, spki } = registry
  const key = (keyUsage: string) => ({
    keyId,
    keyUsage,
    publicKey: {
      rawBytes: spki,
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor: { start: '2020-01-01T00:00:00.000Z' },
    },
  })
  return {
    trustedRoot: authority.trustedRoot,
    registryKeys: { keys: [key('npm:signatures'), key('npm:attestations')] },
    keyId,
    keys: registry.published,
    sign: registry.sign,
    provenance: async (subject, build, at, lies = {}) => {
      const payload = statement(subject, slsa, lies.predicate ?? slsaPredicate(build), lies)
      const keys = newKeys()
      const der = await authority.certify(keys.publicKey, sanOf(build, lies), extensionsOf(build), at)
      const pem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`
      const sig = sign('sha256', encoded(payload), keys.privateKey)
      const entry = await logged(authority, payload, sig, pem, at)
      const certificate = { certificate: { rawBytes: der.toString('base64') } }
      return { predicateType: slsa, bundle: bundleOf(payload, sig, '', certificate, entry) }
    },
    publish: async (subject, where, at, lies = {}) => {
      const predicate = lies.predicate ?? { name: subject.name, version: subject.version, registry: where }
      const payload = statement(subject, published, predicate, lies)
      const sig = sign('sha256', encoded(payload), registry.privateKey)
      const pem = registry.publicKey.export({ format: 'pem', type: 'spki' }).toString()
      const entry = await logged(authority, payload, sig, pem, at)
      return { predicateType: published, bundle: bundleOf(payload, sig, keyId, { publicKey: { hint: keyId } }, entry) }
    },
  }
}

function statement(
  { name, version, integrity }: Subject,
  predicateType: string,
  predicate: object,
  lies: Lies,
): Buffer {
  const sha512 = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
  const subject = lies.subjects ?? [{ name: `pkg:npm/${name.replace('@', '%40')}@${version}`, digest: { sha512 } }]
  const type = lies.type ?? 'https://in-toto.io/Statement/v1'
  return Buffer.from(JSON.stringify({ _type: type, subject, predicateType, predicate }))
}

function slsaPredicate({ repository, repositoryId, ownerId, ref, commit, workflow, trigger }: Build): object {
  return {
    buildDefinition: {
      buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
      externalParameters: { workflow: { ref, repository, path: workflow } },
      internalParameters: {
        github: { event_name: trigger, repository_id: repositoryId, repository_owner_id: ownerId },
      },
      resolvedDependencies: [{ uri: `git+${repository}@${ref}`, digest: { gitCommit: commit } }],
    },
    runDetails: { builder: { id: 'https://github.com/actions/runner/github-hosted' } },
  }
}

const payloadType = 'application/vnd.in-toto+json'

/** DSSE's pre-authentication encoding. */
function encoded(payload: Buffer): Buffer {
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `
  return Buffer.concat([Buffer.from(head), payload])
}

async function logged(authority: Authority, payload: Buffer, sig: Buffer, pem: string, at: number): Promise<object> {
  const hash = (value: Buffer) => ({ algorithm: 'sha256', value: createHash('sha256').update(value).digest('hex') })
  const verifier = Buffer.from(pem).toString('base64')
  const signatures = [{ signature: sig.toString('base64'), verifier }]
  return authority.log('dsse', { envelopeHash: hash(sig), payloadHash: hash(payload), signatures }, at)
}

function bundleOf(payload: Buffer, sig: Buffer, keyid: string, material: object, entry: object): object {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { ...material, tlogEntries: [entry] },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType,
      signatures: [{ sig: sig.toString('base64'), keyid }],
    },
  }
}

function sanOf({ repository, workflow, signer, ref }: Build, lies: Lies): string {
  return lies.san ?? `${signer === '' ? `${repository}/${workflow}` : signer}@${ref}`
}

function extensionsOf(build: Build): CertificateExtension[] {
  const { issuer, repository, repositoryId, ownerId, commit, ref, trigger, workflow, runner } = build
  const values: [number, string][] = [
    [8, issuer],
    [9, sanOf(build, {})],
    [11, runner],
    [12, repository],
    [13, commit],
    [14, ref],
    [15, repositoryId],
    [17, ownerId],
    [18, `${repository}/${workflow}@${ref}`],
    [20, trigger],
    [21, `${repository}/actions/runs/1/attempts/1`],
    [22, 'public'],
  ]
  const legacy: [number, string][] = [
    [1, issuer],
    [2, trigger],
    [3, commit],
  ]
  const oid = (number: number) => `1.3.6.1.4.1.57264.1.${number}`
  return [
    ...legacy.map(([number, value]) => ({ oid: oid(number), value, legacy: true })),
    ...values.filter(([, value]) => value !== '').map(([number, value]) => ({ oid: oid(number), value })),
  ]
}

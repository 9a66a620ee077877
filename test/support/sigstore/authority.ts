// A sigstore of our own for tests: certificate authority, certificate log and transparency log, with keys made anew in
// each process. Its trusted root is what cordon is given with --trusted-root. Nothing here knows npm.
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
// Deep imports: the library's own entry patches node:http, which would break everything else in this process.
import { initializeCA } from '@sigstore/mock/dist/fulcio/ca.js'
import { initializeCTLog } from '@sigstore/mock/dist/fulcio/ctlog.js'
import { initializeTLog } from '@sigstore/mock/dist/rekor/tlog.js'
import type { KeyPair } from '../../../src/replay/registry-key.ts'

export type CertificateExtension = { oid: string; value: string; legacy?: boolean }

export type Authority = {
  /** A certificate for minutes, as Fulcio gives it to a job; DER. */
  certify: (publicKey: KeyObject, subject: string, extensions: CertificateExtension[], at: number) => Promise<Buffer>
  /** Writes the body into the log; the entry as a bundle has it. */
  log: (kind: string, body: object, at: number) => Promise<object>
  trustedRoot: object
}

/** Before every scenario's clock. */
const begin = new Date('2020-01-01T00:00:00Z')

export function newKeys(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

export async function startAuthority(): Promise<Authority> {
  // The library's parts read these clocks whenever they need the time; signing is serial, so they can be set.
  const clock = new Date()
  const ctLog = await initializeCTLog(newKeys(), clock)
  const tLog = await initializeTLog('https://rekor.example.test', newKeys(), clock)
  const ca = await bornAt(begin, () => initializeCA(generateKeyPairSync('ec', { namedCurve: 'P-384' }), ctLog, clock))
  const root = Buffer.from(ca.rootCertificate.buffer, ca.rootCertificate.byteOffset, ca.rootCertificate.byteLength)
  const oneAtATime = inTurn()
  return {
    certify: (publicKey, subject, extensions, at) =>
      oneAtATime(async () => {
        clock.setTime(wholeSeconds(at))
        const der = publicKey.export({ format: 'der', type: 'spki' })
        const request = { publicKey: new Uint8Array(der), subjectAltName: subject, extensions }
        const issued = await ca.issueCertificate(request)
        return Buffer.from(issued.buffer, issued.byteOffset, issued.byteLength)
      }),
    log: (kind, body, at) =>
      oneAtATime(async () => {
        clock.setTime(wholeSeconds(at))
        const [entry] = Object.values(await tLog.log({ apiVersion: '0.0.1', kind, spec: body }))
        if (entry === undefined || entry === null) throw new Error('the log gave no entry')
        return toBundleEntry(kind, entry)
      }),
    trustedRoot: {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [toLog('https://rekor.example.test', tLog.publicKey)],
      ctlogs: [toLog('https://ctfe.example.test', ctLog.publicKey)],
      certificateAuthorities: [
        {
          subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
          uri: 'https://fulcio.example.test',
          certChain: { certificates: [{ rawBytes: root.toString('base64') }] },
          validFor: { start: begin.toISOString() },
        },
      ],
      timestampAuthorities: [],
    },
  }
}

/** Inside, `new Date()` is another moment: the library dates its root certificate by it and takes no clock for that. */
async function bornAt<T>(moment: Date, make: () => Promise<T>): Promise<T> {
  const real = globalThis.Date
  globalThis.Date = new Proxy(real, {
    construct: (target, parameters): Date => Reflect.construct(target, parameters.length === 0 ? [moment] : parameters),
  })
  try {
    return await make()
  } finally {
    globalThis.Date = real
  }
}

function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}

function wholeSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000
}

function toLog(baseUrl: string, publicKey: Buffer): object {
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: publicKey.toString('base64'),
      keyDetails: 'PKIX_ECDSA_P256_SHA_256',
      validFor: { start: begin.toISOString() },
    },
    logId: { keyId: createHash('sha256').update(publicKey).digest('base64') },
  }
}

/** What Rekor answers, as protobuf's JSON writes it. */
function toBundleEntry(kind: string, entry: object): object {
  const say = (from: unknown, key: string): unknown =>
    typeof from === 'object' && from !== null ? Reflect.get(from, key) : undefined
  const verification = say(entry, 'verification')
  const proof = say(verification, 'inclusionProof')
  const base64 = (hex: unknown) => Buffer.from(String(hex), 'hex').toString('base64')
  return {
    logIndex: String(say(entry, 'logIndex')),
    logId: { keyId: base64(say(entry, 'logID')) },
    kindVersion: { kind, version: '0.0.1' },
    integratedTime: String(say(entry, 'integratedTime')),
    inclusionPromise: { signedEntryTimestamp: say(verification, 'signedEntryTimestamp') },
    inclusionProof: {
      logIndex: String(say(proof, 'logIndex')),
      rootHash: base64(say(proof, 'rootHash')),
      treeSize: String(say(proof, 'treeSize')),
      hashes: [],
      checkpoint: { envelope: say(proof, 'checkpoint') },
    },
    canonicalizedBody: say(entry, 'body'),
  }
}

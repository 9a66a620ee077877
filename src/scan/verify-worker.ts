// Runs in a worker thread: checks one answer of an attestation endpoint after another. Nine milliseconds of cryptography
// each, which the scan need not wait for; what it reads comes from a registry and is bounded before it gets here.
import { parentPort, workerData } from 'node:worker_threads'
import type { Verification } from '../domain/provenance.ts'
import { type BundleVerifier, createBundleVerifier } from '../sources/attestations/bundle.ts'
import type { RegistryKey } from '../sources/attestations/registry-keys.ts'
import { type Expected, verifyAttestations } from '../sources/attestations/verify.ts'

export type VerifyData = { trustedRoot: unknown; keys: readonly RegistryKey[] }
/** `ownKeys`: of a registry that signs with others than npm's. */
export type VerifyRequest = { answer: string; expected: Expected; ownKeys: readonly RegistryKey[] }

const data: VerifyData = workerData
const verifiers = new Map<string, BundleVerifier>()

parentPort?.on('message', ({ answer, expected, ownKeys }: VerifyRequest) => {
  const verification: Verification = verifyAttestations(answer, expected, verifierWith(ownKeys))
  parentPort?.postMessage(verification)
})

/** Reading the trust data costs as much as checking some bundles: once for each set of keys. */
function verifierWith(ownKeys: readonly RegistryKey[]): BundleVerifier {
  const key = JSON.stringify(ownKeys)
  const verifier = verifiers.get(key) ?? createBundleVerifier(data.trustedRoot, [...data.keys, ...ownKeys])
  verifiers.set(key, verifier)
  return verifier
}

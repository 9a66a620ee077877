// Runs in a worker thread: unpacks one tarball after another, applies the project's patch if there is one, and answers
// with its facts. A tarball or a patch that kills it kills only the worker; the pool says so and starts another.
import { parentPort } from 'node:worker_threads'
import type { Extracted, Fetched } from '../domain/release.ts'
import { extract } from '../facts/extract.ts'
import { type Patch, patchTarball } from '../sources/patch.ts'
import { unpackTarball } from '../sources/tarball.ts'

export type ExtractRequest = { bytes: Uint8Array; integrity: string; patch: Patch | 'none' }

parentPort?.on('message', async (request: ExtractRequest) => {
  parentPort?.postMessage(await extractTarball(request))
})

async function extractTarball({ bytes, integrity, patch }: ExtractRequest): Promise<Fetched<Extracted>> {
  const unpacked = await unpackTarball(bytes)
  if (!unpacked.ok) return unpacked
  if (patch === 'none') return { ok: true, value: extract(unpacked.value, integrity) }
  const patched = patchTarball(unpacked.value, patch)
  return patched.ok ? { ok: true, value: extract(patched.value.tarball, integrity, [patched.value.record]) } : patched
}

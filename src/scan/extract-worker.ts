// Runs in a worker thread: unpacks one tarball after another and answers with its facts. A tarball that kills it kills
// only the worker; the pool says so and starts another.
import { parentPort } from 'node:worker_threads'
import type { Extracted, Fetched } from '../domain/release.ts'
import { extract } from '../facts/extract.ts'
import { unpackTarball } from '../sources/tarball.ts'

export type ExtractRequest = { bytes: Uint8Array; integrity: string }

parentPort?.on('message', async (request: ExtractRequest) => {
  parentPort?.postMessage(await extractTarball(request))
})

async function extractTarball(request: ExtractRequest): Promise<Fetched<Extracted>> {
  const unpacked = await unpackTarball(request.bytes)
  return unpacked.ok ? { ok: true, value: extract(unpacked.value, request.integrity) } : unpacked
}

// How long the evidence of many releases takes: signed by a local sigstore, verified in the worker as a scan does it, then
// once more out of the cache. Run by hand: node bench/provenance.ts [count]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aBuild } from '../src/replay/build.ts'
import { createVerifier } from '../src/scan/verifier.ts'
import { readRegistryKeys } from '../src/sources/attestations/registry-keys.ts'
import type { Trust } from '../src/sources/attestations/trust-store.ts'
import { openVerdictCache } from '../src/sources/attestations/verdict-cache.ts'
import { npmRegistry } from '../src/sources/attestations/verify.ts'
import { startSigstore } from '../test/support/sigstore/attest.ts'

const count = Number(process.argv[2] ?? 1000)
const sigstore = await startSigstore()
const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
const trust: Trust = {
  trustedRoot: JSON.parse(JSON.stringify(sigstore.trustedRoot)),
  keys: readRegistryKeys(sigstore.registryKeys),
  source: 'files',
  date: '',
  detail: '',
  digest: 'bench',
}

const answers: { answer: string; expected: { name: string; version: string; integrity: string; registry: string } }[] =
  []
const at = Date.parse('2026-03-01T00:00:00Z')
for (let index = 0; index < count; index++) {
  const integrity = `sha512-${Buffer.alloc(64, index % 256).toString('base64')}`
  const subject = { name: `tiny-${index}`, version: '1.0.0', integrity }
  const attestations = [
    await sigstore.provenance(subject, aBuild, at),
    await sigstore.publish(subject, npmRegistry, at),
  ]
  answers.push({ answer: JSON.stringify({ attestations }), expected: { ...subject, registry: npmRegistry } })
}

for (const round of ['first run', 'second run']) {
  const verifier = createVerifier(async () => trust, openVerdictCache(folder))
  const [cpu, wall] = [process.cpuUsage(), performance.now()]
  const found = await Promise.all(answers.map(({ answer, expected }) => verifier.verify(answer, expected, [])))
  await verifier.close()
  const { user, system } = process.cpuUsage(cpu)
  const verified = found.filter(({ status }) => status === 'verified').length
  const seconds = ((user + system) / 1e6).toFixed(2)
  console.log(
    `${round}: ${verified} of ${count} verified, ${seconds} s of CPU, ${Math.round(performance.now() - wall)} ms`,
  )
}
rmSync(folder, { recursive: true })

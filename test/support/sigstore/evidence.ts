// What the fixture registry hands out as evidence: attestations by a sigstore that this process runs, good ones or with
// one thing wrong with them; and the files that make cordon trust it.
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublishedRelease } from '../../../src/replay/published.ts'
import { type Attestation, type LocalSigstore, startSigstore } from './attest.ts'

let running: Promise<LocalSigstore> | undefined

/** One for all registries of this process: its keys cost a moment to make. */
export function localSigstore(): Promise<LocalSigstore> {
  running ??= startSigstore()
  return running
}

/** Flags that make cordon trust the local sigstore; `ownKeys`: but not its registry's keys. */
export function trustFlags({ trustedRoot, registryKeys }: LocalSigstore, ownKeys: boolean): string[] {
  const root = written('trusted-root.json', trustedRoot)
  const keys = written('registry-keys.json', registryKeys)
  return ['--trusted-root', root, ...(ownKeys ? [] : ['--registry-keys', keys])]
}

const files = new Map<string, string>()

/** Once: another test may be reading it. */
function written(name: string, content: object): string {
  const known = files.get(name)
  if (known !== undefined) return known
  const folder = mkdtempSync(join(tmpdir(), 'cordon-trust-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, name)
  files.set(name, file)
  writeFileSync(file, JSON.stringify(content))
  // Reports say how old the files are.
  const day = new Date('2026-01-01T00:00:00Z')
  utimesSync(file, day, day)
  return file
}

/** The text of the answer of `/-/npm/v1/attestations/name@version`. `registry` is what it was published to. */
export async function evidenceOf(release: PublishedRelease, registry: string): Promise<string> {
  const sigstore = await localSigstore()
  const { name, version, build, evidence, tarball } = release
  const at = Date.parse(release.published)
  const subject = { name, version: evidence === 'other-version' ? '0.0.0' : version, integrity: tarball.integrity }
  const lies = evidence === 'personal' ? { san: 'mailto:ada@example.test' } : {}
  const provenance = await sigstore.provenance(subject, build, at, lies)
  const publish = await sigstore.publish(subject, registry, at)
  const answer = (...attestations: Attestation[]) => JSON.stringify({ attestations })
  switch (evidence) {
    case 'good':
    case 'other-version':
    case 'personal':
      return answer(provenance, publish)
    case 'empty':
      return answer()
    case 'without-provenance':
      return answer(publish)
    case 'tampered':
      return answer(edited(provenance), publish)
  }
}

/** Another payload under the same signature. */
function edited({ predicateType, bundle }: Attestation): Attestation {
  const text = JSON.stringify(bundle)
  const [, payload = ''] = /"payload":"([^"]*)"/.exec(text) ?? []
  const other = Buffer.from(payload, 'base64').toString().replace('refs/heads/main', 'refs/heads/mine')
  return { predicateType, bundle: JSON.parse(text.replace(payload, Buffer.from(other).toString('base64'))) }
}

// Real attestations against the bytes that the registry serves today: what was signed is what would be installed.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createBundleVerifier } from '../../../src/sources/attestations/bundle.ts'
import { readRegistryKeys } from '../../../src/sources/attestations/registry-keys.ts'
import { checkAttestation, npmRegistry } from '../../../src/sources/attestations/verify.ts'
import { member, text } from '../../../src/sources/json-value.ts'
import { loadNpmSettings } from '../../../src/sources/npm-config.ts'
import { createRegistry } from '../../../src/sources/registry.ts'
import { real, shared, subjectOf } from './shared-data.ts'

const isThere = existsSync(shared)
const own = (name: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../../data/trust/${name}`, import.meta.url)), 'utf8'))

function groundTruth(): { subject: string; predicateType: string; file: string; sha512: string }[] {
  const listed = isThere ? member(JSON.parse(readFileSync(join(shared, 'index.json'), 'utf8')), 'groundTruth') : []
  return (Array.isArray(listed) ? listed : []).map((one: unknown) => ({
    subject: text(one, 'subject'),
    predicateType: text(one, 'predicateType'),
    file: text(one, 'file'),
    sha512: text(one, 'sha512'),
  }))
}

describe.skipIf(!isThere)(`ground truth (${isThere ? 'there' : `skipped: there is no ${shared}`})`, () => {
  test('every pair verifies against the tarball of today', async () => {
    const settings = await loadNpmSettings({
      projectDir: tmpdir(),
      projectNpmrc: { text: '' },
      env: process.env,
      platform: process.platform,
      execPath: process.execPath,
      flags: { registry: '', cacheDir: '', offline: false },
    })
    const registry = createRegistry(settings)
    const verify = createBundleVerifier(own('trusted-root.json'), readRegistryKeys(own('registry-keys.json')))
    const bundles = real()
    const pairs = groundTruth()
    expect(pairs.length).toBeGreaterThan(5)
    for (const { subject, predicateType, file, sha512 } of pairs) {
      const { name, version } = subjectOf(subject, sha512)
      const history = await registry.history(name, Number.POSITIVE_INFINITY, () => new Set())
      if (!history.ok) throw new Error(`${name}: ${history.why.detail}`)
      const published = history.value.versions.find((one) => one.version === version)
      if (published === undefined) throw new Error(`${name}@${version} is gone`)
      const { tarball: url, integrity } = published
      const fetched = await registry.tarball({ name, version, integrity, url, kind: 'registry' })
      const read = fetched.ok ? await fetched.value.read() : fetched
      if (!read.ok) throw new Error(`${name}@${version}: ${read.why.detail}`)
      const bytes = `sha512-${createHash('sha512').update(read.value.bytes).digest('base64')}`
      const found = bundles.filter((one) => one.file.startsWith(`${file} `) && one.claimed === predicateType)
      const about = { name, version, integrity: bytes, registry: npmRegistry }
      const good = found.filter((one) => checkAttestation(one.bundle, predicateType, about, verify).ok)
      expect(good.length, `${subject} ${predicateType}`).toBeGreaterThan(0)
      const other = { ...about, integrity: `sha512-${Buffer.alloc(64).toString('base64')}` }
      expect(good.some((one) => checkAttestation(one.bundle, predicateType, other, verify).ok)).toBe(false)
    }
  })
})

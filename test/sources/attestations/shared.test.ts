// Real attestations and real signatures, good and tampered, each with the verdict that is right. They are no part of this
// project: where the folder beside it is missing, these tests are skipped, and say so.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { createBundleVerifier } from '../../../src/sources/attestations/bundle.ts'
import { checkSignatures, readRegistryKeys } from '../../../src/sources/attestations/registry-keys.ts'
import { checkAttestation, npmRegistry } from '../../../src/sources/attestations/verify.ts'
import { member, text } from '../../../src/sources/json-value.ts'
import { publishedFiles, real, shared } from './shared-data.ts'

const isThere = existsSync(shared)
const read = (path: string): unknown => JSON.parse(readFileSync(join(shared, path), 'utf8'))
const own = (name: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../../data/trust/${name}`, import.meta.url)), 'utf8'))

describe.skipIf(!isThere)(`real data (${isThere ? 'there' : `skipped: there is no ${shared}`})`, () => {
  const keys = readRegistryKeys(own('registry-keys.json'))
  const verify = createBundleVerifier(own('trusted-root.json'), keys)

  test('every bundle gets its verdict', () => {
    const wrong: string[] = []
    const seen = { ok: 0, 'cryptographic-fail': 0, 'policy-fail': 0 }
    for (const one of real()) {
      const checked = checkAttestation(one.bundle, one.claimed, { ...one.subject, registry: npmRegistry }, verify)
      const verdict = checked.ok
        ? 'ok'
        : checked.status === 'invalid' && checked.code !== 'key-id-differs'
          ? 'cryptographic-fail'
          : 'policy-fail'
      const said = checked.ok ? '' : ` (${checked.status} ${checked.code}: ${checked.detail})`
      if (verdict !== one.overall) wrong.push(`${one.file}: ${one.overall}, not ${verdict}${said}`)
      else seen[verdict]++
    }
    expect(wrong).toEqual([])
    expect(seen.ok).toBeGreaterThan(30)
    expect(seen['cryptographic-fail']).toBeGreaterThan(10)
    expect(seen['policy-fail']).toBeGreaterThan(5)
  })

  test('every signature is verified over its own bytes, and over no others', () => {
    const states = new Map<string, number>()
    for (const file of publishedFiles()) {
      const packument = read(file)
      const versions = member(packument, 'versions')
      for (const [version, value] of Object.entries(versions ?? {})) {
        const signatures = member(value, 'dist', 'signatures')
        const listed: unknown[] = Array.isArray(signatures) ? signatures : []
        const made = listed.map((one) => ({ keyId: text(one, 'keyid'), signature: text(one, 'sig') }))
        const subject = { name: text(packument, 'name'), version, integrity: text(value, 'dist', 'integrity') }
        const { state } = checkSignatures(subject, made, keys)
        states.set(state, (states.get(state) ?? 0) + 1)
        if (made.length > 0) {
          expect(checkSignatures({ ...subject, version: `${version}1` }, made, keys).state).toBe('invalid')
          expect(checkSignatures(subject, made, []).state).toBe('unverifiable')
        }
      }
    }
    expect([...states.keys()].filter((state) => state !== 'verified' && state !== 'absent')).toEqual([])
    expect(states.get('verified')).toBeGreaterThan(300)
  })
})

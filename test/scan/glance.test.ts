import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canSpeakOf } from '../../src/scan/glance.ts'
import { toSeeker } from '../../src/scan/sought.ts'
import { parseLockfile } from '../../src/sources/lockfile/read.ts'
import { sketchLockfile } from '../../src/sources/lockfile/sketch.ts'
import { lockText, oldLockText } from '../support/lock-texts.ts'

const sha512 = `sha512-${Buffer.alloc(64, 255).toString('base64')}`
const seekers = [
  toSeeker({ kind: 'release', text: '', name: 'alpha', range: '1.0.1' }),
  toSeeker({ kind: 'release', text: '', name: '@team/alpha', range: '>=1.0.0' }),
  toSeeker({ kind: 'release', text: '', name: 'alpha', range: '*' }),
  toSeeker({ kind: 'digest', text: '', hash: { algorithm: 'sha512', digest: sha512.slice(7) } }),
]

const name = fc.constantFrom('alpha', '@team/alpha', 'beta', 'alphabet')
const version = fc.constantFrom('1.0.1', 'v1.0.1', '01.0.1', '1.00.1', '1.0.1+build', '1.0.1-rc.1', '1.0.2', '10.0.1')
const resolved = fc.constantFrom(
  '',
  'https://registry.example.test/alpha/-/alpha-1.0.1.tgz',
  'https://registry.example.test/x/../alpha/./-/alpha-1.0.1.tgz',
  'https://registry.example.test/@team%2falpha/-/alpha-1.0.1.tgz',
  'https:\\\\registry.example.test\\alpha\\-\\alpha-1.0.1.tgz',
  'https://registry.example.test/al\tpha/-/alpha-1.0.1.tgz',
)
const integrity = fc.constantFrom('', sha512, `sha1-AAAA ${sha512}`)
const text = fc
  .record({ name, alias: fc.option(name), version, resolved, integrity, old: fc.boolean(), escape: fc.boolean() })
  .map((one) => {
    const { version, resolved, integrity } = one
    const spec = one.alias === null ? version : `npm:${one.alias}@${version}`
    const aliased = one.alias === null ? {} : { name: one.alias }
    const written = one.old
      ? oldLockText(one.name, { version: spec, resolved, integrity: integrity === '' ? sha512 : integrity })
      : lockText({ location: `node_modules/${one.name}`, ...aliased, version, resolved, integrity })
    return one.escape ? written.replaceAll('a', '\\u0061').replaceAll('\\\\u0061', '\\\\a') : written
  })

/** The proper reader decides; what it refuses has to reach it. */
function properly(source: string, seeker: (typeof seekers)[number]): boolean {
  const { packages } = parseLockfile({ file: 'x', text: source, manifest: 'none', projectFolder: '' })
  return packages.some((one) => seeker.recognise({ ...one, names: [one.name] }) !== 'none')
}

describe('a lockfile is passed over', () => {
  test('only when the proper reader finds nothing in it', () => {
    let found = 0
    fc.assert(
      fc.property(text, fc.constantFrom(...seekers), (source, seeker) => {
        const sketch = sketchLockfile(source)
        const passedOver =
          !canSpeakOf(Buffer.from(source), seeker) ||
          sketch?.every((entry) => seeker.recognise(entry) === 'none') === true
        if (!passedOver) return
        const truth = properly(source, seeker)
        found += 1
        expect(truth).toBe(false)
      }),
      { numRuns: 5000 },
    )
    expect(found).toBeGreaterThan(400)
  })

  test('without being parsed when its bytes do not have the name', () => {
    const bytes = Buffer.from(lockText({ location: 'node_modules/beta', version: '1.0.1' }))
    expect(seekers.map((seeker) => canSpeakOf(bytes, seeker))).toEqual([false, false, false, false])
  })

  test('without being parsed when it has another version of the name', () => {
    const bytes = Buffer.from(lockText({ version: '2.3.4', integrity: sha512 }))
    expect(seekers.map((seeker) => canSpeakOf(bytes, seeker))).toEqual([false, false, true, true])
  })
})

// Workers that die or hang, with the real worker and hostile tarballs.
import { expect, test } from 'vitest'
import { createExtractPool } from '../../src/scan/extract-pool.ts'
import { packageTarball } from '../support/package-tarball.ts'

const honest = packageTarball({ 'package.json': { name: 'a', version: '1.0.0' } })

test('a tarball that fills the memory ends its own judgement, and the next one is read', {
  timeout: 60_000,
}, async () => {
  const values = `[${'0,'.repeat(400_000)}0]`
  const greedy = packageTarball({ 'package.json': `{ "name": "a", "version": "1.0.0", "values": ${values} }` })
  const pool = createExtractPool({ workers: 1, megabytes: 16, seconds: 30 })
  try {
    const first = await pool.extract(Buffer.from(greedy.bytes), greedy.integrity, 'none')
    expect(first).toMatchObject({ ok: false, why: { code: 'worker-died' } })
    const next = await pool.extract(Buffer.from(honest.bytes), honest.integrity, 'none')
    expect(next).toMatchObject({ ok: true })
  } finally {
    await pool.close()
  }
})

test('a tarball that takes too long ends its own judgement, and the next one is read', {
  timeout: 60_000,
}, async () => {
  const pool = createExtractPool({ workers: 1, megabytes: 256, seconds: 0.001 })
  try {
    const first = await pool.extract(Buffer.from(honest.bytes), honest.integrity, 'none')
    expect(first).toMatchObject({ ok: false, why: { code: 'timeout' } })
  } finally {
    await pool.close()
  }
})

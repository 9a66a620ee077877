// Workers that die or hang, with the real worker and hostile tarballs.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createExtractPool, type PoolLimits } from '../../src/scan/extract-pool.ts'
import type { TarballAtHand } from '../../src/sources/registry-tarball.ts'
import { packageTarball } from '../support/package-tarball.ts'

/** In memory, as short ones are once they have come. */
const atHand = ({ bytes, integrity }: { bytes: Buffer; integrity: string }): TarballAtHand => ({
  size: bytes.length,
  read: async () => ({ ok: true, value: { bytes: Buffer.from(bytes), integrity } }),
})
const limits: PoolLimits = { workers: 1, megabytes: 256, seconds: 30, largeBytes: 1024 * 1024 }
const honest = packageTarball({ 'package.json': { name: 'a', version: '1.0.0' } })

test('a tarball that fills the memory ends its own judgement, and the next one is read', {
  timeout: 60_000,
}, async () => {
  const values = `[${'0,'.repeat(400_000)}0]`
  const greedy = packageTarball({ 'package.json': `{ "name": "a", "version": "1.0.0", "values": ${values} }` })
  const pool = createExtractPool({ ...limits, megabytes: 16 })
  try {
    const first = await pool.extract(atHand(greedy), 'none')
    expect(first).toMatchObject({ ok: false, why: { code: 'worker-died' } })
    const next = await pool.extract(atHand(honest), 'none')
    expect(next).toMatchObject({ ok: true })
  } finally {
    await pool.close()
  }
})

test('a tarball that takes too long ends its own judgement, and the next one is read', {
  timeout: 60_000,
}, async () => {
  const pool = createExtractPool({ ...limits, seconds: 0.001 })
  try {
    const first = await pool.extract(atHand(honest), 'none')
    expect(first).toMatchObject({ ok: false, why: { code: 'timeout' } })
  } finally {
    await pool.close()
  }
})

test('large ones are read one at a time, small ones side by side', async () => {
  let reading = 0
  let most = 0
  const slow = (size: number): TarballAtHand => ({
    size,
    read: async () => {
      most = Math.max(most, ++reading)
      await sleep(20)
      reading--
      return { ok: false, why: { code: 'not-found', detail: '' } }
    },
  })
  const mostOf = async (size: number) => {
    const pool = createExtractPool({ ...limits, workers: 3, largeBytes: 10 })
    most = 0
    await Promise.all([1, 2, 3, 4].map(() => pool.extract(slow(size), 'none')))
    await pool.close()
    return most
  }
  expect(await mostOf(10)).toBe(3)
  expect(await mostOf(11)).toBe(1)
})

test('a large one that is read is answered too', async () => {
  const pool = createExtractPool({ ...limits, largeBytes: 1 })
  const answers = await Promise.all([pool.extract(atHand(honest), 'none'), pool.extract(atHand(honest), 'none')])
  expect(answers).toMatchObject([{ ok: true }, { ok: true }])
  await pool.close()
})

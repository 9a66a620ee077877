// The process that reads packages ends by a signal, which would lose what Node compiled: the next one has it.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createExtractPool, defaultPoolLimits } from '../../src/scan/extract-pool.ts'

test('what was compiled is kept where Node is told to keep it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-compiled-'))
  const before = process.env.NODE_COMPILE_CACHE
  process.env.NODE_COMPILE_CACHE = folder
  const { extractTrees, close } = createExtractPool(defaultPoolLimits)
  try {
    expect(await extractTrees([])).toMatchObject({ ok: true })
    const kept = () => (existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0)
    // It answers first.
    for (let waited = 0; waited < 10_000 && kept() < 100; waited += 20) await sleep(20)
    expect(kept()).toBeGreaterThanOrEqual(100)
  } finally {
    await close()
    if (before === undefined) delete process.env.NODE_COMPILE_CACHE
    else process.env.NODE_COMPILE_CACHE = before
    rmSync(folder, { recursive: true, force: true })
  }
})

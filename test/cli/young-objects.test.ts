// In a process of its own: what is set there holds for the rest of its life.
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const file = new URL('../../src/cli/young-objects.ts', import.meta.url).href

/** Megabytes of room for young objects after a million of them survived. */
function roomAfter(first: string): number {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8'
    import { boundYoungObjects } from '${file}'
    ${first}
    const kept = []
    for (let index = 0; index < 4_000_000; index++) kept.push({ index, text: [index] })
    const { space_size } = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')
    console.log(space_size / 1024 / 1024)`
  const args = ['--max-semi-space-size=64', '--max-old-space-size=2048', '--input-type=module', '--eval', script]
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 }))
}

test('room for young objects stops growing', { timeout: 120_000 }, () => {
  expect(roomAfter('')).toBeGreaterThan(60)
  expect(roomAfter('boundYoungObjects()')).toBeLessThanOrEqual(32)
})

// The replays that come with cordon, as files: each is what it says it is, and its evidence is of the bytes it publishes. What
// cordon makes of them is measured by `npm run evaluate` and in CI; three of them are played here.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openShared, playReplay } from '../../bench/evaluate/play.ts'
import { outcomeOf } from '../../src/replay/outcome.ts'
import { registryPlan } from '../../src/replay/plan.ts'
import { findRelease, splitSpec } from '../../src/replay/published.ts'
import { readReplay, replayIds, toReplay } from '../../src/replay/read-replay.ts'
import { storedEvidence } from '../../src/replay/stored-evidence.ts'
import { variantsOf } from '../../src/replay/variants.ts'

const ids = replayIds()

test('there are as many as the issue of proof asks for', () => expect(ids.length).toBeGreaterThanOrEqual(38))

describe.each(ids)('%s', (id) => {
  const replay = readReplay(id)
  const plan = registryPlan(replay.registry, Date.parse(replay.now), id)

  test('bears its name, and its attack is published and locked', () => {
    expect(replay.id).toBe(id)
    const locked = Object.values(replay.lock.tree).map((one) => (typeof one === 'string' ? one : (one.package ?? '')))
    const strange = replay.attack.filter((spec) => {
      const { name } = splitSpec(spec)
      return plan.packages.has(name) && !locked.includes(spec)
    })
    expect(strange).toEqual([])
  })

  test('its payload is in the releases that it names', () => {
    const missing = replay.payload.flatMap(({ release, files }) =>
      files.length === 0 ? [] : files.filter((file) => !Object.hasOwn(findRelease(plan.packages, release).files, file)),
    )
    expect(missing).toEqual([])
  })

  test('has evidence of the bytes that it publishes', () => {
    const evidence = storedEvidence(id)
    for (const { registry } of variantsOf(replay)) {
      const { packages } = registryPlan(registry, Date.parse(replay.now), id)
      const attested = [...packages.values()].flatMap((one) => one.releases).filter((one) => one.provenance)
      for (const release of attested) expect(JSON.parse(evidence(release)).attestations.length).toBe(2)
    }
  })

  test('names no host and no mailbox of this world', () => {
    const text = JSON.stringify([replay.registry, replay.project, replay.lock])
    const hosts = [...text.matchAll(/[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g)].map(([, host = '']) => host)
    expect(hosts.filter((host) => /\.(?:com|net|io|me|org|ru|cn)$/.test(host))).toEqual([])
  })
})

test('what is no replay is said at its place', () => {
  expect(() => toReplay('id: x\nabout: y\nattak: []\n', 'f.yml')).toThrow(/unknown-key/)
  expect(() => toReplay('id: [\n', 'f.yml')).toThrow(/yaml-syntax/)
})

describe('played', () => {
  const cache = mkdtempSync(join(tmpdir(), 'cordon-replays-'))
  const shared = openShared(cache)
  afterAll(async () => {
    await shared.pool.close()
    rmSync(cache, { recursive: true, force: true })
  })

  test.each(['event-stream-2018', 'mastra-2026-06', 'nx-2025-08'])('%s is stopped in every variant', async (id) => {
    const replay = readReplay(id)
    for (const { id: variant, registry } of variantsOf(replay)) {
      const report = await playReplay({ ...replay, registry }, shared)
      const { verdict, disturbed } = outcomeOf(replay, variant, report, () => 'tarball')
      expect(['blocked', 'review']).toContain(verdict)
      expect(disturbed).toEqual([])
    }
  })
})

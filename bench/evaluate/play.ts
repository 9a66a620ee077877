// Plays a replay: its registry on loopback, its project in a folder of its own, and cordon's own scan over it in this
// process. The processes that read packages and what they found are shared by all plays; verdicts are made anew each time.
import { parseArguments } from '../../src/cli/arguments.ts'
import { withProject } from '../../src/cli/project.ts'
import { toScanOptions } from '../../src/cli/scan-options.ts'
import type { Report } from '../../src/domain/report.ts'
import { registryPlan } from '../../src/replay/plan.ts'
import { stageProject } from '../../src/replay/stage.ts'
import { createExtractPool, defaultPoolLimits, type ExtractPool } from '../../src/scan/extract-pool.ts'
import { readingsFolder } from '../../src/scan/extract-readings.ts'
import { scan } from '../../src/scan/scan.ts'
import { type FactCache, openFactCache } from '../../src/sources/fact-cache.ts'
import { fakeIo } from '../../test/cli/fake-io.ts'
import { placedEnvironment } from '../../test/support/cli.ts'
import { startRegistry } from '../../test/support/registry.ts'
import type { Replay } from './mutations/replay.ts'

export type Shared = { pool: ExtractPool; cache: FactCache }

/** `cacheDir`: where facts of tarballs are kept from one evaluation to the next. */
export function openShared(cacheDir: string): Shared {
  return {
    pool: createExtractPool({ ...defaultPoolLimits, readings: readingsFolder(cacheDir) }),
    cache: openFactCache(cacheDir),
  }
}

/** `flags`: of `cordon scan`. Throws when anything was run, or something was asked for that the replay does not foresee. */
export async function playReplay(
  replay: Pick<Replay, 'id' | 'now' | 'registry' | 'project' | 'lock'>,
  { pool, cache }: Shared,
  flags: readonly string[] = [],
): Promise<Report> {
  const plan = registryPlan(replay.registry, Date.parse(replay.now), replay.id)
  await using server = await startRegistry({ ...plan, ownKeys: false, faults: [] })
  const { project, lock } = replay
  await using stage = await stageProject(
    { file: replay.id, packages: plan.packages, project, lock, baseLock: undefined },
    server.origin,
  )
  const place = { cwd: stage.project, home: stage.home, registry: server.origin, trust: server.trust }
  const { io } = fakeIo({ cwd: place.cwd, env: placedEnvironment(place), now: Date.now, columns: 0 })
  const given = parseArguments(['scan', '--now', replay.now, '--no-progress', ...server.trust, ...flags])
  const options = toScanOptions(given, place.cwd, Date.now())
  const report = await withProject(options, 'nothing was judged', io, (input) => scan({ ...input, pool, cache }))
  server.assertNoUnmatched()
  const planted = await stage.planted()
  if (planted.length > 0) throw new Error(`${replay.id}: something ran: ${planted.join(' ')}`)
  return report
}

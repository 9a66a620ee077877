// Plays one incident: its registry on a loopback port, its project in a folder that goes away again, and the real scan over
// it, which sees nothing of the user's own npm configuration.
import { join } from 'node:path'
import { missedIn, type ReplayedIncident, type ReplayedVariant, type View } from '../domain/replay.ts'
import type { Report } from '../domain/report.ts'
import { outcomeOf } from '../replay/outcome.ts'
import { registryPlan } from '../replay/plan.ts'
import { serveRegistry } from '../replay/registry.ts'
import { registryKey } from '../replay/registry-key.ts'
import type { Replay } from '../replay/replay-file.ts'
import { stageProject } from '../replay/stage.ts'
import { storedEvidence, trustFiles } from '../replay/stored-evidence.ts'
import { type Variant, variantsOf } from '../replay/variants.ts'
import { parseArguments } from './arguments.ts'
import type { Io } from './io.ts'
import { reportOn } from './scan.ts'
import { toScanOptions } from './scan-options.ts'

/** `told`: cordon's report of the incident as it is told. */
export type Played = { incident: ReplayedIncident; told: Report }

/** `rules`: packs beside the built-in one. */
export async function playIncident(
  replay: Replay,
  rules: readonly string[],
  viewOf: (rule: string) => View,
  io: Io,
): Promise<Played> {
  const played: { variant: ReplayedVariant; report: Report }[] = []
  for (const variant of variantsOf(replay)) {
    const report = await playVariant(replay, variant, rules, io)
    played.push({ variant: outcomeOf(replay, variant.id, report, viewOf), report })
  }
  const [first] = played
  if (first === undefined) throw new Error(`${replay.id} has no variant`)
  const variants = played.map(({ variant }) => variant)
  const { id, about, told, madeUp, sources, kind, now, verdict: expected } = replay
  const held = missedIn({ variants, expected }).counted.length === 0
  return {
    incident: { id, about, told, madeUp, sources, kind, now, expected, held, variants },
    told: first.report,
  }
}

async function playVariant(replay: Replay, { registry }: Variant, rules: readonly string[], io: Io): Promise<Report> {
  const file = `replays/${replay.id}/replay.yml`
  const plan = registryPlan(registry, Date.parse(replay.now), file)
  const key = registryKey()
  const evidence = storedEvidence(replay.id)
  const served = await serveRegistry(plan, {
    sign: key.sign,
    keys: key.published,
    evidence: async (release) => evidence(release),
    fault: () => undefined,
  })
  try {
    const { packages } = plan
    const { project, lock } = replay
    const stage = await stageProject({ file, packages, project, lock, baseLock: undefined }, served.origin)
    io.interrupt.addEventListener('abort', stage.removeNow)
    try {
      const { trustedRoot, registryKeys } = trustFiles()
      const trust = ['--trusted-root', trustedRoot, '--registry-keys', registryKeys]
      const named = rules.flatMap((path) => ['--rules', path])
      const given = parseArguments(['scan', '--now', replay.now, '--no-progress', ...trust, ...named])
      const within = { ...io, cwd: stage.project, env: environment(io.env, stage.home, served.origin) }
      const report = await reportOn(toScanOptions(given, stage.project, io.now()), 'nothing was replayed', within)
      refuseSurprises(served.requests, await stage.planted(), replay.id)
      return report
    } finally {
      io.interrupt.removeEventListener('abort', stage.removeNow)
      await stage.remove()
    }
  } finally {
    await served.close()
  }
}

/** The user's environment without what configures npm, and a home of its own with an empty cache. */
function environment(env: Io['env'], home: string, origin: string): Io['env'] {
  const kept = Object.entries(env).filter(([name]) => !/^(npm_config_|https?_proxy$|no_proxy$)/i.test(name))
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    npm_config_registry: `${origin}/`,
    npm_config_cache: join(home, '.npm'),
    npm_config_userconfig: join(home, '.npmrc'),
    npm_config_globalconfig: join(home, 'global-npmrc'),
  }
}

/** A registry that is asked for what it does not have gives another answer than the one of then. */
function refuseSurprises(requests: readonly { kind: string; path: string }[], planted: readonly string[], id: string) {
  const strange = requests.filter(({ kind }) => kind === 'unmatched').map(({ path }) => path)
  if (strange.length > 0) throw new Error(`${id}: asked for what the replay does not have: ${strange.join(' ')}`)
  if (planted.length > 0) throw new Error(`${id}: something of the packages ran and left ${planted.join(' ')}`)
}

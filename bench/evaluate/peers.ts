// The same inputs for others: js-x-ray over the files that an attack brings, and over a fixed draw of the real upgrades; npm's
// own commands over the project of each replay. What they said is kept, because their programs do not change.
import { createHash } from 'node:crypto'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { textOf } from '../../src/replay/package-tarball.ts'
import { registryPlan } from '../../src/replay/plan.ts'
import { type PublishedRelease, splitSpec } from '../../src/replay/published.ts'
import type { Replay } from '../../src/replay/replay-file.ts'
import { stageProject } from '../../src/replay/stage.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { createRegistry, type Registry } from '../../src/sources/registry.ts'
import { unpackTarball } from '../../src/sources/tarball.ts'
import { scrubbedEnvironment } from '../../test/support/cli.ts'
import { startRegistry } from '../../test/support/registry.ts'
import { type Pair, somePairs } from '../pairs/pairs-file.ts'
import { npmSettings, patientLimits } from '../pairs/registry.ts'
import { jsXRaySays } from '../peers/js-x-ray.ts'
import { keptUnder } from '../peers/kept.ts'
import { type NpmSays, npmSays } from '../peers/npm-commands.ts'

/** The worst of what js-x-ray says is new; `any`: information. */
export type Flagged = 'critical' | 'warning' | 'any' | 'none'
export type PeersOfReplay = { id: string; jsXRay: Flagged; npm: NpmSays | 'not-installable' }
export type Peers = {
  replays: readonly PeersOfReplay[]
  upgrades: { of: number; said: readonly Flagged[]; notHad: number }
}

/** Upgrades that js-x-ray is asked about: it takes a second and more for each. */
const drawnForPeers = 150

export async function askPeers(
  replays: readonly Replay[],
  pairs: readonly Pair[],
  cacheDir: string,
  onProgress: (done: number, total: number) => void,
): Promise<Peers> {
  const drawn = somePairs(pairs, 'cordon peers 1', drawnForPeers)
  const total = replays.length + drawn.length
  let done = 0
  const asked = await mapLimited(replays, 2, async (replay): Promise<PeersOfReplay> => {
    const said = { id: replay.id, jsXRay: await jsXRayOfAttack(replay), npm: await npmOf(replay) }
    onProgress(++done, total)
    return said
  })
  const registry = createRegistry(await npmSettings(cacheDir, true), patientLimits)
  const said = await mapLimited(drawn, 4, async (pair) => {
    const one = await jsXRayOfPair(pair, registry)
    onProgress(++done, total)
    return one
  })
  const had = said.filter((one) => one !== 'not-had')
  return { replays: asked, upgrades: { of: had.length, said: had, notHad: said.length - had.length } }
}

/** The worst that it says of any release of the attack. */
async function jsXRayOfAttack(replay: Replay): Promise<Flagged> {
  const { packages } = registryPlan(replay.registry, Date.parse(replay.now), replay.id)
  const order: readonly Flagged[] = ['none', 'any', 'warning', 'critical']
  let worst: Flagged = 'none'
  for (const spec of replay.attack) {
    const { name, version } = splitSpec(spec)
    const published = packages.get(name)
    const after = published?.releases.find((one) => one.version === version)
    if (published === undefined || after === undefined) continue
    // What the bad release was made from is the last release of its line.
    const parent = replay.registry.packages?.[name]?.versions[version]?.extends
    const before = published.releases.find((one) => one.version === parent)
    const said = flaggedBy(await jsXRaySays(before === undefined ? new Map() : treeOf(before), treeOf(after)))
    if (order.indexOf(said) > order.indexOf(worst)) worst = said
  }
  return worst
}

function treeOf({ files }: PublishedRelease): Map<string, string> {
  return new Map(Object.entries(files).map(([path, content]) => [path, textOf(content)]))
}

function flaggedBy(said: Awaited<ReturnType<typeof jsXRaySays>>): Flagged {
  if (said.flagsCritical) return 'critical'
  if (said.flagsWarning) return 'warning'
  return said.flagsAny ? 'any' : 'none'
}

async function npmOf(replay: Replay): Promise<PeersOfReplay['npm']> {
  const madeOf = createHash('sha256').update(JSON.stringify(replay)).digest('hex')
  const kept = keptUnder('cordon-npm-says', [madeOf])
  const before = kept.read()
  if (before !== undefined) return JSON.parse(before)
  const plan = registryPlan(replay.registry, Date.parse(replay.now), replay.id)
  await using server = await startRegistry({ ...plan, ownKeys: false, faults: [] })
  const { project, lock } = replay
  const written = { file: replay.id, packages: plan.packages, project, lock, baseLock: undefined }
  await using stage = await stageProject(written, server.origin)
  const env = scrubbedEnvironment({ cwd: stage.project, home: stage.home, registry: server.origin })
  const now = Date.parse(replay.now)
  const question = { projectDir: stage.project, env, now, minAgeHours: defaultPolicy.minAgeHours, cli: '' }
  const said = await npmSays(question).catch((error: unknown) => {
    // Some attacks live in a lockfile that npm can install only from hosts that do not exist here.
    if (error instanceof Error && / ci: exit \d+/.test(error.message)) return 'not-installable' as const
    throw error
  })
  kept.write(JSON.stringify(said))
  return said
}

async function jsXRayOfPair({ name, before, after }: Pair, registry: Registry): Promise<Flagged | 'not-had'> {
  const history = await registry.history(name, Date.now(), () => new Set())
  const trees: Map<string, string>[] = []
  for (const version of [before, after]) {
    const release = history.ok ? history.value.versions.find((one) => one.version === version) : undefined
    if (release === undefined) return 'not-had'
    const { integrity, tarball: url } = release
    const tarball = await registry.tarball({ name, version, integrity, url, kind: 'registry' })
    const read = tarball.ok ? await tarball.value.read() : tarball
    const unpacked = read.ok ? unpackTarball(read.value.bytes) : read
    if (!unpacked.ok) return 'not-had'
    trees.push(new Map(unpacked.value.files.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')])))
  }
  const [old, own] = trees
  return old === undefined || own === undefined ? 'not-had' : flaggedBy(await jsXRaySays(old, own))
}

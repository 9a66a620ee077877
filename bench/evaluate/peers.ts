// The same inputs for others: js-x-ray over the files that an attack brings, and over a fixed draw of the real upgrades; npm's
// own commands over the project of each replay. What they said is kept, because their programs do not change.
import { createHash } from 'node:crypto'
import { defaultPolicy } from '../../src/domain/policy.ts'
import { wilson } from '../../src/domain/share.ts'
import { textOf } from '../../src/replay/package-tarball.ts'
import { registryPlan } from '../../src/replay/plan.ts'
import { type PublishedRelease, splitSpec } from '../../src/replay/published.ts'
import type { Replay } from '../../src/replay/replay-file.ts'
import { stageProject } from '../../src/replay/stage.ts'
import { loadNpmSettings } from '../../src/sources/npm-config.ts'
import { createRegistry, type Registry, registryLimits } from '../../src/sources/registry.ts'
import { unpackTarball } from '../../src/sources/tarball.ts'
import { scrubbedEnvironment } from '../../test/support/cli.ts'
import { startRegistry } from '../../test/support/registry.ts'
import { shuffled } from '../pairs/chance.ts'
import type { Pair } from '../pairs/pairs-file.ts'
import { jsXRaySays, jsXRayVersion } from '../peers/js-x-ray.ts'
import { keptUnder } from '../peers/kept.ts'
import { type NpmSays, npmSays } from '../peers/npm-commands.ts'
import { publishedFigures } from '../peers/published.ts'
import { inParallel } from './in-parallel.ts'
import { ofAll, table } from './markdown.ts'

type Severity = 'critical' | 'warning' | 'any' | 'none'
export type PeersOfReplay = { id: string; jsXRay: Severity; npm: NpmSays | 'not-installable' }
export type Peers = {
  replays: readonly PeersOfReplay[]
  upgrades: { of: number; said: readonly Severity[]; notHad: number }
}

/** Upgrades that js-x-ray is asked about: it takes a second and more for each. */
const drawnForPeers = 150

export async function askPeers(
  replays: readonly Replay[],
  pairs: readonly Pair[],
  cacheDir: string,
  onProgress: (done: number, total: number) => void,
): Promise<Peers> {
  const drawn = shuffled(
    pairs.filter(({ holdout }) => !holdout),
    'cordon peers 1',
    'pair',
    ({ name, after }) => `${name}@${after}`,
  ).slice(0, drawnForPeers)
  const total = replays.length + drawn.length
  let done = 0
  const asked = await inParallel(replays, 2, async (replay): Promise<PeersOfReplay> => {
    const said = { id: replay.id, jsXRay: await jsXRayOfAttack(replay), npm: await npmOf(replay) }
    onProgress(++done, total)
    return said
  })
  const registry = await openRegistry(cacheDir)
  const said = await inParallel(drawn, 4, async (pair) => {
    const one = await jsXRayOfPair(pair, registry)
    onProgress(++done, total)
    return one
  })
  const had = said.filter((one) => one !== 'not-had')
  return { replays: asked, upgrades: { of: had.length, said: had, notHad: said.length - had.length } }
}

/** The worst that it says of any release of the attack. */
async function jsXRayOfAttack(replay: Replay): Promise<Severity> {
  const { packages } = registryPlan(replay.registry, Date.parse(replay.now), replay.id)
  const order: readonly Severity[] = ['none', 'any', 'warning', 'critical']
  let worst: Severity = 'none'
  for (const spec of replay.attack) {
    const { name, version } = splitSpec(spec)
    const published = packages.get(name)
    const after = published?.releases.find((one) => one.version === version)
    if (published === undefined || after === undefined) continue
    // What the bad release was made from is the last release of its line.
    const parent = replay.registry.packages?.[name]?.versions[version]?.extends
    const before = published.releases.find((one) => one.version === parent)
    const said = severityOf(await jsXRaySays(before === undefined ? new Map() : treeOf(before), treeOf(after)))
    if (order.indexOf(said) > order.indexOf(worst)) worst = said
  }
  return worst
}

function treeOf({ files }: PublishedRelease): Map<string, string> {
  return new Map(Object.entries(files).map(([path, content]) => [path, textOf(content)]))
}

function severityOf(said: Awaited<ReturnType<typeof jsXRaySays>>): Severity {
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

async function openRegistry(cacheDir: string): Promise<Registry> {
  const cwd = process.cwd()
  const settings = await loadNpmSettings({
    projectDir: cwd,
    projectNpmrc: { text: '' },
    env: process.env,
    platform: process.platform,
    execPath: process.execPath,
    flags: { registry: '', cacheDir, offline: false },
  })
  return createRegistry(settings, { ...registryLimits, concurrency: 4, freshSeconds: 7 * 24 * 3600 })
}

async function jsXRayOfPair({ name, before, after }: Pair, registry: Registry): Promise<Severity | 'not-had'> {
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
  return old === undefined || own === undefined ? 'not-had' : severityOf(await jsXRaySays(old, own))
}

export const peersHead = ['js-x-ray', 'npm: scripts held back', 'npm: minimum age refuses']

export function peerCells({ replays }: Peers, id: string): string[] {
  const one = replays.find((replay) => replay.id === id)
  if (one === undefined) return ['', '', '']
  if (one.npm === 'not-installable') return [one.jsXRay, 'npm cannot install it here', '']
  return [one.jsXRay, `${one.npm.scriptsNamed.length}`, one.npm.youngRefused ? 'when it resolves anew' : 'no']
}

/** `cordon` gives our own figures over the same inputs: attacks stopped, and upgrades disturbed. */
export function printedPeers({ replays, upgrades }: Peers, cordon: { attacks: number; upgrades: string }): string {
  const attacks = replays.length
  const flagged = (levels: readonly Severity[]) => replays.filter(({ jsXRay }) => levels.includes(jsXRay)).length
  const noisy = (levels: readonly Severity[]) => upgrades.said.filter((one) => levels.includes(one)).length
  const row = (label: string, levels: readonly Severity[]) => [
    label,
    ofAll(wilson(flagged(levels), attacks)),
    ofAll(wilson(noisy(levels), upgrades.of)),
  ]
  const scripts = replays.filter(({ npm }) => npm !== 'not-installable' && npm.scriptsNamed.length > 0).length
  const young = replays.filter(({ npm }) => npm !== 'not-installable' && npm.youngRefused).length
  const version = replays.flatMap(({ npm }) => (npm === 'not-installable' ? [] : [npm.npm]))[0] ?? ''
  const published = publishedFigures.map(
    ({ tool, of, data, recall, precision, source, date }) =>
      `| ${tool}, published, on other data (${of}) | ${recall} % | precision ${precision === undefined ? 'not given' : `${precision} %`} | ${data}; ${source}, ${date} |`,
  )
  return [
    `js-x-ray ${jsXRayVersion()} judges single files; here it is asked what a release adds to the one before. Upgrades: a fixed draw of ${upgrades.of} of the pairs outside the holdout (${upgrades.notHad} could not be had).`,
    '',
    table(
      ['', 'attacks flagged', 'honest upgrades flagged'],
      [
        ['cordon (blocked or in review)', ofAll(wilson(cordon.attacks, attacks)), cordon.upgrades],
        row('js-x-ray, a new warning of severity Critical', ['critical']),
        row('js-x-ray, a new warning of severity Warning or above', ['critical', 'warning']),
        row('js-x-ray, any new warning', ['critical', 'warning', 'any']),
        [
          `npm ${version}, lists an unapproved install script (npm 12 does not run it)`,
          ofAll(wilson(scripts, attacks)),
          'every package with one, until approved',
        ],
        [
          `npm ${version}, a minimum age of 72 h when it resolves anew; npm ci takes the lockfile as it is`,
          ofAll(wilson(young, attacks)),
          'every release of the last three days',
        ],
        ['npm audit, npm audit signatures', 'none: they know what was reported, and who signed', ''],
      ],
    ),
    '',
    '| tool | recall | | source |',
    '| --- | --- | --- | --- |',
    ...published,
  ].join('\n')
}

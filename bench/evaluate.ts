// What cordon catches, what it misses and what it disturbs, measured anew (`npm run evaluate`). It needs the npm registry and
// writes bench/RESULTS.md.
//   --cache-dir DIR   what is fetched and read stays there; without it everything is done in a folder that goes away again
//   --only PART,…     replays, mutations, pairs, new, peers: to look at one; nothing is written then
//   --small           the fixed small part that CI runs: exit code 1 when recall falls or noise rises
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { corePath, loadPacks } from '../src/cli/packs.ts'
import { toolVersion } from '../src/cli/version.ts'
import { readReplays, replayIds } from '../src/replay/read-replay.ts'
import { farthestViews } from '../src/rules/farthest-view.ts'
import { mapLimited } from '../src/scan/limit.ts'
import { disturbedBy, type Floor, writeFloor } from './evaluate/floor.ts'
import { type Judged, judgeMutantOnce } from './evaluate/judge-mutant.ts'
import { ofAll } from './evaluate/markdown.ts'
import { readMisses } from './evaluate/misses.ts'
import { mutations } from './evaluate/mutations/mutations.ts'
import { realTools } from './evaluate/mutations/real-tools.ts'
import { type Evaluation, type Part, toPage } from './evaluate/page.ts'
import { askPeers, type Peers } from './evaluate/peers.ts'
import { openShared, type Shared } from './evaluate/play.ts'
import { peerCells, peersHead, printedPeers } from './evaluate/print-peers.ts'
import { type EvaluatedReplay, evaluateReplays } from './evaluate/replays.ts'
import { judgeSmall } from './evaluate/small.ts'
import { sourcesDigest } from './evaluate/sources-digest.ts'
import { readFlags } from './pairs/arguments.ts'
import { readClassified } from './pairs/classified.ts'
import { type JudgedNew, judgeAllNew } from './pairs/judge-new.ts'
import { readPairs } from './pairs/pairs-file.ts'
import { type MeasuredPairs, measurePairs } from './pairs/run.ts'
import { readWellKnown } from './pairs/well-known.ts'
import { peersInstalled } from './peers/install.ts'
import { writeSection } from './results-file.ts'
import { watchProcesses } from './scan/processes.ts'

const parts = ['replays', 'mutations', 'pairs', 'new', 'peers'] as const
type PartName = (typeof parts)[number]

const given = readFlags({ 'cache-dir': 'text', only: 'text', small: 'flag' }, process.argv.slice(2))
const wanted = given.only === '' ? parts : given.only.split(',').map(toPart)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const atOnce = 2
const took: Part[] = []

const cache = given['cache-dir'] === '' ? mkdtempSync(join(tmpdir(), 'cordon-evaluate-')) : given['cache-dir']
let exitCode = 1
try {
  exitCode = given.small ? await judgeSmall(cache, progress) : await evaluate()
} finally {
  if (given['cache-dir'] === '') rmSync(cache, { recursive: true, force: true })
}
// The peers' processes wait for more to do; nobody has any.
process.stdout.write('', () => process.exit(exitCode))

async function evaluate(): Promise<number> {
  const watch = process.platform === 'linux' ? watchProcesses(process.pid, 5_000) : undefined
  const packs = await loadPacks([corePath], process.cwd(), 'nothing was measured')
  const viewOf = farthestViews(packs)
  const replays = readReplays(replayIds())
  const pairs = readPairs(here('pairs/pairs.json'))
  const around = { cacheDir: cache, online: true, rules: [] }

  const measured = await timed<MeasuredPairs | undefined>('pairs', undefined, () =>
    measurePairs({ ...around, pairs, eager: false, onProgress: progress('pairs') }),
  )
  const news = await timed<JudgedNew[]>('new', [], () =>
    judgeAllNew({ ...around, packages: readWellKnown(here('pairs/well-known.json')), onProgress: progress('new') }),
  )
  const shared = openShared(cache)
  const replayed = await timed<EvaluatedReplay[]>('replays', [], () => evaluateReplays(replays, shared, viewOf, atOnce))
  const mutants = await timed<Judged[]>('mutations', [], () => judgeMutants(shared))
  await shared.pool.close()
  const none: Peers = { replays: [], upgrades: { of: 0, said: [], notHad: 0 } }
  const peers = await timed('peers', none, () => askPeers(replays, pairs, cache, progress('peers')))

  const evaluation: Evaluation = {
    about: about(packs),
    parts: took,
    peakMemory: Math.round(watch?.stop().peakMib ?? 0),
    replays: replayed,
    mutations: mutants,
    pairs: measured,
    news,
    peers: peersBeside(peers, replayed, measured),
    misses: readMisses(),
    classified: readClassified(here('pairs/classified.yml')),
  }
  const page = toPage(evaluation)
  if (given.only === '') {
    writeSection('evaluation', page)
    writeFloor(floorOf(evaluation))
  }
  console.log(page)
  return 0
}

/** Gives `otherwise` for a part that nobody asked for. */
async function timed<T>(name: PartName, otherwise: T, work: () => Promise<T>): Promise<T> {
  if (!wanted.includes(name)) return otherwise
  const from = performance.now()
  const result = await work()
  const seconds = (performance.now() - from) / 1000
  took.push({ name, seconds })
  console.error(`${name}: ${seconds.toFixed(0)} s`)
  return result
}

/** The peers with our own figures over the same inputs. */
function peersBeside(
  peers: Peers,
  replayed: readonly EvaluatedReplay[],
  measured: MeasuredPairs | undefined,
): Evaluation['peers'] {
  const attacks = replayed.filter(({ variants }) => ['blocked', 'review'].includes(variants[0]?.verdict ?? '')).length
  const all = measured?.tally.all
  const upgrades = all === undefined ? '' : `blocked ${ofAll(all.block)}, review ${ofAll(all.review)}, of all pairs`
  return { head: peersHead, of: (id) => peerCells(peers, id), text: printedPeers(peers, { attacks, upgrades }) }
}

function floorOf({ replays, mutations: mutants, pairs }: Evaluation): Floor {
  return {
    replays: Object.fromEntries(
      replays.flatMap(({ replay, variants }) => variants.map((one) => [`${replay.id} ${one.variant}`, one.verdict])),
    ),
    mutations: Object.fromEntries(
      mutants.flatMap((row) => (row.state === 'skipped' ? [] : [[`${row.replay} ${row.mutation}`, row.verdict]])),
    ),
    disturbed: disturbedBy(pairs?.tally.noisy ?? []),
  }
}

async function judgeMutants(shared: Shared): Promise<Judged[]> {
  await peersInstalled()
  const madeOf = sourcesDigest()
  const jobs = readReplays(replayIds()).flatMap((replay) => mutations.map((mutation) => ({ replay, mutation })))
  const show = progress('mutations')
  let done = 0
  // Half of the time of one goes into waiting for obfuscators and for processes that read.
  return mapLimited(jobs, atOnce * 2, async ({ replay, mutation }) => {
    const row = await judgeMutantOnce(replay, mutation, realTools, shared, madeOf)
    show(++done, jobs.length)
    return row
  })
}

function about(packs: Awaited<ReturnType<typeof loadPacks>>): string[] {
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
  return [
    `Made by \`npm run evaluate\` on ${new Date().toISOString().slice(0, 10)}: ${machine}; load over fifteen minutes ${loadavg()[2]?.toFixed(1)}.`,
    `cordon ${toolVersion()}; ${packs.map(({ pack, version, digest, rules }) => `${rules.length} rules of ${pack} ${version}, digest ${digest.slice(0, 16)}`).join('; ')}.`,
    'The registry serves no publishers, signatures or attestations, and some of its times are wrong: what real upgrades show of rules on trust is little.',
  ]
}

function progress(name: string): (done: number, total: number) => void {
  let said = 0
  return (done, total) => {
    if (done !== total && Date.now() - said < 15_000) return
    said = Date.now()
    console.error(`${name} ${done}/${total}`)
  }
}

function toPart(text: string): PartName {
  const part = parts.find((one) => one === text)
  if (part === undefined) throw new Error(`--only knows ${parts.join(', ')}`)
  return part
}

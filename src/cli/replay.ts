// `cordon replay`: known incidents as their registry looked one minute after the bad release, served on this machine and
// judged by the real scan. Nothing of them is run, and nobody else is asked.
import { nearest } from '../domain/nearest.ts'
import { Problem } from '../domain/problem.ts'
import type { ReplayedIncident, ReplayReport } from '../domain/replay.ts'
import type { Report } from '../domain/report.ts'
import { readReplays, replayIds } from '../replay/read-replay.ts'
import type { Replay } from '../replay/replay-file.ts'
import { escaped } from '../report/escape.ts'
import { renderReplayJson } from '../report/replay-json.ts'
import { renderReplayList, renderReplayOne, renderReplays } from '../report/replay-text.ts'
import { farthestViews } from '../rules/farthest-view.ts'
import { mapLimited } from '../scan/limit.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { formatOf } from './format.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { deliverText, refuseOutput } from './output.ts'
import { packPath } from './pack-path.ts'
import { corePath, loadPacks } from './packs.ts'
import { progressFor } from './progress.ts'
import { type Played, playIncident } from './replay-run.ts'
import { toolVersion } from './version.ts'

/** Replays at once: each has processes of its own that read code. */
const concurrency = 2

/**
 * 0: every incident got at least the verdict that it has to get; 1: one did not. What gets in on a mirror only does not count.
 * Without operands it lists them.
 */
export async function runReplay(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const format = formatOf(given, ['text', 'json'], consequence)
  const output = given.flags.get('output')?.[0] ?? ''
  refuseOutput(output, consequence)
  const known = replayIds()
  const layout = { width: widthOf(io.stdout), color: output === '' && wantsColor(io.env, io.stdout) }
  const [id] = given.operands
  if (id === undefined && !given.flags.has('all')) {
    if (format === 'json') throw new Problem([nothingToReplay], consequence)
    await deliverText(output, renderReplayList(readReplays(known), layout), io)
    return 0
  }
  const wanted = readReplays(id === undefined ? known : [knownId(id, known, consequence)])
  const { report, shown } = await replay(wanted, given, consequence, io)
  if (io.interrupt.aborted) return interrupted
  const [only] = report.incidents
  const text =
    format === 'json'
      ? renderReplayJson(report)
      : id !== undefined && only !== undefined && shown !== undefined
        ? renderReplayOne(only, shown, layout)
        : renderReplays(report, layout)
  await deliverText(output, text, io)
  return report.summary.exitCode
}

/** `shown`: the report of the first incident as it is told. */
async function replay(
  wanted: readonly Replay[],
  given: Arguments,
  consequence: string,
  io: Io,
): Promise<{ report: ReplayReport; shown: Report | undefined }> {
  const named = (given.flags.get('rules') ?? []).map((text) => packPath(text, io.cwd))
  const packs = await loadPacks([corePath, ...named], io.cwd, consequence)
  const viewOf = farthestViews(packs)
  const progress = progressFor(!given.flags.has('no-progress'), io)
  let done = 0
  let played: Played[]
  try {
    played = await mapLimited(wanted, concurrency, async (one) => {
      const result = await playIncident(one, named, viewOf, io)
      progress.show({ doing: 'replaying', done: ++done, total: wanted.length, current: one.id })
      return result
    })
  } finally {
    progress.stop()
  }
  const incidents = played.map(({ incident }) => incident)
  const rules = packs.map(({ pack, version, digest }) => ({ pack, version, digest }))
  const summary = summaryOf(incidents)
  return {
    report: { schemaVersion: 1, tool: { name: 'cordon', version: toolVersion() }, rules, incidents, summary },
    shown: played[0]?.told,
  }
}

function summaryOf(incidents: readonly ReplayedIncident[]): ReplayReport['summary'] {
  const count = (verdict: string) => incidents.filter(({ variants }) => variants[0]?.verdict === verdict).length
  const missed = incidents.filter(({ held }) => !held).length
  return {
    incidents: incidents.length,
    blocked: count('blocked'),
    review: count('review'),
    missed,
    exitCode: missed === 0 ? 0 : 1,
  }
}

const nothingToReplay = usageMistake(
  'nothing-to-replay',
  'only what is replayed can be written as JSON',
  'Name an incident, or all of them with --all.',
)

function knownId(id: string, known: readonly string[], consequence: string): string {
  if (known.includes(id)) return id
  const near = nearest(id, known) || known.find((one) => one.includes(id)) || ''
  const help =
    near === '' ? '"cordon replay" lists them all.' : `Did you mean "${near}"? "cordon replay" lists them all.`
  throw new Problem([usageMistake('no-replay', `there is no replay "${escaped(id, 80)}"`, help)], consequence)
}

// Every replay in every variant, judged from what its registry shows: without minimum age and lists of known-bad releases,
// then with each of them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReplayedVariant, View } from '../../src/domain/replay.ts'
import type { Verdict } from '../../src/domain/report.ts'
import { outcomeOf } from '../../src/replay/outcome.ts'
import { splitSpec } from '../../src/replay/published.ts'
import type { Replay } from '../../src/replay/replay-file.ts'
import { variantsOf } from '../../src/replay/variants.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { playReplay, type Shared } from './play.ts'

export type EvaluatedReplay = {
  replay: Replay
  variants: readonly ReplayedVariant[]
  /** As it is told, with a record that names its releases. */
  withLists: Verdict
}

export async function evaluateReplays(
  replays: readonly Replay[],
  shared: Shared,
  viewOf: (rule: string) => View,
  atOnce: number,
): Promise<EvaluatedReplay[]> {
  return mapLimited(replays, atOnce, async (replay) => {
    const variants: ReplayedVariant[] = []
    for (const { id, registry } of variantsOf(replay)) {
      const report = await playReplay({ ...replay, registry }, shared)
      variants.push(outcomeOf(replay, id, report, viewOf))
    }
    return { replay, variants, withLists: await verdictWithLists(replay, shared, viewOf) }
  })
}

/** The last day of a quiet incident is the first one on which a list could have had it. */
async function verdictWithLists(replay: Replay, shared: Shared, viewOf: (rule: string) => View): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-evaluate-'))
  try {
    const file = join(folder, 'records.jsonl')
    writeFileSync(
      file,
      replay.attack.map((spec, index) => `${JSON.stringify(recordOf(spec, index, replay.now))}\n`).join(''),
    )
    const report = await playReplay(replay, shared, ['--osv', file])
    return outcomeOf(replay, 'told', report, viewOf).withAge
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In the form of the OSV schema, as the lists of malicious packages have it. */
function recordOf(spec: string, index: number, now: string): object {
  const { name, version } = splitSpec(spec)
  return {
    schema_version: '1.7.0',
    id: `MAL-0000-${index + 1}`,
    modified: now,
    published: now,
    summary: `Malicious code in ${name} (npm)`,
    affected: [{ package: { ecosystem: 'npm', name }, versions: [version] }],
  }
}

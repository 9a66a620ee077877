// The evaluation as one page of Markdown. It only lays out what was measured.
import { isWeaker } from '../../src/domain/replay.ts'
import { wilson } from '../../src/domain/share.ts'
import type { Classified } from '../pairs/classified.ts'
import type { JudgedNew } from '../pairs/judge-new.ts'
import type { MeasuredPairs } from '../pairs/run.ts'
import type { Judged } from './judge-mutant.ts'
import { ofAll, percent, table } from './markdown.ts'
import { type Miss, whyMissed } from './misses.ts'
import { countsOf, printedMutations } from './print-mutations.ts'
import { peersText } from './print-peers.ts'
import { passedReleases, printedReplays, toldOf } from './print-replays.ts'
import { printedNew, printedUpgrades } from './print-upgrades.ts'
import type { EvaluatedReplay } from './replays.ts'

export type Part = { name: string; seconds: number }

export type Evaluation = {
  /** ISO date, machine, versions, digests: one line each. */
  about: readonly string[]
  parts: readonly Part[]
  /** Of all processes together, MiB; 0 where it could not be measured. */
  peakMemory: number
  replays: readonly EvaluatedReplay[]
  mutations: readonly Judged[]
  /** `undefined`: not measured this time. */
  pairs: MeasuredPairs | undefined
  news: readonly JudgedNew[]
  peers: { head: readonly string[]; of: (id: string) => readonly string[]; text: string }
  misses: readonly Miss[]
  classified: readonly Classified[]
}

export function toPage(one: Evaluation): string {
  const { replays, mutations, pairs, news, peers, misses, classified } = one
  return [
    '## What is caught, and what is disturbed',
    '',
    ...one.about,
    '',
    summaryTable(one),
    '',
    '### Replays of known attacks',
    '',
    'Each as its registry looked one minute after the bad release (`replays/`), judged without minimum age and without lists of known-bad releases. An incident counts by the worst of its releases; those that pass are named below the table. "Verdict" is as the sources tell it; where no source says whether the releases before had provenance, both are played; a mirror shows no publishers, signatures or attestations. "With age" is the verdict with the minimum age of 72 hours, "with lists" with a record that names the release. "View" is the nearest of lockfile, packument, tarball and provenance with which a rule gave the verdict. `cordon replay <id>` shows each.',
    '',
    peersText,
    '',
    printedReplays(replays, peers),
    '',
    passedReleases(replays),
    '',
    missedReplays(replays, misses),
    '',
    '### Mutations of them',
    '',
    printedMutations(mutations, misses),
    '',
    '### Real upgrades, as of one hour after publication',
    '',
    'The pairs were drawn once, by the procedure in `bench/pairs/pairs.json`. A fifth of them is holdout: counted, and never looked at while rules are changed.',
    '',
    ...(pairs === undefined
      ? ['Not measured.']
      : [printedUpgrades(pairs.tally, classified), '', unmeasuredText(pairs)]),
    '',
    '### Well-known packages judged as if they were new',
    '',
    'Drawn by the procedure in `bench/pairs/well-known.json`; nothing of theirs counts as trusted.',
    '',
    printedNew(news),
    '',
    '### Beside other tools',
    '',
    peers.text,
  ].join('\n')
}

function unmeasuredText({ unserved, unmeasured }: MeasuredPairs): string {
  if (unserved.length === 0) return 'The registry shows all that the rules read.'
  return `Rules that could not fire in full here, because this registry shows no ${unserved.join(', ')}: ${unmeasured.join(', ') || 'none'}.`
}

function summaryTable({ replays, mutations, pairs, news, parts, peakMemory }: Evaluation): string {
  const told = replays.map((one) => toldOf(one)?.verdict)
  const releases = replays.flatMap((one) => toldOf(one)?.releases ?? []).map(({ verdict }) => verdict)
  const every = replays.flatMap(({ variants }) => variants.map(({ verdict }) => verdict))
  const stopped = (list: readonly (string | undefined)[]) =>
    list.filter((verdict) => verdict === 'blocked' || verdict === 'review').length
  const blocked = (list: readonly (string | undefined)[]) => list.filter((verdict) => verdict === 'blocked').length
  const { played, blocked: mutantsBlocked, stopped: mutantsStopped } = countsOf(mutations)
  const newBlocked = news.filter(({ verdict }) => verdict === 'blocked').length
  return table(
    ['what', 'figure (95 % interval)'],
    [
      ['attacks replayed, each by the worst of its releases: blocked', ofAll(wilson(blocked(told), told.length))],
      [
        'attacks replayed, each by the worst of its releases: blocked or in review',
        ofAll(wilson(stopped(told), told.length)),
      ],
      ['releases of these attacks: blocked or in review', ofAll(wilson(stopped(releases), releases.length))],
      ['in all their variants: blocked or in review', ofAll(wilson(stopped(every), every.length))],
      ['mutations: blocked', ofAll(wilson(mutantsBlocked, played))],
      ['mutations: blocked or in review', ofAll(wilson(mutantsStopped, played))],
      ...(pairs === undefined ? [] : upgradeRows(pairs)),
      ['well-known packages judged as new: blocked', ofAll(wilson(newBlocked, news.length))],
      ['time', `${parts.map(({ name, seconds }) => `${name} ${Math.round(seconds)} s`).join(', ')}`],
      ['peak memory, all processes', peakMemory === 0 ? 'not measured' : `${peakMemory} MiB`],
    ],
  )
}

function upgradeRows({ tally: { all, holdout } }: MeasuredPairs): string[][] {
  return [
    ['real upgrades: falsely blocked', ofAll(all.block)],
    ['real upgrades: in review', ofAll(all.review)],
    ['of them the holdout: falsely blocked', ofAll(holdout.block)],
    ['of them the holdout: in review', ofAll(holdout.review)],
    ['pull requests of 20 packages: with a false block', percent(all.perPullRequest.block)],
    ['pull requests of 20 packages: with a review', percent(all.perPullRequest.review)],
  ]
}

/** Per incident and variant, those that got in. */
function missedReplays(replays: readonly EvaluatedReplay[], misses: readonly Miss[]): string {
  const rows = replays.flatMap(({ replay, variants }) =>
    variants
      .filter(({ verdict }) => isWeaker(verdict, replay.verdict))
      .map(({ variant, verdict }) => `- ${replay.id} (${variant}): ${verdict}. ${whyMissed(misses, replay.id, '')}`),
  )
  const disturbed = replays.flatMap(({ replay, variants }) =>
    variants.flatMap(({ variant, disturbed: names }) => names.map((name) => `- ${replay.id} (${variant}): ${name}`)),
  )
  const kept =
    disturbed.length === 0
      ? ['No honest package of these trees was stopped.']
      : ['Honest packages stopped:', '', ...disturbed]
  return [
    ...(rows.length === 0 ? ['None was missed.'] : ['Below what they have to get:', '', ...rows]),
    '',
    ...kept,
  ].join('\n')
}

// The replays as Markdown: a row per incident, then every rule that fired.
import { isWeaker, type ReplayedVariant } from '../../src/domain/replay.ts'
import { table } from './markdown.ts'
import type { EvaluatedReplay } from './replays.ts'

/** `peers` gives the cells of the peers for an incident. */
export function printedReplays(
  replays: readonly EvaluatedReplay[],
  peers: { head: readonly string[]; of: (id: string) => readonly string[] },
): string {
  const rows = replays.map(({ replay, variants, withLists }) => {
    const told = toldOf({ variants })
    const verdict = (id: ReplayedVariant['variant']) => variantOf(variants, id)?.verdict ?? ''
    return [
      replay.id,
      told?.verdict ?? '',
      verdict('provenance'),
      verdict('mirror'),
      told?.withAge ?? '',
      withLists,
      told === undefined || told.firstRule === '' ? '-' : told.firstRule,
      told?.sufficed ?? '',
      ...peers.of(replay.id),
    ]
  })
  const head = [
    'incident',
    'verdict',
    'with provenance before',
    'on a mirror',
    'with age',
    'with lists',
    'first rule',
    'view',
  ]
  const all = replays.map(({ replay, variants }) => `- ${replay.id}: ${rulesOf(toldOf({ variants }))}`)
  return [
    table([...head, ...peers.head], rows),
    '',
    '<details><summary>All rules that fired, per incident as it is told</summary>',
    '',
    ...all,
    '',
    '</details>',
  ].join('\n')
}

/** The releases of attacks that pass as they are told, though another one of their incident is stopped: a line per incident. */
export function passedReleases(replays: readonly Pick<EvaluatedReplay, 'replay' | 'variants'>[]): string {
  const lines = replays.flatMap((one) => {
    const passed = (toldOf(one)?.releases ?? []).filter(({ verdict }) => isWeaker(verdict, 'review'))
    const names = passed.map(
      ({ name, version, verdict }) => `${name}@${version}${verdict === 'passed' ? '' : ` (${verdict})`}`,
    )
    return names.length === 0 ? [] : [`- ${one.replay.id}: ${names.join(', ')}`]
  })
  if (lines.length === 0) return 'No release of these attacks passes.'
  return ['Releases of these attacks that pass, as they are told:', '', ...lines].join('\n')
}

export function toldOf({ variants }: Pick<EvaluatedReplay, 'variants'>): ReplayedVariant | undefined {
  return variantOf(variants, 'told')
}

function variantOf(variants: readonly ReplayedVariant[], id: ReplayedVariant['variant']): ReplayedVariant | undefined {
  return variants.find(({ variant }) => variant === id)
}

function rulesOf(variant: ReplayedVariant | undefined): string {
  const rules = (variant?.releases ?? []).flatMap((one) => one.rules)
  const seen = new Map(rules.map(({ rule, outcome }) => [rule, outcome]))
  return [...seen].map(([rule, outcome]) => `${rule} (${outcome})`).join(', ') || 'none'
}

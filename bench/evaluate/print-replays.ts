// The replays as Markdown: a row per incident, then every rule that fired.
import type { ReplayedVariant } from '../../src/domain/replay.ts'
import { table } from './markdown.ts'
import type { EvaluatedReplay } from './replays.ts'

/** `peers` gives the cells of the peers for an incident. */
export function printedReplays(
  replays: readonly EvaluatedReplay[],
  peers: { head: readonly string[]; of: (id: string) => readonly string[] },
): string {
  const rows = replays.map(({ replay, variants, withLists }) => {
    const told = variantOf(variants, 'told')
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
  const all = replays.map(({ replay, variants }) => `- ${replay.id}: ${rulesOf(variantOf(variants, 'told'))}`)
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

function variantOf(variants: readonly ReplayedVariant[], id: ReplayedVariant['variant']): ReplayedVariant | undefined {
  return variants.find(({ variant }) => variant === id)
}

function rulesOf(variant: ReplayedVariant | undefined): string {
  const rules = (variant?.releases ?? []).flatMap((one) => one.rules)
  const seen = new Map(rules.map(({ rule, outcome }) => [rule, outcome]))
  return [...seen].map(([rule, outcome]) => `${rule} (${outcome})`).join(', ') || 'none'
}

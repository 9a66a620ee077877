// `cordon explain <rule> --on <before> <after>`: what one rule makes of two releases, published or on the disk. It judges
// no project; its exit code says only whether there was something to explain.
import { defaultPolicy } from '../domain/policy.ts'
import { Problem } from '../domain/problem.ts'
import { createNameIndex } from '../facts/lookalike.ts'
import { renderExplainedOnJson } from '../report/explained-on-json.ts'
import { renderExplainedOnText } from '../report/explained-on-text.ts'
import { reasonWords } from '../report/words.ts'
import type { Rule } from '../rules/rule.ts'
import { createContentsSource } from '../scan/contents.ts'
import { type ExplainOnInput, explainOn } from '../scan/explain-on.ts'
import { createHistories } from '../scan/histories.ts'
import { readPopularNames } from '../sources/popular-names.ts'
import type { Arguments } from './arguments.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { readRelease } from './named-release.ts'
import { deliverText } from './output.ts'
import { type AtHand, withRegistry } from './registry-at-hand.ts'
import type { ScanOptions } from './scan-options.ts'
import { toolVersion } from './version.ts'

export async function runExplainOn(
  rule: Rule,
  given: Arguments,
  options: ScanOptions,
  consequence: string,
  io: Io,
): Promise<number> {
  const [before, after] = releasesOf(given, consequence, io)
  const explained = await withRegistry(options, io.cwd, io, (atHand) =>
    explainOn({
      tool: { name: 'cordon', version: toolVersion() },
      rule,
      before,
      after,
      around: aroundOf(atHand, options),
      pool: atHand.pool,
      now: given.flags.has('now') ? options.now : 'unset',
      clock: io.now(),
    }),
  )
  if (io.interrupt.aborted) return interrupted
  if (!explained.ok) {
    const { code, detail } = explained.why
    throw new Problem([usageMistake(code, detail, reasonWords[code].next)], consequence)
  }
  const color = options.output === '' && wantsColor(io.env, io.stdout)
  const rendered =
    options.format === 'json'
      ? renderExplainedOnJson(explained.value)
      : renderExplainedOnText(explained.value, { width: widthOf(io.stdout), color, all: options.all })
  await deliverText(options.output, rendered, io)
  return 0
}

function releasesOf({ operands }: Arguments, consequence: string, io: Io) {
  const [, first, second] = operands
  if (first === undefined || second === undefined) {
    const help = 'Write cordon explain <rule> --on <before> <after>; <before> may be nothing.'
    throw new Problem([usageMistake('no-releases', '--on needs two releases', help)], consequence)
  }
  const [before, after] = [readRelease(first, io.cwd), readRelease(second, io.cwd)]
  const mistakes = [before, after].flatMap((one) => (one.ok ? [] : [one.mistake]))
  if (!before.ok || !after.ok) throw new Problem(mistakes, consequence)
  if (after.value.kind === 'nothing') {
    const help = 'Only the release before may be nothing.'
    throw new Problem([usageMistake('after-is-nothing', 'there is no release to look at', help)], consequence)
  }
  return [before.value, after.value] as const
}

/** Every version's manifest is at hand: there are two packages, and a few that they depend on. */
function aroundOf({ registry, cache, pool, settings }: AtHand, options: ScanOptions): ExplainOnInput['around'] {
  const versionsOf: Parameters<typeof createHistories>[1] = (_name, { versions }) =>
    new Set(versions.map(({ version }) => version))
  const histories = createHistories(registry, versionsOf, options.visibleUntil)
  return {
    histories,
    contents: createContentsSource(registry, cache, pool, histories),
    registryFor: settings.registryFor,
    names: createNameIndex({ project: [], tree: [], popular: readPopularNames() }),
    policy: defaultPolicy,
  }
}

// `cordon rules backtest`: runs packs over real upgrades and prints how often they fire. It decides nothing: whether a
// limit holds stands in the result.
import { nearest } from '../domain/nearest.ts'
import { defaultPolicy } from '../domain/policy.ts'
import { Problem } from '../domain/problem.ts'
import { createNameIndex } from '../facts/lookalike.ts'
import { renderBacktestJson } from '../report/backtest-json.ts'
import { renderBacktestText } from '../report/backtest-text.ts'
import type { RulePack } from '../rules/rule.ts'
import { backtest } from '../scan/backtest/backtest.ts'
import type { Limit } from '../scan/backtest/tally.ts'
import { readPopularNames } from '../sources/popular-names.ts'
import type { Arguments } from './arguments.ts'
import { readBacktestNames } from './backtest-names.ts'
import { toBacktestOptions } from './backtest-options.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { deliverText, refuseOutput } from './output.ts'
import { withFlags } from './policy.ts'
import { progressFor } from './progress.ts'
import { withRegistry } from './registry-at-hand.ts'
import { consequenceOf, namedPacks } from './rules-common.ts'
import { toolVersion } from './version.ts'

export async function runBacktest(given: Arguments, io: Io): Promise<number> {
  const options = toBacktestOptions(given, io.cwd, io.now())
  const { common, last, limits } = options
  const consequence = consequenceOf(given)
  refuseOutput(common.output, consequence)
  const packs = await namedPacks(given, io)
  refuseUnknown(limits, packs, consequence)
  const { names, from, folder } = readBacktestNames(options, io.cwd, consequence)
  const progress = progressFor(common.progress, io)
  io.interrupt.addEventListener('abort', progress.stop)
  const result = await withRegistry(common, folder, io, ({ settings, registry, cache, pool }) =>
    backtest({
      tool: { name: 'cordon', version: toolVersion() },
      names,
      from,
      last,
      packs,
      limits,
      registry,
      registryFor: settings.registryFor,
      cache,
      pool,
      nameIndex: createNameIndex({ project: [], tree: [], popular: readPopularNames() }),
      policy: withFlags(defaultPolicy, common),
      visibleUntil: common.visibleUntil,
      concurrency: common.concurrency,
      clock: io.now,
      onProgress: (step) => progress.show({ doing: 'judging', ...step }),
    }),
  ).finally(() => {
    progress.stop()
    io.interrupt.removeEventListener('abort', progress.stop)
  })
  if (io.interrupt.aborted) return interrupted
  const color = common.output === '' && wantsColor(io.env, io.stdout)
  const rendered =
    common.format === 'json'
      ? renderBacktestJson(result)
      : renderBacktestText(result, { width: widthOf(io.stdout), color, all: common.all })
  await deliverText(common.output, rendered, io)
  return result.exitCode
}

/** A limit on a rule that is not there would hold forever. */
function refuseUnknown(limits: readonly Limit[], packs: readonly RulePack[], consequence: string): void {
  const known = ['block', 'review', 'note', ...packs.flatMap((pack) => pack.rules.map(({ id }) => id))]
  const mistakes = limits
    .filter(({ of }) => !known.includes(of))
    .map(({ of }) => {
      const near = nearest(of, known)
      const help =
        near === '' ? 'Name block, review, note, or a rule of the packs that are run.' : `Did you mean "${near}"?`
      return usageMistake('unknown-name', `--max-rate ${of}: there is no such outcome or rule here`, help)
    })
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
}

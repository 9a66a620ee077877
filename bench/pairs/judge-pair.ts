// One pair of the drawn list judged, as `cordon rules backtest` judges an upgrade. Here nobody is asked: what is not in
// npm's cache is told apart from what could not be judged.

import { emptyContents } from '../../src/domain/comparison.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { PublishedVersion } from '../../src/domain/release.ts'
import type { Evidence, Finding, Outcome } from '../../src/domain/report.ts'
import { judgeUpgrade, type UpgradeJudgement, versionOf } from '../../src/scan/backtest/judge-upgrade.ts'
import type { Pair } from './pairs-file.ts'
import type { Setting } from './setting.ts'

/**
 * `wrong-times`: the registry's times cannot be believed. `not-at-hand`: something was not in npm's cache, and nobody
 * was asked. `quiet-anyway`: it was only the baseline, and even against a release that has nothing no rule blocks or
 * asks for review; notes are not known. `unchecked`: the judge itself could not look at something.
 */
export type PairState = 'measured' | 'quiet-anyway' | 'wrong-times' | 'not-at-hand' | 'unchecked'

export type Fired = { rule: string; outcome: Outcome; evidence: readonly string[] }
export type JudgedPair = Pair & { state: PairState; detail: string; fired: readonly Fired[] }

export async function judgePair(pair: Pair, setting: Setting, eager: boolean): Promise<JudgedPair> {
  const judged = toPair(pair, await judgedIn(setting, pair, eager))
  if (judged.state !== 'not-at-hand') return judged
  const history = await setting.histories.of(pair.name)
  const published = history.ok ? versionOf(history.value, pair.after) : undefined
  if (published === undefined) return judged
  const atWorst = toPair(pair, await judgedIn(withEmptyBaselines(setting, published), pair, eager))
  const isQuiet = atWorst.state === 'measured' && atWorst.fired.every(({ outcome }) => outcome === 'note')
  return isQuiet ? apart(pair, 'quiet-anyway', judged.detail) : judged
}

function judgedIn(setting: Setting, pair: Pair, eager: boolean): Promise<UpgradeJudgement> {
  const { histories, contents, registryFor, names, packs } = setting
  const rules = packs.flatMap((pack) => pack.rules)
  return judgeUpgrade(pair, { histories, contents, registryFor, names, rules, policy: defaultPolicy }, eager)
}

function toPair(pair: Pair, judged: UpgradeJudgement): JudgedPair {
  switch (judged.state) {
    case 'judged':
      return { ...pair, state: 'measured', detail: '', fired: judged.findings.map(toFired) }
    case 'wrong-times':
      return apart(pair, 'wrong-times', judged.code)
    case 'unchecked': {
      const isMissing = judged.reasons.every(({ code }) => code === 'offline')
      const [first] = judged.reasons
      const detail = first === undefined ? '' : `${first.code}: ${first.detail}`
      return apart(pair, isMissing ? 'not-at-hand' : 'unchecked', detail)
    }
  }
}

/** What a baseline that is not at hand could at most make of the release: it has nothing, so all is added. */
function withEmptyBaselines(setting: Setting, after: PublishedVersion): Setting {
  const of: Setting['contents']['of'] = async (wanted, patch) => {
    const had = await setting.contents.of(wanted, patch)
    if (had.ok || had.why.code !== 'offline' || wanted.integrity === after.integrity) return had
    return { ok: true, value: { integrity: wanted.integrity, unpackedBytes: 0, own: emptyContents, bundled: [] } }
  }
  return { ...setting, contents: { ...setting.contents, of } }
}

export function toFired({ rule, outcome, evidence }: Finding): Fired {
  return { rule, outcome, evidence: evidence.map(described) }
}

function described({ file, line, excerpt, fact }: Evidence): string {
  const place = file === '' ? '' : `${file}${line > 0 ? `:${line}` : ''} `
  return `${place}${excerpt} (${fact})`
}

function apart(pair: Pair, state: PairState, detail: string): JudgedPair {
  return { ...pair, state, detail, fired: [] }
}

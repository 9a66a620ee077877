// One pair judged: as of an hour after its newer release was published, with every packument cut to that moment. What
// keeps it from being a measurement is said, so that it is counted apart and never as quiet.

import { emptyContents } from '../../src/domain/comparison.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Fetched, History, PublishedVersion } from '../../src/domain/release.ts'
import type { Evidence, Finding, Outcome } from '../../src/domain/report.ts'
import { judgeSpec } from '../../src/scan/judge-spec.ts'
import { withoutLaterWarning } from './as-of.ts'
import { momentOf } from './choose-pair.ts'
import type { Pair } from './pairs-file.ts'
import type { Setting } from './setting.ts'
import { baselineTimesVerdict, birthVerdict, timesVerdict } from './times.ts'

/**
 * `wrong-times`: the registry's times cannot be believed. `not-at-hand`: something was not in npm's cache, and nobody
 * was asked. `quiet-anyway`: it was only the baseline, and even against a release that has nothing no rule blocks or
 * asks for review; notes are not known. `unchecked`: the judge itself could not look at something.
 */
export type PairState = 'measured' | 'quiet-anyway' | 'wrong-times' | 'not-at-hand' | 'unchecked'

export type Fired = { rule: string; outcome: Outcome; evidence: readonly string[] }
export type JudgedPair = Pair & { state: PairState; detail: string; fired: readonly Fired[] }

export async function judgePair(pair: Pair, setting: Setting, eager: boolean): Promise<JudgedPair> {
  const history = await setting.histories.of(pair.name)
  if (!history.ok) return apart(pair, history.why.code === 'offline' ? 'not-at-hand' : 'unchecked', history.why.code)
  const published = versionOf(history.value, pair.after)
  if (published === undefined) return apart(pair, 'unchecked', 'version-not-found')
  const times = [timesVerdict(history.value, pair.after), baselineTimesVerdict(history.value, pair.before)]
  const wrong = times.find((verdict) => verdict !== 'fit')
  if (wrong !== undefined) return apart(pair, 'wrong-times', wrong)
  const added = await addedNames(published, versionOf(history.value, pair.before), setting)
  const missing = added.filter(({ history: one }) => !one.ok && one.why.code === 'offline')
  if (missing.length > 0) return apart(pair, 'not-at-hand', missing.map(({ name }) => name).join(' '))
  const births = added.map(({ history: one }) => (one.ok ? birthVerdict(one.value, momentOf(published)) : 'fit'))
  if (births.includes('out-of-order')) return apart(pair, 'wrong-times', 'out-of-order')
  const judged = await judgedAs(pair, momentOf(published), setting, eager)
  if (judged.state !== 'not-at-hand') return judged
  const atWorst = await judgedAs(pair, momentOf(published), withEmptyBaselines(setting, published), eager)
  const isQuiet = atWorst.state === 'measured' && atWorst.fired.every(({ outcome }) => outcome === 'note')
  return isQuiet ? apart(pair, 'quiet-anyway', judged.detail) : judged
}

async function judgedAs(pair: Pair, now: number, setting: Setting, eager: boolean): Promise<JudgedPair> {
  const { contents, registryFor, names, packs } = setting
  const histories = withoutLaterWarning(setting.histories, pair.name, pair.after)
  const rules = packs.flatMap((pack) => pack.rules)
  const around = { histories, contents, registryFor, names, rules, policy: defaultPolicy, now }
  const judged = await judgeSpec(pair.name, pair.after, around, eager)
  if (!judged.ok) return apart(pair, 'unchecked', judged.why.code)
  const fired = judged.value.flatMap((one) => one.judged.findings).map(toFired)
  const reasons = judged.value.flatMap((one) => one.judged.reasons).filter(({ code }) => code !== 'too-young')
  const [first] = reasons
  if (first === undefined) return { ...pair, state: 'measured', detail: '', fired }
  const state = reasons.every(({ code }) => code === 'offline') ? 'not-at-hand' : 'unchecked'
  return { ...pair, state, detail: `${first.code}: ${first.detail}`, fired }
}

/** What a baseline that is not at hand could at most make of the release: it has nothing, so all is added. */
function withEmptyBaselines(setting: Setting, after: PublishedVersion): Setting {
  const of: Setting['contents']['of'] = async (wanted, patch) => {
    const had = await setting.contents.of(wanted, patch)
    if (had.ok || had.why.code !== 'offline' || wanted.integrity === after.integrity) return had
    return { ok: true, value: { integrity: wanted.integrity, unpackedBytes: 0, own: emptyContents, bundled: [] } }
  }
  return { ...setting, contents: { of } }
}

/**
 * Names that the newer release adds, with their histories: without one, or with a wrong one, no rule about newcomers can
 * tell, and the pair would count as quiet or as noise for a reason that lies with this cache or registry.
 */
async function addedNames(
  after: PublishedVersion,
  before: PublishedVersion | undefined,
  { histories }: Setting,
): Promise<{ name: string; history: Fetched<History> }[]> {
  const known = new Set(before?.manifest.dependencies.map(({ name }) => name))
  const added = after.manifest.dependencies.filter(
    ({ name, group }) => group !== 'peerDependencies' && !known.has(name),
  )
  return Promise.all(added.map(async ({ name }) => ({ name, history: await histories.of(name) })))
}

function versionOf(history: History, version: string): PublishedVersion | undefined {
  return history.versions.find((one) => one.version === version)
}

function toFired({ rule, outcome, evidence }: Finding): Fired {
  return { rule, outcome, evidence: evidence.map(described) }
}

function described({ file, line, excerpt, fact }: Evidence): string {
  const place = file === '' ? '' : `${file}${line > 0 ? `:${line}` : ''} `
  return `${place}${excerpt} (${fact})`
}

function apart(pair: Pair, state: PairState, detail: string): JudgedPair {
  return { ...pair, state, detail, fired: [] }
}

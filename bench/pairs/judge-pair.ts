// One pair judged: as of an hour after its newer release was published, with every packument cut to that moment. What
// keeps it from being a measurement is said, so that it is counted apart and never as quiet.
import { defaultPolicy } from '../../src/baseline/policy.ts'
import type { History, PublishedVersion } from '../../src/domain/release.ts'
import type { Evidence, Finding, Outcome } from '../../src/domain/report.ts'
import { judgeSpec } from '../../src/scan/judge-spec.ts'
import { momentOf } from './choose-pair.ts'
import type { Pair } from './pairs-file.ts'
import type { Setting } from './setting.ts'
import { timesVerdict } from './times.ts'

/**
 * `wrong-times`: the registry's times cannot be believed. `not-at-hand`: something was not in npm's cache, and nobody
 * was asked. `unchecked`: the judge itself could not look at something.
 */
export type PairState = 'measured' | 'wrong-times' | 'not-at-hand' | 'unchecked'

export type Fired = { rule: string; outcome: Outcome; evidence: readonly string[] }
export type JudgedPair = Pair & { state: PairState; detail: string; fired: readonly Fired[] }

export async function judgePair(pair: Pair, setting: Setting, eager: boolean): Promise<JudgedPair> {
  const history = await setting.histories.of(pair.name)
  if (!history.ok) return apart(pair, history.why.code === 'offline' ? 'not-at-hand' : 'unchecked', history.why.code)
  const published = versionOf(history.value, pair.after)
  if (published === undefined) return apart(pair, 'unchecked', 'version-not-found')
  const times = timesVerdict(history.value, pair.after)
  if (times !== 'fit') return apart(pair, 'wrong-times', times)
  const missing = await missingNames(published, versionOf(history.value, pair.before), setting)
  if (missing.length > 0) return apart(pair, 'not-at-hand', missing.join(' '))
  const { histories, contents, registryFor, names, packs } = setting
  const rules = packs.flatMap((pack) => pack.rules)
  const now = momentOf(published)
  const around = { histories, contents, registryFor, names, rules, policy: defaultPolicy, now }
  const judged = await judgeSpec(pair.name, pair.after, around, eager)
  if (!judged.ok) return apart(pair, 'unchecked', judged.why.code)
  const findings = judged.value.flatMap((one) => one.judged.findings)
  const reasons = judged.value.flatMap((one) => one.judged.reasons).filter(({ code }) => code !== 'too-young')
  const [first] = reasons
  const fired = findings.map(toFired)
  if (first === undefined) return { ...pair, state: 'measured', detail: '', fired }
  const state = reasons.every(({ code }) => code === 'offline') ? 'not-at-hand' : 'unchecked'
  return { ...pair, state, detail: `${first.code}: ${first.detail}`, fired }
}

/**
 * Names that the newer release adds and whose history nobody could bring: without it no rule about newcomers can tell,
 * and the pair would count as quiet or as noise for a reason that lies with this cache.
 */
async function missingNames(
  after: PublishedVersion,
  before: PublishedVersion | undefined,
  { histories }: Setting,
): Promise<string[]> {
  const known = new Set(before?.manifest.dependencies.map(({ name }) => name))
  const added = after.manifest.dependencies.filter(
    ({ name, group }) => group !== 'peerDependencies' && !known.has(name),
  )
  const asked = await Promise.all(added.map(async ({ name }) => ({ name, history: await histories.of(name) })))
  return asked.flatMap(({ name, history }) => (!history.ok && history.why.code === 'offline' ? name : []))
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

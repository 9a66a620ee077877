// Packages that everybody knows, judged as if nobody had ever trusted a release of theirs: everything in them is new. They
// start programs, download, build and read secrets, because that is what they are for, and are not blocked for it.
import { defaultPolicy } from '../../src/domain/policy.ts'
import { judgeSpec } from '../../src/scan/judge-spec.ts'
import { mapLimited } from '../../src/scan/limit.ts'
import { type Fired, toFired } from './judge-pair.ts'
import { atOnce, openSetting, type Setting } from './setting.ts'
import type { WellKnown } from './well-known.ts'

export type NewInput = {
  packages: readonly WellKnown[]
  /** npm's cache folder, '' for npm's own. */
  cacheDir: string
  online: boolean
  /** Folders of rule packs beside the built-in one. */
  rules: readonly string[]
  onProgress: (done: number, total: number) => void
}

/** `unchecked`: something could not be looked at; what fired all the same is there. `detail` says what, else ''. */
export type JudgedNew = WellKnown & {
  state: 'measured' | 'unchecked'
  verdict: 'blocked' | 'review' | 'passed'
  detail: string
  fired: readonly Fired[]
}

/** In the order given. */
export async function judgeAllNew({ packages, onProgress, ...around }: NewInput): Promise<JudgedNew[]> {
  const versions = new Map(packages.map((one) => [one.name, one]))
  const upgradesOf = (name: string) => {
    const one = versions.get(name)
    return one === undefined ? [] : [{ name, before: '', after: one.version }]
  }
  const setting = await openSetting({ ...around, upgradesOf })
  let done = 0
  try {
    return await mapLimited(packages, atOnce, async (one) => {
      const judged = await judgeNew(one, setting)
      onProgress(++done, packages.length)
      return judged
    })
  } finally {
    await setting.close()
  }
}

/** No release is ever old enough to be trusted. */
const policy = { ...defaultPolicy, minAgeHours: 1e9 }

async function judgeNew(one: WellKnown, setting: Setting): Promise<JudgedNew> {
  const rules = setting.packs.flatMap((pack) => pack.rules)
  const judged = await judgeSpec(one.name, one.version, { ...setting, rules, policy, now: Date.now() }, false)
  if (!judged.ok) return { ...one, state: 'unchecked', verdict: 'passed', detail: judged.why.detail, fired: [] }
  const own = judged.value.map((found) => found.judged)
  const gaps = own.flatMap(({ reasons }) => reasons).filter(({ code }) => code !== 'too-young')
  const findings = own.flatMap((found) => found.findings)
  const has = (outcome: string) => findings.some((finding) => finding.outcome === outcome)
  return {
    ...one,
    state: gaps.length === 0 ? 'measured' : 'unchecked',
    verdict: has('block') ? 'blocked' : has('review') ? 'review' : 'passed',
    detail: gaps.map(({ code, detail }) => `${code}: ${detail}`).join('; '),
    fired: findings.map(toFired),
  }
}

// The packages that two releases carry under `node_modules/`, each compared with what stood in its place before and judged
// by itself: npm unpacks them with their carrier, and no registry speaks for them.
import { emptyRelease } from '../domain/comparison.ts'
import type { CarriedDiff, DiffReport } from '../domain/diff-report.ts'
import type { Policy } from '../domain/policy.ts'
import type { Contents, Extracted, Unchecked } from '../domain/release.ts'
import type { Verdict } from '../domain/report.ts'
import type { Rule } from '../rules/rule.ts'
import type { Carried } from './carried.ts'
import { decide } from './decide.ts'
import { judge } from './judge.ts'

/** Each of them costs as much as a package of its own; npm, which carries its whole tree, changes some twenty at once. */
const maxJudged = 500

export type Carrieds = { carried: readonly CarriedDiff[]; reasons: readonly Unchecked[] }

/** `reasons`: why not all of them were judged. */
export async function carriedDiffs(
  before: Extracted['bundled'],
  after: readonly Carried[],
  rules: readonly Rule[],
  policy: Policy,
  now: number,
): Promise<Carrieds> {
  const old = new Map(before.map(({ location, contents }) => [location, contents]))
  const found: CarriedDiff[] = []
  for (const one of after) {
    const was = old.get(one.location)
    old.delete(one.location)
    if (was !== undefined && digestOf(was) === digestOf(one.contents)) continue
    if (found.length === maxJudged) {
      const detail = `it carries more than ${maxJudged} packages that differ`
      return { carried: found, reasons: [{ code: 'too-many-files', detail }] }
    }
    found.push(await judged(one, was, rules, policy, now))
  }
  const removed = [...old].map(([location, { manifest }]) => gone(location, manifest))
  return { carried: [...found, ...removed], reasons: [] }
}

async function judged(
  { location, contents, asCandidate }: Carried,
  was: Contents | undefined,
  rules: readonly Rule[],
  policy: Policy,
  now: number,
): Promise<CarriedDiff> {
  const versionBefore = was?.manifest.version ?? ''
  const baseline =
    was === undefined ? emptyRelease : ({ status: 'history', version: versionBefore, contents: was } as const)
  const { findings, unchecked: reasons, change } = judge(baseline, await asCandidate(), rules, now)
  const { verdict } = decide(findings, reasons, { status: 'unavailable' }, policy, now)
  const { name, version } = contents.manifest
  const status = was === undefined ? 'added' : 'changed'
  return { location, status, name, version, versionBefore, verdict: toDiffVerdict(verdict), reasons, findings, change }
}

function gone(location: string, { name, version: versionBefore }: Contents['manifest']): CarriedDiff {
  const about = { location, status: 'removed', name, version: '', versionBefore } as const
  return { ...about, verdict: 'passed', reasons: [], findings: [], change: 'none' }
}

/** Of what is named here the age is not judged, and nothing was accepted. */
export function toDiffVerdict(verdict: Verdict): DiffReport['verdict'] {
  return verdict === 'waiting' || verdict === 'trusted' ? 'passed' : verdict
}

const order = ['blocked', 'unchecked', 'review', 'passed'] as const satisfies DiffReport['verdict'][]

export function worst(verdicts: readonly DiffReport['verdict'][]): DiffReport['verdict'] {
  return order.find((one) => verdicts.includes(one)) ?? 'passed'
}

/** All of its files; what is the same in each of them brings nothing. */
function digestOf({ files }: Contents): string {
  return JSON.stringify(files.map(({ path, sha256 }) => [path, sha256]).toSorted())
}

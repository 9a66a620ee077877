// What to ask for instead of what does not pass. A version is only ever called safe after it was resolved and judged with
// all that it brings; how many are is bounded.
import type { Alternative, CheckedSpec } from '../domain/check.ts'
import type { Policy } from '../domain/policy.ts'
import type { History, PublishedVersion } from '../domain/release.ts'
import type { JudgedPackage, Reason, Report } from '../domain/report.ts'
import { compareVersions, isPrerelease, isRange, isVersion, releaseLine, satisfies } from '../domain/versions.ts'
import { exitCode } from '../report/exit-code.ts'
import type { CheckInput, WantedSpec } from './check.ts'
import { judgeTree } from './check-tree.ts'

/** Each is a tree of its own. */
const maxTried = 6
const hour = 3_600_000

/** Another version would meet the same fate: the road to the registry is what is wrong. */
const notItsFault: ReadonlySet<Reason['code']> = new Set(['offline', 'fetch-failed', 'timeout', 'unauthorized'])

export async function findAlternatives(
  report: Report,
  checked: readonly CheckedSpec[],
  input: CheckInput,
): Promise<Alternative[]> {
  const failing = report.packages.filter((one) => isFailing(one, input.scan.policy))
  const found: Alternative[] = []
  for (const [index, spec] of input.specs.entries()) {
    const own = checked[index]
    if (own === undefined || spec.name === '' || own.version === '') continue
    const brought = failing.filter((one) => checked.length === 1 || isBroughtBy(one, spec.name, own.version))
    const [first] = brought
    if (first === undefined) continue
    found.push(await instead(spec, own, first, input))
  }
  return found
}

async function instead(
  spec: WantedSpec,
  own: CheckedSpec,
  first: JudgedPackage,
  input: CheckInput,
): Promise<Alternative> {
  const other = await otherVersion(spec, own, input)
  if (other.status === 'found' || first.name === spec.name) return other
  const override = await overriding(spec, first, input)
  return override.status === 'found' ? override : other
}

/** Downwards from the version that npm would take. */
async function otherVersion(spec: WantedSpec, { version }: CheckedSpec, input: CheckInput): Promise<Alternative> {
  const alias = spec.installedAs === spec.name ? '' : `${spec.installedAs}@npm:`
  const specOf = (candidate: string) => `${alias}${spec.name}@${candidate}`
  const candidates = await candidatesFor(spec.name, version, spec.asks, input)
  const passing = await firstPassing(candidates, (candidate) => [[specOf(candidate)], new Map()], input)
  const about = { how: 'spec', name: spec.name, version, tried: passing.tried } as const
  return passing.version === ''
    ? { status: 'none', instead: '', ...about }
    : { status: 'found', instead: specOf(passing.version), ...about }
}

/** The same package, with an older version of what it brings. */
async function overriding(spec: WantedSpec, { name, version }: JudgedPackage, input: CheckInput): Promise<Alternative> {
  const candidates = await candidatesFor(name, version, '', input)
  const passing = await firstPassing(candidates, (candidate) => [[spec.text], new Map([[name, candidate]])], input)
  const about = { how: 'override', name, version, tried: passing.tried } as const
  return passing.version === ''
    ? { status: 'none', instead: '', ...about }
    : { status: 'found', instead: `${name}@${passing.version}`, ...about }
}

type Change = Parameters<CheckInput['resolve']>

async function firstPassing(
  candidates: readonly string[],
  changeFor: (version: string) => Change,
  input: CheckInput,
): Promise<{ version: string; tried: number }> {
  let tried = 0
  const total = Math.min(candidates.length, maxTried)
  for (const version of candidates.slice(0, total)) {
    input.scan.onProgress({ stage: 'alternatives', done: tried++, total, current: version })
    const resolution = await input.resolve(...changeFor(version))
    if (resolution.status !== 'resolved') continue
    const { summary } = await judgeTree(input.lockfileOf(resolution.value), input)
    if (summary.exitCode === 0) return { version, tried }
  }
  return { version: '', tried }
}

/** Old enough, not deprecated, lower, newest first: within what was asked for, else on the same line. */
async function candidatesFor(name: string, version: string, asks: string, { scan }: CheckInput): Promise<string[]> {
  const history = await scan.registry.history(name, scan.visibleUntil, () => new Set())
  if (!history.ok) return []
  const lower = lowerVersions(history.value, version, scan.policy, scan.now)
  const isExact = isVersion(asks) || !isRange(asks)
  const within = isExact || asks === '' ? [] : lower.filter((one) => satisfies(one, asks))
  return within.length > 0 ? within : lower.filter((one) => releaseLine(one) === releaseLine(version))
}

function lowerVersions({ versions }: History, version: string, policy: Policy, now: number): string[] {
  const isOld = ({ publishedAt }: PublishedVersion) =>
    publishedAt.status !== 'known' || publishedAt.value + policy.minAgeHours * hour <= now
  return versions
    .filter((one) => compareVersions(one.version, version) < 0 && isOld(one) && one.deprecated === '')
    .filter((one) => isPrerelease(version) || !isPrerelease(one.version))
    .map((one) => one.version)
    .toReversed()
}

function isFailing(one: JudgedPackage, { failOn }: Policy): boolean {
  if (exitCode([one], failOn) === 0) return false
  return one.verdict !== 'unchecked' || one.reasons.some(({ code }) => !notItsFault.has(code))
}

function isBroughtBy({ paths }: JudgedPackage, name: string, version: string): boolean {
  return paths.some((path) => path.includes(`${name}@${version}`))
}

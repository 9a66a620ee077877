// How long the rules take over 1,500 changes (`npm run bench:rules`), and how long comparing takes besides. The target
// is 300 ms for the rules. Releases are made from the rules' own cases, so that every rule has something to fire on,
// and filled up with files and dependencies to the size that published packages have.
import { corePath, loadPacks } from '../src/cli/packs.ts'
import type { Baseline, Candidate, Newcomer } from '../src/domain/comparison.ts'
import type { Contents, FileRecord } from '../src/domain/release.ts'
import { compareReleases } from '../src/facts/compare.ts'
import { applyRules } from '../src/rules/apply.ts'
import { releasesOf } from '../test/support/case-releases.ts'

const changes = 1500
const target = 300
const runs = 5

const packs = await loadPacks([corePath], process.cwd(), 'nothing was measured')
const rules = packs.flatMap((pack) => pack.rules)
const cases = rules.flatMap((rule) => rule.cases.map((one) => ({ ...releasesOf(one), now: one.about.now })))
const releases = Array.from({ length: changes }, (_, index) => filled(index))
const compared = releases.map(compare)

let fired = 0
const ruleTimes = timed(() => {
  fired = compared.reduce((sum, change) => sum + applyRules(rules, change).findings.length, 0)
})
const wholeTimes = timed(() => {
  for (const release of releases) applyRules(rules, compare(release))
})
const files = releases.reduce((sum, { candidate }) => sum + candidate.contents.files.length, 0)
console.log(`${changes} changes, ${rules.length} rules, ${files} files, ${fired} findings; median of ${runs} runs`)
console.log(`rules              ${ruleTimes} ms (target ${target} ms)`)
console.log(`compare and rules  ${wholeTimes} ms`)
if (ruleTimes >= target) process.exitCode = 1

type Release = { baseline: Baseline; candidate: Candidate; now: number }

function compare({ baseline, candidate, now }: Release) {
  return compareReleases(baseline, candidate, now)
}

/** One in fifty is as large as a framework; most have a few dozen files. */
function filled(index: number): Release {
  const one = cases[index % cases.length]
  if (one === undefined) throw new Error('the rules have no cases')
  const size = index % 50 === 0 ? 2000 : 10 + (index % 40)
  const { baseline, candidate, now } = one
  const contents = withFiles(candidate.contents, size, `${index}`)
  // Every other release is compared with the empty one, as in the first look of every scan.
  const before = index % 2 === 0 ? baseline.contents : withFiles(baseline.contents, size, 'before')
  return {
    baseline: { ...baseline, contents: before },
    candidate: { ...candidate, contents, newcomers: [...candidate.newcomers, ...newcomersOf(contents)] },
    now,
  }
}

/** A tenth of the files differ from release to release. */
function withFiles(contents: Contents, size: number, mark: string): Contents {
  const [model] = contents.files
  if (model === undefined) return contents
  const files = Array.from({ length: size }, (_, index): FileRecord => {
    const digest = (index % 10 === 0 ? `${mark} ${index}` : `${index}`).padStart(64, '0')
    return { ...model, path: `lib/part-${index}.js`, type: 'javascript', size: 1000 + index, sha256: digest }
  })
  const dependencies = Array.from({ length: 8 }, (_, index) => {
    return { name: `dependency-${index}`, spec: '^1.0.0', group: 'dependencies' as const, line: index }
  })
  const manifest = { ...contents.manifest, dependencies: [...contents.manifest.dependencies, ...dependencies] }
  return { ...contents, manifest, files: [...contents.files, ...files] }
}

function newcomersOf(contents: Contents): Newcomer[] {
  const [model] = cases.flatMap(({ candidate }) => candidate.newcomers)
  if (model === undefined) return []
  return contents.manifest.dependencies.map(({ name }) => ({ ...model, name, createdAt: 0, resolvedPublishedAt: 0 }))
}

/** Milliseconds, the median; the first run warms up and does not count. */
function timed(work: () => void): number {
  work()
  const times = Array.from({ length: runs }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  })
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0)
}

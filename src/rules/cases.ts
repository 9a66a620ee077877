// The test cases of a rule as data: two releases as files, and what is known about them from elsewhere. What a case does
// not say is as quiet as can be, and did not change between its releases. Building releases of them is `scan/`'s business.
import type { Newcomer } from '../domain/comparison.ts'
import type { KnownBad } from '../domain/known-bad.ts'
import type { PackageKind } from '../domain/locked.ts'
import type { Place } from '../domain/problem.ts'
import type { Evidence } from '../domain/provenance.ts'
import type { Known, Publisher, TrustLevel } from '../domain/release.ts'
import type { ExpectedEvidence } from '../domain/rule-test.ts'
import { memberOf, textOf, wordOf } from '../yaml/members.ts'
import type { YamlMistake, YamlNode } from '../yaml/read.ts'
import { toAbout } from './case-about.ts'
import { type CasePackage, toPackage } from './case-files.ts'
import type { CaseTree } from './case-tree.ts'
import { toExpected } from './expected-evidence.ts'
import { expectations } from './schema.ts'

export type { CaseFile, CasePackage } from './case-files.ts'

/** What the registry says of one release. Times in milliseconds since 1970. */
export type CaseRelease = {
  published: Known<number>
  publisher: Known<Publisher>
  /** The registry names a CI job as the publisher. */
  viaWorkflow: boolean
  gitHead: Known<string>
  trust: Known<TrustLevel>
  deprecated: string
}

export type CaseAbout = CaseRelease & {
  /** The trusted release; means nothing where the case has none. */
  before: CaseRelease & { patch: CasePackage | 'none' }
  /** The files that the project's patch changes or adds, as they are after it. */
  patch: CasePackage | 'none'
  /** Further versions of the package, as written. */
  history: readonly (CaseRelease & { version: string })[]
  now: number
  direct: boolean
  dev: boolean
  optional: boolean
  kind: PackageKind
  /** `weak`: the right bytes, by their sha1 alone. */
  integrity: 'equal' | 'different' | 'absent' | 'weak'
  /** What is proven of who built and signed it. */
  evidence: Evidence
  source: 'registry' | 'elsewhere' | 'unstated'
  newToTree: 'yes' | 'no' | 'unknown'
  /** '' when the project itself asks for it. */
  requestedBy: string
  /** `name@version` in the lockfile, '' for what package.json says. */
  locked: string
  tree: CaseTree
  /** JSON text of the registry's manifest, '' for the tarball's. */
  registryManifest: string
  /** Only the names the case speaks of; `ordinaryNewcomer` is for the others. */
  newcomers: readonly Newcomer[]
  /** The only names that anybody knows. */
  knownNames: { project: readonly string[]; tree: readonly string[]; popular: readonly string[] }
  burstPackages: number
  /** What lists and OSV records would name. */
  knownBad: KnownBad
}

export type RuleCase = {
  name: string
  expect: (typeof expectations)[number]
  before: CasePackage | 'nothing'
  after: CasePackage
  about: CaseAbout
  /** All that it must find when it fires; `any` where the case does not say. */
  finds: readonly ExpectedEvidence[] | 'any'
  /** Where the case stands, for the report of `cordon rules test`. */
  place: Place
}

/** `node` conforms to the schema; what does not gives defaults and was reported. */
export function toCase(node: YamlNode, place: Place, mistakes: YamlMistake[]): RuleCase {
  const before = memberOf(node, 'before')
  const expect = wordOf(node, 'expect', expectations, 'fires')
  return {
    name: textOf(node, 'name', ''),
    expect,
    finds: toFinds(node, expect, mistakes),
    before: before?.kind === 'map' ? toPackage(before, mistakes) : 'nothing',
    after: toPackage(memberOf(node, 'after'), mistakes),
    about: toAbout(memberOf(node, 'about'), mistakes),
    place,
  }
}

function toFinds(node: YamlNode, expect: RuleCase['expect'], mistakes: YamlMistake[]): RuleCase['finds'] {
  const finds = memberOf(node, 'finds')
  if (finds?.kind !== 'list') return 'any'
  const help = 'Leave "finds" out, or say what a case that fires must find.'
  if (expect === 'quiet') {
    mistakes.push({ code: 'finds-when-quiet', message: 'A quiet case finds nothing', help, at: finds.at })
  } else if (finds.items.length === 0) {
    mistakes.push({ code: 'finds-nothing', message: 'A rule that fires finds something', help, at: finds.at })
  }
  return finds.items.map(toExpected)
}

// The test cases of a rule as data: two releases as files, and what is known about them from elsewhere. What a case does
// not say is as quiet as can be, and did not change between its releases. Building releases of them is `scan/`'s business.
import type { Newcomer } from '../domain/comparison.ts'
import type { PackageKind } from '../domain/locked.ts'
import type { Place } from '../domain/problem.ts'
import type { Known, Publisher, TrustLevel } from '../domain/release.ts'
import { toAbout } from './case-about.ts'
import { memberOf, textOf, toJsonText, wordOf } from './members.ts'
import { expectations } from './schema.ts'
import type { YamlMistake, YamlNode } from './yaml.ts'

export type CaseFile = { path: string; text: string }
export type CasePackage = { files: readonly CaseFile[] }

/** What the registry says of one release. Times in milliseconds since 1970. */
export type CaseRelease = {
  published: Known<number>
  publisher: Known<Publisher>
  gitHead: Known<string>
  trust: Known<TrustLevel>
  deprecated: string
}

export type CaseAbout = CaseRelease & {
  /** The trusted release; means nothing where the case has none. */
  before: CaseRelease
  /** Further versions of the package, as written. */
  history: readonly (CaseRelease & { version: string })[]
  now: number
  direct: boolean
  dev: boolean
  optional: boolean
  kind: PackageKind
  integrity: 'equal' | 'different' | 'absent'
  source: 'registry' | 'elsewhere' | 'unstated'
  newToTree: 'yes' | 'no' | 'unknown'
  /** '' when the project itself asks for it. */
  requestedBy: string
  /** `name@version` in the lockfile, '' for what package.json says. */
  locked: string
  /** JSON text of the registry's manifest, '' for the tarball's. */
  registryManifest: string
  /** Only the names the case speaks of; `ordinaryNewcomer` is for the others. */
  newcomers: readonly Newcomer[]
}

export type RuleCase = {
  name: string
  expect: (typeof expectations)[number]
  before: CasePackage | 'nothing'
  after: CasePackage
  about: CaseAbout
  /** Where the case stands, for the report of `cordon rules test`. */
  place: Place
}

/** `node` conforms to the schema; what does not gives defaults and was reported. */
export function toCase(node: YamlNode, place: Place, mistakes: YamlMistake[]): RuleCase {
  const before = memberOf(node, 'before')
  return {
    name: textOf(node, 'name', ''),
    expect: wordOf(node, 'expect', expectations, 'fires'),
    before: before?.kind === 'map' ? toPackage(before, mistakes) : 'nothing',
    after: toPackage(memberOf(node, 'after'), mistakes),
    about: toAbout(memberOf(node, 'about')),
    place,
  }
}

function toPackage(node: YamlNode | undefined, mistakes: YamlMistake[]): CasePackage {
  if (node?.kind !== 'map') return { files: [] }
  const files = node.entries.map(({ key, value }) => {
    if (value.kind === 'text') return { path: key, text: value.value }
    if (!key.endsWith('.json')) mistakes.push(notText(key, value.at))
    return { path: key, text: `${toJsonText(value)}\n` }
  })
  return { files }
}

function notText(path: string, at: number): YamlMistake {
  const help = 'Only .json files may be written as YAML; write this one as text: |.'
  return { code: 'wrong-type', message: `"${path}" must be text`, help, at }
}

// A quiet Change and a small good rule file, so that a test only says what it is about.
import type {
  ArgumentFact,
  BaselineFact,
  BinFact,
  CapabilityFact,
  Change,
  ContentFact,
  DependencyFact,
  DirectiveFact,
  DisguiseFact,
  FileFact,
  FlowFact,
  IndicatorFact,
  KnownBadFact,
  LockFact,
  LookalikeFact,
  ManifestFact,
  OddityFact,
  PackageFact,
  PatchFact,
  ProvenanceFact,
  PublicationFact,
  ScriptFact,
  UnreadableFact,
} from '../../src/domain/change.ts'
import { Problem } from '../../src/domain/problem.ts'
import { loadPack } from '../../src/rules/load.ts'
import type { Rule } from '../../src/rules/rule.ts'

export const aPackage: PackageFact = {
  record: 'package',
  name: 'tiny',
  installedAs: 'tiny',
  version: '1.0.1',
  kind: 'registry',
  host: 'registry.example.test',
  direct: true,
  dev: false,
  optional: false,
  requestedBy: '',
  newToTree: 'unknown',
  leavesProject: false,
  major: 1,
  platform: 'any',
  platformSiblings: 'none',
  ownName: 'no',
  scopeHosts: 'one',
  registryAllowed: 'unstated',
  scopeOrigin: 'ordinary',
  hostChange: 'unknown',
  nameChange: 'unknown',
  line: 12,
}

export const aBaseline: BaselineFact = { record: 'baseline', status: 'history', version: '1.0.0', ageHours: 900 }

export const aPublication: PublicationFact = {
  record: 'publication',
  age: 'known',
  ageHours: 500,
  packageAgeHours: 9000,
  releasesBefore: 12,
  step: 'patch',
  dormantDays: 40,
  publisher: 'same',
  publisherName: 'ada',
  publisherBefore: 'ada',
  publisherKind: 'account',
  email: 'same',
  publisherKnown: 'yes',
  emailKnown: 'yes',
  publisherSilentDays: 40,
  gitHead: 'same',
  gitHeadHabit: 'always',
  trust: 'same',
  trustLevel: 'none',
  trustBefore: 'none',
  trustOnLine: 'kept',
  trustHabit: 'never',
  burstVersions: 0,
  burstLines: 1,
  dayLines: 1,
  dayOrder: 'ordered',
  burstPackages: 0,
  number: 'ordinary',
  latest: 'here',
  deprecated: '',
  deprecation: 'none',
  line: 12,
}

export const aProvenance: ProvenanceFact = {
  record: 'provenance',
  status: 'unavailable',
  code: '',
  detail: '',
  signature: 'unavailable',
  signatureDetail: '',
  shown: 'never',
  predicate: 'silent',
  history: 0,
  builtFrom: '',
  builtFromBefore: '',
  commit: '',
  ref: '',
  trigger: '',
  workflow: '',
  issuer: 'unknown',
  repository: 'unknown',
  owner: 'unknown',
  process: 'unknown',
  processDetail: '',
  branch: 'unknown',
  triggerKind: 'unknown',
  runner: 'unknown',
  declared: 'unknown',
  line: 12,
}

export const aLock: LockFact = {
  record: 'lock',
  strength: 'sha512',
  integrity: 'equal',
  source: 'registry',
  resolved: 'https://registry.example.test/tiny/-/tiny-1.0.1.tgz',
  scheme: 'https',
  path: 'agrees',
  served: 'sha512',
  installScript: 'agrees',
  identity: 'agrees',
  accepted: 'none',
  line: 12,
}

export const aLookalike: LookalikeFact = {
  record: 'lookalike',
  name: 'tiny',
  kind: 'none',
  of: '',
  whose: 'none',
  line: 12,
}

export const aManifest: ManifestFact = {
  record: 'manifest',
  field: 'scripts',
  key: 'postinstall',
  registry: '',
  tarball: 'node setup.js',
  file: 'package.json',
  line: 5,
}

export const aScript: ScriptFact = {
  record: 'script',
  status: 'added',
  name: 'postinstall',
  body: 'node setup.js',
  bodyBefore: '',
  runsOnInstall: true,
  implicit: false,
  reaches: ['setup.js'],
  reachesNew: 1,
  file: 'package.json',
  line: 5,
}

export const aDependency: DependencyFact = {
  record: 'dependency',
  status: 'added',
  name: 'tiny-extra',
  spec: '^1.0.0',
  specBefore: '',
  group: 'dependencies',
  kind: 'registry',
  kindBefore: 'none',
  scheme: '',
  related: 'no',
  imported: 'no',
  history: 'known',
  resolvedVersion: '1.0.0',
  resolvedAgeHours: 1,
  packageAgeHours: 18.5,
  releases: 2,
  hasInstallScript: 'yes',
  lookalike: 'none',
  lookalikeOf: '',
  newToTree: 'yes',
  file: 'package.json',
  line: 8,
}

export const aFile: FileFact = {
  record: 'file',
  status: 'added',
  path: 'setup.js',
  type: 'javascript',
  disguised: false,
  size: 4209,
  sizeBefore: 0,
  longestLine: 4209,
  reach: 'install',
  entry: 'none',
  role: 'none',
  startsOnOpen: false,
  oneLine: true,
  grown: 4209,
  factor: 4209,
  firstOfType: false,
  lineFactor: 40,
}

export const aContent: ContentFact = {
  record: 'content',
  files: 12,
  filesBefore: 11,
  bytes: 14_209,
  bytesBefore: 10_000,
  grown: 4209,
  factor: 1.4209,
}

export const anOddity: OddityFact = {
  record: 'oddity',
  status: 'added',
  kind: 'second-manifest',
  path: 'package.md',
  detail: 'tiny@1.0.0',
}

export const aPatch: PatchFact = {
  record: 'patch',
  status: 'added',
  path: 'patches/tiny.patch',
  integrity: 'sha512-x',
  files: ['setup.js', 'index.js'],
  added: 3,
  removed: 1,
  touchesManifest: false,
  changesInstall: true,
  line: 12,
}

export const aBin: BinFact = {
  record: 'bin',
  status: 'added',
  name: 'node',
  path: 'cli.js',
  pathBefore: '',
  shadows: 'runtime',
  ownedBy: '',
  file: 'package.json',
  line: 9,
}

export const aDirective: DirectiveFact = {
  record: 'directive',
  status: 'added',
  field: 'overrides',
  key: 'tiny',
  value: 'github:eve/tiny',
  valueBefore: '',
  leadsTo: 'git',
  surplus: 'nothing',
  file: 'package.json',
  line: 30,
}

const codePlace = {
  status: 'added',
  file: 'setup.js',
  line: 3,
  column: 9,
  excerpt: "require('node:https').get(url)",
  reach: 'install',
} as const

export const aCapability: CapabilityFact = {
  record: 'capability',
  name: 'env-secret',
  subject: 'NPM_TOKEN',
  reachBefore: 'absent',
  ...codePlace,
}

export const anArgument: ArgumentFact = {
  record: 'argument',
  capability: 'network-client',
  kind: 'host',
  value: 'files.example.test',
  resolved: true,
  ...codePlace,
}

export const aFlow: FlowFact = {
  record: 'flow',
  source: 'secret',
  subject: 'NPM_TOKEN',
  sink: 'network',
  reachBefore: 'absent',
  steps: 'setup.js:3 process.env.NPM_TOKEN -> setup.js:9 request',
  ...codePlace,
}

export const aDisguise: DisguiseFact = {
  record: 'disguise',
  kind: 'string-array',
  detail: '',
  files: 1,
  filesBefore: 0,
  ...codePlace,
}

export const anIndicator: IndicatorFact = {
  record: 'indicator',
  kind: 'host',
  value: 'files.example.test',
  ...codePlace,
}

export const anUnreadable: UnreadableFact = {
  record: 'unreadable',
  firstOfKind: true,
  status: 'added',
  file: 'dist/index.js',
  why: 'crash',
  sha256: 'a1b2',
  reach: 'import',
}

export const aKnownBad: KnownBadFact = {
  record: 'knownBad',
  kind: 'host',
  value: 'files.example.test',
  harm: 'malicious',
  id: '',
  source: 'https://example.test/report',
  pack: 'ours',
  list: 'campaign-seven',
  atMost: 'block',
  why: 'Takes what the trojan sends',
  file: 'setup.js',
  line: 3,
}

export const quietChange: Change = {
  package: aPackage,
  baseline: aBaseline,
  publication: aPublication,
  provenance: aProvenance,
  lock: aLock,
  lookalike: aLookalike,
  manifest: [],
  scripts: [],
  dependencies: [],
  files: [],
  content: aContent,
  oddities: [],
  bins: [],
  directives: [],
  patches: [],
  capabilities: [],
  arguments: [],
  flows: [],
  disguises: [],
  indicators: [],
  unreadable: [],
  knownBad: [],
}

/** The axios shape, small. */
export const loudChange: Change = {
  ...quietChange,
  manifest: [aManifest],
  scripts: [aScript],
  dependencies: [aDependency],
  files: [aFile],
  oddities: [anOddity],
  bins: [aBin],
  directives: [aDirective],
  patches: [aPatch],
  capabilities: [aCapability],
  arguments: [anArgument],
  flows: [aFlow],
  disguises: [aDisguise],
  indicators: [anIndicator],
  unreadable: [anUnreadable],
  knownBad: [aKnownBad],
}

/** A good rule file by lines; each key can be replaced by other lines, or left out with ''. */
export function ruleText(replaced: Readonly<Record<string, string>> = {}): string {
  const lines: Record<string, string> = {
    id: 'id: my-rule',
    title: 'title: Something new in {package}',
    outcome: 'outcome: block',
    status: 'status: stable',
    when: 'when: change.scripts.exists(s, s.status == "added")',
    find: 'find: change.scripts.filter(s, s.status == "added")',
    why: 'why: Because {name} {version} runs it.',
    fix: 'fix: Stay on {before}.',
    quiet: 'quiet: Old scripts.',
    references: 'references: [https://example.test/why]',
    cases: [
      'cases:',
      '  - name: adds one',
      '    expect: fires',
      '    before: { package.json: { name: tiny, version: 1.0.0 } }',
      '    after: { package.json: { name: tiny, version: 1.0.1, scripts: { install: x } } }',
      '  - name: adds none',
      '    expect: quiet',
      '    before: nothing',
      '    after: { package.json: { name: tiny, version: 1.0.0 } }',
    ].join('\n'),
    ...replaced,
  }
  return `${Object.values(lines)
    .filter((line) => line !== '')
    .join('\n')}\n`
}

/** The one rule of a file with these conditions. */
export function ruleOf(replaced: Readonly<Record<string, string>> = {}): Rule {
  const [rule] = loadPack([{ path: 'my-rule.yml', text: ruleText(replaced) }], 'nothing was tested').rules
  if (rule === undefined) throw new Error('the builder made no rule')
  return rule
}

/** `line:column code` of every mistake. */
export function mistakesOf(text: string, path = 'my-rule.yml'): string[] {
  return problemOf(() => loadPack([{ path, text }], 'nothing was tested')).mistakes.map(
    ({ code, place }) => `${place.line}:${place.column} ${code}`,
  )
}

export function problemOf(run: () => unknown): Problem {
  try {
    run()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('there was no mistake')
}

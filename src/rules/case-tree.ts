// What a test case says about the tree around its package, and about the project: the keys, and how they are read.
import { readJson } from '../domain/json.ts'
import type { LockedPackage } from '../domain/locked.ts'
import { type Project, toDirectives } from '../domain/project.ts'
import type { AllowsMore, Surpluses } from '../domain/scripts-report.ts'
import { ordinaryStanding, type Standing } from '../domain/standing.ts'
import { anyText } from '../yaml/forms.ts'
import { memberOf, textOf, toJsonText, wordOf } from '../yaml/members.ts'
import type { YamlNode } from '../yaml/read.ts'
import type { Keys, Shape } from '../yaml/shape.ts'

/** What a case says of its place in the tree. */
export type CaseTree = {
  standing: Standing
  platform: LockedPackage['platform']
  /** The URL in the lockfile, '' for none. */
  resolved: string
  project: { before: Project | 'unknown'; after: Project; surpluses: Surpluses } | 'none'
}

const platforms = ['any', 'limited'] as const
const siblings = ['none', 'alike', 'different'] as const
const ownNames = ['package', 'scope', 'no'] as const
const hosts = ['one', 'several'] as const
const changes = ['same', 'changed', 'unknown'] as const
const allowed = ['yes', 'no', 'unstated'] as const
const origins = ['internal', 'internal-from-public', 'ordinary'] as const
const accepted = ['same', 'other-bytes', 'none'] as const

const surplusWords = [
  'every-version',
  'not-approved',
  'changed',
  'not-installed',
  'unread',
  'nothing',
] as const satisfies readonly (AllowsMore | 'nothing')[]

const manifestShape: Shape = {
  kind: 'names',
  means: "The project's own package.json.",
  of: { kind: 'anything', means: 'JSON.' },
}

function words(means: string, of: readonly string[]): Keys[string] {
  return { needed: false, shape: { kind: 'words', means, words: of } }
}

export const treeKeys: Keys = {
  platform: words('Whether the lock entry names systems or processors.', platforms),
  platformSiblings: words('Install scripts of the other platform packages.', siblings),
  ownName: words("Whether it has one of the project's own names.", ownNames),
  scopeHosts: words('Where the packages of its scope come from.', hosts),
  hostChange: words("Its host against the base lockfile's.", changes),
  nameChange: words('Which package the folder leads to, against the base lockfile.', changes),
  accepted: words('Its integrity against what cordon.lock has for this name and version.', accepted),
  registryAllowed: words('Its host against the registries that the policy names.', allowed),
  scopeOrigin: words("Where packages of the policy's internal scopes come from.", origins),
  resolved: { needed: false, shape: { kind: 'text', means: 'The URL in the lockfile.', form: anyText } },
  bins: {
    needed: false,
    shape: {
      kind: 'names',
      means: 'Commands of other packages in the tree: command and package.',
      of: { kind: 'text', means: 'The package.', form: anyText },
    },
  },
  project: { needed: false, shape: manifestShape },
  projectBefore: { needed: false, shape: { ...manifestShape, means: 'The same in the base commit.' } },
  surpluses: {
    needed: false,
    shape: {
      kind: 'names',
      means: 'Entries of allowScripts in a project that approves scripts, and what each allows beyond that.',
      of: { kind: 'words', means: 'What it allows.', words: surplusWords },
    },
  },
}

export function toTree(node: YamlNode | undefined): CaseTree {
  const after = memberOf(node, 'project')
  const before = memberOf(node, 'projectBefore')
  return {
    standing: {
      platformSiblings: wordOf(node, 'platformSiblings', siblings, ordinaryStanding.platformSiblings),
      ownName: wordOf(node, 'ownName', ownNames, ordinaryStanding.ownName),
      scopeHosts: wordOf(node, 'scopeHosts', hosts, ordinaryStanding.scopeHosts),
      hostChange: wordOf(node, 'hostChange', changes, ordinaryStanding.hostChange),
      nameChange: wordOf(node, 'nameChange', changes, ordinaryStanding.nameChange),
      accepted: wordOf(node, 'accepted', accepted, ordinaryStanding.accepted),
      registryAllowed: wordOf(node, 'registryAllowed', allowed, ordinaryStanding.registryAllowed),
      scopeOrigin: wordOf(node, 'scopeOrigin', origins, ordinaryStanding.scopeOrigin),
      bins: binsOf(memberOf(node, 'bins')),
    },
    platform: wordOf(node, 'platform', platforms, 'any'),
    resolved: textOf(node, 'resolved', ''),
    project:
      after === undefined
        ? 'none'
        : {
            before: before === undefined ? 'unknown' : toProject(before),
            after: toProject(after),
            surpluses: surplusesOf(memberOf(node, 'surpluses')),
          },
  }
}

function binsOf(node: YamlNode | undefined): Standing['bins'] {
  if (node?.kind !== 'map') return ordinaryStanding.bins
  return new Map(node.entries.map(({ key, value }) => [key, value.kind === 'text' ? [value.value] : []]))
}

function surplusesOf(node: YamlNode | undefined): Surpluses {
  if (node?.kind !== 'map') return 'unjudged'
  return new Map(node.entries.map(({ key }) => [key, wordOf(node, key, surplusWords, 'nothing')]))
}

/** The text is ours and small: it always reads. */
function toProject(node: YamlNode): Project {
  const text = toJsonText(node)
  const read = readJson(text, { maxLength: text.length, maxDepth: 50, maxNodes: 10_000 })
  const directives = read.ok ? toDirectives(read.root, 'package.json', () => 1) : []
  return { file: 'package.json', name: 'app', version: '1.0.0', directives }
}

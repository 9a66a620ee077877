// The `about` of a test case as data, with its defaults: what is not said is ordinary, and did not change between the
// two releases, so that a case only speaks of what it is about.
import { type Newcomer, noResemblance } from '../domain/comparison.ts'
import type { PackageKind } from '../domain/locked.ts'
import { type Known, type Publisher, type TrustLevel, trustLevels } from '../domain/release.ts'
import { countOf, flagOf, itemsOf, memberOf, textOf, toJsonText, wordOf } from '../yaml/members.ts'
import type { YamlMistake, YamlNode } from '../yaml/read.ts'
import { toEvidence } from './case-evidence.ts'
import { type CasePackage, toPackage } from './case-files.ts'
import { toTree } from './case-tree.ts'
import type { CaseAbout, CaseRelease } from './cases.ts'
import { toEntry, toKnownBad } from './lists.ts'

const day = 24 * 3_600_000
const defaultNow = Date.parse('2026-11-15T12:00:00Z')

/** A dependency that nobody has to worry about: old, often released, without an install script. */
export function ordinaryNewcomer(name: string, now: number): Newcomer {
  return {
    name,
    history: 'known',
    resolvedVersion: '1.0.0',
    resolvedPublishedAt: now - 400 * day,
    createdAt: now - 1000 * day,
    releases: 20,
    hasInstallScript: 'no',
    publisher: '',
    newToTree: 'no',
    resemblance: noResemblance,
  }
}

/** `node` conforms to `aboutShape`, or is missing; adds to `mistakes` what the shape cannot say. */
export function toAbout(node: YamlNode | undefined, mistakes: YamlMistake[] = []): CaseAbout {
  const before = memberOf(node, 'before')
  const patch = toPatch(node, mistakes)
  const now = timeOf(node, 'now', defaultNow)
  const mirror = flagOf(node, 'mirror', false)
  const published = publishedOf(node, now - 60 * day)
  const publishedBefore = publishedOf(before, (published.status === 'known' ? published.value : now) - 90 * day)
  const own = toRelease([node, before], published, textOf(node, 'deprecated', ''), mirror)
  return {
    ...own,
    before: {
      ...toRelease([before, node], publishedBefore, textOf(before, 'deprecated', ''), mirror),
      patch: toPatch(before, mistakes),
    },
    patch,
    history: itemsOf(node, 'history').map((item, index) => {
      const start = publishedBefore.status === 'known' ? publishedBefore.value : now - 150 * day
      const at = publishedOf(item, start - (index + 1) * 30 * day)
      const release = toRelease([item, before, node], at, textOf(item, 'deprecated', ''), mirror)
      return { version: textOf(item, 'version', ''), ...release }
    }),
    now,
    direct: flagOf(node, 'direct', memberOf(node, 'requestedBy') === undefined),
    dev: flagOf(node, 'dev', false),
    optional: flagOf(node, 'optional', false),
    kind: wordOf(node, 'kind', kinds, patch === 'none' ? 'registry' : 'patched'),
    integrity: wordOf(node, 'integrity', ['equal', 'different', 'absent', 'weak'], 'equal'),
    evidence: toEvidence(node),
    source: wordOf(node, 'source', ['registry', 'elsewhere', 'unstated'], 'registry'),
    newToTree: wordOf(node, 'newToTree', ['yes', 'no', 'unknown'], 'no'),
    requestedBy: textOf(node, 'requestedBy', ''),
    locked: textOf(node, 'locked', ''),
    registryManifest: manifestText(memberOf(node, 'registryManifest')),
    tree: toTree(node),
    newcomers: toNewcomers(memberOf(node, 'newcomers'), now),
    knownNames: {
      project: namesOf(node, 'ownNames'),
      tree: namesOf(node, 'directNames'),
      popular: namesOf(node, 'popularNames'),
    },
    burstPackages: countOf(node, 'burstPackages', 0),
    knownBad: toKnownBad(itemsOf(node, 'knownBad').flatMap((item) => toEntry(item, mistakes).map(({ bad }) => bad))),
  }
}

function toPatch(node: YamlNode | undefined, mistakes: YamlMistake[]): CasePackage | 'none' {
  const patch = memberOf(node, 'patch')
  return patch === undefined ? 'none' : toPackage(patch, mistakes)
}

function namesOf(node: YamlNode | undefined, key: string): string[] {
  return itemsOf(node, key).flatMap((item) => (item.kind === 'text' ? item.value : []))
}

function manifestText(node: YamlNode | undefined): string {
  return node === undefined ? '' : toJsonText(node)
}

const kinds: readonly PackageKind[] = [
  'registry',
  'alias',
  'remote',
  'git',
  'bundled',
  'patched',
  'workspace',
  'link',
  'file',
]

/** `said` are the places to look at, nearest first: what one release does not say did not change. */
function toRelease(
  said: readonly (YamlNode | undefined)[],
  published: Known<number>,
  deprecated: string,
  mirror: boolean,
): CaseRelease {
  if (mirror) {
    const nobody = { publisher: unavailable, viaWorkflow: false } as const
    return { published, ...nobody, gitHead: unavailable, trust: unavailable, deprecated }
  }
  const provenance = said.map((one) => textOf(one, 'provenance', '')).find((word) => word !== '')
  return {
    published,
    viaWorkflow: flagOf(said[0], 'workflow', provenance === 'trustedPublisher'),
    publisher: firstSaid(said, 'publisher', toPublisher, known({ name: 'ada', email: 'ada@example.test' })),
    gitHead: firstSaid(said, 'gitHead', toGitHead, known('a'.repeat(40))),
    trust: firstSaid(said, 'provenance', toTrust, known('none')),
    deprecated,
  }
}

const unavailable = { status: 'unavailable' } as const

function known<T>(value: T): Known<T> {
  return { status: 'known', value }
}

function firstSaid<T>(
  said: readonly (YamlNode | undefined)[],
  key: string,
  read: (node: YamlNode) => Known<T>,
  otherwise: Known<T>,
): Known<T> {
  const node = said.map((one) => memberOf(one, key)).find((one) => one !== undefined)
  return node === undefined ? otherwise : read(node)
}

function toPublisher(node: YamlNode): Known<Publisher> {
  if (node.kind !== 'text') return known({ name: textOf(node, 'name', ''), email: textOf(node, 'email', '') })
  return node.value === 'unavailable' ? unavailable : known({ name: node.value, email: `${node.value}@example.test` })
}

function toGitHead(node: YamlNode): Known<string> {
  if (node.kind !== 'text' || node.value === 'unavailable') return unavailable
  return node.value === 'none' ? { status: 'absent' } : known(node.value)
}

function toTrust(node: YamlNode): Known<TrustLevel> {
  const level = node.kind === 'text' ? trustLevels.find((one) => one === node.value) : undefined
  return level === undefined ? unavailable : known(level)
}

function publishedOf(node: YamlNode | undefined, otherwise: number): Known<number> {
  if (textOf(node, 'published', '') === 'unavailable') return unavailable
  return known(timeOf(node, 'published', otherwise))
}

function timeOf(node: YamlNode | undefined, key: string, otherwise: number): number {
  const time = Date.parse(textOf(node, key, ''))
  return Number.isNaN(time) ? otherwise : time
}

function toNewcomers(node: YamlNode | undefined, now: number): Newcomer[] {
  if (node?.kind !== 'map') return []
  return node.entries.map(({ key, value }) => {
    const ordinary = ordinaryNewcomer(key, now)
    const created = timeOf(value, 'created', ordinary.createdAt)
    if (value.kind === 'text') return unknownNewcomer(key, value.value === 'not-found' ? 'not-found' : 'unavailable')
    return {
      name: key,
      history: 'known',
      resolvedVersion: textOf(value, 'resolved', ordinary.resolvedVersion),
      resolvedPublishedAt: timeOf(value, 'published', Math.max(created, ordinary.resolvedPublishedAt)),
      createdAt: created,
      releases: countOf(value, 'releases', ordinary.releases),
      hasInstallScript: flagOf(value, 'installScript', false) ? 'yes' : 'no',
      publisher: textOf(value, 'publisher', ''),
      newToTree: flagOf(value, 'newToTree', false) ? 'yes' : 'no',
      resemblance: noResemblance,
    }
  })
}

function unknownNewcomer(name: string, history: 'not-found' | 'unavailable'): Newcomer {
  return {
    name,
    history,
    resolvedVersion: '',
    resolvedPublishedAt: -1,
    createdAt: -1,
    releases: -1,
    hasInstallScript: 'unknown',
    publisher: '',
    newToTree: 'unknown',
    resemblance: noResemblance,
  }
}

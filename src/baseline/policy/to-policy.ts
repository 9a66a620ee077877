// A checked tree of `cordon.yml` as a Policy. What is left out is as the defaults have it.
import { toHours } from '../../domain/age.ts'
import {
  type Allowance,
  type AuditImport,
  defaultPolicy,
  type Exception,
  type PackUse,
  type Policy,
  type RuleSetting,
  type Stage,
} from '../../domain/policy.ts'
import { flagOf, itemsOf, memberOf, textOf, wordOf } from '../../yaml/members.ts'
import type { YamlNode } from '../../yaml/read.ts'
import { versionOf } from './check-packs.ts'
import { toDay, toEndOfDay } from './forms.ts'
import { failOns, type groups, rollOuts } from './shape.ts'

type LineOf = (node: YamlNode) => number

/** `digest`: sha256 of the file in hex. */
export function toPolicy(root: YamlNode, file: string, digest: string, lineOf: LineOf): Policy {
  const counted = textsOf(root, 'groups')
  const counts = (group: (typeof groups)[number]) => memberOf(root, 'groups') === undefined || counted.includes(group)
  return {
    file,
    digest,
    minAgeHours: hoursOf(root, 'minAge', defaultPolicy.minAgeHours),
    failOn: wordOf(root, 'failOn', failOns, defaultPolicy.failOn),
    groups: {
      production: counts('production'),
      development: counts('development'),
      optional: counts('optional'),
    },
    packs: itemsOf(root, 'packs').map((item) => toPackUse(item, lineOf)),
    rules: itemsOf(root, 'rules').map((item) => toSetting(item, lineOf)),
    registries: toRegistries(memberOf(root, 'registries'), lineOf),
    internalScopes: textsOf(root, 'internalScopes'),
    knownBad: itemsOf(memberOf(root, 'knownBad'), 'from').map((item) => ({ from: textIn(item), line: lineOf(item) })),
    greatestAge: {
      knownBadHours: hoursOf(memberOf(root, 'knownBad'), 'greatestAge', Number.POSITIVE_INFINITY),
      trustHours: hoursOf(memberOf(root, 'trust'), 'greatestAge', Number.POSITIVE_INFINITY),
    },
    letFixesThrough: flagOf(root, 'letFixesThrough', false),
    allowUnchecked: itemsOf(root, 'unchecked').map((item) => toAllowance(item, lineOf)),
    exceptions: itemsOf(root, 'exceptions').map((item) => toException(item, lineOf)),
    imports: itemsOf(root, 'imports').map((item) => toImport(item, lineOf)),
    // The host itself tells no logins apart by their case.
    approvers: textsOf(root, 'approvers').map((login) => login.toLowerCase()),
  }
}

function toPackUse(item: YamlNode, lineOf: LineOf): PackUse {
  const use = textOf(item, 'use', '')
  const written = use.startsWith('npm:') ? versionOf(use) : ''
  return {
    from: written === '' ? use : use.slice(0, -written.length - 1),
    version: textOf(item, 'version', written),
    digest: hexOf(item),
    source: textOf(item, 'source', ''),
    stages: itemsOf(item, 'rollout').map(
      (stage): Stage => ({ outcome: wordOf(stage, 'outcome', rollOuts, 'observe'), from: fromOf(stage) }),
    ),
    line: lineOf(item),
  }
}

function toSetting(item: YamlNode, lineOf: LineOf): RuleSetting {
  return {
    rule: textOf(item, 'rule', ''),
    outcome: wordOf(item, 'outcome', rollOuts, 'block'),
    from: fromOf(item),
    reason: sentenceOf(item, 'reason'),
    line: lineOf(item),
  }
}

function toRegistries(node: YamlNode | undefined, lineOf: LineOf): Policy['registries'] {
  if (node?.kind !== 'map') return []
  return node.entries.map(({ key, value }) => ({
    scope: key,
    hosts: value.kind === 'list' ? value.items.map(textIn) : [],
    line: lineOf(value),
  }))
}

function toAllowance(item: YamlNode, lineOf: LineOf): Allowance {
  return {
    package: textOf(item, 'package', ''),
    version: textOf(item, 'version', ''),
    integrity: textOf(item, 'integrity', ''),
    reason: textOf(item, 'reason', ''),
    why: sentenceOf(item, 'why'),
    owner: textOf(item, 'owner', ''),
    until: toEndOfDay(textOf(item, 'until', '')) ?? 0,
    line: lineOf(item),
  }
}

function toException(item: YamlNode, lineOf: LineOf): Exception {
  return {
    rule: textOf(item, 'rule', ''),
    package: textOf(item, 'package', ''),
    versions: textOf(item, 'versions', ''),
    integrity: textOf(item, 'integrity', ''),
    scripts: textOf(item, 'scripts', ''),
    reason: sentenceOf(item, 'reason'),
    owner: textOf(item, 'owner', ''),
    until: toEndOfDay(textOf(item, 'until', '')) ?? 0,
    line: lineOf(item),
  }
}

function toImport(item: YamlNode, lineOf: LineOf): AuditImport {
  return { from: textOf(item, 'from', ''), digest: hexOf(item), authors: textsOf(item, 'authors'), line: lineOf(item) }
}

/** Without a date it held from the beginning of time. */
function fromOf(item: YamlNode): number {
  return toDay(textOf(item, 'from', '')) ?? 0
}

/** On one line. */
function sentenceOf(item: YamlNode, key: string): string {
  return textOf(item, key, '').replace(/\s+/gu, ' ').trim()
}

function hexOf(item: YamlNode): string {
  return textOf(item, 'digest', '').replace('sha256-', '')
}

function hoursOf(node: YamlNode | undefined, key: string, otherwise: number): number {
  return toHours(textOf(node, key, '')) ?? otherwise
}

function textsOf(node: YamlNode | undefined, key: string): string[] {
  return itemsOf(node, key).map(textIn)
}

function textIn(node: YamlNode): string {
  return node.kind === 'text' ? node.value : ''
}

// What the shape of a policy cannot say: nothing may be excepted for ever, for everything, or without naming the bytes. It
// adds mistakes; what has the wrong type was reported before and is passed over.
import { toHours } from '../../domain/age.ts'
import { itemsOf, memberOf, textOf } from '../../yaml/members.ts'
import type { YamlMistake, YamlNode } from '../../yaml/read.ts'
import { checkPack } from './check-packs.ts'
import { scope as scopeForm, toDay } from './forms.ts'
import { mistake } from './mistake.ts'
import { neverAllowed } from './reasons.ts'

const day = 24 * 3_600_000
/** A leap year's length: the same date next year is always near enough. */
const furthest = 366 * day

/** `now` in milliseconds since 1970. */
export function checkPolicy(root: YamlNode, now: number): YamlMistake[] {
  const exceptions = itemsOf(root, 'exceptions').filter(isMap)
  const allowances = itemsOf(root, 'unchecked').filter(isMap)
  return [
    ...ages(root),
    ...emptyLists(root),
    ...checkRegistries(root),
    ...itemsOf(root, 'packs').filter(isMap).flatMap(checkPack),
    ...checkSettings(itemsOf(root, 'rules').filter(isMap)),
    ...exceptions.flatMap(checkBinding),
    ...allowances.flatMap(checkReason),
    ...[...exceptions, ...allowances].flatMap((item) => checkUntil(item, now)),
    ...repeated(exceptions, ['rule', 'package', 'versions', 'integrity', 'scripts']),
    ...repeated(allowances, ['package', 'version', 'integrity', 'reason']),
  ]
}

function isMap(node: YamlNode): boolean {
  return node.kind === 'map'
}

/** `72` may be hours to one reader and days to the next; 0 as a greatest age could never be met. */
function ages(root: YamlNode): YamlMistake[] {
  const places: [YamlNode | undefined, string][] = [
    [root, 'minAge'],
    [memberOf(root, 'knownBad'), 'greatestAge'],
    [memberOf(root, 'trust'), 'greatestAge'],
  ]
  return places.flatMap(([node, key]) => {
    const age = memberOf(node, key)
    const text = age?.kind === 'number' ? age.text : age?.kind === 'text' ? age.value : ''
    if (age === undefined || text === '') return []
    if (/^-?\d+(\.\d+)?$/.test(text)) {
      return mistake('age-without-unit', `${text} has no unit`, `Write hours or days: ${text}h, ${text}d.`, age.at)
    }
    if (key === 'minAge' || toHours(text) !== 0) return []
    return mistake('age-is-nothing', 'Nothing is as new as that', 'Leave the key out for no limit.', age.at)
  })
}

function emptyLists(root: YamlNode): YamlMistake[] {
  const empty = (node: YamlNode | undefined, code: string, message: string, help: string) =>
    node?.kind === 'list' && node.items.length === 0 ? [mistake(code, message, help, node.at)] : []
  const hosts = memberOf(root, 'registries')
  const noHosts = 'Name a host; to close a scope, leave it out of package.json.'
  return [
    ...empty(memberOf(root, 'groups'), 'no-groups', 'No package would count', 'Leave the key out for all.'),
    ...(hosts?.kind === 'map' ? hosts.entries : []).flatMap(({ value }) =>
      empty(value, 'no-hosts', 'These packages could come from nowhere', noHosts),
    ),
    ...itemsOf(root, 'imports').flatMap((item) =>
      empty(memberOf(item, 'authors'), 'no-authors', 'Nobody in it would count', 'Name whose entries count.'),
    ),
    ...empty(memberOf(memberOf(root, 'knownBad'), 'from'), 'no-records', 'No records are named', 'Name a file.'),
  ]
}

function checkRegistries(root: YamlNode): YamlMistake[] {
  const registries = memberOf(root, 'registries')
  if (registries?.kind !== 'map') return []
  return registries.entries.flatMap(({ key, at }) => {
    // The YAML reader has said what is wrong with these two.
    if (key === '' || key === '__proto__' || key === '*' || scopeForm.accepts(key)) return []
    return mistake('bad-scope', `"${key.slice(0, 60)}" is no scope`, 'Write "@acme", or "*" for all others.', at)
  })
}

/** Two settings of a rule that begin on the same day contradict each other. */
function checkSettings(settings: readonly YamlNode[]): YamlMistake[] {
  return repeated(settings, ['rule', 'from'])
}

function checkBinding(item: YamlNode): YamlMistake[] {
  const [integrity, scripts] = [memberOf(item, 'integrity'), memberOf(item, 'scripts')]
  if (integrity !== undefined && scripts !== undefined) {
    return [mistake('two-bindings', 'It is bound twice', 'Keep one of "integrity" and "scripts".', scripts.at)]
  }
  if (integrity !== undefined || scripts !== undefined) return []
  const help = 'Add "integrity: sha512-…" from the lockfile, or "scripts: sha256-…" from "cordon scripts".'
  return [mistake('unbound-exception', 'It names no bytes: any release could use it', help, item.at)]
}

function checkReason(item: YamlNode): YamlMistake[] {
  const reason = memberOf(item, 'reason')
  if (reason?.kind !== 'text' || !neverAllowed.includes(reason.value)) return []
  const help = 'Have the lockfile or the patch put right; there is nothing that could be allowed by name.'
  return [mistake('reason-never-allowed', 'With this reason nobody knows the bytes', help, reason.at)]
}

function checkUntil(item: YamlNode, now: number): YamlMistake[] {
  const until = memberOf(item, 'until')
  if (until?.kind !== 'text') return []
  const last = toDay(until.value)
  if (last === undefined || last <= now + furthest) return []
  return [mistake('until-too-far', 'That is more than a year ahead', 'Choose an earlier date.', until.at)]
}

function repeated(items: readonly YamlNode[], keys: readonly string[]): YamlMistake[] {
  const keyOf = (item: YamlNode) => JSON.stringify(keys.map((key) => textOf(item, key, '')))
  return [...Map.groupBy(items, keyOf).values()].flatMap(([, ...more]) =>
    more.map((item) => mistake('stands-twice', 'The same stands above already', 'Remove one of them.', item.at)),
  )
}

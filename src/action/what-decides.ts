// What a change does to the files that decide: told by name and kind, never by value, since an .npmrc has secrets in it.
// A pure function over two texts.

import { maxPolicyLength, treeOf } from '../baseline/policy/read.ts'
import { proposalsOf } from '../baseline/store/proposals.ts'
import { readAccepted } from '../baseline/store/read.ts'
import { nothingAccepted } from '../domain/accepted.ts'
import { readJson } from '../domain/json.ts'
import { ownValue } from '../domain/manifest.ts'
import { Problem } from '../domain/problem.ts'

export type DecisionKind =
  | 'policy'
  | 'accepted'
  | 'npmrc'
  | 'overrides'
  | 'allow-scripts'
  | 'patches'
  | 'package-extensions'
  | 'npm-extension'
  | 'pack'
  | 'workflow'

export type DecisionChange = {
  kind: DecisionKind
  /** From the root of the repository. */
  file: string
  status: 'added' | 'changed' | 'removed'
  /** What in it: keys, packages, releases. Empty where the file counts as a whole. */
  names: readonly string[]
}

/** `undefined`: the file is not there. */
export type TwoTexts = { file: string; before: string | undefined; after: string | undefined }

/** `isPack`: the file is part of a rule pack, a list or an import that the base names. */
export function whatDecides({ file, before, after }: TwoTexts, isPack: boolean): DecisionChange[] {
  if (before === after) return []
  const status = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  const whole = (kind: DecisionKind): DecisionChange[] => [{ kind, file, status, names: [] }]
  const within = (kind: DecisionKind, names: readonly string[]): DecisionChange[] => [{ kind, file, status, names }]
  switch (file.slice(file.lastIndexOf('/') + 1)) {
    case 'cordon.yml':
    case 'cordon.yaml':
      return within('policy', differing(policyParts(before), policyParts(after)))
    case 'cordon.lock':
      return within('accepted', acceptedNames(before, after))
    case '.npmrc':
      return within('npmrc', differing(npmrcParts(before), npmrcParts(after)))
    case 'package.json':
      return manifestChanges(file, before, after)
    case '.npm-extension.cjs':
    case '.npm-extension.mjs':
    case '.npm-extension.js':
      return whole('npm-extension')
  }
  if (isPack) return whole('pack')
  return isWorkflow(file) && [before, after].some((text) => text?.includes('cordon') === true) ? whole('workflow') : []
}

/** A step may lie in an action of the repository's own, wherever that is. */
export function isWorkflow(file: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file) || /(?:^|\/)action\.ya?ml$/.test(file)
}

const manifestKeys = [
  ['overrides', 'overrides'],
  ['allowScripts', 'allow-scripts'],
  ['patchedDependencies', 'patches'],
  ['packageExtensions', 'package-extensions'],
] as const satisfies readonly (readonly [string, DecisionKind])[]

function manifestChanges(file: string, before: string | undefined, after: string | undefined): DecisionChange[] {
  const [old, now] = [jsonOf(before), jsonOf(after)]
  return manifestKeys.flatMap(([key, kind]): DecisionChange[] => {
    const [was, is] = [ownValue(old, key), ownValue(now, key)]
    if (JSON.stringify(was) === JSON.stringify(is)) return []
    const status = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed'
    return [{ kind, file, status, names: differing(members(was), members(is)) }]
  })
}

const limits = { maxLength: 4 * 1024 * 1024, maxDepth: 50, maxNodes: 200_000 }

/** What is no JSON, or more than anybody writes, has no such fields; a scan of the project says what is wrong with it. */
function jsonOf(text = ''): unknown {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  return readJson(json, limits).ok ? JSON.parse(json) : {}
}

type Parts = ReadonlyMap<string, string>

function members(value: unknown): Parts {
  const entries: [string, unknown][] = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return new Map(entries.map(([key, one]) => [key, JSON.stringify(one)]))
}

function policyParts(text: string | undefined): Parts {
  // A longer one counts for nobody.
  const { source, root } = treeOf({ file: '', text: (text ?? '').length > maxPolicyLength ? '' : (text ?? '') })
  if (root.kind !== 'map') return new Map()
  return new Map(root.entries.map(({ key, value }) => [key, source.slice(value.at, value.end)]))
}

/** A key may stand there several times, and comments are none. */
function npmrcParts(text: string | undefined): Parts {
  const parts = new Map<string, string>()
  for (const line of (text ?? '').split(/\r?\n/)) {
    const setting = line.trim()
    if (setting === '' || setting.startsWith('#') || setting.startsWith(';')) continue
    const key = setting.split('=', 1)[0]?.trim() ?? ''
    parts.set(key, `${parts.get(key) ?? ''}\n${setting}`)
  }
  return parts
}

const takenBack = ' (taken back)'

export function isTakenBack(name: string): boolean {
  return name.endsWith(takenBack)
}

/** What is added, then what is taken back; a broken file names nothing, and the scan says where it is broken. */
function acceptedNames(before: string | undefined, after: string | undefined): string[] {
  try {
    const read = (text: string | undefined) =>
      text === undefined ? nothingAccepted : readAccepted('cordon.lock', text, '', '')
    const [old, now] = [read(before), read(after)]
    const named = (entries: ReturnType<typeof proposalsOf>['entries']) =>
      entries.map((entry) => (entry.kind === 'release' ? `${entry.name}@${entry.version}` : `${entry.name} (scripts)`))
    return [
      ...named(proposalsOf(now, old).entries),
      ...named(proposalsOf(old, now).entries).map((name) => `${name}${takenBack}`),
    ]
  } catch (error) {
    if (error instanceof Problem) return []
    throw error
  }
}

function differing(before: Parts, after: Parts): string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter((name) => before.get(name) !== after.get(name))
}

// The text of a lockfile as entries, whatever its lockfileVersion. It refuses what npm versions would read differently:
// merge markers, unknown versions, two lists that disagree.
import { type JsonMember, type JsonNode, readJson } from '../../domain/json.ts'
import type { Lockfile } from '../../domain/locked.ts'
import { checkAgreement } from './agreement.ts'
import { type Entry, fieldsOf, type RootEntry } from './entry.ts'
import { readLegacy } from './legacy.ts'
import { lockfileJson } from './limits.ts'
import { type Mistakes, quoted } from './mistakes.ts'
import { readPackages } from './packages.ts'

export type LockfileVersion = Lockfile['lockfileVersion']
export type Document = {
  version: LockfileVersion
  entries: readonly Entry[]
  /** 'none' in version 1 and in records of a node_modules folder: there the package.json alone knows. */
  root: RootEntry | 'none'
}

/**
 * Reads the text; `undefined` when it is so wrong that there is nothing more to check. `withRoot` is false for npm's
 * record of a node_modules folder, which has no entry for the project.
 */
export function readDocument(source: string, mistakes: Mistakes, withRoot: boolean): Document | undefined {
  if (hasConflict(source, mistakes)) return undefined
  const read = readJson(source, lockfileJson)
  if (!read.ok) {
    const code = read.code === 'syntax' ? 'lockfile-syntax' : 'lockfile-too-large'
    mistakes.at(code, read.offset, `${mistakes.file} cannot be read: ${read.message}`)
    return undefined
  }
  const fields = fieldsOf(read.root, mistakes.file, mistakes)
  if (read.root.kind !== 'object') return undefined
  const packages = present(fields.get('packages'))
  const dependencies = present(fields.get('dependencies'))
  const version = versionOf(fields.get('lockfileVersion'), mistakes)
  if (version === undefined) return undefined
  if (version === 1) {
    // npm reads `packages` wherever there is one, npm 6 never does.
    if (packages !== undefined) {
      mistakes.at('lockfile-two-truths', packages.offset, 'a lockfile of version 1 has no "packages"')
    }
    return { version, entries: dependencies === undefined ? [] : readLegacy(dependencies, mistakes), root: 'none' }
  }
  if (packages === undefined) {
    mistakes.at('lockfile-malformed', read.root.offset, `a lockfile of version ${version} needs "packages"`)
    return undefined
  }
  const { root, entries } = readPackages(packages, mistakes, withRoot)
  if (dependencies !== undefined) checkAgreement(readLegacy(dependencies, mistakes), entries, mistakes)
  return { version, entries, root: withRoot ? root : 'none' }
}

function present(member: JsonMember | undefined): JsonMember | undefined {
  return member === undefined || member.value.kind === 'null' ? undefined : member
}

function versionOf(member: JsonMember | undefined, mistakes: Mistakes): LockfileVersion | undefined {
  if (member === undefined) {
    mistakes.at('lockfile-version-unknown', 0, `${mistakes.file} has no "lockfileVersion"`)
    return undefined
  }
  const { value } = member
  if (value.kind === 'number') {
    for (const known of [1, 2, 3, 4] as const) if (value.value === known) return known
  }
  mistakes.at('lockfile-version-unknown', member.offset, `"lockfileVersion" is ${shown(value)}`)
  return undefined
}

function shown(value: JsonNode): string {
  if (value.kind === 'string') return quoted(value.value)
  return value.kind === 'number' ? `${value.value}` : `of the kind ${value.kind}`
}

const markers = ['<<<<<<<', '=======', '>>>>>>>'] as const
const atLineStart = /^(?:<{7}|={7}|>{7})/m

/**
 * npm resolves a conflicted lockfile by itself, and looks for the three markers anywhere - also inside strings of valid
 * JSON (parse-conflict-json). So a text that has all three could be one tree for us and another for npm.
 */
function hasConflict(source: string, mistakes: Mistakes): boolean {
  if (!markers.some((marker) => source.includes(marker))) return false
  const first = atLineStart.exec(source)
  if (first !== null) {
    mistakes.at('lockfile-conflict-markers', first.index, `${mistakes.file} has the markers of an unfinished merge`)
    return true
  }
  if (!markers.every((marker) => source.includes(marker))) return false
  mistakes.at(
    'lockfile-conflict-markers',
    source.indexOf(markers[0]),
    `npm takes ${mistakes.file} for an unfinished merge`,
  )
  return true
}

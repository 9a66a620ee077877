// What a variable, a file or a command's output is, as a source: by its name, its path, its first words.

import { holdsSecret } from '../map/environment.ts'
import { commands, programs } from '../map/programs.ts'
import type { Node } from '../parse.ts'
import type { Name, Resolver, Value } from '../value.ts'
import { anyOne } from './cells.ts'
import { type Origin, origin } from './origin.ts'
import { placesOf } from './paths.ts'
import { downloaded, memberSources, system } from './sources.ts'
import { table, withSync } from './table.ts'

const environments = ['global.process.env', 'global.Bun.env', 'global.Deno.env.toObject()']
const bulk = origin('environment')
/** Only names of variables, or one of them that was looked up by one. */
const named = origin('environment', '', 'faint')
export const keysOnly = '#keys'
/** Who and where somebody is, as shells say it. */
const personal: ReadonlySet<string> = new Set(['USER', 'USERNAME', 'LOGNAME', 'HOSTNAME', 'COMPUTERNAME', 'USERDOMAIN'])

/** `field` of the member or global `name`; undefined also for a variable of which the name cannot be told. */
export function memberOrigin(name: Name, field: string): Origin | undefined {
  const known = memberSources.get(name)
  if (known !== undefined) return known
  const root = environments.find((one) => name.startsWith(one))
  if (root === undefined) return undefined
  const variable = name === root ? field : name.slice(root.length + 1)
  if (variable === '') return bulk
  if (variable === keysOnly || variable === anyOne) return named
  return variableOrigin(variable)
}

/** Ordinary configuration is no source. */
export function variableOrigin(variable: string): Origin | undefined {
  if (holdsSecret(variable)) return origin('secret', variable)
  return personal.has(variable) ? system : undefined
}

/** By how they are written, and only where they hold no secret: `API_URL`, `https_proxy`. */
export function isPlainVariable(name: string): boolean {
  const isWritten =
    name.includes('_') || (name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase())
  return isWritten && variableOrigin(name) === undefined
}

/** JSON that is loaded as a module is data of one's own; what reads a number out of it is everyday. */
export function moduleOrigin(name: Name): Origin | undefined {
  if (!name.startsWith('own:')) return undefined
  const at = name.indexOf('.json')
  return at === -1 ? undefined : origin('own-data', 'json', 'faint')
}

/** Which argument is the path. */
const reading: ReadonlyMap<Name, number> = table<number>(
  ['node:fs', withSync('readFile readdir'), 0],
  ['node:fs', 'createReadStream ReadStream openAsBlob readJson readJsonSync', 0],
  ['global.Bun', 'file', 0],
  ['global.Deno', 'readTextFile readTextFileSync readFile readFileSync', 0],
  ['package:jsonfile', withSync('readFile'), 0],
)

export function fileOrigins(resolver: Resolver, name: Name, given: readonly Node[]): readonly Origin[] {
  const path = given[reading.get(name) ?? given.length]
  if (path === undefined) return []
  return placesOf(resolver, path).flatMap(({ kind, subject }): Origin[] => {
    switch (kind) {
      case 'fs-credentials':
      case 'fs-wallets':
      case 'fs-browser':
        return [origin('secret', subject)]
      case 'fs-own-package':
        return [origin('own-data', subject)]
      case 'fingerprint':
        return [system]
      case 'env-bulk':
        return [bulk]
      default:
        return []
    }
  })
}

const starting: ReadonlySet<Name> = new Set([
  ...table(['node:child_process', withSync('exec execFile spawn'), true]).keys(),
  ...table(['package:execa', '() sync command commandSync execaSync execaCommand', true]).keys(),
  ...table(['package:shelljs', 'exec', true]).keys(),
])

export function isReading(name: Name): boolean {
  return reading.has(name) || starting.has(name)
}

/** What a command prints. */
export function outputOrigin(resolver: Resolver, name: Name, given: readonly Node[]): Origin | undefined {
  if (!starting.has(name)) return undefined
  const words = given.slice(0, 2).flatMap((node) => wordsOf(resolver, resolver.valueOf(node)))
  const [program = '', command = ''] = words.map((word) => word.slice(word.lastIndexOf('/') + 1).toLowerCase())
  const deeds = [...(programs.get(program) ?? []), ...(commands.get(`${program}/${command}`) ?? [])]
  for (const deed of deeds) {
    if (deed.name === 'fingerprint') return system
    if (deed.name === 'env-bulk') return bulk
    if (deed.name === 'fs-credentials') return origin('secret', deed.subject)
    if (deed.name === 'clipboard') return origin('clipboard')
    if (deed.name === 'network-client' && program !== 'git') return downloaded
  }
  return undefined
}

function wordsOf(resolver: Resolver, value: Value): string[] {
  if (value.kind === 'list') return value.items.slice(0, 20).flatMap((item) => wordsOf(resolver, item))
  return resolver.textOf(value)?.slice(0, 1000).split(' ').slice(0, 20) ?? []
}

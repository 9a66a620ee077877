// What a member and a call of a named thing are called, so that every road to a thing ends in one name.
import type { Name } from '../value.ts'
import { globalObjects } from './globals.ts'

/** Roads that lead to what has a shorter name. */
const sameAs: ReadonlyMap<Name, Name> = new Map([
  ['global.process.mainModule', 'global.module'],
  ['global.require.main', 'global.module'],
  ['global.module.parent', 'global.module'],
  ['global.module.constructor', 'node:module'],
  ['global.module.require', 'global.require'],
  ['global.exports', 'global.module.exports'],
  ['global.import.meta.require', 'global.require'],
  ['global.import.meta.dirname', 'global.__dirname'],
  ['global.import.meta.filename', 'global.__filename'],
  ['node:module.Module', 'node:module'],
  ['node:module.prototype', 'global.module'],
  ['node:module()', 'global.module'],
  ['node:module.createRequire()', 'global.require'],
  ['node:module.createRequireFromPath()', 'global.require'],
  ['node:buffer.Buffer', 'global.Buffer'],
  ['node:buffer.atob', 'global.atob'],
  ['node:buffer.btoa', 'global.btoa'],
  ['node:url.URL', 'global.URL'],
  ['node:url.URLSearchParams', 'global.URLSearchParams'],
  ['node:timers.setTimeout', 'global.setTimeout'],
  ['node:timers.setInterval', 'global.setInterval'],
  ['node:timers.setImmediate', 'global.setImmediate'],
  ['node:util.TextDecoder', 'global.TextDecoder'],
  ['node:util.TextEncoder', 'global.TextEncoder'],
  ['node:crypto.webcrypto', 'global.crypto'],
  ['global.Bun.env', 'global.process.env'],
  ['node:process', 'global.process'],
])

/** Names of this length say nothing any more. */
const lengthLimit = 240

/** `isModule`: the name is a whole module's, whose `default` is itself (an own file's is not). */
export function memberName(name: Name, key: string, isModule: boolean): Name | undefined {
  if (key === 'default' && isModule && !name.startsWith('own:')) return name
  if (name === 'global' && globalObjects.has(key)) return 'global'
  if (key === 'constructor') return constructorName(name)
  if (key === '__proto__') return name
  return within(`${name}.${key}`)
}

export function callName(name: Name): Name | undefined {
  return within(`${name}()`)
}

function within(name: Name): Name | undefined {
  return sameAs.get(name) ?? (name.length > lengthLimit ? undefined : name)
}

/** The constructor of a thing is its class, and of a class it is Function: `[].filter.constructor('…')` is eval. */
function constructorName(name: Name): Name {
  if (name === 'global.module') return 'node:module'
  if (name === 'global.process' || name === 'global') return `${name}.constructor`
  if (name.endsWith('.prototype')) return name.slice(0, -'.prototype'.length)
  return 'global.Function'
}

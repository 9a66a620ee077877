// Names that something is assigned to: the network functions of a page or of Node, the loader, built-in prototypes.
import type { Name } from '../value.ts'
import { type Deed, deeds } from './meaning.ts'
import { walletProviders } from './reads.ts'

const words = (text: string) => text.split(' ')

const networkOfPages = words(
  'fetch XMLHttpRequest WebSocket EventSource navigator.sendBeacon XMLHttpRequest.prototype.open ' +
    'XMLHttpRequest.prototype.send XMLHttpRequest.prototype.setRequestHeader WebSocket.prototype.send ' +
    'Request.prototype.json Response.prototype.json Response.prototype.text',
)
const networkOfNode = words(
  'http.request http.get http.ClientRequest https.request https.get net.connect net.createConnection tls.connect ' +
    'dns.lookup http.ClientRequest.prototype.write http.ClientRequest.prototype.end net.Socket.prototype.connect ' +
    'net.Socket.prototype.write http.Server.prototype.emit http.createServer https.createServer',
)

/** What a page asks its wallet to do. */
const ofWallets = words(
  'request send sendAsync sendTransaction signTransaction signAllTransactions signAndSendTransaction signMessage sign',
)

/** By the exact name that is written. */
const exact: ReadonlyMap<Name, readonly Deed[]> = new Map<Name, readonly Deed[]>([
  ...networkOfPages.map((name): [Name, readonly Deed[]] => [
    `global.${name}`,
    deeds(`hook-network:${name.split('.prototype', 1)[0] ?? name}`),
  ]),
  ...networkOfNode.map((name): [Name, readonly Deed[]] => [`node:${name}`, deeds(`hook-network:${name}`)]),
  ...[...walletProviders].flatMap(([name, subject]) =>
    ofWallets.map((member): [Name, readonly Deed[]] => [`${name}.${member}`, deeds(`hook-wallet:${subject}`)]),
  ),
  ...words('_load _resolveFilename _findPath _nodeModulePaths _preloadModules wrap wrapper').map(
    (name) => [`node:module.${name}`, deeds(`loader-hook:${name.split('.').at(-1)}`)] as const,
  ),
  // Module.prototype and every module object have one name.
  ['global.module._compile', deeds('loader-hook:_compile')],
  ['global.module.load', deeds('loader-hook:load')],
  ['global.require', deeds('loader-hook:require')],
  ['global.process.env.NODE_OPTIONS', deeds('loader-hook:NODE_OPTIONS')],
  ['global.process.env.NODE_TLS_REJECT_UNAUTHORIZED', deeds('network-client:unverified')],
  ['global.process.binding', deeds('loader-hook:binding')],
  ['global.process.dlopen', deeds('loader-hook:dlopen')],
  ['global.eval', deeds('hook-prototype:eval')],
  ['global.Function', deeds('hook-prototype:Function')],
  ['global.Promise', deeds('hook-prototype:Promise')],
  ['global.JSON.parse', deeds('hook-prototype:JSON.parse')],
  ['global.JSON.stringify', deeds('hook-prototype:JSON.stringify')],
  ['global.Object.keys', deeds('hook-prototype:Object.keys')],
  ['global.Object.defineProperty', deeds('hook-prototype:Object.defineProperty')],
])

/** Any member of these. */
const under: readonly (readonly [Name, readonly Deed[]])[] = [
  ['global.require.cache', deeds('loader-hook:require.cache')],
  ['node:module._cache', deeds('loader-hook:require.cache')],
  ['global.require.extensions', deeds('loader-hook:require.extensions')],
  ['node:module._extensions', deeds('loader-hook:require.extensions')],
]

/** Members that engines of 2015 already had: writing one replaces what other code relies on, writing a newer one may be a polyfill. */
const oldMembers: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    Array:
      'concat every filter find forEach indexOf join map pop push reduce reverse shift slice some sort splice unshift keys values',
    Object: 'hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf toLocaleString',
    Function: 'apply bind call toString',
    String:
      'charAt charCodeAt concat indexOf lastIndexOf match replace search slice split substr substring toLowerCase toUpperCase trim',
    RegExp: 'exec test toString',
    Promise: 'then catch',
    Date: 'getTime toISOString toString getTimezoneOffset now',
    Map: 'get set has delete',
    Set: 'add has delete',
    Number: 'toString valueOf toFixed',
    Error: 'toString',
    EventTarget: 'addEventListener removeEventListener dispatchEvent',
    Element: 'setAttribute getAttribute appendChild',
    Node: 'appendChild insertBefore',
    HTMLFormElement: 'submit',
    Storage: 'getItem setItem',
    Document: 'createElement',
  }).map(([type, members]) => [type, new Set(words(members))]),
)

/** What assigning to a name does. */
export function deedsOfWriting(name: Name): readonly Deed[] {
  const known = exact.get(name)
  if (known !== undefined) return known
  for (const [prefix, found] of under) if (name.startsWith(`${prefix}.`)) return found
  const [root, type, prototype, member, ...more] = name.split('.')
  if (root !== 'global' || prototype !== 'prototype' || type === undefined || more.length > 0) return []
  // `Array.prototype[name] = ...`: which member cannot be told.
  const old =
    member !== undefined && (member === '?' ? oldMembers.has(type) : oldMembers.get(type)?.has(member) === true)
  return old ? [{ name: 'hook-prototype', subject: `${type}.prototype.${member}` }] : []
}

/** Every name that `deedsOfWriting` knows, for whoever looks for them without a tree. */
export const writtenNames: readonly Name[] = [
  ...exact.keys(),
  ...under.map(([name]) => name),
  ...[...oldMembers].flatMap(([type, members]) => [...members].map((member) => `global.${type}.prototype.${member}`)),
]

// The names that the analysis of a tree starts from, in a form that tokens can be held against. They come from the tables
// of capabilities and flows, so that a new row there is a new interest here.
import { timers } from '../flows/callbacks.ts'
import { isClient } from '../flows/clients.ts'
import { callSinks, channels, unpackers } from '../flows/sinks.ts'
import { callSources, memberSources, transforms } from '../flows/sources.ts'
import type { Meaning } from '../map/meaning.ts'
import { locales, reads, walletProviders } from '../map/reads.ts'
import { mappedNames, meaningsOf } from '../map/table.ts'
import { writtenNames } from '../map/writes.ts'
import { moduleName } from '../names/builtins.ts'
import type { Name } from '../value.ts'

/**
 * What a use of a name may mean. `called`: also where it is handed on as a value. `element`, `listener`, `timer`: a call
 * whose first argument tells.
 */
export type Interest = 'called' | 'element' | 'listener' | 'timer' | 'read' | 'written'

/** A global, or a member of one. */
export type Twig = { members: Map<string, Twig>; interests: Set<Interest> }

/** `globals` is the global object; `modules` are names such as `node:fs` and `package:axios`. */
export type Interests = { globals: Twig; modules: ReadonlySet<string> }

export function namesOfInterest(): readonly Interested[] {
  const called = mappedNames().flatMap((name) => meaningsOf(name).flatMap(({ as }) => interestOf(name, as)))
  const inFlows = [...callSinks.keys(), ...channels.keys(), ...unpackers, ...callSources.keys(), ...transforms.keys()]
  const read = [...reads.keys(), ...walletProviders.keys(), ...locales, ...memberSources.keys()]
  return [
    ...called,
    // A timer evaluates text in a flow, but only text: see `timer`.
    ...inFlows.filter((name) => !timers.has(name)).map((name) => [name, 'called'] as const),
    ...folding.map((name) => [name, 'called'] as const),
    ...read.map((name) => [name, 'read'] as const),
    ...[...writtenNames, ...silenced].map((name) => [name, 'written'] as const),
  ]
}

/** Calls that make text of bytes, and so any name. */
const folding: readonly Name[] = ['global.Buffer()', 'global.Buffer.from', 'global.Buffer.concat', 'global.Buffer.of']

/** What is replaced to keep a program quiet: see `disguises/watchers.ts`. */
const silenced: readonly Name[] = 'log warn error info debug trace'
  .split(' ')
  .map((member) => `global.console.${member}`)

type Interested = readonly [Name, Interest]

/** `define` puts a member on an object, which has to be named besides. */
function interestOf(name: Name, as: Meaning['as']): Interested[] {
  if (as === 'define') return []
  return [[name, as === 'element' || as === 'listener' || as === 'timer' ? as : 'called']]
}

export function toInterests(names: Iterable<Interested>): Interests {
  const globals = newTwig()
  const modules = new Set<string>()
  for (const [name, interest] of names) {
    if (name.startsWith('global.')) grow(globals, segmentsOf(name.slice('global.'.length)), interest)
    else modules.add(upToMember(name))
  }
  return { globals, modules }
}

function newTwig(): Twig {
  return { members: new Map(), interests: new Set() }
}

function grow(root: Twig, segments: readonly string[], interest: Interest): void {
  let twig = root
  for (const segment of segments) {
    const member = twig.members.get(segment) ?? newTwig()
    twig.members.set(segment, member)
    twig = member
  }
  twig.interests.add(interest)
}

/** A call is a step of its own: `Date().getTimezoneOffset` is `Date`, `()`, `getTimezoneOffset`. */
function segmentsOf(path: string): string[] {
  return path.replaceAll('()', '.()').split('.')
}

/** Without members; a package's name that has a dot is cut there on both sides (`socket.io-client` is `socket`). */
function upToMember(name: Name): string {
  const ends = ['.', '('].map((mark) => name.indexOf(mark)).filter((at) => at !== -1)
  return name.slice(0, Math.min(name.length, ...ends))
}

/** Modules of Node that hold nothing of interest; any other one may. */
const plainBuiltins: ReadonlySet<string> = new Set(
  'assert async_hooks constants diagnostics_channel events path perf_hooks punycode querystring stream string_decoder test tty url util'
    .split(' ')
    .map((name) => `node:${name}`),
)

/** Nothing that a capability or a flow starts from comes out of this module. Own files are for the caller to link. */
export function isPlainModule({ modules }: Interests, specifier: string): boolean {
  const name = moduleName(specifier)
  if (specifier.endsWith('.node') || specifier.endsWith('.wasm')) return false
  // No address, and no place outside the package.
  if (name.startsWith('own:')) return specifier.startsWith('.') || specifier.startsWith('#')
  const bare = upToMember(name)
  if (name.startsWith('node:')) return plainBuiltins.has(bare) && !modules.has(bare)
  if (!name.startsWith('package:') || specifier.includes(':') || isClient(name)) return false
  for (let end = bare.length; end !== -1; end = bare.lastIndexOf('/', end - 1)) {
    if (modules.has(bare.slice(0, end))) return false
  }
  return true
}

// Functions that are handed over instead of called. `texts.map(run)` calls `run(?, ?)`: a call that is written nowhere,
// and that whoever looks at calls finds among the others. What stands for each `?` is what `map` has for it (given.ts).
import type { Call } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { add, type CallSite, type Calls, type GivenSite, methodOf, siteFor } from './calls.ts'
import type { Audience } from './file.ts'
import { createCallers } from './handed-to.ts'
import { acts, runs, tells } from './handed-what.ts'
import { createLook } from './may-matter.ts'

/**
 * Who calls a function that is handed over: the call that is given it, or who holds it as `x.onmessage`. `isWide`: it runs
 * what it is given, so that it matters what stands beside it: `run(text, eval)`.
 */
export type Caller = (GivenSite & { isWide: boolean }) | { on: Node }
export type Handed = {
  sites: readonly CallSite[]
  /** The call of what stands as an argument. */
  callOf: ReadonlyMap<Node, Call>
  /** What a `?` stands for. */
  given: ReadonlyMap<Node, { by: Caller; index: number }>
}

/** `x.onmessage = f`, where what happens comes with data. */
const events: ReadonlySet<string> = new Set(
  'onmessage ondata onload onloadend onreadystatechange onsuccess onresponse onresult onfetch onpush onstorage onpaste oninput onkeydown onkeyup onkeypress'.split(
    ' ',
  ),
)

/** Arguments that a function is taken to be called with: `(value, key, whole)`. */
const maxGiven = 3
/** Functions of one file that are handed over. Bundles of megabytes have some hundred. */
const maxHanded = 10_000

export function readHanded(resolver: Resolver, calls: Calls, audience: Audience): Handed {
  const sites: CallSite[] = []
  const callOf = new Map<Node, Call>()
  const given = new Map<Node, { by: Caller; index: number }>()
  const mayMatter = createLook(resolver)
  const mayCall = createCallers(resolver, calls, audience)
  const note = (node: Node, to: GivenSite | { on: Node }) => {
    const call = callOfHanded(node)
    const site = siteFor(resolver, call)
    const { names, functions, effect } = site
    const matters = names.some((name) => acts(name) || tells(name, audience))
    // Functions of this file that are handed over by their names are found by these.
    if (!matters && (functions.length === 0 || effect.calleeNode.type === 'Identifier')) return
    const isWide = names.some(runs)
    const isCalled = 'on' in to ? matters : mayCall(to, matters, isWide)
    // What is bound is given, whoever calls it.
    const isBound = matters && effect.given.length > maxGiven
    if (!isCalled && !isBound) return
    sites.push(site)
    callOf.set(node, call)
    if (!isCalled) return
    const by = 'on' in to ? to : { ...to, isWide }
    for (const [index, one] of call.arguments.entries()) given.set(one, { by, index })
  }
  for (const site of calls.sites) {
    const { given: all } = site.effect
    for (let at = 0; at < all.length && sites.length < maxHanded; at++) {
      const node = all[at]
      if (node !== undefined && mayMatter(node)) note(node, { site, at })
    }
  }
  for (const { left, right } of resolver.collected.assignments) {
    if (left.type !== 'MemberExpression' || sites.length >= maxHanded || !mayMatter(right)) continue
    if (events.has(methodOf(resolver, left))) note(right, { on: left.object })
  }
  return { sites, callOf, given }
}

/** Calls with those that are written nowhere. */
export function withHanded(calls: Calls, { sites }: Handed): Calls {
  if (sites.length === 0) return calls
  const siteOf = new Map<Node, CallSite>(sites.map((site) => [site.call, site]))
  const callersOf = new Map<Node, CallSite[]>()
  for (const site of sites) for (const of of site.functions) add(callersOf, of, site)
  return {
    ...calls,
    sites: [...calls.sites, ...sites],
    siteOf: (call) => calls.siteOf(call) ?? siteOf.get(call),
    callersOf: (of) => {
      const more = callersOf.get(of)
      return more === undefined ? calls.callersOf(of) : [...calls.callersOf(of), ...more]
    },
  }
}

/** A `yield` gives what somebody else hands in, which is what a `?` is. */
function callOfHanded(node: Node): Call {
  const { start, end } = node
  // Whatever can be an argument can be called.
  const callee = node as Call['callee']
  const given = Array.from({ length: maxGiven }, (): Call['arguments'][number] => ({
    type: 'YieldExpression',
    delegate: false,
    argument: null,
    start,
    end,
  }))
  return { type: 'CallExpression', callee, arguments: given, optional: false, start, end }
}

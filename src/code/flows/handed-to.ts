// Whether who is handed a function may call it with something that is known, as far as anybody can follow that.

import type { Binding } from '../names/scope.ts'
import type { Name, Resolver } from '../value.ts'
import { type CallSite, type Calls, type GivenSite, isFunction, methodOf } from './calls.ts'
import { isClient } from './clients.ts'
import type { Audience } from './file.ts'
import { partsOf } from './names.ts'
import { callsBack, passesArguments } from './passing.ts'

/** `matters`: more than a function of this file. `isWide`: it runs what it is given, whoever calls it. */
type MayCall = (to: GivenSite, matters: boolean, isWide: boolean) => boolean

export function createCallers(resolver: Resolver, calls: Calls, audience: Audience): MayCall {
  const wide = new Map<Binding, boolean>()
  const narrow = new Map<Binding, boolean>()
  /** A parameter that is called, or handed to somebody else who may. */
  const isCalled = (binding: Binding, isWide: boolean): boolean => {
    const known = isWide ? wide : narrow
    const found =
      known.get(binding) ??
      (calls.calledAs(binding).length > 0 ||
        calls.givenAs(binding).some(({ site }) => site.functions.length === 0 && others(site, isWide)))
    known.set(binding, found)
    return found
  }
  const others = ({ names, effect }: CallSite, isWide: boolean) =>
    callsBack.has(methodOf(resolver, effect.calleeNode)) ||
    (isWide ? names.every(mayRun) : names.some((name) => hands(name, audience)))
  return ({ site, at }, matters, isWide) => {
    if (!matters) return callsBack.has(methodOf(resolver, site.effect.calleeNode))
    if (site.functions.length === 0) return others(site, isWide)
    return site.functions.some((one) => {
      const parameter = isFunction(one) ? one.params[at] : undefined
      const binding = parameter?.type === 'Identifier' ? resolver.bindingOf(parameter) : undefined
      return binding !== undefined && isCalled(binding, isWide)
    })
  }
}

/** JavaScript's own functions are known: most never call what they are given. */
function mayRun(name: Name): boolean {
  return !name.startsWith('global.') || name.includes('()') || calling.has(name)
}

function hands(name: Name, audience: Audience): boolean {
  if (calling.has(name) || name.startsWith('own:') || name.startsWith('node:')) return true
  if (!name.startsWith('package:')) return false
  const { module } = partsOf(name)
  return audience === 'others' || isClient(module) || passesArguments(name, module)
}

const calling: ReadonlySet<Name> = new Set([
  'global.Array.from',
  'global.setTimeout',
  'global.setInterval',
  'global.setImmediate',
  'global.process.nextTick',
  'global.JSON.parse',
])

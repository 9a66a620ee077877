// Whether who is handed a function may call it with something that is known, as far as anybody can follow that.

import type { Binding } from '../names/scope.ts'
import type { Name, Resolver } from '../value.ts'
import { type Calls, type GivenSite, isFunction, methodOf } from './calls.ts'
import { isClient } from './clients.ts'
import type { Audience } from './file.ts'
import { partsOf } from './names.ts'
import { callsBack, isOfModule, listening, passesArguments } from './passing.ts'

/** `matters`: more than a function of this file. `isWide`: it runs what it is given, whoever calls it. */
type MayCall = (to: GivenSite, matters: boolean, isWide: boolean) => boolean

export function createCallers(resolver: Resolver, calls: Calls, audience: Audience): MayCall {
  const wide = new Map<Binding, boolean>()
  const narrow = new Map<Binding, boolean>()
  /** A parameter that is called, or handed to somebody else who may. */
  const isCalled = (binding: Binding, isWide: boolean): boolean => {
    const answers = isWide ? wide : narrow
    const known = answers.get(binding)
    if (known !== undefined) return known
    // Functions that hand it to each other, and call it nowhere.
    answers.set(binding, false)
    const found = calls.calledAs(binding).length > 0 || calls.givenAs(binding).some((to) => mayBeCalledBy(to, isWide))
    answers.set(binding, found)
    return found
  }
  const mayBeCalledBy = ({ site, at }: GivenSite, isWide: boolean): boolean => {
    if (site.functions.length === 0) return others({ site, at }, isWide)
    return site.functions.some((one) => {
      const parameter = isFunction(one) ? one.params[at] : undefined
      const binding = parameter?.type === 'Identifier' ? resolver.bindingOf(parameter) : undefined
      return binding !== undefined && isCalled(binding, isWide)
    })
  }
  const others = ({ site: { names, effect }, at }: GivenSite, isWide: boolean) =>
    isCallback(methodOf(resolver, effect.calleeNode), at, names) ||
    (!effect.isNew && names.some((name) => (isWide ? mayRun(name, audience) : hands(name, audience))))
  return ({ site, at }, matters, isWide) => {
    if (!matters) return callsBack.has(methodOf(resolver, site.effect.calleeNode))
    return mayBeCalledBy({ site, at }, isWide)
  }
}

/** Where such a method takes its function: `on('data', f)`, `replace(/./, f)`, `map(f)`; `_.map(list, f)` behind the list. */
function isCallback(method: string, at: number, names: readonly Name[]): boolean {
  if (!callsBack.has(method)) return false
  const isSecond = listening.has(method) || method.startsWith('replace') || names.some(isOfModule)
  return at === (isSecond ? 1 : 0)
}

/** Another file's: what it does with a function that runs things is not known here. */
function mayRun(name: Name, audience: Audience): boolean {
  return calling.has(name) || name.startsWith('own:') || (audience === 'others' && name.startsWith('package:'))
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

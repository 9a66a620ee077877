// Members and methods of what the interpreter knows: texts, numbers, lists, records, and globals that make constants.
import { memberName } from '../../names/member-name.ts'
import type { Value } from '../../value.ts'
import { constant } from '../build.ts'
import { bytesText, toBytes } from '../bytes.ts'
import { pureCall } from '../pure.ts'
import { numberMethod, stringMethod } from '../strings.ts'
import { isPrimitive, type Machine, type Run, spendStep, stop, type Thrown, toRun, toValue } from './machine.ts'

const itemsLimit = 200_000

export function memberOfRun(machine: Machine, of: Run, key: string): Run {
  if (of === undefined || of === null) throw typeError()
  if (typeof of === 'string') {
    if (key === 'length') return of.length
    if (isIndex(key)) return of[Number(key)]
    return { kind: 'native', name: key, receiver: of }
  }
  if (isPrimitive(of)) return { kind: 'native', name: key, receiver: of }
  switch (of.kind) {
    case 'list':
      if (key === 'length') return of.items.length
      return isIndex(key) ? of.items[Number(key)] : { kind: 'native', name: key, receiver: of }
    case 'record':
      return of.members.get(key)
    case 'bytes':
      if (key === 'length') return of.latin1.length
      return isIndex(key) ? of.latin1.charCodeAt(Number(key)) : { kind: 'native', name: key, receiver: of }
    case 'closure':
      if (of.members.has(key)) return of.members.get(key)
      return key === 'call' || key === 'apply' || key === 'bind' || key === 'toString' ? stopNow() : undefined
    case 'native': {
      if (of.receiver !== undefined) throw stop
      const name = memberName(of.name, key, machine.state.modules.has(of.name))
      return name === undefined ? stopNow() : { kind: 'native', name, receiver: undefined }
    }
  }
}

export function setMember(of: Run, key: string, value: Run): void {
  if (isPrimitive(of)) throw typeError()
  if (of.kind === 'record' || of.kind === 'closure') of.members.set(key, value)
  else if (of.kind === 'list' && isIndex(key) && Number(key) < itemsLimit) {
    while (of.items.length < Number(key)) of.items.push(undefined)
    of.items[Number(key)] = value
  } else throw stop
}

export function typeError(): Thrown {
  return { thrown: undefined }
}

function stopNow(): never {
  throw stop
}

export function callNative(machine: Machine, native: Extract<Run, { kind: 'native' }>, given: readonly Run[]): Run {
  const { name, receiver } = native
  spendStep(machine)
  if (receiver === undefined) return callGlobal(machine, name, given)
  if (typeof receiver === 'string') machine.steps -= receiver.length >> 6
  if (typeof receiver === 'object' && receiver?.kind === 'list') return listMethod(machine, receiver.items, name, given)
  const values = given.map((one) => toValue(one))
  if (typeof receiver === 'object' && receiver?.kind === 'bytes')
    return bytesMethod(machine, receiver.latin1, name, values)
  const result =
    typeof receiver === 'string'
      ? stringMethod(receiver, name, values)
      : typeof receiver === 'number'
        ? numberMethod(receiver, name, values)
        : undefined
  return result === undefined ? stopNow() : toRun(machine, result)
}

function bytesMethod(machine: Machine, latin1: string, method: string, given: readonly Value[]): Run {
  const bytes = toBytes(constant(latin1), constant('latin1'))
  const result = bytes === undefined || method !== 'toString' ? undefined : bytesText(bytes, given[0])
  return result === undefined ? stopNow() : toRun(machine, result)
}

function callGlobal(machine: Machine, name: string, given: readonly Run[]): Run {
  const values = given.map((one) => toValue(one))
  const [first, second] = values
  if (name === 'global.Buffer.from' && first !== undefined) {
    const bytes = toBytes(first, second)
    if (bytes === undefined || bytes.length > itemsLimit) throw stop
    const text = bytesText(bytes, constant('latin1'))
    return text?.kind === 'constant' && typeof text.value === 'string'
      ? { kind: 'bytes', latin1: text.value }
      : stopNow()
  }
  const result = pureCall(name, values)
  return result === undefined ? stopNow() : toRun(machine, result)
}

function listMethod(machine: Machine, items: Run[], method: string, given: readonly Run[]): Run {
  const [first, second, ...rest] = given
  machine.steps -= method === 'push' || method === 'pop' ? 0 : items.length >> 3
  switch (method) {
    case 'push':
      if (items.length > itemsLimit) throw stop
      return items.push(...given)
    case 'pop':
      return items.pop()
    case 'shift':
      return items.shift()
    case 'unshift':
      if (items.length > itemsLimit) throw stop
      return items.unshift(...given)
    case 'splice':
      return list(items.splice(Number(first), second === undefined ? items.length : Number(second), ...rest))
    case 'reverse':
      items.reverse()
      return list(items)
    case 'slice':
      return list(items.slice(optional(first), optional(second)))
    case 'concat':
      return list(items.concat(given.flatMap((one) => (isList(one) ? one.items : [one]))))
    case 'join':
      if (!items.every(isPrimitive)) throw stop
      return items.map((item) => item ?? '').join(first === undefined ? ',' : String(text(first)))
    case 'indexOf':
      return items.indexOf(first)
    case 'includes':
      return items.includes(first)
    default:
      throw stop
  }
}

function list(items: Run[]): Run {
  return { kind: 'list', items }
}

function isList(run: Run): run is Extract<Run, { kind: 'list' }> {
  return typeof run === 'object' && run !== null && run.kind === 'list'
}

function text(run: Run): string {
  return isPrimitive(run) ? String(run) : stopNow()
}

function optional(run: Run): number | undefined {
  return run === undefined ? undefined : Number(text(run))
}

function isIndex(key: string): boolean {
  return key !== '' && String(Number(key) >>> 0) === key
}

// What is compared: today with a day that is written down, a name with those in the environment.
import type { Comparison } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import { environments, useVariable } from './environment.ts'
import { behind, constantOf, keyOf, type Look, namesOf, textOf } from './look.ts'

/** Milliseconds: the year 2017 to the year 2100. Other numbers are no dates. */
const dates = { from: 1.5e12, until: 4.2e12 }
const years = { from: 2020, until: 2100 }

/** What a day can be asked for, or everything. */
const clocks = new Set(['Date', 'moment', 'dayjs', 'global', 'globalThis', 'window', 'self'])

export function useComparisons(look: Look): void {
  const tellsTime = look.resolver.collected.references.some(({ name }) => clocks.has(name))
  for (const node of look.resolver.collected.comparisons) {
    if (node.operator === 'in') useIn(look, node)
    else if (tellsTime && isDateGate(look, node)) look.findings.capability('timer-fuse', '', node.start)
  }
}

/** `'CI' in process.env` */
function useIn(look: Look, { left, right, start }: Comparison): void {
  if (!namesOf(look, right).some((name) => environments.has(name))) return
  useVariable(look.findings, textOf(look, left) ?? '?', start)
}

type Time = 'now' | 'fixed' | 'other'

function isDateGate(look: Look, { left, right, operator }: Comparison): boolean {
  if (!['<', '>', '<=', '>='].includes(operator)) return false
  if (!mayBeTime(left) || !mayBeTime(right)) return false
  const one = timeOf(look, left, 0)
  if (one === 'other') return false
  const other = timeOf(look, right, 0)
  return (one === 'now' && other === 'fixed') || (one === 'fixed' && other === 'now')
}

/** From how it is written: most comparisons are of a counter with a length. */
function mayBeTime(node: Node): boolean {
  if (node.type === 'Literal') return isYearOrDate(node.value)
  return node.type !== 'UpdateExpression' && (node.type !== 'MemberExpression' || node.computed)
}

function isYearOrDate(value: unknown): boolean {
  if (typeof value !== 'number') return false
  return (value >= dates.from && value <= dates.until) || (value >= years.from && value <= years.until)
}

function timeOf(look: Look, node: Node, depth: number): Time {
  const constant = constantOf(look, node)
  if (typeof constant === 'number') return isYearOrDate(constant) ? 'fixed' : 'other'
  const made = behind(look, node)
  if (depth > 6) return 'other'
  if (made.type === 'UnaryExpression' && made.operator === '+') return timeOf(look, made.argument, depth + 1)
  if (made.type !== 'CallExpression' && made.type !== 'NewExpression') return 'other'
  const { callee, calleeNode, given } = look.resolver.callOf(made)
  if (
    calleeNode.type === 'MemberExpression' &&
    sameTime.has(keyOf(look, calleeNode.property, calleeNode.computed) ?? '')
  ) {
    return timeOf(look, calleeNode.object, depth + 1)
  }
  if (callee.kind !== 'named') return 'other'
  if (callee.name === 'global.Date.now') return 'now'
  if (!makers.has(callee.name)) return 'other'
  if (given.length === 0) return 'now'
  return given.every((one) => constantOf(look, one) !== undefined) ? 'fixed' : 'other'
}

const makers = new Set(['global.Date', 'global.Date.parse', 'global.Date.UTC', 'package:moment', 'package:dayjs'])
const sameTime = new Set(['getTime', 'valueOf', 'getFullYear', 'getUTCFullYear'])

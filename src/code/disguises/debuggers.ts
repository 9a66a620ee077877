// Code that looks whether somebody takes it apart, or makes that hard: endless breakpoints, clocks around them, questions
// for the inspector's flags, traps for formatters.
import type { Collected } from '../names/collected.ts'
import type { Resolver } from '../value.ts'
import type { Found } from './found.ts'
import { memberText, spelledMember } from './member-text.ts'

/** UTF-16 units after a question in which its answer leads out. */
const window = 240

export function antiDebugging(source: string, collected: Collected, resolver: Resolver): Found[] {
  return [...debuggers(source, collected, resolver), ...inspectorChecks(source, collected)]
}

/** The pattern with which javascript-obfuscator's "self defending" hangs formatters. */
export const selfDefending = '(((.+)+)+)+$'

function debuggers(source: string, { statements, calls }: Collected, resolver: Resolver): Found[] {
  const found: Found[] = []
  const trap = source.indexOf(selfDefending)
  if (trap !== -1) found.push({ kind: 'anti-debugging', detail: 'self-defending', at: trap })
  for (const stop of statements.filter(({ type }) => type === 'DebuggerStatement').slice(0, 50)) {
    const loop = statements.some((one) => isEndless(one.type) && one.start < stop.start && one.end > stop.end)
    const timer = calls.some(
      (call) => call.start < stop.start && call.end > stop.end && source.startsWith('setInterval', call.start),
    )
    if (loop || timer) found.push({ kind: 'anti-debugging', detail: 'debugger-loop', at: stop.start })
    const before = source.slice(Math.max(0, stop.start - 120), stop.start)
    const after = source.slice(stop.end, stop.end + 120)
    if (readsClock(before) && readsClock(after)) {
      found.push({ kind: 'anti-debugging', detail: 'timing', at: stop.start })
    }
  }
  if (!source.includes('debu')) return found
  for (const call of calls) {
    const [given] = call.arguments
    if (given === undefined || (given.type !== 'Literal' && given.type !== 'BinaryExpression')) continue
    if (given.type === 'Literal' && given.value !== 'debugger') continue
    const callee = call.callee.type === 'MemberExpression' ? memberText(call.callee, resolver) : ''
    const builds =
      callee === 'constructor' || ['eval', 'Function'].includes(source.slice(call.callee.start, call.callee.end))
    if (!builds || resolver.textOf(resolver.valueOf(given)) !== 'debugger') continue
    found.push({ kind: 'anti-debugging', detail: 'debugger-loop', at: call.start })
  }
  return found
}

function isEndless(type: string): boolean {
  return type === 'WhileStatement' || type === 'DoWhileStatement' || type === 'ForStatement'
}

function readsClock(text: string): boolean {
  return text.includes('Date.now()') || text.includes('performance.now()') || text.includes('new Date')
}

/** Asks how Node was started, and leaves when somebody looks on. Test runners and clusters ask and pass the flags on. */
function inspectorChecks(source: string, { members }: Collected): Found[] {
  if (!source.includes('inspect')) return []
  const asked = members.find((member) => {
    if (spelledMember(member) !== 'execArgv') return false
    const after = source.slice(member.end, member.end + window)
    const leaves = after.indexOf('process.exit(')
    return leaves !== -1 && after.slice(0, leaves).includes('inspect')
  })
  return asked === undefined ? [] : [{ kind: 'anti-debugging', detail: 'inspector-check', at: asked.start }]
}

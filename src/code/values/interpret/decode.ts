// Decodes what obfuscators encode: a call of a function of the file with constants is interpreted, after the statements
// that turn the file's string array until its checksum fits. Nothing of the package is run: see `machine.ts`.
import type { Call } from '../../names/collected.ts'
import type { Node } from '../../parse.ts'
import type { Value } from '../../value.ts'
import { isText } from '../build.ts'
import { plain } from '../effective.ts'
import type { State } from '../state.ts'
import { runExpression } from './expressions.ts'
import { cellOf, closure, type Machine, type Run, stop, toRun, toValue } from './machine.ts'
import { callRun, isThrown } from './statements.ts'

/** Steps for one call, for turning arrays, and for all calls of a file. */
const callSteps = 60_000
const turnSteps = 12_000_000
const fileSteps = 8_000_000

/** Functions with more source than this decode nothing; nor do those that failed so often. */
const sourceLimit = 4000
const failuresLimit = 2

export type Decoder = (callee: Node, given: readonly Value[]) => Value | undefined

export function createDecoder(state: State, program: Node): Decoder {
  const outer = { function: program, cells: new Map(), given: [], parent: undefined }
  const machine: Machine = { state, steps: 0, depth: 0, outer, bindings: new Map() }
  const failures = new Map<Node, number>()
  let left = fileSteps
  let isTurned = false
  return (callee, given) => {
    const failed = failures.get(callee) ?? 0
    if (left <= 0 || failed >= failuresLimit || callee.end - callee.start > sourceLimit) return undefined
    if (!isTurned) {
      isTurned = true
      const turns = turnsOf(program)
      let leftToTurn = turnSteps
      for (const turn of [...turns, ...innerTurns(state, turns)]) {
        const budget = leftToTurn
        if (attempt(machine, budget, () => runExpression(machine, outer, turn, callRun)) === undefined) {
          left = 0
          break
        }
        leftToTurn = Math.max(machine.steps, 1)
      }
    }
    const budget = Math.min(callSteps, left)
    const value = attempt(machine, budget, () => {
      const values = given.map((one) => toRun(machine, one))
      return callRun(machine, current(machine, callee), values)
    })
    left -= budget - Math.max(machine.steps, 0)
    if (value !== undefined && isText(value)) return value
    failures.set(callee, failed + 1)
    return undefined
  }
}

/** A function may have put another in its place; calling it as it is written would start it anew. */
function current(machine: Machine, callee: Node): Run {
  if (callee.type !== 'FunctionDeclaration' || callee.id === null) return closure(callee, machine.outer)
  return cellOf(machine, machine.outer, callee.id)?.value ?? closure(callee, machine.outer)
}

/** `undefined`: it could not be done. */
function attempt(machine: Machine, steps: number, run: () => Run): Value | undefined {
  machine.steps = steps
  machine.depth = 0
  try {
    return toValue(run())
  } catch (error) {
    if (error !== stop && !isThrown(error)) throw error
    if (machine.steps <= 0) machine.state.exhausted = true
    return undefined
  }
}

/** `(function (array, checksum) { … })(array, 0x123)` at the top of a file. */
function turnsOf(program: Node): Node[] {
  if (program.type !== 'Program') return []
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ExpressionStatement') return []
    const expressions =
      statement.expression.type === 'SequenceExpression' ? statement.expression.expressions : [statement.expression]
    return expressions.map((one) => plain(one.type === 'UnaryExpression' ? one.argument : one)).filter(isTurn)
  })
}

/**
 * The same inside of functions, where bundlers put a file: only what loops around a `try` at once, as turning by a checksum
 * does. Honest code calls functions with a name and a number, too.
 */
function innerTurns({ names }: State, outer: readonly Node[]): Node[] {
  return names.collected.calls.filter((call) => isTurn(call) && loopsAroundTry(call.callee) && !outer.includes(call))
}

function loopsAroundTry(node: Node): boolean {
  if (node.type !== 'FunctionExpression' && node.type !== 'ArrowFunctionExpression') return false
  if (node.body?.type !== 'BlockStatement') return false
  return node.body.body.some((statement) => {
    if (statement.type !== 'WhileStatement' && statement.type !== 'ForStatement') return false
    const { body } = statement
    if (body.type === 'TryStatement') return true
    return body.type === 'BlockStatement' && body.body.some(({ type }) => type === 'TryStatement')
  })
}

function isTurn(node: Node): node is Call {
  if (node.type !== 'CallExpression' || node.arguments.length < 2) return false
  if (node.callee.type !== 'FunctionExpression' && !loopsAroundTry(node.callee)) return false
  const [array, checksum] = node.arguments
  return array?.type === 'Identifier' && checksum !== undefined && isNumeric(checksum, 0)
}

function isNumeric(node: Node, depth: number): boolean {
  if (depth > 20) return false
  if (node.type === 'Literal') return typeof node.value === 'number'
  if (node.type === 'UnaryExpression') return isNumeric(node.argument, depth + 1)
  return node.type === 'BinaryExpression' && isNumeric(node.left, depth + 1) && isNumeric(node.right, depth + 1)
}

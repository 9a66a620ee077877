// Interprets statements and calls of functions.
import type { Node } from '../../parse.ts'
import { isTrue, runExpression } from './expressions.ts'
import { cellOf, type Env, isPrimitive, type Machine, type Run, spendStep, stop, type Thrown } from './machine.ts'
import { callNative } from './natives.ts'

/** How a statement ended. */
type End = { how: 'on' | 'break' | 'continue' } | { how: 'return'; value: Run }

const on: End = { how: 'on' }
const callsLimit = 60

export function callRun(machine: Machine, callee: Run, given: readonly Run[]): Run {
  if (isPrimitive(callee)) throw stop
  if (callee.kind === 'native') return callNative(machine, callee, given)
  if (callee.kind !== 'closure') throw stop
  const { node } = callee
  if (
    (node.type !== 'FunctionDeclaration' &&
      node.type !== 'FunctionExpression' &&
      node.type !== 'ArrowFunctionExpression') ||
    node.body === null
  )
    throw stop
  if (node.async || node.generator || machine.depth > 100 + callsLimit) throw stop
  const env: Env = { function: node, cells: new Map(), given, parent: callee.env }
  node.params.forEach((parameter, index) => {
    if (parameter.type !== 'Identifier') throw stop
    const cell = cellOf(machine, env, parameter)
    if (cell !== undefined) cell.value = given[index]
  })
  if (node.body.type !== 'BlockStatement') return runExpression(machine, env, node.body, callRun)
  const depth = machine.depth
  machine.depth += 5
  const end = runAll(machine, env, node.body.body)
  machine.depth = depth
  return end.how === 'return' ? end.value : undefined
}

function runAll(machine: Machine, env: Env, statements: readonly Node[]): End {
  for (const statement of statements) {
    const end = runStatement(machine, env, statement)
    if (end.how !== 'on') return end
  }
  return on
}

function runStatement(machine: Machine, env: Env, node: Node): End {
  spendStep(machine)
  const of = (one: Node) => runExpression(machine, env, one, callRun)
  switch (node.type) {
    case 'ExpressionStatement':
      of(node.expression)
      return on
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) {
        if (id.type !== 'Identifier') throw stop
        const cell = cellOf(machine, env, id)
        if (cell !== undefined && (init !== null || node.kind !== 'var'))
          cell.value = init === null ? undefined : of(init)
      }
      return on
    case 'ReturnStatement':
      return { how: 'return', value: node.argument === null ? undefined : of(node.argument) }
    case 'IfStatement':
      if (isTrue(of(node.test))) return runStatement(machine, env, node.consequent)
      return node.alternate === null ? on : runStatement(machine, env, node.alternate)
    case 'BlockStatement':
      return runAll(machine, env, node.body)
    case 'FunctionDeclaration':
    case 'EmptyStatement':
      return on
    case 'ForStatement':
      if (node.init?.type === 'VariableDeclaration') runStatement(machine, env, node.init)
      else if (node.init !== null) of(node.init)
      return loop(
        machine,
        env,
        node.body,
        () => node.test === null || isTrue(of(node.test)),
        () => node.update !== null && of(node.update),
      )
    case 'WhileStatement':
      return loop(
        machine,
        env,
        node.body,
        () => isTrue(of(node.test)),
        () => {},
      )
    case 'DoWhileStatement': {
      const end = runStatement(machine, env, node.body)
      if (end.how === 'break') return on
      return end.how === 'return'
        ? end
        : loop(
            machine,
            env,
            node.body,
            () => isTrue(of(node.test)),
            () => {},
          )
    }
    case 'SwitchStatement':
      return runSwitch(machine, env, node)
    case 'TryStatement':
      return runTry(machine, env, node)
    case 'ThrowStatement': {
      const thrown: Thrown = { thrown: of(node.argument) }
      throw thrown
    }
    case 'BreakStatement':
    case 'ContinueStatement':
      if (node.label !== null) throw stop
      return { how: node.type === 'BreakStatement' ? 'break' : 'continue' }
    default:
      throw stop
  }
}

function loop(machine: Machine, env: Env, body: Node, test: () => boolean, update: () => unknown): End {
  while (test()) {
    const end = runStatement(machine, env, body)
    if (end.how === 'break') return on
    if (end.how === 'return') return end
    update()
  }
  return on
}

function runSwitch(machine: Machine, env: Env, node: Extract<Node, { type: 'SwitchStatement' }>): End {
  const value = runExpression(machine, env, node.discriminant, callRun)
  let from = node.cases.findIndex(({ test }) => test !== null && runExpression(machine, env, test, callRun) === value)
  if (from < 0) from = node.cases.findIndex(({ test }) => test === null)
  if (from < 0) return on
  const end = runAll(
    machine,
    env,
    node.cases.slice(from).flatMap(({ consequent }) => consequent),
  )
  return end.how === 'break' ? on : end
}

function runTry(machine: Machine, env: Env, node: Extract<Node, { type: 'TryStatement' }>): End {
  const { depth } = machine
  let end: End
  try {
    end = runAll(machine, env, node.block.body)
  } catch (error) {
    if (!isThrown(error) || node.handler === null) throw error
    machine.depth = depth
    const { param, body } = node.handler
    const cell = param?.type === 'Identifier' ? cellOf(machine, env, param) : undefined
    if (cell !== undefined) cell.value = error.thrown
    end = runAll(machine, env, body.body)
  }
  if (node.finalizer === null) return end
  const last = runAll(machine, env, node.finalizer.body)
  return last.how === 'on' ? end : last
}

export function isThrown(error: unknown): error is Thrown {
  return typeof error === 'object' && error !== null && 'thrown' in error
}

// Conditions: the only file that imports the CEL library. It compiles `when` and `find` against the types of the
// vocabulary and evaluates them; what a condition means to a rule, and where it stands in a file, is not its business.
import { type ASTNode, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js'
import type { Change, Fact, FactRecord } from '../domain/change.ts'
import {
  type ConditionMistake,
  checkComment,
  notBool,
  notFacts,
  tooLong,
  wrongSyntax,
  wrongType,
} from './condition-mistakes.ts'
import { countParts, type Expression, type Operator } from './expression.ts'
import { isOverBudget, startMeter } from './meter.ts'
import { checkNames } from './names.ts'
import { meterMatches, ownMatches, ownName, withOwnMatches } from './own-matches.ts'
import { ruledOut } from './ruled-out.ts'
import { type ChangeView, changeConstructor, factOf, recordConstructors } from './views.ts'
import { changeFields, isFactRecord, vocabulary } from './vocabulary.ts'

/** `detail` says what went wrong while evaluating: the package could not be judged. */
export type Evaluated<T> = { ok: true; value: T } | { ok: false; detail: string }

export type Compiled<T> = {
  source: string
  expression: Expression
  /** Certainly false for this change; cheap, and false wherever only the engine can tell. */
  isRuledOut: (change: Change) => boolean
  evaluate: (change: ChangeView) => Evaluated<T>
}

/** What of a compiled condition can be written into a file. */
export type Written = Pick<Compiled<unknown>, 'source' | 'expression'>

export type Compilation<T> = { ok: true; value: Compiled<T> } | { ok: false; mistakes: readonly ConditionMistake[] }

/** Far above any rule worth reading; the length is in UTF-16 units. */
const maxLength = 4000
const limits = { maxAstNodes: 400, maxDepth: 24, maxListElements: 100, maxMapEntries: 0, maxCallArguments: 3 }

/** Made when a condition is first read by it: most runs need few of the built-in ones. */
const environment = once(typedEnvironment)

/** Compiles `when`: a condition that is true or false. */
export function compileCondition(source: string): Compilation<boolean> {
  return compile(source, (type) => (type === 'bool' ? [] : [notBool(type)]), isTrue)
}

/** Compiles `find`: a list of facts of one record. The facts come back as they were given. */
export function compileSelection(source: string): Compilation<readonly Fact[]> {
  return compile(source, (type) => (recordLists.has(type) ? [] : [notFacts(type)]), factsOf)
}

/** A condition that compiled when it was written: it is read again only once it is asked for. */
export function restoreCondition(written: Written): Compiled<boolean> {
  return toCompiled(written, () => readAgain(written), isTrue)
}

/** As `restoreCondition`. */
export function restoreSelection(written: Written): Compiled<readonly Fact[]> {
  return toCompiled(written, () => readAgain(written), factsOf)
}

type Parsed = ReturnType<Environment['parse']>

/** What is checked evaluates faster, and by the types that it was checked for. */
function readAgain({ source, expression }: Written): Parsed {
  const parsed = environment().parse(withOwnMatches(source, expression))
  const { valid, error } = parsed.check()
  if (!valid) throw new Error(`a condition that was written does not compile: ${error?.summary ?? ''}`)
  return parsed
}

function compile<T>(
  source: string,
  checkType: (type: string) => ConditionMistake[],
  convert: (value: unknown) => T,
): Compilation<T> {
  if (source.length > maxLength) return failed([tooLong(source.length, maxLength)])
  const found = parse(source)
  if (!found.ok) return failed([found.mistake])
  const expression = toExpression(found.parsed.ast)
  const mistakes = [...checkComment(source, expression), ...checkNames(expression)]
  if (mistakes.length > 0) return failed(mistakes)
  const own = withOwnMatches(source, expression)
  const parsed = own === source ? found.parsed : environment().parse(own)
  const { valid, type = '', error } = parsed.check()
  if (!valid) return failed([wrongType(error?.summary.replaceAll(ownName, 'matches') ?? '', error?.range?.start ?? 0)])
  const ofWrongType = checkType(type)
  if (ofWrongType.length > 0) return failed(ofWrongType)
  return { ok: true, value: toCompiled({ source, expression }, () => parsed, convert) }
}

function toCompiled<T>(
  { source, expression }: Written,
  parse: () => Parsed,
  convert: (value: unknown) => T,
): Compiled<T> {
  const parsed = once(parse)
  const told = once(() => ruledOut(expression))
  const parts = once(() => countParts(expression))
  return {
    source,
    expression,
    isRuledOut: (change) => told()(change),
    evaluate: (view) => evaluate(parsed(), view, parts(), convert),
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** An error of evaluation is a value; anything else thrown here would be a fault of ours. */
function evaluate<T>(
  parsed: Parsed,
  { view, meter }: ChangeView,
  parts: number,
  convert: (value: unknown) => T,
): Evaluated<T> {
  startMeter(meter, parts)
  meterMatches(meter)
  try {
    const value = convert(parsed({ change: view }))
    // What a loop could not look at may have been swallowed by an `||` on the way.
    return isOverBudget(meter) ? tooCostly : { ok: true, value }
  } catch (error) {
    if (isOverBudget(meter)) return tooCostly
    if (error instanceof EvaluationError) return { ok: false, detail: `${error.code}: ${error.summary}` }
    throw error
  }
}

const tooCostly: { ok: false; detail: string } = {
  ok: false,
  detail: 'over-budget: it looks at more than a rule may on one package',
}

function parse(source: string): { ok: true; parsed: Parsed } | { ok: false; mistake: ConditionMistake } {
  try {
    return { ok: true, parsed: environment().parse(source) }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return { ok: false, mistake: wrongSyntax(error.code, error.summary, error.range?.start ?? 0) }
  }
}

function isTrue(value: unknown): boolean {
  return value === true
}

function factsOf(value: unknown): readonly Fact[] {
  const views: readonly unknown[] = Array.isArray(value) ? value : []
  return [...new Set(views.flatMap((view) => factOf(view) ?? []))]
}

const recordLists: ReadonlySet<string> = new Set(Object.values(vocabulary).map(({ type }) => `list<${type}>`))

function typedEnvironment(): Environment {
  const built = new Environment({ limits })
  for (const [record, { type, fields }] of Object.entries(vocabulary)) {
    if (!isFactRecord(record)) continue
    const types = Object.entries(fields).map(([name, field]) => [name, field.type] as const)
    built.registerType(type, { ctor: recordConstructors[record], fields: Object.fromEntries(types) })
  }
  const members = Object.entries(changeFields).map(
    ([name, { record, list }]) => [name, typeName(record, list)] as const,
  )
  built.registerType('Change', { ctor: changeConstructor, fields: Object.fromEntries(members) })
  built.registerVariable('change', 'Change')
  built.registerFunction(`string.${ownName}(string): bool`, ownMatches)
  // Numbers are doubles; without this `reachesNew == 0` would be a type error while `reachesNew > 0` is none.
  built.registerOperator('double == int', (left: number, right: bigint) => left === Number(right))
  return built
}

function typeName(record: FactRecord, list: boolean): string {
  const { type } = vocabulary[record]
  return list ? `list<${type}>` : type
}

function toExpression(node: ASTNode): Expression {
  const span = { start: node.start, end: node.end, at: node.pos }
  switch (node.op) {
    case 'value':
      return toLiteral(node.args, span)
    case 'id':
      return { ...span, kind: 'name', name: node.args }
    case '.':
      return { ...span, kind: 'field', of: toExpression(node.args[0]), name: node.args[1] }
    case 'call':
      return { ...span, kind: 'call', name: node.args[0], receiver: [], args: node.args[1].map(toExpression) }
    case 'rcall': {
      const [name, receiver, args] = node.args
      const at = node.input.indexOf(name, receiver.end)
      return { ...span, at, kind: 'call', name, receiver: [toExpression(receiver)], args: args.map(toExpression) }
    }
    case 'list':
      return { ...span, kind: 'list', items: node.args.map(toExpression) }
    case '?:': {
      const [condition, yes, no] = node.args
      return {
        ...span,
        kind: 'choice',
        condition: toExpression(condition),
        yes: toExpression(yes),
        no: toExpression(no),
      }
    }
    case '!_':
      return { ...span, kind: 'not', of: toExpression(node.args) }
    case '-_':
      return { ...span, kind: 'other', what: 'minus', parts: [toExpression(node.args)] }
    case '[]':
    case '[?]':
      return { ...span, kind: 'other', what: 'index', parts: node.args.map(toExpression) }
    case '.?':
      return { ...span, kind: 'other', what: 'optional', parts: [toExpression(node.args[0])] }
    case 'map':
      return { ...span, kind: 'other', what: 'map', parts: node.args.flat().map(toExpression) }
    default:
      return toBinary(node.op, node.args[0], node.args[1], span)
  }
}

type Span = Pick<Expression, 'start' | 'end' | 'at'>

function toBinary(operator: Operator, left: ASTNode, right: ASTNode, span: Span): Expression {
  return { ...span, kind: 'binary', operator, left: toExpression(left), right: toExpression(right) }
}

function toLiteral(value: unknown, span: Span): Expression {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return { ...span, kind: 'literal', value }
    case 'bigint':
      return { ...span, kind: 'literal', value: Number(value) }
    default:
      return { ...span, kind: 'other', what: value === null ? 'null' : 'bytes', parts: [] }
  }
}

function failed(mistakes: readonly ConditionMistake[]): { ok: false; mistakes: readonly ConditionMistake[] } {
  return { ok: false, mistakes }
}

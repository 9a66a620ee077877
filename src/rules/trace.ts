// A condition taken apart: which of its parts held, what they saw, and how near the elements of a list came. It explains
// and never decides: whether a rule fires is asked of the condition itself.
import type { Change } from '../domain/change.ts'
import type { ExplainedRule, SeenValue, Trace, TracedElement, TracedList } from '../domain/explanation.ts'
import { type Bindings, bindingsOf, elementsOf, evaluate, truthOf, type Value } from './evaluate.ts'
import { evidenceOf } from './evidence.ts'
import { boundName, type Expression, partsOf } from './expression.ts'
import type { Rule } from './rule.ts'
import { type ChangeView, viewOf } from './views.ts'

/** Elements of a list that are shown; their number is always told. */
const maxNearest = 3
/** Characters of a value or a part's text. */
const maxText = 300

export function explainRules(rules: readonly Rule[], change: Change): ExplainedRule[] {
  const view = viewOf(change)
  return rules.map((rule) => explainRule(rule, change, view))
}

function explainRule(rule: Rule, change: Change, view: ChangeView): ExplainedRule {
  const { id, title, outcome, status, when } = rule
  const evaluated = when.evaluate(view)
  const about = { rule: id, title, outcome, status, trace: traceOf(when.expression, when.source, bindingsOf(change)) }
  if (!evaluated.ok) return { ...about, result: 'failed', detail: evaluated.detail }
  return { ...about, result: evaluated.value ? 'fired' : 'quiet', detail: '' }
}

/** `source` is the text of the whole condition. */
export function traceOf(expression: Expression, source: string, bindings: Bindings): Trace {
  const about = { text: textOf(expression, source), result: truthOf(expression, bindings) }
  const joined = joinedBy(expression)
  if (joined.length > 0) {
    const parts = joined.map((part) => traceOf(part, source, bindings))
    return { ...about, seen: [], lists: [], parts }
  }
  const leaves = leavesOf(expression)
  return { ...about, seen: seenBy(leaves, source, bindings), lists: listsOf(leaves, source, bindings), parts: [] }
}

/** What `a && b && c`, `a || b`, `!a` and `a ? b : c` are made of; empty for what stands alone. */
function joinedBy(expression: Expression): readonly Expression[] {
  if (expression.kind === 'not') return joinedBy(expression.of).length > 0 ? [expression.of] : []
  if (expression.kind === 'choice') return [expression.condition, expression.yes, expression.no]
  if (expression.kind !== 'binary') return []
  const { operator } = expression
  if (operator !== '&&' && operator !== '||') return []
  const flat = (side: Expression): readonly Expression[] =>
    side.kind === 'binary' && side.operator === operator ? [side.left, side.right].flatMap(flat) : [side]
  return flat(expression)
}

/** The fields and list conditions inside a part, in the order of its text; what is inside a list's condition is not. */
function leavesOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'field') return [expression]
  const inside = partsOf(expression).flatMap(leavesOf)
  return expression.kind === 'call' && boundName(expression.name, expression.args) !== ''
    ? [...inside, expression]
    : inside
}

function seenBy(leaves: readonly Expression[], source: string, bindings: Bindings): SeenValue[] {
  const seen = leaves.flatMap((leaf): [string, string][] => {
    if (leaf.kind !== 'field') return []
    const value = shown(evaluate(leaf, bindings))
    // A list of facts is told by its elements.
    return value === '' || evaluate(leaf.of, bindings).kind === 'change' ? [] : [[textOf(leaf, source), value]]
  })
  return [...new Map(seen)].map(([text, value]) => ({ text, value }))
}

function shown(value: Value): string {
  if (value.kind === 'list') return cut(`[${value.items.map(shown).join(', ')}]`)
  return value.kind === 'scalar' ? cut(JSON.stringify(value.value)) : ''
}

function listsOf(leaves: readonly Expression[], source: string, bindings: Bindings): TracedList[] {
  return leaves.flatMap((leaf) => {
    const body = leaf.kind === 'call' ? leaf.args.at(-1) : undefined
    if (leaf.kind !== 'call' || body === undefined) return []
    const joined = joinedBy(body)
    const conjuncts = body.kind === 'binary' && body.operator === '&&' ? joined : [body]
    const elements = elementsOf(leaf, bindings).map((inside) => {
      const held = conjuncts.filter((one) => truthOf(one, inside) === 'true').length
      return { inside, meets: held === conjuncts.length, held }
    })
    // Of `all` the interesting ones are those that fail it, of the others those that meet it or come near.
    const worth = leaf.name === 'all' ? -1 : 1
    const nearest = elements.toSorted((a, b) => worth * (b.held - a.held)).slice(0, maxNearest)
    return {
      text: textOf(leaf, source),
      total: elements.length,
      meeting: elements.filter((one) => one.meets).length,
      nearest: nearest.map(({ inside }) => toElement(leaf, conjuncts, body, source, inside)),
    }
  })
}

function toElement(
  call: Expression & { kind: 'call' },
  conjuncts: readonly Expression[],
  body: Expression,
  source: string,
  inside: Bindings,
): TracedElement {
  const element = inside.get(boundName(call.name, call.args))
  const fact =
    element?.kind === 'fact' ? evidenceOf(element.fact).evidence.fact : element === undefined ? '' : shown(element)
  return { fact, result: truthOf(body, inside), parts: conjuncts.map((one) => traceOf(one, source, inside)) }
}

function textOf(expression: Expression, source: string): string {
  return cut(source.slice(expression.start, expression.end).replace(/\s+/g, ' ').trim())
}

function cut(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText)}…`
}

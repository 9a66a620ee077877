// Rules whose inputs a registry does not serve cannot fully fire there, and silence of theirs is no measurement.
import type { PublicationFact } from '../../src/domain/change.ts'
import type { Expression } from '../../src/rules/expression.ts'
import { partsOf } from '../../src/rules/expression.ts'
import type { Rule } from '../../src/rules/rule.ts'

/** What a registry may keep to itself. Times are not among them: a pair without a time is no measurement at all. */
export const inputs = ['publisher', 'gitHead', 'trust'] as const
export type Input = (typeof inputs)[number]

const inputOf: Record<keyof PublicationFact, Input | 'served'> = {
  record: 'served',
  age: 'served',
  ageHours: 'served',
  packageAgeHours: 'served',
  releasesBefore: 'served',
  step: 'served',
  dormantDays: 'served',
  publisher: 'publisher',
  publisherName: 'publisher',
  publisherBefore: 'publisher',
  publisherKind: 'publisher',
  email: 'publisher',
  publisherKnown: 'publisher',
  emailKnown: 'publisher',
  publisherSilentDays: 'publisher',
  gitHead: 'gitHead',
  gitHeadHabit: 'gitHead',
  trust: 'trust',
  trustLevel: 'trust',
  trustBefore: 'trust',
  trustOnLine: 'trust',
  trustHabit: 'trust',
  burstVersions: 'served',
  burstLines: 'served',
  dayLines: 'served',
  dayOrder: 'served',
  burstPackages: 'publisher',
  number: 'served',
  latest: 'served',
  deprecated: 'served',
  deprecation: 'served',
  line: 'served',
}

/** Which of them a rule's condition reads. Without one it may still fire by its other terms, but less often. */
export function inputsOf(rule: Rule): Input[] {
  const sources: Readonly<Record<string, Input | 'served'>> = inputOf
  const read = new Set(fieldsOf(rule.when.expression).map((field) => sources[field]))
  return inputs.filter((input) => read.has(input))
}

/** Names of all fields of `change.publication` in a condition. */
function fieldsOf(expression: Expression): string[] {
  // What a macro evaluates per element is read as well; `partsOf` leaves it to whoever knows the scope.
  const parts = expression.kind === 'call' ? [...expression.receiver, ...expression.args] : partsOf(expression)
  const inside = parts.flatMap(fieldsOf)
  return isOfPublication(expression) ? [expression.name, ...inside] : inside
}

function isOfPublication(expression: Expression): expression is Expression & { kind: 'field' } {
  return expression.kind === 'field' && expression.of.kind === 'field' && expression.of.name === 'publication'
}

// Rules whose inputs a registry does not serve, or that look at more than one release, cannot fully fire where releases
// are judged one by one: silence of theirs is no measurement.
import type { Change, PackageFact, PublicationFact } from '../../domain/change.ts'
import type { History } from '../../domain/release.ts'
import { type Expression, everyPart } from '../../rules/expression.ts'
import type { Rule } from '../../rules/rule.ts'

/** What a registry may keep to itself. Times are not among them: a pair without a time is no measurement at all. */
export const inputs = ['publisher', 'gitHead', 'trust'] as const
export type Input = (typeof inputs)[number]

/** Those that a registry shows for some version of the package. */
export function servedIn({ versions }: History): Input[] {
  return inputs.filter((input) => versions.some((one) => one[input].status === 'known'))
}

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

/** Facts of a tree, a project, a builder or a later list: a release that is judged on its own has none of them. */
const ofTheTree = ['provenance', 'lock', 'directives', 'patches', 'knownBad'] as const satisfies (keyof Change)[]

/** Single fields of the same kind, in whichever record. */
const fieldsOfTheTree = [
  'newToTree',
  'ownName',
  'scopeHosts',
  'hostChange',
  'nameChange',
  'platformSiblings',
  'burstPackages',
] as const satisfies (keyof PackageFact | keyof PublicationFact)[]

const fields: ReadonlySet<string> = new Set(fieldsOfTheTree)
const records: ReadonlySet<string> = new Set(ofTheTree)

/** Whether a rule's condition looks at something that only a scan of a project can know. */
export function readsTree(rule: Rule): boolean {
  return everyPart(rule.when.expression).some(
    (part) => part.kind === 'field' && (fields.has(part.name) || (isOfChange(part) && records.has(part.name))),
  )
}

/** Names of all fields of `change.publication` in a condition. */
function fieldsOf(expression: Expression): string[] {
  return everyPart(expression).flatMap((part) => (isOfPublication(part) ? part.name : []))
}

function isOfChange(expression: Expression): expression is Expression & { kind: 'field' } {
  return expression.kind === 'field' && expression.of.kind === 'name' && expression.of.name === 'change'
}

function isOfPublication(expression: Expression): expression is Expression & { kind: 'field' } {
  return expression.kind === 'field' && expression.of.kind === 'field' && expression.of.name === 'publication'
}

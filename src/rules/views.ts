// Facts as the condition engine wants to see them: each an object whose constructor names its record, so that the
// engine's types apply without wrapping anything per evaluation, and from which the fact itself can be had back.
import type { Change, Fact, FactRecord } from '../domain/change.ts'

/** A Change made ready for conditions: once per package, however many rules there are. */
export type ChangeView = { readonly view: object }

/** The engine tells types apart by `constructor`. These are never called. */
export const changeConstructor = (): void => undefined
export const recordConstructors: Readonly<Record<FactRecord, () => void>> = {
  package: () => undefined,
  baseline: () => undefined,
  publication: () => undefined,
  lock: () => undefined,
  manifest: () => undefined,
  script: () => undefined,
  dependency: () => undefined,
  file: () => undefined,
  oddity: () => undefined,
}

const prototypes: Readonly<Record<FactRecord, object>> = {
  package: { constructor: recordConstructors.package },
  baseline: { constructor: recordConstructors.baseline },
  publication: { constructor: recordConstructors.publication },
  lock: { constructor: recordConstructors.lock },
  manifest: { constructor: recordConstructors.manifest },
  script: { constructor: recordConstructors.script },
  dependency: { constructor: recordConstructors.dependency },
  file: { constructor: recordConstructors.file },
  oddity: { constructor: recordConstructors.oddity },
}

/** Each view leads back to its fact. */
const facts = new WeakMap<object, Fact>()

/** Lists become views when the first rule looks at them: most rules never look at the files. */
export function viewOf(change: Change): ChangeView {
  const members = {
    package: viewOfFact(change.package),
    baseline: viewOfFact(change.baseline),
    publication: viewOfFact(change.publication),
    lock: viewOfFact(change.lock),
  }
  const lists = {
    manifest: whenRead(change.manifest),
    scripts: whenRead(change.scripts),
    dependencies: whenRead(change.dependencies),
    files: whenRead(change.files),
    oddities: whenRead(change.oddities),
  } satisfies Record<Exclude<keyof Change, keyof typeof members>, PropertyDescriptor>
  return { view: Object.assign(Object.create({ constructor: changeConstructor }, lists), members) }
}

/** The fact behind a view that a condition returned; `undefined` for anything else. */
export function factOf(view: unknown): Fact | undefined {
  return typeof view === 'object' && view !== null ? facts.get(view) : undefined
}

function whenRead(list: readonly Fact[]): PropertyDescriptor {
  let views: readonly object[] | undefined
  return { get: () => (views ??= list.map(viewOfFact)), enumerable: true }
}

function viewOfFact(fact: Fact): object {
  const view: object = Object.assign(Object.create(prototypes[fact.record]), fact)
  facts.set(view, fact)
  return view
}

// Facts as the condition engine wants to see them: each an object whose constructor names its record, so that the
// engine's types apply without wrapping anything per evaluation, and from which the fact itself can be had back.
import type { Change, Fact, FactRecord, PatchFact, ScriptFact } from '../domain/change.ts'
import { charge, createMeter, type Meter } from './meter.ts'

/** A Change made ready for conditions: once per package, however many rules there are. */
export type ChangeView = { readonly view: object; readonly meter: Meter }

/** The engine tells types apart by `constructor`. These are never called. */
export const changeConstructor = (): void => undefined
export const recordConstructors: Readonly<Record<FactRecord, () => void>> = {
  package: () => undefined,
  baseline: () => undefined,
  publication: () => undefined,
  provenance: () => undefined,
  lock: () => undefined,
  lookalike: () => undefined,
  manifest: () => undefined,
  script: () => undefined,
  dependency: () => undefined,
  file: () => undefined,
  content: () => undefined,
  oddity: () => undefined,
  bin: () => undefined,
  directive: () => undefined,
  patch: () => undefined,
  capability: () => undefined,
  argument: () => undefined,
  flow: () => undefined,
  disguise: () => undefined,
  indicator: () => undefined,
  unreadable: () => undefined,
  knownBad: () => undefined,
}

/** Each view leads back to its fact. No condition can name a symbol. */
const behind = Symbol('fact')
type View = { readonly constructor: () => void; readonly [behind]: Fact }

/** Lists become views when the first rule looks at them: most rules never look at the files. */
export function viewOf(change: Change, now: () => number = () => performance.now()): ChangeView {
  const meter = createMeter(now)
  const manifest = whenRead(change.manifest, meter)
  const scripts = whenRead(change.scripts, meter)
  const dependencies = whenRead(change.dependencies, meter)
  const files = whenRead(change.files, meter)
  const oddities = whenRead(change.oddities, meter)
  const bins = whenRead(change.bins, meter)
  const directives = whenRead(change.directives, meter)
  const patches = whenRead(change.patches, meter)
  const capabilities = whenRead(change.capabilities, meter)
  const args = whenRead(change.arguments, meter)
  const flows = whenRead(change.flows, meter)
  const disguises = whenRead(change.disguises, meter)
  const indicators = whenRead(change.indicators, meter)
  const unreadable = whenRead(change.unreadable, meter)
  const knownBad = whenRead(change.knownBad, meter)
  const members = {
    package: viewOfFact(change.package),
    baseline: viewOfFact(change.baseline),
    publication: viewOfFact(change.publication),
    provenance: viewOfFact(change.provenance),
    lock: viewOfFact(change.lock),
    lookalike: viewOfFact(change.lookalike),
    content: viewOfFact(change.content),
    get manifest() {
      return manifest()
    },
    get scripts() {
      return scripts()
    },
    get dependencies() {
      return dependencies()
    },
    get files() {
      return files()
    },
    get oddities() {
      return oddities()
    },
    get bins() {
      return bins()
    },
    get directives() {
      return directives()
    },
    get patches() {
      return patches()
    },
    get capabilities() {
      return capabilities()
    },
    get arguments() {
      return args()
    },
    get flows() {
      return flows()
    },
    get disguises() {
      return disguises()
    },
    get indicators() {
      return indicators()
    },
    get unreadable() {
      return unreadable()
    },
    get knownBad() {
      return knownBad()
    },
    constructor: changeConstructor,
  } satisfies Record<keyof Change | 'constructor', unknown>
  return { view: members, meter }
}

/** The fact behind a view that a condition returned; `undefined` for anything else. */
export function factOf(view: unknown): Fact | undefined {
  return isView(view) ? view[behind] : undefined
}

function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && behind in value
}

/** Each look at a list counts: a loop inside a loop looks at its list as often as the outer one has elements. */
function whenRead(list: readonly Fact[], meter: Meter): () => readonly object[] {
  let views: readonly object[] | undefined
  return () => {
    charge(meter, list.length)
    views ??= list.map((fact) => (hasTexts(fact) ? viewOfTexts(fact, meter) : viewOfFact(fact)))
    return views
  }
}

function hasTexts(fact: Fact): fact is ScriptFact | PatchFact {
  return fact.record === 'script' || fact.record === 'patch'
}

/** Lists of texts in facts count like lists of facts. */
function viewOfTexts(fact: ScriptFact | PatchFact, meter: Meter): View {
  const [name, texts] = fact.record === 'script' ? ['reaches', fact.reaches] : ['files', fact.files]
  return Object.defineProperty(viewOfFact(fact), name, {
    enumerable: true,
    get: () => {
      charge(meter, texts.length)
      return texts
    },
  })
}

/** A literal with a spread, because a package may have a hundred thousand files and this is the fastest copy there is. */
function viewOfFact(fact: Fact): View {
  return { ...fact, constructor: recordConstructors[fact.record], [behind]: fact }
}
